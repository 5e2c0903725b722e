import { type ReactNode, useEffect, useState } from "react";
import type { TakenBackEvent } from "../../../shared/case/locker-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { CustodyEvent, CustodyStep } from "../../../shared/projections/custody.ts";
import { askCore } from "../../state/ask.ts";
import { useCaseMirror, useIsEditable } from "../../state/case-mirror.ts";
import { openAbove, useDesk } from "../../state/desk.ts";
import { useOfficers } from "../../state/officers.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { eventFacts, happenedText } from "./custody-words.ts";
import type { LockerRow } from "./locker-rows.ts";

/** What was done with an exhibit, in the order it happened: corrected and taken back events too, as such. */
export function CustodyTimeline({ row }: { readonly row: LockerRow }): ReactNode {
  const t = useTranslate();
  const gone = useTakenBack(row.id);
  const officers = useOfficers();
  const nameOf = (author: string): string => [...officers].find(([known]) => known === author)?.[1].officer ?? author.slice(0, 8);
  const { steps, state } = row.custody;
  return (
    <div className="locker-timeline" tabIndex={0} role="group" aria-label={t("locker:tab.custody")}>
      {state === "destroy" && <Callout tone="danger">{t("locker:destroyedHelp")}</Callout>}
      {steps.length === 0 && <Callout tone="info">{t("locker:noCustody")}</Callout>}
      <ol>
        {steps.map((step) => (
          <Step key={step.id} step={step} exhibit={row.id} nameOf={nameOf} />
        ))}
      </ol>
      {gone.length > 0 && (
        <>
          <h4>{t("locker:takenBack")}</h4>
          <ol>
            {gone.map((each) => (
              <GoneStep key={each.event.id} gone={each} nameOf={nameOf} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

/** Events that an undo took back; asked for anew after each change of the case. */
function useTakenBack(exhibit: EntityId): readonly TakenBackEvent[] {
  const version = useCaseMirror((mirror) => mirror.version);
  const [gone, setGone] = useState<readonly TakenBackEvent[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the case is the moment to ask
  useEffect(() => {
    let isShown = true;
    void askCore("custodyTakenBack", { exhibit }).then((answer) => {
      if (isShown && answer.ok) setGone(answer.value);
    });
    return () => {
      isShown = false;
    };
  }, [exhibit, version]);
  return gone;
}

/** What was corrected is struck through; what only cancels something is pale, and its reason is read. */
function stepClass({ counts, correctedBy }: CustodyStep): string {
  if (correctedBy !== null) return "locker-step locker-step-off locker-step-struck";
  return counts ? "locker-step" : "locker-step locker-step-off";
}

interface Naming {
  readonly nameOf: (author: string) => string;
}

function Step({ step, exhibit, nameOf }: { readonly step: CustodyStep; readonly exhibit: EntityId } & Naming): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const canEdit = useIsEditable();
  const us = useDesk((desk) => desk.me?.agency ?? "");
  return (
    <li className={stepClass(step)} data-action={step.action}>
      <div className="locker-step-head">
        <time className="tabular">{happenedText(step.happenedAt, format)}</time>
        <strong>{t(`ontology:choice.custodyAction.${step.action}`)}</strong>
        {step.correctedBy !== null && <Tag tone="warning">{t("locker:corrected")}</Tag>}
        {step.corrects !== "" && <Tag tone="info">{t(`locker:correction.${step.correction || "replaces"}`)}</Tag>}
        {step.isDisputed && <Tag tone="danger">{t("entity:links.disputed")}</Tag>}
        {canEdit && step.agency === us && step.correctedBy === null && (
          <Button isSmall isMinimal icon="edit" onClick={() => openAbove({ kind: "custody", exhibits: [exhibit], corrects: step.id })}>
            {t("locker:correct")}
          </Button>
        )}
      </div>
      <EventFacts event={step} />
      {step.fileState !== "" && (
        <p className={step.fileState === "sound" ? "locker-sound" : "locker-bad"}>
          {t("locker:fileThen", { state: t(`ontology:choice.fileState.${step.fileState}`), at: happenedText(step.checkedAt, format) })}
        </p>
      )}
      {step.flags.length > 0 && (
        <ul className="locker-flags">
          {step.flags.map((flag) => (
            <li key={flag}>{t(`locker:flag.${flag}`)}</li>
          ))}
        </ul>
      )}
      <Recorded event={step} nameOf={nameOf} />
    </li>
  );
}

function GoneStep({ gone: { event, takenBackBy, takenBackAt }, nameOf }: { readonly gone: TakenBackEvent } & Naming): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <li className="locker-step locker-step-off locker-step-struck" data-action={event.action}>
      <div className="locker-step-head">
        <time className="tabular">{happenedText(event.happenedAt, format)}</time>
        <strong>{t(`ontology:choice.custodyAction.${event.action}`)}</strong>
      </div>
      <EventFacts event={event} />
      <Recorded event={event} nameOf={nameOf} />
      <p className="locker-bad">
        {t("locker:takenBackBy", { at: format.dateTime(takenBackAt) })} <SafeText text={nameOf(takenBackBy)} />
      </p>
    </li>
  );
}

function EventFacts({ event }: { readonly event: CustodyEvent }): ReactNode {
  const t = useTranslate();
  return (
    <dl className="locker-event">
      {eventFacts(event).map(([property, text]) => (
        <div key={property}>
          <dt>{t(property === "handedFrom" && event.action === "seize" ? "locker:takenFrom" : `ontology:property.${property}`)}</dt>
          <dd>
            <SafeText text={text} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Who wrote it down, and when. */
function Recorded({ event, nameOf }: { readonly event: CustodyEvent } & Naming): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <p className="locker-recorded">
      {t("locker:recorded", { at: format.dateTime(event.saidAt) })} <SafeText text={nameOf(event.author)} /> <AgencyTag agency={event.agency} />
    </p>
  );
}
