import { type ReactNode, useState } from "react";
import { dayOf } from "../../../shared/kernel/day.ts";
import type { ExhibitFacts } from "../../../shared/case/locker-door.ts";
import type { CustodyFacts } from "../../../shared/projections/custody.ts";
import type { Grade, Handling } from "../../../shared/ledger/model.ts";
import { caseHandling } from "../../state/case-mirror.ts";
import { askCore } from "../../state/ask.ts";
import { type ChosenFiles, noFiles, withFiles } from "../../state/chosen-files.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { useJobs } from "../../state/jobs.ts";
import { useRoom } from "../../state/room.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { CheckField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { GradeFields, MarkingSelect } from "../../ui/marking-field.tsx";
import { Progress } from "../../ui/progress.tsx";
import { canKeep, RoomCallout } from "../../ui/room-callout.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { AddedReport } from "./added-report.tsx";
import { keepJob, useAdding } from "./adding.ts";
import { ExhibitFactFields } from "./exhibit-fact-fields.tsx";
import { FilesField } from "./files-field.tsx";
import "./add-exhibit.css";

/** Keeps files as exhibits, unread. Open while the desk says so. */
export function AddExhibitDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "add-exhibit" ? <OpenDialog begun={dialog.files ?? noFiles} /> : null;
}

function OpenDialog({ begun }: { readonly begun: ChosenFiles }): ReactNode {
  const t = useTranslate();
  const officer = useDesk((desk) => desk.me?.officer ?? "");
  const [chosen, setChosen] = useState<ChosenFiles>(begun);
  // What is taken into the case now was mostly collected today.
  const [facts, setFacts] = useState<ExhibitFacts>({ ...noFacts, collectedBy: officer, acquiredAt: dayOf(Date.now()) });
  const [grade, setGrade] = useState<Grade>("B2");
  const [handling, setHandling] = useState<Handling>(caseHandling);
  const [isRecorded, setRecorded] = useState(true);
  const { isBusy, trouble, report, add } = useAdding();
  const bytes = chosen.files.reduce((sum, { file }) => sum + file.size, 0);
  const room = useRoom(chosen.files.length === 0 ? null : bytes);
  const [only] = chosen.files;
  // Of several each is tried by itself, and what does not fit is named.
  const isTight = chosen.files.length === 1 && only !== undefined && !canKeep(only.file.size, room?.freeBytes ?? null);
  const isReady = chosen.files.length > 0 && !isBusy && !isTight;
  const submit = (): void => {
    if (!isReady) return;
    const files = chosen.files.map(({ file, path }) => ({ file, fileName: file.name, path }));
    void add({ ...facts, files, grade, handling, custody: isRecorded ? eventsOf(facts, officer) : [] });
  };
  if (report !== null)
    return (
      <Dialog isOpen title={t("add-exhibit:title")} icon="paperclip" width="large" hasDraft={false} onClose={closeDialog} footer={<CloseButton />}>
        <AddedReport report={report} />
      </Dialog>
    );
  const footer = (
    <>
      {isBusy ? <Button onClick={() => void askCore("cancel", { job: keepJob })}>{t("add-exhibit:stop")}</Button> : <CancelButton />}
      <Button intent="primary" icon="paperclip" isLoading={isBusy} isDisabled={!isReady && !isBusy} onClick={submit}>
        {t("add-exhibit:submit")}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t("add-exhibit:title")} icon="paperclip" width="large" onClose={closeDialog} footer={footer}>
      {trouble !== null && <Callout tone={trouble.kind === "cancelled" ? "warning" : "danger"}>{failureText(trouble)}</Callout>}
      <div className="add-exhibit">
        <FilesField
          chosen={chosen}
          isDisabled={isBusy}
          onMore={(more) => setChosen((before) => withFiles(before, more))}
          onDrop={(at) => setChosen((before) => ({ ...before, files: before.files.filter((_, each) => each !== at) }))}
        />
        <LeftOut chosen={chosen} />
        {isTight && only !== undefined && <RoomCallout sizeBytes={only.file.size} freeBytes={room?.freeBytes ?? null} />}
        {chosen.files.length > 1 && room?.freeBytes != null && bytes > room.freeBytes && <RoomCallout sizeBytes={bytes} freeBytes={room.freeBytes} />}
        {isBusy && <Running />}
      </div>
      <ExhibitFactFields facts={facts} onChange={setFacts} isSeveral={chosen.files.length > 1} onEnter={submit} />
      <CheckField label={t(recordKey(facts))} isOn={isRecorded} onChange={setRecorded} />
      <GradeFields grade={grade} onChange={setGrade} />
      <MarkingSelect label={t("add-exhibit:handling")} value={handling} onChange={setHandling} />
    </Dialog>
  );
}

const recordKey = ({ seizureAct }: ExhibitFacts) => (seizureAct.trim() === "" ? "add-exhibit:record" : "add-exhibit:recordSeizure");

const noFacts: ExhibitFacts = {
  exhibitNumber: "",
  title: "",
  publisher: "",
  publishedAt: "",
  acquiredAt: "",
  obtainedFrom: "",
  seizureAct: "",
  collectedBy: "",
};

/** What taking files in means in the words of the law: they are registered now; where an act is named, they were seized by it. */
function eventsOf({ seizureAct, collectedBy, acquiredAt, obtainedFrom }: ExhibitFacts, officer: string): readonly CustodyFacts[] {
  const blank = { place: "", reason: "", documentNumber: "", sealNumber: "", handedFrom: "", handedTo: "" } as const;
  const now = `${new Date().toISOString().slice(0, 16)}Z`;
  const registered = { ...blank, action: "register", happenedAt: now, performedBy: officer } as const;
  if (seizureAct.trim() === "") return [registered];
  const seized = { action: "seize", happenedAt: acquiredAt || dayOf(Date.now()), performedBy: collectedBy.trim() || officer } as const;
  return [{ ...blank, ...seized, documentNumber: seizureAct, handedFrom: obtainedFrom }, registered];
}

function CloseButton(): ReactNode {
  const t = useTranslate();
  return (
    <Button intent="primary" autoFocus onClick={closeDialog}>
      {t("common:close")}
    </Button>
  );
}

/** What was among the chosen and cannot be taken. */
function LeftOut({ chosen: { unreadable, isCut } }: { readonly chosen: ChosenFiles }): ReactNode {
  const t = useTranslate();
  if (unreadable.length === 0 && !isCut) return null;
  return (
    <Callout tone="warning">
      {unreadable.length > 0 && <p>{t("add-exhibit:unreadable", { names: unreadable.slice(0, 20).map(safeText).join(", ") })}</p>}
      {isCut && <p>{t("add-exhibit:cut")}</p>}
    </Callout>
  );
}

/** How far it is, and how fast it goes. */
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
