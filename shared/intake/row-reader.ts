import { type Result, succeed } from "../kernel/result.ts";
import { isWholeRow } from "./columns.ts";
import type { Harvest, Place } from "./harvest.ts";
import type { IntakeError, ProfileName, RuleName } from "./model.ts";
import { cellsBy, hasColumns, lookedAt, type NamedColumn, type NamedColumns, type RowCells, usesOf } from "./named-columns.ts";
import type { Fault, Reader, TableFacts, TakeRow } from "./reader.ts";

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
  const columns = namedColumns(plan.columns);
  return {
    name: plan.name,
    version: plan.version,
    ...(plan.asks === undefined ? {} : { asks: plan.asks }),
    ...(plan.asksOf === undefined ? {} : { asksOf: plan.asksOf }),
    knows: (folded, head = []) => hasColumns(columns, folded) && plan.fits?.(folded, head) !== false,
    uses: (layout) => usesOf(columns, layout),
    start: (table, harvest) => start(plan, columns, table, harvest),
  };
}

function namedColumns<Role extends string>(specs: Readonly<Record<Role, ColumnSpec>>): NamedColumns<Role> {
  const named: Partial<Record<Role, NamedColumn>> = {};
  for (const role in specs) {
    const { headers, isOptional = false, becomes, isChecked } = specs[role];
    const use = isChecked === true ? lookedAt : becomes === undefined ? undefined : ({ use: "read", ...becomes } as const);
    named[role] = { headers, isOptional, ...(use === undefined ? {} : { use }) };
  }
  return named as NamedColumns<Role>;
}

function start<Role extends string>(
  plan: RowReaderPlan<Role>,
  columns: NamedColumns<Role>,
  table: TableFacts,
  harvest: Harvest,
): Result<TakeRow, IntakeError> {
  const found = cellsBy(columns, table);
  if (!found.ok) return found;
  const view = new CurrentRow(found.value);
  const take = plan.begin(table, harvest, (role) => view.has(role));
  return succeed((cells, row) => {
    view.turnTo(cells, row);
    const fate: RowFate = isWholeRow(cells, table.layout) ? take(view) : { column: "", value: String(cells.length), rule: "cell-count" };
    if (fate === null) harvest.accept();
    else if (fate === "repeat") harvest.repeat();
    else harvest.reject(row, fate.column, fate.value, fate.rule);
  });
}

class CurrentRow<Role extends string> implements RowView<Role> {
  row = 0;
  #cells: readonly string[] = [];
  readonly #by: RowCells<Role>;

  constructor(by: RowCells<Role>) {
    this.#by = by;
  }

  turnTo(cells: readonly string[], row: number): void {
    this.#cells = cells;
    this.row = row;
  }
  has(role: Role): boolean {
    return this.#by.has(role);
  }
  cell(role: Role): string {
    return this.#by.text(this.#cells, role);
  }
  place(role: Role): Place {
    return { row: this.row, column: this.#by.header(role) };
  }
  fault(role: Role, rule: RuleName): Fault {
    return this.#by.fault(this.#cells, role, rule);
  }
}
