import type { ReactNode } from "react";
import { type CustodyEvent, type CustodyStep, custodyChain } from "../../../shared/projections/custody.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import { useOfficers } from "../../state/officers.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { SheetExhibit } from "./sheet-exhibit.ts";
import { useTakenBack } from "./use-taken-back.ts";

type NameOf = (author: string) => string;

/** Everything that was recorded of an exhibit's custody, in the order it happened; what is corrected or was taken back stays, and is marked. */
export function CustodyEvents({ of: { exhibit, events } }: { readonly of: SheetExhibit }): ReactNode {
  const t = useTranslate();
  const nameOf = useNameOf();
  const gone = useTakenBack(exhibit.id) ?? [];
  const { steps } = custodyChain(events.map(({ event }) => event));
  const numbers = new Map(steps.map(({ id }, at) => [id as string, at + 1]));
  const cancelling = new Set<string>(steps.flatMap(({ id, correction }) => (correction === "cancels" ? [id] : [])));
  return (
    <section>
      <h4>{t("custody-sheet:events")}</h4>
      {steps.length + gone.length === 0 ? (
        <p>{t("custody-sheet:none")}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {["number", "when", "action", "who", "papers", "recorded"].map((column) => (
                <th key={column} scope="col">
                  {t(`custody-sheet:column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map((step, at) => (
              <Row
                key={step.id}
                event={step}
                number={String(at + 1)}
                // A cancellation repeats what it cancels: none of it was done.
                isStruck={step.correctedBy !== null || cancelling.has(step.id)}
                notes={<StepNotes {...{ step, numbers, cancelling }} />}
                nameOf={nameOf}
              />
            ))}
            {gone.map(({ event, takenBackBy, takenBackAt }) => (
              <Row key={event.id} event={event} number="–" isStruck notes={<GoneNote at={takenBackAt} by={nameOf(takenBackBy)} />} nameOf={nameOf} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Who an author is, by name; by the first signs of the key where no card of theirs is here. */
function useNameOf(): NameOf {
  const officers = useOfficers();
  return (author) => officers.get(author as AuthorId)?.officer ?? `${author.slice(0, 12)}…`;
}

interface RowProps {
  readonly event: CustodyEvent;
  readonly number: string;
  /** It no longer says what was done. */
  readonly isStruck: boolean;
  readonly notes: ReactNode;
  readonly nameOf: NameOf;
}

function Row({ event, number, isStruck, notes, nameOf }: RowProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const said = isStruck ? "sheet-struck" : undefined;
  return (
    <tr>
      <td>{number}</td>
      <td className={said}>{happenedText(event.happenedAt, format)}</td>
      <td>
        <strong className={said}>{t(`ontology:choice.custodyAction.${event.action}`)}</strong>
        <Reasons of={event} />
        {notes}
      </td>
      <td className={said}>
        <SafeText text={event.performedBy} />
        <Line text={event.place} label={t("ontology:property.custodyPlace")} />
        <Line text={event.handedFrom} label={t(event.action === "seize" ? "custody-sheet:takenFrom" : "ontology:property.handedFrom")} />
        <Line text={event.handedTo} label={t("ontology:property.handedTo")} />
      </td>
      <td className={said}>
        <Line text={event.documentNumber} label={t("ontology:property.documentNumber")} />
        <Line text={event.sealNumber} label={t("ontology:property.sealNumber")} />
      </td>
      <td>
        {format.dateTime(event.saidAt)}
        <br />
        <SafeText text={nameOf(event.author)} />, {agencyText(event.agency)}
      </td>
    </tr>
  );
}

/** Why it was done, and why it was corrected; what only cancels another has no ground of its own, and before there was but one field. */
function Reasons({ of: { correction, correctionReason, reason } }: { readonly of: CustodyEvent }): ReactNode {
  const t = useTranslate();
  const isCancelling = correction === "cancels";
  return (
    <>
      <Line text={isCancelling ? "" : reason} label={t("custody-sheet:reason")} />
      <Line text={isCancelling ? correctionReason || reason : correctionReason} label={t("ontology:property.correctionReason")} />
    </>
  );
}

function Line({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  return text === "" ? null : (
    <p>
      <span className="sheet-label">{label}:</span> <SafeText text={text} />
    </p>
  );
}

interface NotesProps {
  readonly step: CustodyStep;
  readonly numbers: ReadonlyMap<string, number>;
  /** Those that say that another one never was. */
  readonly cancelling: ReadonlySet<string>;
}

/** What it corrects, what corrects it, what the file was then, and what is odd about it. */
function StepNotes({ step, numbers, cancelling }: NotesProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { correction, corrects, correctedBy, fileState, checkedAt, flags, isDisputed } = step;
  const numberOf = (id: string): string => String(numbers.get(id) ?? "–");
  const notes = [
    correction === "" ? "" : t(`custody-sheet:correction.${correction}`, { number: numberOf(corrects) }),
    correctedBy === null
      ? ""
      : t(cancelling.has(correctedBy) ? "custody-sheet:cancelledBy" : "custody-sheet:correctedBy", { number: numberOf(correctedBy) }),
    fileState === "" ? "" : t("custody-sheet:fileThen", { state: t(`ontology:choice.fileState.${fileState}`), at: happenedText(checkedAt, format) }),
    isDisputed ? t("custody-sheet:disputed") : "",
    ...flags.map((flag) => t(`custody-sheet:flag.${flag}`)),
  ].filter((note) => note !== "");
  return notes.map((note) => (
    <p key={note} className="sheet-small">
      {note}
    </p>
  ));
}

function GoneNote({ at, by }: { readonly at: number; readonly by: string }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <p className="sheet-small">
      {t("custody-sheet:takenBack", { at: format.dateTime(at) })} <SafeText text={by} />
    </p>
  );
}

/** When something happened, as it was said: a day, or a time of it in local time. */
function happenedText(iso: string, format: ReturnType<typeof useFormat>): string {
  const instant = iso.includes("T") ? Date.parse(iso) : Number.NaN;
  return Number.isFinite(instant) ? format.dateTime(instant) : format.date(iso);
}
