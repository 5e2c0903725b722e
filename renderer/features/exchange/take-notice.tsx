import { fileEndings } from "../../../shared/kernel/file-endings.ts";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { NoticeEffect } from "../../../shared/partner/model.ts";
import { askCore } from "../../state/ask.ts";
import { closeDialog } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { FileField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { HashText } from "../../ui/hash-text.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { StolenNote } from "./stolen-note.tsx";
import { hasWords, translate, useTranslate } from "../../ui/translate.ts";

interface TakeNoticeProps {
  /** A notice that was dropped on the window, read at once. */
  readonly dropped: File | null;
  readonly onDone: (chosen?: AuthorId) => void;
}

/** Reads a notice about keys. What it says is done at once, for it only takes trust away or announces; then it is told. */
export function TakeNotice({ dropped, onDone }: TakeNoticeProps): ReactNode {
  const t = useTranslate();
  const { effect, trouble, take } = useTakenNotice(dropped);
  const about = effect?.partner?.author;
  const footer = (
    <>
      <Button icon="arrow-left" onClick={() => onDone(about)}>
        {t("partners:notice.toRegister")}
      </Button>
      <Button onClick={closeDialog}>{t("common:close")}</Button>
    </>
  );
  return (
    <Dialog isOpen title={t("partners:command.notice")} icon="document-open" onClose={closeDialog} footer={footer} hasDraft={false}>
      <div className="partners-form">
        {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
        {effect !== null && <NoticeSaid effect={effect} />}
        {effect?.partner != null && <StolenNote partner={effect.partner} isNews />}
        <FileField
          label={t("partners:notice.choose")}
          accept={`${fileEndings.keyNotice},${fileEndings.identity}`}
          autoFocus
          onFile={(file) => void take(file)}
        />
        <p className="exchange-muted">{t("partners:notice.help")}</p>
      </div>
    </Dialog>
  );
}

function useTakenNotice(dropped: File | null) {
  const [effect, setEffect] = useState<NoticeEffect | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const take = useCallback(async (file: File): Promise<void> => {
    setEffect(null);
    if (file.size > 65_536) return setTrouble(noticeFailure({ kind: "too-large" }));
    const taken = await askCore("takeKeyNotice", { bytes: new Uint8Array(await file.arrayBuffer()) });
    setTrouble(taken.ok ? null : noticeFailure(taken.error));
    if (taken.ok) setEffect(taken.value);
  }, []);
  // Once for a file: what it says is done by the first reading, and the second would only find it known.
  const taken = useRef<File | null>(null);
  useEffect(() => {
    if (dropped === null || taken.current === dropped) return;
    taken.current = dropped;
    void take(dropped);
  }, [dropped, take]);
  return { effect, trouble, take };
}

function noticeFailure(error: Parameters<typeof failureText>[0]): string {
  const key = `partners:notice.error.${error.kind}`;
  return hasWords(key) ? translate(key) : failureText(error);
}

const tones = {
  revoked: "success",
  "own-key-revoked": "danger",
  "key-announced": "success",
  "hybrid-learned": "success",
  "other-hybrid": "danger",
  known: "info",
} as const;

/** What a notice said, of whom, and what came of it. */
export function NoticeSaid({ effect: { notice, outcome, partner } }: { readonly effect: NoticeEffect }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officer = notice.kind === "key-change" ? notice.identity.officer : notice.kind === "revocation" ? notice.officer : (partner?.officer ?? "");
  // It was taken in as it should be, and yet is no good news: what the key said may be a thief's.
  const isTheft = outcome === "revoked" && notice.kind === "revocation" && notice.reason !== "left";
  const tone = isTheft ? "danger" : outcome in tones ? tones[outcome as keyof typeof tones] : "warning";
  return (
    <Callout tone={tone} title={t(`partners:notice.outcome.${outcome}`)}>
      <dl className="partners-facts">
        {officer !== "" && (
          <>
            <dt>{t("partners:column.officer")}</dt>
            <dd>
              <SafeText text={officer} />
            </dd>
          </>
        )}
        <dt>{t("partners:notice.says")}</dt>
        <dd>
          {notice.kind === "key-change" && t("partners:notice.newKey", { date: format.date(notice.at) })}
          {notice.kind === "revocation" && t(`partners:note.revoked.${notice.reason}`, { date: format.date(notice.from) })}
          {notice.kind === "hybrid-key" && t("partners:notice.hybrid")}
        </dd>
        <dt>{t("partners:notice.key")}</dt>
        <dd>
          <HashText text={notice.kind === "revocation" ? notice.key : notice.author} kind="hash" />
        </dd>
      </dl>
    </Callout>
  );
}
