import { type ReactNode, useEffect, useRef, useState } from "react";
import type { TakenNote } from "../../../shared/case/register-door.ts";
import { askCore } from "../../state/ask.ts";
import { Callout } from "../../ui/callout.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { noteFailureText } from "./register-words.ts";

/** No signed note is longer: a bigger file is not even read. */
const longestNote = 64 * 1024;

interface Outcome {
  readonly name: string;
  readonly taken: TakenNote | null;
  readonly trouble: { readonly kind: string; readonly where?: string } | null;
}
export interface NoteReading {
  readonly outcome: Outcome | null;
  take(file: File): Promise<void>;
}

/** Reads a receipt or notice the person chose or dropped; `file` at once. */
export function useTakenNote(file: File | null, onTaken: (taken: TakenNote) => void): NoteReading {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const latest = useRef(onTaken);
  latest.current = onTaken;
  const take = async (source: File): Promise<void> => {
    const { name, size } = source;
    if (size > longestNote) return setOutcome({ name, taken: null, trouble: { kind: "too-large" } });
    const answer = await askCore("takeNote", { bytes: new Uint8Array(await source.arrayBuffer()) });
    setOutcome(answer.ok ? { name, taken: answer.value, trouble: null } : { name, taken: null, trouble: answer.error });
    if (answer.ok) latest.current(answer.value);
  };
  const taking = useRef(take);
  taking.current = take;
  // Once: what is read a second time is known already, and would be told so.
  const begun = useRef<File | null>(null);
  useEffect(() => {
    if (file === null || begun.current === file) return;
    begun.current = file;
    void taking.current(file);
  }, [file]);
  return { outcome, take };
}

/** What came of it: whose it is, what it says, and what does not fit. */
export function TookNote({ reading: { outcome } }: { readonly reading: NoteReading }): ReactNode {
  const t = useTranslate();
  if (outcome === null) return null;
  const { name, taken, trouble } = outcome;
  if (taken === null)
    return (
      <Callout tone="danger" title={<SafeText text={name} />}>
        {trouble !== null && noteFailureText(trouble)}
      </Callout>
    );
  const about = taken.kind === "receipt" ? taken.receipt : taken.notice;
  const what = taken.kind === "receipt" ? t(`ontology:choice.deed.${taken.receipt.deed}`) : t(`register:notice.${taken.notice.kind}`);
  const warnings = taken.kind === "receipt" ? taken.warnings.map((each) => t(`register:warning.${each}`)) : [];
  const isStray = taken.kind === "notice" && !taken.isBundleHere;
  return (
    <Callout
      tone={warnings.length > 0 || isStray ? "warning" : "success"}
      title={t(taken.isKnown ? "register:took.known" : `register:took.${taken.kind}`, { number: about.sequence })}
    >
      <SafeText text={t("register:took.who", { officer: about.officer, agency: about.agencyName, what })} />
      {warnings.map((warning) => (
        <p key={warning} className="register-warning">
          {warning}
        </p>
      ))}
      {isStray && <p className="register-warning">{t("register:took.stray")}</p>}
    </Callout>
  );
}
