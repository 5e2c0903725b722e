import type { ReactNode } from "react";
import type { RegisterEntry, RegisterNotice, RegisterReceipt } from "../../../shared/case/register-door.ts";
import type { FileHash } from "../../../shared/kernel/brand.ts";
import { askCore, askOrTell } from "../../state/ask.ts";
import { notify } from "../../state/jobs.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { RegisterAct } from "./register-act.ts";
import { noteFailureText, partnerText } from "./register-words.ts";
import { saveNote } from "./save-note.ts";

interface NotesProps {
  readonly entry: RegisterEntry;
  readonly onAct: (act: RegisterAct) => void;
}

/** The signed notes about a bundle: receipts, and what recalled it or took its place. */
export function NotesOfEntry({ entry, onAct }: NotesProps): ReactNode {
  const t = useTranslate();
  const { receipts, notices, direction } = entry;
  return (
    <>
      {notices.length > 0 && (
        <>
          <h3 className="register-heading">{t("register:notices")}</h3>
          <ul className="register-notes">
            {notices.map((notice) => (
              <Notice key={notice.hash} entry={entry} notice={notice} onAct={onAct} />
            ))}
          </ul>
        </>
      )}
      <h3 className="register-heading">{t(`register:receipts.${direction}`)}</h3>
      {receipts.length === 0 && (
        <p className="register-hint">{t(entry.addressee === "" ? `register:noReceipts.${direction}` : "register:noReceipts.addressee")}</p>
      )}
      <ul className="register-notes">
        {receipts.map((receipt) => (
          <ReceiptLine key={receipt.hash} receipt={receipt} />
        ))}
      </ul>
    </>
  );
}

const deedTones: Readonly<Record<string, Tone>> = { accepted: "success", "accepted-in-part": "success", refused: "danger", "out-of-use": "warning" };

function ReceiptLine({ receipt: { hash, receipt } }: { readonly receipt: RegisterReceipt }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const reason = receipt.reason === "" ? "" : t(`register:refusal.${receipt.reason === "by-decision" ? "by-decision" : "check"}`);
  return (
    <li>
      <span className="register-note-head">
        <Tag tone={deedTones[receipt.deed] ?? "none"}>{t(`ontology:choice.deed.${receipt.deed}`)}</Tag>
        <SafeText text={`${receipt.officer}, ${agencyText(receipt.agency)}`} />
        <span className="register-muted tabular">{format.dateTime(receipt.at)}</span>
        <SaveAgain note={hash} />
      </span>
      <span className="register-muted">
        {t("register:receiptSays", { claims: format.number(receipt.claims), files: format.number(receipt.files) })} {reason}
      </span>
    </li>
  );
}

function Notice({ entry, notice, onAct }: NotesProps & { readonly notice: RegisterNotice }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { hash, notice: said, decision } = notice;
  const key = said.kind === "recall" ? "recall" : "supersede";
  return (
    <li>
      <span className="register-note-head">
        <Tag tone={key === "recall" ? "danger" : "warning"}>{t(`register:notice.${key}`)}</Tag>
        <SafeText text={`${said.officer}, ${agencyText(said.agency)}`} />
        <span className="register-muted tabular">{format.dateTime(said.at)}</span>
        <SaveAgain note={hash} />
      </span>
      <span>
        <SafeText text={said.reason} />
        {said.by !== null && ` · ${t("register:replacedBy", { number: said.by.sequence })}`}
      </span>
      {entry.direction === "sent" ? (
        <Answers entry={entry} notice={notice} />
      ) : (
        <Decision entry={entry} notice={notice} decision={decision} onAct={onAct} />
      )}
    </li>
  );
}

/** Of a notice of ours: who answered it and how, and whether those who did not can still hear of it. */
function Answers({ entry, notice: { answers, isUnderRevoked } }: { readonly entry: RegisterEntry; readonly notice: RegisterNotice }): ReactNode {
  const t = useTranslate();
  const said = answers.map(({ author, deed }) => `${nameOf(entry, author)}: ${t(`ontology:choice.deed.${deed}`)}`).join("; ");
  return (
    <>
      {(said !== "" || !isUnderRevoked) && <span className="register-muted">{said === "" ? t("register:unanswered") : said}</span>}
      {isUnderRevoked && <Callout tone="warning">{t("register:underRevoked")}</Callout>}
    </>
  );
}

function nameOf({ partners }: RegisterEntry, author: string): string {
  const partner = partners.find((each) => each.author === author);
  return partner === undefined ? `${author.slice(0, 8)}…` : partnerText(partner);
}

function Decision({
  entry,
  notice,
  decision,
  onAct,
}: NotesProps & { readonly notice: RegisterNotice; readonly decision: RegisterNotice["decision"] }) {
  const t = useTranslate();
  const format = useFormat();
  const answer = async (): Promise<void> => {
    const made = await askCore("makeReceipt", { statementHash: entry.statementHash, deed: "answer", notice: notice.hash });
    if (!made.ok) return notify("danger", "register:notDone", { why: noteFailureText(made.error) });
    await saveNote(made.value.file);
  };
  return (
    <span className="register-note-head">
      <span className="register-muted">
        {decision === null
          ? t("register:undecided")
          : t("register:decided", { what: t(`ontology:choice.deed.${decision.is}`), date: format.date(decision.at) })}
      </span>
      <Button isSmall intent={decision === null ? "primary" : "none"} onClick={() => onAct({ kind: "decide", entry, notice })}>
        {t(decision === null ? "register:act.decide" : "register:act.decideAnew")}
      </Button>
      {decision !== null && (
        <Button isSmall icon="endorsed" onClick={() => void answer()}>
          {t("register:act.answer")}
        </Button>
      )}
    </span>
  );
}

function SaveAgain({ note }: { readonly note: FileHash }): ReactNode {
  const t = useTranslate();
  const save = async (): Promise<void> => {
    const kept = await askOrTell("keptNote", { note });
    if (kept !== null) await saveNote(kept);
  };
  return <IconButton isSmall icon="export" label={t("register:saveAgain")} onClick={() => void save()} />;
}
