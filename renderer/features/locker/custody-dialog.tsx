import { type ReactNode, useState } from "react";
import type { CustodyDraft } from "../../../shared/case/locker-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import { custodyActions } from "../../../shared/ontology/custody.ts";
import { noCustody } from "../../../shared/projections/custody.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { caseHandling, useCaseMirror } from "../../state/case-mirror.ts";
import { askCore } from "../../state/ask.ts";
import { custodyOf, fileOfExhibit, useCustody } from "../../state/custody.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { notify, useJobs } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { RadioField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { MarkingSelect } from "../../ui/marking-field.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { flagsBefore, happenedAt, isTime, isToCome, isWhole, newEvent, type TypedEvent, typedEvent } from "./custody-draft.ts";
import { EventFields } from "./event-fields.tsx";
import "./locker.css";

/** Records what was done with exhibits, or corrects what was recorded. Open while the desk says so. */
export function CustodyDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "custody" ? <OpenDialog exhibits={dialog.exhibits} corrects={dialog.corrects} /> : null;
}

interface Subject {
  readonly exhibits: readonly EntityId[];
  readonly corrects: EntityId | null;
}
type Trouble = Extract<Awaited<ReturnType<typeof askCore<"recordCustody">>>, { readonly ok: false }>["error"];

function OpenDialog({ exhibits, corrects }: Subject): ReactNode {
  const t = useTranslate();
  const { shown, wrong, typed, setTyped, handling, setHandling, isReady, draft } = useEventForm({ exhibits, corrects });
  const { isBusy, trouble, record } = useRecording();
  const isCancelling = corrects !== null && typed.correction === "cancels";
  const isDamaged = trouble?.kind === "file-damaged";
  const submit = (): void => {
    if (isReady && !isBusy) void record(draft(isDamaged));
  };
  const footer = (
    <>
      {isBusy ? <Button onClick={() => void askCore("cancel", { job: checkJob })}>{t("exhibits:cancel")}</Button> : <CancelButton />}
      <Button intent={isDamaged ? "danger" : "primary"} icon="take-action" isLoading={isBusy} isDisabled={!isReady && !isBusy} onClick={submit}>
        {t(isDamaged ? "locker:recordAnyway" : corrects === null ? "locker:recordSubmit" : "locker:correctSubmit")}
      </Button>
    </>
  );
  const title = t(corrects === null ? "locker:custodyTitle" : "locker:correctTitle");
  return (
    <Dialog isOpen title={title} icon="take-action" width="medium" onClose={closeDialog} footer={footer}>
      {trouble !== null && <Callout tone={trouble.kind === "cancelled" ? "warning" : "danger"}>{failureText(trouble)}</Callout>}
      {isBusy && typed.action === "transfer" && <Checking />}
      <Subjects shown={shown} />
      {wrong !== undefined && <CorrectionKind typed={typed} onChange={setTyped} />}
      {!isCancelling && <ActionKind typed={typed} onChange={setTyped} />}
      <EventFields typed={typed} onChange={setTyped} isCancelling={isCancelling} isCorrecting={corrects !== null} onEnter={submit} />
      <MarkingSelect label={t("add-exhibit:handling")} value={handling} onChange={setHandling} />
      {typed.action === "transfer" && !isCancelling && <Callout tone="info">{t("locker:transferHelp")}</Callout>}
      {typed.action === "destroy" && !isCancelling && <Callout tone="warning">{t("locker:destroyHelp")}</Callout>}
      <Oddities {...{ exhibits, corrects, typed }} />
    </Dialog>
  );
}

