import { type ReactNode, useEffect, useState } from "react";
import type { CameBy, RegisterEntry, RegisterNotice } from "../../../shared/case/register-door.ts";
import { askCore } from "../../state/ask.ts";
import { openCaseById } from "../../state/case-actions.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { openDialog } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { RadioField, TextAreaField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { noteFailureText, partnersText } from "./register-words.ts";
import { saveNote } from "./save-note.ts";

interface DecideProps {
  readonly entry: RegisterEntry;
  readonly notice: RegisterNotice;
  readonly onDone: () => void;
}
type Choice = "kept" | "out-of-use" | "destroyed";

/** What a partner recalled, what came by it, and what becomes of it here. */
export function DecideForm({ entry, notice, onDone }: DecideProps): ReactNode {
  const t = useTranslate();
  const came = useCameBy(entry);
  const isGone = entry.caseState === "destroyed" || entry.caseState === "absent";
  const [choice, setChoice] = useState<Choice>(isGone ? "destroyed" : "out-of-use");
  const [why, setWhy] = useState("");
  const { isBusy, trouble, decide } = useDeciding(entry, notice, onDone);
  const options = (["out-of-use", "kept", "destroyed"] as const).map((value) => ({ value, label: t(`register:decide.${value}`) }));
  const footer = (
    <>
      <Button onClick={onDone}>{t("common:back")}</Button>
      <Button intent="primary" icon="tick" isLoading={isBusy} onClick={() => void decide(choice, why)}>
        {t("register:decide.submit")}
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen
      title={t(`register:decide.title.${notice.notice.kind}`, { number: entry.sequence })}
      icon="inbox"
      width="large"
      onClose={isBusy ? () => undefined : onDone}
      footer={footer}
    >
      {trouble !== null && <Callout tone="danger">{noteFailureText(trouble)}</Callout>}
      <Callout tone="warning" title={<SafeText text={partnersText(entry)} />}>
        <SafeText text={notice.notice.reason} />
        {notice.notice.by !== null && <p>{t("register:replacedBy", { number: notice.notice.by.sequence })}</p>}
      </Callout>
      <WhatCame entry={entry} came={came} isGone={isGone} />
      <RadioField
        label={t("register:decide.what")}
        value={choice}
        options={options}
        onChange={(picked) => setChoice(options.find(({ value }) => value === picked)?.value ?? choice)}
      />
      {choice === "destroyed" && !isGone && (
        <Callout title={t("register:decide.deleteFirst")}>
          <Button isSmall icon="trash" onClick={() => openDialog({ kind: "delete-case", caseId: entry.caseId })}>
            {t("register:act.delete")}
          </Button>
        </Callout>
      )}
      <TextAreaField label={t("register:decide.why")} help={t("register:decide.whyHelp")} value={why} limit={1000} rows={2} onChange={setWhy} />
    </Dialog>
  );
}

/** null = being asked; "closed" = its case is not the open one. */
function useCameBy({ statementHash, caseId }: RegisterEntry): CameBy | "closed" | null {
  const openId = useCaseMirror(({ opened }) => opened?.caseId ?? null);
  const [came, setCame] = useState<CameBy | "closed" | null>(null);
  useEffect(() => {
    let isShown = true;
    if (openId !== caseId) setCame("closed");
    else void askCore("whatCameBy", { statementHash }).then((answer) => isShown && setCame(answer.ok ? answer.value : "closed"));
    return () => {
      isShown = false;
    };
  }, [openId, caseId, statementHash]);
  return came;
}

/** Rows that are named one by one. */
const mostNamed = 40;

function WhatCame({ entry, came, isGone }: { readonly entry: RegisterEntry; readonly came: CameBy | "closed" | null; readonly isGone: boolean }) {
  const t = useTranslate();
  const format = useFormat();
  if (isGone) return <p className="register-hint">{t("register:decide.gone")}</p>;
  if (came === null) return null;
  if (came === "closed")
    return (
      <Callout title={t("register:decide.openFirst")}>
        <Button isSmall icon="folder-open" onClick={() => void openCaseById(entry.caseId)}>
          {t("register:decide.open")}
        </Button>
      </Callout>
    );
  if (came.claims === null) return <Callout tone="warning">{t("register:decide.notRecorded")}</Callout>;
  const { all, only, standing } = came.claims;
  return (
    <section aria-label={t("register:decide.came")}>
      <h3 className="register-heading">{t("register:decide.came")}</h3>
      <p>{t("register:decide.counts", { all: format.number(all), only: format.number(only), standing: format.number(standing) })}</p>
      <ul className="register-came" tabIndex={0} aria-label={t("register:decide.came")}>
        {came.entities.slice(0, mostNamed).map((each) => (
          <li key={each.entity}>
            <TypeIcon type={each.type} />
            <EntityName entity={{ id: each.entity, type: each.type, title: each.title }} />
            <span className="register-muted tabular">{format.number(each.claims)}</span>
          </li>
        ))}
        {came.files.map(({ sha256, name }) => (
          <li key={sha256}>
            <SafeText text={name} />
          </li>
        ))}
        {came.entities.length > mostNamed && <li>{t("register:decide.more", { count: came.entities.length - mostNamed })}</li>}
      </ul>
    </section>
  );
}

function useDeciding({ statementHash }: RegisterEntry, { hash }: RegisterNotice, onDone: () => void) {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<{ readonly kind: string; readonly where?: string } | null>(null);
  const decide = async (decision: Choice, why: string): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const decided = await askCore("decideNotice", { notice: hash, decision, why });
    if (!decided.ok) {
      setBusy(false);
      return setTrouble(decided.error);
    }
    if (decision === "out-of-use") notify("success", "register:decide.contested", { count: decided.value.claims });
    const answer = await askCore("makeReceipt", { statementHash, deed: "answer", notice: hash });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    await saveNote(answer.value.file);
    onDone();
  };
  return { isBusy, trouble, decide };
}
