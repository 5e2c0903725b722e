import type { FileHash } from "../../../shared/kernel/brand.ts";
import type { Place, Source, Span } from "../../../shared/ledger/model.ts";
import type { Fact } from "../../../shared/projections/model.ts";
import { faultOfSpan } from "./property-draft.ts";

/** What may be said of a statement beyond its value, grade and marking, as it is typed. Every text may be "". */
export interface ClaimExtras {
  /** null = the officer says so. */
  readonly file: FileHash | null;
  readonly page: string;
  readonly row: string;
  readonly column: string;
  /** "HH:MM:SS", also as "M:SS". */
  readonly time: string;
  /** ISO dates of any precision. */
  readonly from: string;
  readonly to: string;
  readonly nationalMark: "" | "official-use";
  readonly note: string;
}
/** The field that is wrong, and the rule it breaks. */
export type ExtraFaults = Readonly<Partial<Record<"page" | "row" | "time" | "during", string>>>;
export interface ReadExtras {
  readonly source: Source | null;
  readonly during: Span | null;
  readonly nationalMark: "" | "official-use";
  readonly note: string;
}

const noPlace = { page: "", row: "", column: "", time: "" } as const;
export const noExtras: ClaimExtras = { file: null, ...noPlace, from: "", to: "", nationalMark: "", note: "" };

/** The extras of a statement, to be changed. */
export function extrasOf({ source, during, nationalMark, note }: Fact): ClaimExtras {
  const count = (value: number): string => (value === 0 ? "" : String(value));
  const place =
    source === null
      ? noPlace
      : { page: count(source.place.page), row: count(source.place.row), column: source.place.column, time: source.place.time ?? "" };
  return { file: source?.file ?? null, ...place, from: during?.from ?? "", to: during?.to ?? "", nationalMark, note };
}

/** The same without a source: the officer's own word. */
export function withoutSource(extras: ClaimExtras): ClaimExtras {
  return { ...extras, file: null, ...noPlace };
}

/** Whether two say the same. */
export function areSameExtras(a: ClaimExtras, b: ClaimExtras): boolean {
  return JSON.stringify(listOf(a)) === JSON.stringify(listOf(b));
}

/** Whether two name the same place of the same file. */
export function areSameSources(a: ClaimExtras, b: ClaimExtras): boolean {
  return areSameExtras({ ...noExtras, ...sourceOf(a) }, { ...noExtras, ...sourceOf(b) });
}

/** Whether anything beyond value, grade and marking is said. */
export function areBlankExtras(extras: ClaimExtras): boolean {
  return areSameExtras(extras, noExtras);
}

/** What was typed as the ledger says it, and what is wrong with it. A place without a file says nothing and is not read. */
export function readExtras(extras: ClaimExtras): { readonly said: ReadExtras; readonly faults: ExtraFaults } {
  const { file, nationalMark, note } = extras;
  const page = countOf(extras.page);
  const row = countOf(extras.row);
  const time = timeCodeOf(extras.time);
  const isDated = extras.from !== "" || extras.to !== "";
  const fault = isDated ? faultOfSpan(extras.from, extras.to) : null;
  const place: Place = { page: page ?? 0, row: row ?? 0, column: extras.column.trim(), ...(time === null || time === "" ? {} : { time }) };
  return {
    said: {
      source: file === null ? null : { file, place },
      during: isDated ? { from: extras.from, to: extras.to } : null,
      nationalMark,
      note: note.trim(),
    },
    faults: {
      ...(file !== null && page === null ? { page: "not-a-count" } : {}),
      ...(file !== null && row === null ? { row: "not-a-count" } : {}),
      ...(file !== null && time === null ? { time: "not-a-time-code" } : {}),
      ...(fault === null ? {} : { during: fault }),
    },
  };
}

/** A time code as the ledger has it: "3:07" is "00:03:07", "101:03:07.250" stays; "" for none, null for what is no time code. */
export function timeCodeOf(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return "";
  const parts = /^(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d)(?:[.,](\d{1,3}))?$/.exec(text);
  if (parts === null) return null;
  const [, hours = "0", minutes = "0", seconds = "0", fraction] = parts;
  const code = `${hours.padStart(2, "0")}:${minutes.padStart(2, "0")}:${seconds}`;
  return fraction === undefined ? code : `${code}.${fraction.padEnd(3, "0")}`;
}

/** 1, 2, 3 …; 0 for nothing typed; null for what is no count. */
function countOf(typed: string): number | null {
  const text = typed.trim();
  if (text === "") return 0;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return count > 0 ? count : null;
}

/** The source alone. */
export function sourceOf({ file, page, row, column, time }: ClaimExtras): Pick<ClaimExtras, "file" | "page" | "row" | "column" | "time"> {
  return { file, page, row, column, time };
}

function listOf({ file, page, row, column, time, from, to, nationalMark, note }: ClaimExtras): readonly unknown[] {
  return [file, page, row, column, time, from, to, nationalMark, note];
}
