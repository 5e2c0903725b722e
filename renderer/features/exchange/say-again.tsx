import { type ReactNode, useEffect, useState } from "react";
import type { ToSayAgain } from "../../../shared/case/stolen-door.ts";
import { askCore } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { sayAgainNow } from "./say-again-now.ts";

/** What is to be said again in the open case; asked for anew after every act. null = nothing is, or it is not known yet. */
function useToSayAgain(): ToSayAgain | null {
  const [count, setCount] = useState<ToSayAgain | null>(null);
  const opened = useCaseMirror((mirror) => mirror.opened);
  const history = useCaseMirror((mirror) => mirror.history);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an act changes what there is to say
  useEffect(() => {
    let isShown = true;
    if (opened === null) setCount(null);
    else
      void askCore("toSayAgain", null).then((answer) => {
        if (isShown) setCount(answer.ok ? answer.value : null);
      });
    return () => {
      isShown = false;
    };
  }, [opened, history]);
  return count;
}

interface SayAgainProps {
  /** After it was said. */
  readonly onDone: () => void;
}

/** Says all of it again in one act; nothing where there is nothing to say. */
export function SayAgainButton({ onDone }: SayAgainProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const count = useToSayAgain();
  const [isBusy, setBusy] = useState(false);
  const all = allOf(count);
  if (all === 0) return null;
  const say = async (): Promise<void> => {
    setBusy(true);
    const isSaid = await sayAgainNow();
    setBusy(false);
    if (isSaid) onDone();
  };
  return (
    <Button isSmall icon="repeat" title={t("stolen:anew.help")} isLoading={isBusy} onClick={() => void say()}>
      {t("stolen:anew.act", { number: format.number(all) })}
    </Button>
  );
}

/** The same with what it is about, where our keys are shown over an open case. */
export function SayAgainPart(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const count = useToSayAgain();
  const all = allOf(count);
  if (count === null || all + count.contested === 0) return null;
  return (
    <Callout tone="warning" title={all === 0 ? undefined : t("stolen:anew.title", { count: all, number: format.number(all) })}>
      {all > 0 && <p>{t("stolen:anew.help")}</p>}
      {count.contested > 0 && <p>{t("stolen:anew.contested", { number: format.number(count.contested) })}</p>}
      <SayAgainButton onDone={() => undefined} />
    </Callout>
  );
}

const allOf = (count: ToSayAgain | null): number => (count === null ? 0 : count.statements + count.withdrawals);
