import type { ReactNode } from "react";
import { useFormat } from "./format.ts";
import { safeText } from "./safe-text.tsx";
import { Tag, type Tone } from "./tag.tsx";
import { useTranslate } from "./translate.ts";

/** What was ruled of it, and why its key is not to be believed, since when (ms). */
type StolenState = "open" | "asked" | "kept" | "contested";
interface ShownKey {
  readonly officer: string;
  readonly reason: "stolen" | "lost" | "doubted";
  readonly from: number;
}

const tones: Readonly<Record<StolenState, Tone>> = { open: "danger", asked: "danger", kept: "warning", contested: "none" };

interface StolenTagProps {
  readonly mark: { readonly state: StolenState; readonly of: ShownKey } | null;
}

/** That a statement rests on a key that was stolen or lost, and what was ruled. Nothing when it does not. */
export function StolenTag({ mark }: StolenTagProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (mark === null) return null;
  const { state, of } = mark;
  const date = format.date(of.from);
  return (
    <Tag tone={tones[state]} icon="key" title={t(`stolen:why.${of.reason}`, { officer: safeText(of.officer), date })}>
      {t(`stolen:tag.${state}`, { key: t(`stolen:key.${of.reason}`, { date }) })}
    </Tag>
  );
}

/** The same of a whole thing: how many of its statements wait for a ruling. */
export function StolenCountTag({ count }: { readonly count: number }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (count === 0) return null;
  return (
    <Tag tone="danger" icon="key" title={t("stolen:thingHelp")}>
      {t("stolen:thing", { count, number: format.number(count) })}
    </Tag>
  );
}
