import { useMemo } from "react";
import type { AuditAct, ThingKind } from "../../../shared/case/ledger-door.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import { type Format, useFormat } from "../../ui/format.ts";
import type { GridColumn } from "../../ui/grid.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag } from "../../ui/tag.tsx";
import { hasWords, type Translate, useTranslate } from "../../ui/translate.ts";
import { type AuditRow, officerOf } from "./audit-rows.ts";

/** The columns of the log. */
export function useAuditColumns(officers: ReadonlyMap<AuthorId, Identity>, rows: readonly AuditRow[]): readonly GridColumn<AuditRow>[] {
  const t = useTranslate();
  const format = useFormat();
  // Of what nobody ever did there is no column: the others have more room.
  const hasRestored = useMemo(() => rows.some(({ entry }) => entry.restored > 0), [rows]);
  const hasOtherDay = useMemo(() => rows.some(({ entry }) => !isSameDay(entry.saidAt)), [rows]);
  const hasWithheld = useMemo(() => rows.some(({ entry }) => entry.withheld > 0), [rows]);
  return useMemo(
    () =>
      [...whenColumns(t, format, hasOtherDay), ...whoColumns(t, officers), ...whatColumns(t, format, officers)].filter(
        ({ id }) => (id !== "restored" || hasRestored) && (id !== "withheld" || hasWithheld),
      ),
    [t, format, officers, hasRestored, hasWithheld, hasOtherDay],
  );
}

function whenColumns(t: Translate, format: Format, hasOtherDay: boolean): readonly GridColumn<AuditRow>[] {
  return [
    {
      id: "number",
      title: t("history:column.number"),
      width: 44,
      align: "right",
      render: (row) => format.number(row.number),
      sortValue: (row) => row.number,
    },
    {
      id: "act",
      title: t("history:column.act"),
      width: 78,
      render: ({ entry }) => (
        <span className="mono history-muted" title={entry.act}>
          {entry.act.slice(0, 8)}
        </span>
      ),
      sortValue: ({ entry }) => entry.act,
    },
    {
      id: "local",
      title: t("history:column.local"),
      width: 176,
      render: ({ entry }) => <span className="tabular">{format.moment(entry.saidAt)}</span>,
      sortValue: ({ entry }) => entry.saidAt,
    },
    {
      id: "utc",
      title: t("history:column.utc"),
      width: hasOtherDay ? 112 : 72,
      render: ({ entry }) => (
        <span className="tabular history-muted" title={format.moment(entry.saidAt, "utc")}>
          {utcText(entry.saidAt)}
        </span>
      ),
    },
  ];
}

function whoColumns(t: Translate, officers: ReadonlyMap<AuthorId, Identity>): readonly GridColumn<AuditRow>[] {
  return [
    {
      id: "officer",
      title: t("audit:column.officer"),
      width: 128,
      render: ({ entry }) => <SafeText text={officerOf(officers, entry.author)} />,
      sortValue: ({ entry }) => officerOf(officers, entry.author),
    },
    {
      id: "agency",
      title: t("audit:column.agency"),
      width: 60,
      render: ({ entry }) => <AgencyTag agency={entry.agency} />,
      sortValue: ({ entry }) => entry.agency,
    },
  ];
}

function whatColumns(t: Translate, format: Format, officers: Officers): readonly GridColumn<AuditRow>[] {
  const count = (id: string, title: string, countOf: (entry: AuditAct) => number): GridColumn<AuditRow> => ({
    id,
    title,
    width: Math.max(84, 7 * title.length + 20),
    align: "right",
    render: ({ entry }) => (countOf(entry) === 0 ? <span className="history-muted">–</span> : format.number(countOf(entry))),
    sortValue: ({ entry }) => countOf(entry),
  });
  return [
    {
      id: "what",
      title: t("history:column.what"),
      width: 190,
      isWide: true,
      render: (row) => (
        <>
          <span className={row.isUndone ? "history-undone" : undefined} title={intentSentence(t, format, officers, row)}>
            {intentSentence(t, format, officers, row)}
          </span>
          {row.isUndone && <Icon name="undo" size={14} title={t("history:undone")} className="history-undone-mark" />}
        </>
      ),
      sortValue: (row) => intentSentence(t, format, officers, row),
    },
    count("asserted", t("history:column.asserted"), ({ asserted }) => asserted),
    count("retracted", t("history:column.retracted"), ({ retracted, restored, contested }) => retracted - restored - contested),
    count("restored", t("history:column.restored"), ({ restored }) => restored),
    count("ruled", t("audit:column.ruled"), ({ ruled }) => ruled),
    count("withheld", t("history:column.withheld"), ({ withheld }) => withheld),
  ];
}

/** "Exhibit", "Exhibits (3)"; a type of a later version by its own name. */
function kindWords(t: Translate, format: Format, { type, count }: ThingKind): string {
  if (!hasWords(`ontology:types.${type}`)) return type;
  return count === 1 ? t(`ontology:type.${type}`) : t("history:several", { things: t(`ontology:types.${type}`), number: format.number(count) });
}

/** What the act was for, as a sentence: of which kinds of things, by which official verb, to whom; of an undo, what the undone act was. */
export function intentSentence(t: Translate, format: Format, officers: Officers, { entry, undoes, undone, isRedo }: Told): string {
  const things = entry.kinds.map((kind) => kindWords(t, format, kind));
  const notes = entry.notes.map((note) => t(`history:note.${note}`));
  const isMade = entry.intent === "add" || entry.intent === "link" || entry.intent === "remove";
  if (isMade && things.length > 0) return [t(`history:named.${entry.intent}`, { things: things.join(", ") }), ...notes].join("; ");
  if (entry.to.length > 0) return [handedOver(t, officers, entry.to), ...notes].join("; ");
  if (entry.intent !== "undo") return notes.length > 0 ? notes.join("; ") : t(`history:intent.${entry.intent}`);
  // That a bundle never left is said by an undo, and is all there is to say of it.
  if (entry.notes.includes("not-handed-over")) return notes.join("; ");
  const turned =
    undoes === null ? t(isRedo ? "history:redo" : "history:intent.undo") : t(isRedo ? "history:redoOf" : "history:undoOf", { number: undoes });
  const origin = undone === null ? "" : intentSentence(t, format, officers, { entry: undone, undoes: null, undone: null, isRedo: false });
  const what = [...things, ...notes].join("; ") || origin;
  return what === "" ? turned : t("history:turned", { turned, what });
}

type Officers = ReadonlyMap<AuthorId, Identity>;
type Told = Pick<AuditRow, "entry" | "undoes" | "undone" | "isRedo">;

/** Whom a bundle went to: officers by name where their cards are here, else their agencies; and that it was a copy under a passphrase. */
function handedOver(t: Translate, officers: Officers, to: AuditAct["to"]): string {
  const isUnderPassphrase = to.every(({ key }) => key === "");
  const names = to.map(({ name, key }) => [...officers.values()].find(({ author }) => author === key)?.officer ?? name);
  return t(isUnderPassphrase ? "history:sentUnderPassphrase" : "history:sentTo", { to: names.join(", ") });
}

/** The day is not told twice where it is the same here and there. */
function utcText(instant: number): string {
  const utc = new Date(instant).toISOString();
  return `${isSameDay(instant) ? "" : `${utc.slice(8, 10)}.${utc.slice(5, 7)} `}${utc.slice(11, 19)}`;
}

function isSameDay(instant: number): boolean {
  const at = new Date(instant);
  return at.getDate() === at.getUTCDate();
}
