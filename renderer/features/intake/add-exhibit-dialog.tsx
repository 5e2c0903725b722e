import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Grade, Handling } from "../../../shared/ledger/model.ts";
import { longestName } from "../../../shared/ontology/value.ts";
import { caseHandling } from "../../state/case-mirror.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { closeDialog, selectEntities, useDesk } from "../../state/desk.ts";
import { notify, useJobs } from "../../state/jobs.ts";
import { useRoom } from "../../state/room.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { DateField, FileField, TextField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { GradeFields, MarkingSelect } from "../../ui/marking-field.tsx";
import { Progress } from "../../ui/progress.tsx";
import { canKeep, RoomCallout } from "../../ui/room-callout.tsx";
import { useTranslate } from "../../ui/translate.ts";
import "./add-exhibit.css";

/** The job of the core that keeps a file. */
const keepJob = "keep-exhibit";

/** Keeps any file as an exhibit, unread. Open while the desk says so. */
export function AddExhibitDialog(): ReactNode {
  const isOpen = useDesk((desk) => desk.dialog?.kind === "add-exhibit");
  return isOpen ? <OpenDialog /> : null;
}

function OpenDialog(): ReactNode {
  const t = useTranslate();
  const [file, setFile] = useState<File | null>(null);
  const [said, setSaid] = useState({ title: "", publisher: "", publishedAt: "" });
  const [grade, setGrade] = useState<Grade>("B2");
  const [handling, setHandling] = useState<Handling>(caseHandling);
  const { isBusy, trouble, keep } = useKeeping();
  const put = (part: Partial<typeof said>): void => setSaid({ ...said, ...part });
  const room = useRoom(file?.size ?? null);
  const isTight = file !== null && !canKeep(file.size, room?.freeBytes ?? null);
  const submit = (): void => {
    if (file !== null && !isBusy && !isTight) void keep({ file, fileName: file.name, ...said, grade, handling });
  };
  const footer = (
    <>
      {isBusy ? <Button onClick={() => void askCore("cancel", { job: keepJob })}>{t("add-exhibit:stop")}</Button> : <CancelButton />}
      <Button intent="primary" icon="paperclip" isLoading={isBusy} isDisabled={file === null || isTight} onClick={submit}>
        {t("add-exhibit:submit")}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t("add-exhibit:title")} icon="paperclip" onClose={closeDialog} footer={footer}>
      {trouble !== null && <Callout tone={trouble.kind === "cancelled" ? "warning" : "danger"}>{failureText(trouble)}</Callout>}
      <div className="add-exhibit">
        <ChosenFile file={file} onFile={setFile} />
        {file !== null && <RoomCallout sizeBytes={file.size} freeBytes={room?.freeBytes ?? null} />}
        {isBusy && <Running />}
      </div>
      <TextField label={t("ontology:property.title")} value={said.title} limit={longestName} onChange={(title) => put({ title })} onEnter={submit} />
      <div className="add-exhibit-two">
        <TextField
          label={t("ontology:property.publisher")}
          value={said.publisher}
          limit={longestName}
          onChange={(publisher) => put({ publisher })}
          onEnter={submit}
        />
        <DateField label={t("ontology:property.publishedAt")} value={said.publishedAt} onChange={(publishedAt) => put({ publishedAt })} />
      </div>
      <GradeFields grade={grade} onChange={setGrade} />
      <MarkingSelect label={t("add-exhibit:handling")} value={handling} onChange={setHandling} />
    </Dialog>
  );
}

function ChosenFile({ file, onFile }: { readonly file: File | null; readonly onFile: (file: File) => void }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <FileField
      label={t(file === null ? "add-exhibit:choose" : "add-exhibit:other")}
      accept=""
      autoFocus
      onFile={onFile}
      help={file === null ? t("add-exhibit:help") : format.bytes(file.size)}
      {...(file === null ? {} : { chosen: file.name })}
    />
  );
}

/** How far a large file is, and how fast it goes. */
function Running(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === keepJob));
  const label = job?.rate === undefined ? t("add-exhibit:running") : t("add-exhibit:runningAt", { rate: format.bytes(Math.round(job.rate)) });
  return (
    <div aria-live="polite">
      <Progress done={job?.done ?? 0} total={job?.total ?? 0} label={label} />
    </div>
  );
}

type Draft = Parameters<typeof askCore<"addExhibit">>[1];

type Trouble = Extract<Awaited<ReturnType<typeof askCore<"addExhibit">>>, { readonly ok: false }>["error"];

/** A file goes on being kept when the dialog is closed: how it ends is then told by a notice. */
function useKeeping(): { readonly isBusy: boolean; readonly trouble: Trouble | null; readonly keep: (draft: Draft) => Promise<void> } {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const keep = async (draft: Draft): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const done = await askCore("addExhibit", draft);
    setBusy(false);
    if (!done.ok) return isMounted.current ? setTrouble(done.error) : tellEnd(done.error);
    notify("success", done.value.claims === 0 ? "add-exhibit:notice.repaired" : "add-exhibit:notice.kept");
    if (!isMounted.current) return;
    selectEntities(done.value.entities.slice(0, 1));
    closeDialog();
  };
  return { isBusy, trouble, keep };
}

/** What a lock or the end of the case cut off needs no words. */
function tellEnd(error: Trouble): void {
  if (error.kind === "cancelled") notify("warning", "failure:cancelled");
  else if (error.kind !== "locked") tellFailure(error);
}
