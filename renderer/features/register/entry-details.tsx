import type { ReactNode } from "react";
import type { RegisterEntry } from "../../../shared/case/register-door.ts";
import { isOverdue } from "../../../shared/case/register-due.ts";
import { askCore } from "../../state/ask.ts";
import { openDialog } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import { HashText } from "../../ui/hash-text.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { NotesOfEntry } from "./notes-of-entry.tsx";
import type { RegisterAct } from "./register-act.ts";
import { caseText, noteFailureText, partnersText, sealingText } from "./register-words.ts";
import { saveNote } from "./save-note.ts";
import type { RegisterShown } from "./use-register.ts";

interface DetailsProps {
  readonly register: RegisterShown;
  readonly entry: RegisterEntry;
  readonly onAct: (act: RegisterAct) => void;
  readonly onChanged: () => void;
}

/** What is known of one bundle, what was signed about it, and what can be done. */
export function EntryDetails({ register, entry, onAct, onChanged }: DetailsProps): ReactNode {
  const t = useTranslate();
  return (
    <section className="register-details" aria-label={t("register:details.title", { number: entry.sequence })} tabIndex={0}>
      <div className="register-facts-side">
        <Facts register={register} entry={entry} />
        <Acts entry={entry} onAct={onAct} onChanged={onChanged} />
      </div>
      <div>
        <Told entry={entry} />
        <NotesOfEntry entry={entry} onAct={onAct} />
      </div>
    </section>
  );
}

function Facts({ register, entry }: Pick<DetailsProps, "register" | "entry">): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <dl className="register-facts">
      {factsOf(t, format, register, entry).map(([name, value]) => (
        <div key={name}>
          <dt>{t(`register:fact.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type FactLine = readonly [string, ReactNode];

function factsOf(t: Translate, format: Format, register: RegisterShown, entry: RegisterEntry): readonly FactLine[] {
  const { details, words, fileHash, statementHash, direction } = entry;
  const said = (text: string | undefined): ReactNode =>
    text === undefined ? t("register:notKept") : text === "" ? t("exchange:notSaid") : <SafeText text={text} />;
  const counts = details && {
    claims: `${format.number(details.disclosed)}${details.withdrawals ? ` (${t("exchange:ofWithdrawals", { number: format.number(details.withdrawals) })})` : ""}`,
    withheld: format.number(details.withheld),
    kept: details.keptBack === null ? "–" : format.number(details.keptBack),
    files: format.number(details.files),
  };
  return [
    ["case", `${caseText(register, entry)} · ${t(`register:caseState.${entry.caseState}`)}`],
    [direction === "sent" ? "recipients" : "sender", partnersText(entry)],
    ["purpose", said(words?.purpose)],
    ["legalBasis", said(words?.legalBasis)],
    ...(details === null
      ? ([["counts", t("register:notKept")]] as const)
      : ([
          [
            "sentAt",
            <span key="at" className="tabular">
              {format.dateTime(details.sentAt)}
            </span>,
          ],
          ["counts", t(direction === "sent" ? "register:countsSent" : "register:countsOf", counts ?? {})],
          ...(direction === "received"
            ? ([["news", t("register:newsOf", { claims: format.number(details.newClaims), files: format.number(details.newFiles) })]] as const)
            : []),
          [
            "retention",
            details.retainUntil === ""
              ? t("exchange:notSaid")
              : `${format.date(details.retainUntil)} · ${t(`register:retention.${entry.retention}`)}`,
          ],
        ] as const)),
    ["sealing", sealingText(entry)],
    ["statementHash", <HashText key="statement" text={statementHash} kind="hash" isCopyable />],
    ["fileHash", fileHash === "" ? t("register:notKept") : <HashText key="file" text={fileHash} kind="hash" isCopyable />],
  ];
}

/** What is to be known or done now. */
function Told({ entry }: { readonly entry: RegisterEntry }): ReactNode {
  const t = useTranslate();
  const { direction, caseId, caseState, missing } = entry;
  const isHere = caseState === "here" || caseState === "archived";
  return (
    <>
      {isOverdue(entry) && (
        <Callout tone="warning" title={t(`register:overdue.${direction}.title`)}>
          {t(`register:overdue.${direction}.text`)}
          {direction === "received" && isHere && (
            <div className="register-do">
              <Button isSmall icon="trash" onClick={() => openDialog({ kind: "delete-case", caseId })}>
                {t("register:act.delete")}
              </Button>
            </div>
          )}
        </Callout>
      )}
      {isReceiptOld(entry) && <Callout tone="warning">{t("register:receiptOld")}</Callout>}
      {missing.length > 0 && <Callout tone="warning">{t("register:missing", { numbers: missing.join(", ") })}</Callout>}
    </>
  );
}

const deedOfState: Readonly<Partial<Record<RegisterEntry["state"], string>>> = {
  accepted: "accepted",
  "accepted-in-part": "accepted-in-part",
  "set-aside": "looked-at",
  "taken-back": "looked-at",
};

/** Whether the last receipt we gave says something else than the case does by now. */
function isReceiptOld({ direction, state, receipts, details }: RegisterEntry): boolean {
  const [deed, last] = [deedOfState[state], receipts[0]?.receipt];
  return (
    direction === "received" &&
    deed !== undefined &&
    last !== undefined &&
    (last.deed !== deed || last.claims !== (details?.newClaims ?? last.claims))
  );
}

function Acts({ entry, onAct, onChanged }: Pick<DetailsProps, "entry" | "onAct" | "onChanged">): ReactNode {
  const t = useTranslate();
  const { direction, statementHash, state } = entry;
  const receipt = async (deed: "arrival" | "destroyed"): Promise<void> => {
    const made = await askCore("makeReceipt", { statementHash, deed, notice: null });
    if (!made.ok) return notify("danger", "register:notDone", { why: noteFailureText(made.error) });
    await saveNote(made.value.file);
    onChanged();
  };
  if (direction === "sent")
    return (
      <div className="register-acts">
        <Button icon="undo" isDisabled={state === "destroyed" || state === "never-left"} onClick={() => onAct({ kind: "recall", entry })}>
          {t("register:act.recall")}
        </Button>
      </div>
    );
  return (
    <div className="register-acts">
      <Button icon="endorsed" onClick={() => void receipt("arrival")}>
        {t("register:act.receipt")}
      </Button>
      {state === "destroyed" && (
        <Button icon="endorsed" onClick={() => void receipt("destroyed")}>
          {t("register:act.receiptDestroyed")}
        </Button>
      )}
    </div>
  );
}
