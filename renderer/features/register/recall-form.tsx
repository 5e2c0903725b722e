import { type ReactNode, useState } from "react";
import type { RegisterEntry } from "../../../shared/case/register-door.ts";
import type { Revocation } from "../../../shared/partner/model.ts";
import { askCore } from "../../state/ask.ts";
import { openDialog } from "../../state/desk.ts";
import { inForce, useOwnRevocation } from "../../state/own-revocation.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { RadioField, SelectField, TextAreaField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { caseText, noteFailureText, partnersText } from "./register-words.ts";
import { saveNote } from "./save-note.ts";
import type { RegisterShown } from "./use-register.ts";

/** UTF-16 units of a reason, as the core has it. */
const longestReason = 1000;

interface RecallProps {
  readonly register: RegisterShown;
  readonly entry: RegisterEntry;
  readonly onDone: () => void;
}

/** Recalls a bundle of ours, or says which other one takes its place. */
export function RecallForm({ register, entry, onDone }: RecallProps): ReactNode {
  const t = useTranslate();
  const replacements = replacementsOf(register, entry);
  const [by, setBy] = useState("");
  const [why, setWhy] = useState("");
  const { isBusy, trouble, give } = useGiving(entry, onDone);
  const revoked = inForce(useOwnRevocation());
  const canGive = revoked === null && why.trim() !== "" && why.length <= longestReason;
  const footer = (
    <>
      <Button onClick={onDone}>{t("common:back")}</Button>
      <Button intent="danger" icon="undo" isDisabled={!canGive} isLoading={isBusy} onClick={() => void give(by, why)}>
        {t(by === "" ? "register:recall.submit" : "register:recall.submitReplace")}
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen
      title={t("register:recall.title", { number: entry.sequence })}
      icon="undo"
      width="medium"
      onClose={isBusy ? () => undefined : onDone}
      footer={footer}
    >
      {trouble !== null && <Callout tone="danger">{noteFailureText(trouble)}</Callout>}
      <p>
        <strong>{caseText(register, entry)}</strong>
        <br />
        <SafeText text={t("register:recall.holders", { partners: partnersText(entry) })} />
      </p>
      {revoked === null ? <Words replacements={replacements} by={by} onBy={setBy} why={why} onWhy={setWhy} /> : <KeyBlock revoked={revoked} />}
    </Dialog>
  );
}

/** Nothing can be said with a revoked key: why, and what to do about it. */
function KeyBlock({ revoked }: { readonly revoked: Revocation }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Callout tone="danger" title={t("partners:ours.revoked", { date: format.date(revoked.from) })}>
      <p>{t("register:recall.revoked")}</p>
      <Button icon="key" onClick={() => openDialog({ kind: "partners", file: null, part: "ours" })}>
        {t("partners:command.ours")}
      </Button>
    </Callout>
  );
}

interface WordsProps extends HowProps {
  readonly why: string;
  readonly onWhy: (why: string) => void;
}

function Words({ why, onWhy, ...how }: WordsProps): ReactNode {
  const t = useTranslate();
  return (
    <>
      <Callout tone="warning" title={t("register:recall.honestTitle")}>
        {t("register:recall.honest")}
      </Callout>
      {how.replacements.length > 0 ? <How {...how} /> : <p className="register-muted">{t("register:recall.noReplacement")}</p>}
      <TextAreaField
        label={t("register:recall.why")}
        help={t("register:recall.whyHelp")}
        value={why}
        isRequired
        autoFocus
        limit={longestReason}
        onChange={onWhy}
      />
    </>
  );
}

interface HowProps {
  readonly by: string;
  readonly onBy: (by: string) => void;
  readonly replacements: readonly RegisterEntry[];
}

function How({ by, onBy, replacements }: HowProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const options = replacements.map(({ statementHash, sequence, at }) => ({
    value: statementHash,
    label: t("register:holdings.numbered", { number: sequence, date: format.date(at) }),
  }));
  return (
    <>
      <RadioField
        label={t("register:recall.how")}
        value={by === "" ? "recall" : "replace"}
        options={(["recall", "replace"] as const).map((value) => ({ value, label: t(`register:recall.${value}`) }))}
        onChange={(picked) => onBy(picked === "replace" ? (options[0]?.value ?? "") : "")}
      />
      {by !== "" && <SelectField label={t("register:recall.by")} value={by} options={options} onChange={onBy} />}
    </>
  );
}

/** Later bundles of the case that everybody got who got this one. */
function replacementsOf({ entries }: RegisterShown, entry: RegisterEntry): readonly RegisterEntry[] {
  return entries.filter(
    ({ direction, caseId, statementHash, at, partners, state }) =>
      direction === "sent" &&
      state !== "never-left" &&
      caseId === entry.caseId &&
      statementHash !== entry.statementHash &&
      at >= entry.at &&
      entry.partners.every(({ keys }) => partners.some(({ author }) => keys.includes(author))),
  );
}

function useGiving({ statementHash }: RegisterEntry, onDone: () => void) {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<{ readonly kind: string; readonly where?: string } | null>(null);
  const give = async (by: string, why: string): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const given = by === "" ? await askCore("recallBundle", { statementHash, why }) : await askCore("supersedeBundle", { statementHash, by, why });
    setBusy(false);
    if (!given.ok) return setTrouble(given.error);
    await saveNote(given.value.file);
    onDone();
  };
  return { isBusy, trouble, give };
}