/** What is typed, and what is made of it. */
function useEventForm({ exhibits, corrects }: Subject) {
  const entities = useCaseMirror((mirror) => mirror.entities);
  const chains = useCustody();
  const officer = useDesk((desk) => desk.me?.officer ?? "");
  const shown = exhibits.flatMap((id) => entities.get(id) ?? []);
  const [first] = shown;
  const chain = first === undefined ? noCustody : custodyOf(first, chains);
  const wrong = chain.steps.find(({ id }) => id === corrects);
  const [typed, setTyped] = useState<TypedEvent>(() => (wrong === undefined ? newEvent(chain, officer, new Date()) : typedEvent(wrong)));
  const [handling, setHandling] = useState<Handling>(() => wrong?.handling ?? caseHandling());
  const isCancelling = wrong !== undefined && typed.correction === "cancels";
  const isReady =
    shown.length > 0 &&
    typed.day !== "" &&
    isTime(typed.time) &&
    typed.performedBy.trim() !== "" &&
    (isCancelling || isWhole(typed)) &&
    (corrects === null || typed.correctionReason.trim() !== "");
  const draft = (isDamageKnown: boolean): CustodyDraft => {
    const { day, time, correction, ...facts } = typed;
    const { action } = facts;
    const handedFrom = action === "transfer" || action === "seize" ? facts.handedFrom : "";
    const handedTo = action === "transfer" ? facts.handedTo : "";
    return { ...facts, handedFrom, handedTo, happenedAt: happenedAt({ day, time }), exhibits, handling, corrects, correction, isDamageKnown };
  };
  return { shown, wrong, typed, setTyped, handling, setHandling, isReady, draft };
}

function Subjects({ shown }: { readonly shown: readonly Entity[] }): ReactNode {
  const t = useTranslate();
  const [first] = shown;
  return (
    <p className="locker-subjects">
      {shown.length === 1 && first !== undefined ? <EntityName entity={first} /> : t("locker:subjects", { count: shown.length })}
    </p>
  );
}

interface TypedPart {
  readonly typed: TypedEvent;
  readonly onChange: (typed: TypedEvent) => void;
}

function CorrectionKind({ typed, onChange }: TypedPart): ReactNode {
  const t = useTranslate();
  return (
    <RadioField
      label={t("ontology:property.correction")}
      isInline
      value={typed.correction}
      options={(["replaces", "cancels"] as const).map((value) => ({ value, label: t(`ontology:choice.correction.${value}`) }))}
      onChange={(value) => onChange({ ...typed, correction: value === "cancels" ? "cancels" : "replaces" })}
    />
  );
}

function ActionKind({ typed, onChange }: TypedPart): ReactNode {
  const t = useTranslate();
  return (
    <RadioField
      label={t("ontology:property.custodyAction")}
      isInline
      value={typed.action}
      options={custodyActions.map((value) => ({ value, label: t(`ontology:choice.custodyAction.${value}`) }))}
      onChange={(value) => onChange({ ...typed, action: custodyActions.find((action) => action === value) ?? typed.action })}
    />
  );
}

const checkJob = "verify-exhibits";

function useRecording(): { readonly isBusy: boolean; readonly trouble: Trouble | null; readonly record: (draft: CustodyDraft) => Promise<void> } {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const record = async (draft: CustodyDraft): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const answer = await askCore("recordCustody", draft);
    setBusy(false);
    if (!answer.ok) return answer.error.kind === "locked" ? undefined : setTrouble(answer.error);
    notify("success", "locker:notice.recorded", { count: draft.exhibits.length });
    closeDialog();
  };
  return { isBusy, trouble, record };
}

/** The files are read before they are handed over. */
function Checking(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === checkJob));
  const [done, total] = [job?.done ?? 0, job?.total ?? 0];
  return (
    <div aria-live="polite">
      <Progress done={done} total={total} label={t("exhibits:running", { done: format.bytes(done), total: format.bytes(total) })} />
    </div>
  );
}

/** What would be odd about the event, said before it is recorded. */
function Oddities({ exhibits, corrects, typed }: Subject & { readonly typed: TypedEvent }): ReactNode {
  const t = useTranslate();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const chains = useCustody();
  const agency = useDesk((desk) => desk.me?.agency ?? "");
  const isCancelling = corrects !== null && typed.correction === "cancels";
  if (typed.day === "" || !isTime(typed.time)) return null;
  // What has not come is not recorded at all, and that is said at its field.
  if (!isCancelling && isToCome(typed, new Date())) return null;
  const flags = exhibits.flatMap((id) => {
    const entity = entities.get(id);
    const file = entity === undefined ? null : fileOfExhibit(entity);
    if (entity === undefined || file === null) return [];
    return flagsBefore(custodyOf(entity, chains), typed, { file, agency, corrects: corrects ?? "", now: Date.now() });
  });
  const unique = [...new Set(flags)];
  if (unique.length === 0) return null;
  return (
    <Callout tone="warning" title={t("locker:oddTitle")}>
      <ul className="locker-flags">
        {unique.map((flag) => (
          <li key={flag}>{t(`locker:flag.${flag}`)}</li>
        ))}
      </ul>
    </Callout>
  );
}
