import { fail, type Result, succeed } from "../kernel/result.ts";
import type { ColumnUse, FileLayout, IntakeError, RuleName } from "./model.ts";
import { type Fault, foldHeader, type TableFacts } from "./reader.ts";

/** What a reader calls one column: how its header is written (folded), and what becomes of it. */
export interface NamedColumn {
  /** Any of these headers, or of this form. */
  readonly headers: readonly string[] | RegExp;
  /** Absent = its rows are of no layout of this reader. */
  readonly isOptional?: boolean;
  readonly use?: Omit<ColumnUse, "header">;
}
export type NamedColumns<Name extends string> = Readonly<Record<Name, NamedColumn>>;

const isNamed = ({ headers }: NamedColumn, folded: string): boolean => (headers instanceof RegExp ? headers.test(folded) : headers.includes(folded));
const placesOf = (column: NamedColumn, folded: readonly string[]): readonly number[] =>
  folded.flatMap((header, at) => (isNamed(column, header) ? [at] : []));
const columnsOf = <Name extends string>(columns: NamedColumns<Name>): readonly (readonly [Name, NamedColumn])[] =>
  Object.entries(columns) as unknown as readonly (readonly [Name, NamedColumn])[];

/** Whether headers have every column a reader needs. */
export function hasColumns<Name extends string>(columns: NamedColumns<Name>, folded: readonly string[]): boolean {
  return columnsOf(columns).every(([, column]) => column.isOptional === true || placesOf(column, folded).length > 0);
}

const kept = { use: "read", type: "dataset", property: "" } as const;
const ignored = { use: "ignored", type: "", property: "" } as const;

/** What becomes of each column, to be shown. */
export function usesOf<Name extends string>(columns: NamedColumns<Name>, { headers }: FileLayout): readonly ColumnUse[] {
  return headers.map((header) => {
    const named = columnsOf(columns).find(([, column]) => isNamed(column, foldHeader(header)));
    return { header, ...(named === undefined ? ignored : (named[1].use ?? kept)) };
  });
}

/** Cells of a row by what the reader calls them. */
export interface RowCells<Name extends string> {
  /** Trimmed; "" where there is no such column. */
  text(cells: readonly string[], name: Name): string;
  /** The header as written; "" where there is no such column. */
  header(name: Name): string;
  fault(cells: readonly string[], name: Name, rule: RuleName): Fault;
}

/** Finds the columns of a table. Fails `duplicate-header`, `other-layout` with the column that is there twice or missing. */
export function cellsBy<Name extends string>(
  columns: NamedColumns<Name>,
  { layout, folded }: Pick<TableFacts, "layout" | "folded">,
): Result<RowCells<Name>, IntakeError> {
  const places = new Map<Name, number>();
  for (const [name, column] of columnsOf(columns)) {
    const [at, second] = placesOf(column, folded);
    if (second !== undefined) return fail("duplicate-header", layout.headers[second] ?? "");
    if (at !== undefined) places.set(name, at);
    else if (column.isOptional !== true) return fail("other-layout", Array.isArray(column.headers) ? column.headers[0] : name);
  }
  const raw = (cells: readonly string[], name: Name): string => cells[places.get(name) ?? -1] ?? "";
  const header = (name: Name): string => layout.headers[places.get(name) ?? -1] ?? "";
  return succeed({
    text: (cells, name) => raw(cells, name).trim(),
    header,
    fault: (cells, name, rule) => ({ column: header(name), value: raw(cells, name), rule }),
  });
}
