import { fail, type Result, succeed } from "../kernel/result.ts";
import type { ColumnUse, FileLayout, IntakeError, RuleName } from "./model.ts";
import { type Fault, foldHeader, type TableFacts } from "./reader.ts";

/** What a reader calls one column: how its header is written (folded), and what becomes of it. */
export interface NamedColumn {
  /** Any of these, or of these forms; of several that are there, the first of this list. */
  readonly headers: readonly (string | RegExp)[];
  /** Absent = a table without it is of no layout of this reader. */
  readonly isOptional?: boolean;
  /** Absent = kept, in the dataset. */
  readonly use?: Omit<ColumnUse, "header">;
}
export type NamedColumns<Name extends string> = Readonly<Record<Name, NamedColumn>>;

/** A column that is looked at and not kept. */
export const lookedAt = { use: "checked", type: "", property: "" } as const;
const kept = { use: "read", type: "dataset", property: "" } as const;
const ignored = { use: "ignored", type: "", property: "" } as const;

const entriesOf = <Name extends string>(columns: NamedColumns<Name>): readonly (readonly [Name, NamedColumn])[] =>
  Object.entries(columns) as unknown as readonly (readonly [Name, NamedColumn])[];

/** Where a column stands, from 0; -1 = nowhere. */
function columnAt(folded: readonly string[], { headers }: NamedColumn): number {
  for (const header of headers) {
    const at = folded.findIndex((one) => (typeof header === "string" ? one === header : header.test(one)));
    if (at >= 0) return at;
  }
  return -1;
}

/** Whether headers have every column a reader needs. */
export function hasColumns<Name extends string>(columns: NamedColumns<Name>, folded: readonly string[]): boolean {
  return entriesOf(columns).every(([, column]) => column.isOptional === true || columnAt(folded, column) >= 0);
}

/** The header of a column as written; "" where there is none. */
export function headerOf<Name extends string>(columns: NamedColumns<Name>, headers: readonly string[], name: Name): string {
  return headers[columnAt(headers.map(foldHeader), columns[name])] ?? "";
}

/** What becomes of each column, to be shown. */
export function usesOf<Name extends string>(columns: NamedColumns<Name>, { headers }: FileLayout): readonly ColumnUse[] {
  const folded = headers.map(foldHeader);
  const byPlace = new Map(entriesOf(columns).map(([, column]) => [columnAt(folded, column), column]));
  return headers.map((header, at) => {
    const column = byPlace.get(at);
    return { header, ...(column === undefined ? ignored : (column.use ?? kept)) };
  });
}

/** Cells of a row by what the reader calls them. */
export interface RowCells<Name extends string> {
  has(name: Name): boolean;
  /** Trimmed; "" where there is no such column. */
  text(cells: readonly string[], name: Name): string;
  /** The header as written; "" where there is no such column. */
  header(name: Name): string;
  fault(cells: readonly string[], name: Name, rule: RuleName): Fault;
}

/**
 * Finds the columns of a table.
 *
 * Fails   `duplicate-header` with a header of these columns that stands there twice: guessing there would take one for the other;
 *         `other-layout` with the column that is missing.
 */
export function cellsBy<Name extends string>(
  columns: NamedColumns<Name>,
  { layout, folded }: Pick<TableFacts, "layout" | "folded">,
): Result<RowCells<Name>, IntakeError> {
  const places = new Map<Name, number>();
  for (const [name, column] of entriesOf(columns)) {
    const at = columnAt(folded, column);
    const header = folded[at] ?? "";
    if (at >= 0 && folded.indexOf(header) !== folded.lastIndexOf(header)) return fail("duplicate-header", layout.headers[at] ?? header);
    if (at < 0 && column.isOptional !== true) return fail("other-layout", typeof column.headers[0] === "string" ? column.headers[0] : name);
    if (at >= 0) places.set(name, at);
  }
  const raw = (cells: readonly string[], name: Name): string => cells[places.get(name) ?? -1] ?? "";
  const header = (name: Name): string => layout.headers[places.get(name) ?? -1] ?? "";
  return succeed({
    has: (name) => places.has(name),
    text: (cells, name) => raw(cells, name).trim(),
    header,
    fault: (cells, name, rule) => ({ column: header(name), value: raw(cells, name), rule }),
  });
}
