import { fail, type Result, succeed } from "../kernel/result.ts";
import { isWholeRow } from "./columns.ts";
import type { Harvest, Place } from "./harvest.ts";
import type { ColumnUse, FileLayout, IntakeError, ProfileName, RuleName } from "./model.ts";
import { type Fault, foldHeader, type Reader, type TableFacts, type TakeRow } from "./reader.ts";

/** One column a layout has. */
export interface ColumnSpec {
  /** Folded headers it may have; the first that is there is it. */
  readonly headers: readonly (string | RegExp)[];
  readonly isOptional?: true;
  /** What it becomes; none = of the dataset. */
  readonly becomes?: { readonly type: string; readonly property: string };
  /** Only looked at. */
  readonly isChecked?: true;
}

/** A row by the roles of its columns. */
export interface RowView<Role extends string> {
  readonly row: number;
  has(role: Role): boolean;
  /** The cell, trimmed; "" where there is no such column. */
  cell(role: Role): string;
  place(role: Role): Place;
  fault(role: Role, rule: RuleName): Fault;
}

/** What became of a row: taken (null), said before, or left out. */
export type RowFate = Fault | "repeat" | null;

export interface RowReaderPlan<Role extends string> {
  readonly name: ProfileName;
  readonly version: number;
  readonly columns: Readonly<Record<Role, ColumnSpec>>;
  /** Whether its first rows are its own too, where several layouts have the same header. */
  fits?(folded: readonly string[], head: readonly (readonly string[])[]): boolean;
  readonly asks?: NonNullable<Reader["asks"]>;
  readonly asksOf?: NonNullable<Reader["asksOf"]>;
  /** Begins a table; what it gives is told of each whole row. */
  begin(table: TableFacts, harvest: Harvest, has: (role: Role) => boolean): (row: RowView<Role>) => RowFate;
}

/** A reader of a layout that is told by its columns' names: finds them in any order, refuses one that occurs twice, and accounts for each row. */
export function rowReader<Role extends string>(plan: RowReaderPlan<Role>): Reader {
  const specs: (readonly [Role, ColumnSpec])[] = [];
  for (const role in plan.columns) specs.push([role, plan.columns[role]]);
  return {
    name: plan.name,
    version: plan.version,
    ...(plan.asks === undefined ? {} : { asks: plan.asks }),
    ...(plan.asksOf === undefined ? {} : { asksOf: plan.asksOf }),
    knows: (folded, head = []) =>
      specs.every(([, spec]) => spec.isOptional === true || columnAt(folded, spec) >= 0) && plan.fits?.(folded, head) !== false,
    uses: (layout) => usesOf(specs, layout),
    start: (table, harvest) => start(plan, specs, table, harvest),
  };
}

function columnAt(folded: readonly string[], { headers }: ColumnSpec): number {
  for (const header of headers) {
    const at = folded.findIndex((one) => (typeof header === "string" ? one === header : header.test(one)));
    if (at >= 0) return at;
  }
  return -1;
}

function usesOf(specs: readonly (readonly [string, ColumnSpec])[], { headers }: FileLayout): readonly ColumnUse[] {
  const folded = headers.map(foldHeader);
  const byColumn = new Map(specs.map(([, spec]) => [columnAt(folded, spec), spec]));
  return headers.map((header, at) => {
    const spec = byColumn.get(at);
    if (spec === undefined) return { header, use: "ignored", type: "", property: "" };
    if (spec.isChecked === true) return { header, use: "checked", type: "", property: "" };
    return { header, use: "read", ...(spec.becomes ?? { type: "dataset", property: "" }) };
  });
}

function start<Role extends string>(
  plan: RowReaderPlan<Role>,
  specs: readonly (readonly [Role, ColumnSpec])[],
  table: TableFacts,
  harvest: Harvest,
): Result<TakeRow, IntakeError> {
  const { layout, folded } = table;
  const at = new Map(specs.map(([role, spec]) => [role, columnAt(folded, spec)]));
  const twice = [...at.values()].find((column) => column >= 0 && folded.indexOf(folded[column] ?? "") !== folded.lastIndexOf(folded[column] ?? ""));
  if (twice !== undefined) return fail("duplicate-header", folded[twice] ?? "");
  const view = new CurrentRow(layout.headers, at);
  const take = plan.begin(table, harvest, (role) => view.has(role));
  return succeed((cells, row) => {
    view.turnTo(cells, row);
    const fate: RowFate = isWholeRow(cells, layout) ? take(view) : { column: "", value: String(cells.length), rule: "cell-count" };
    if (fate === null) harvest.accept();
    else if (fate === "repeat") harvest.repeat();
    else harvest.reject(row, fate.column, fate.value, fate.rule);
  });
}

class CurrentRow<Role extends string> implements RowView<Role> {
  row = 0;
  #cells: readonly string[] = [];
  readonly #headers: readonly string[];
  readonly #at: ReadonlyMap<Role, number>;

  constructor(headers: readonly string[], at: ReadonlyMap<Role, number>) {
    this.#headers = headers;
    this.#at = at;
  }

  turnTo(cells: readonly string[], row: number): void {
    this.#cells = cells;
    this.row = row;
  }
  has(role: Role): boolean {
    return (this.#at.get(role) ?? -1) >= 0;
  }
  cell(role: Role): string {
    return this.#raw(role).trim();
  }
  place(role: Role): Place {
    return { row: this.row, column: this.#header(role) };
  }
  fault(role: Role, rule: RuleName): Fault {
    return { column: this.#header(role), value: this.#raw(role), rule };
  }
  #raw(role: Role): string {
    return this.#cells[this.#at.get(role) ?? -1] ?? "";
  }
  #header(role: Role): string {
    return this.#headers[this.#at.get(role) ?? -1] ?? "";
  }
}
