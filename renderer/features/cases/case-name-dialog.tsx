import { type ReactNode, useState } from "react";
import type { CaseEntry } from "../../../shared/case/door.ts";
import { longestName } from "../../../shared/ontology/value.ts";
import { askCore } from "../../state/ask.ts";
import { chooseCase, closeDialog, noteListChanged, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { TextField } from "../../ui/field.tsx";
import { translate, useTranslate } from "../../ui/translate.ts";
import { useCaseEntry } from "./use-cases.ts";

type Does = "rename" | "copy";

/** Number and title: of a case that is renamed, or of its copy. */
export function CaseNameDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  if (dialog?.kind !== "rename-case" && dialog?.kind !== "copy-case") return null;
  return <Named key={dialog.caseId} caseId={dialog.caseId} does={dialog.kind === "rename-case" ? "rename" : "copy"} />;
}

function Named({ caseId, does }: { readonly caseId: CaseEntry["caseId"]; readonly does: Does }): ReactNode {
  const entry = useCaseEntry(caseId);
  return entry === undefined || entry === null ? null : <NameForm entry={entry} does={does} />;
}

function NameForm({ entry, does }: { readonly entry: CaseEntry; readonly does: Does }): ReactNode {
  const t = useTranslate();
  const [number, setNumber] = useState(does === "copy" ? "" : entry.number);
  const [title, setTitle] = useState(does === "copy" ? t("cases:copy.name", { title: entry.title }) : entry.title);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    if (isBusy || title.trim() === "") return;
    setBusy(true);
    const failed = await (does === "rename" ? rename(entry, number, title) : copy(entry, number, title));
    setBusy(false);
    if (failed !== null) return setTrouble(failed);
    noteListChanged();
    closeDialog();
  };
  const footer = (
    <>
      <CancelButton />
      <Button intent="primary" isLoading={isBusy} isDisabled={title.trim() === ""} onClick={() => void submit()}>
        {t(`cases:${does}.submit`)}
      </Button>
    </>
  );
  const enter = (): void => void submit();
  return (
    <Dialog isOpen title={t(`cases:${does}.title`)} icon={does === "copy" ? "duplicate" : "edit"} onClose={closeDialog} footer={footer}>
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      <TextField
        label={t("cases:new.name")}
        value={title}
        limit={longestName}
        error={title.trim() === "" ? t("cases:new.nameNeeded") : undefined}
        isRequired
        autoFocus
        onChange={setTitle}
        onEnter={enter}
      />
      <TextField label={t("cases:new.number")} value={number} limit={longestName} onChange={setNumber} onEnter={enter} />
      <Callout>{t(`cases:${does}.help`)}</Callout>
    </Dialog>
  );
}

/** Null when it is done; else why not. A name that is the same is no failure. */
async function rename({ caseId }: CaseEntry, number: string, title: string): Promise<string | null> {
  const done = await askCore("renameCase", { caseId, number, title });
  return done.ok || done.error.kind === "already-said" ? null : failureText(done.error);
}

async function copy({ caseId, ...entry }: CaseEntry, number: string, title: string): Promise<string | null> {
  const name = [entry.number, entry.title].filter((part) => part !== "").join(" ");
  const done = await askCore("copyCase", { caseId, number, title, note: translate("cases:copy.origin", { name, id: caseId }) });
  if (!done.ok) return failureText(done.error);
  chooseCase(done.value.caseId);
  notify("success", "cases:copy.done", { claims: done.value.claims, leftOut: done.value.leftOut });
  return null;
}
