import type { EntityId } from "../../kernel/brand.ts";
import { type Result, succeed } from "../../kernel/result.ts";
import type { Value } from "../../ledger/model.ts";
import { identityProperty, propertyEntry } from "../../ontology/read.ts";
import { isWholeRow } from "../columns.ts";
import type { Harvest } from "../harvest.ts";
import type { MappedSource, MappedThing, MappedTransfer, MappedValue, Mapping } from "./model.ts";
import type { ColumnUse, FileLayout } from "../model.ts";
import { type Fault, foldHeader, type Reader, type TableFacts, type TakeRow } from "../reader.ts";
import { MappedRow } from "./mapped-row.ts";
import { readTransfer, type RowTransfer } from "./mapped-transfer.ts";
import { followingValues, readValue } from "./read-value.ts";

/** The reader of a table whose columns a person explained. The mapping is part of what its dataset keeps: a partner reads the same. */
export function mappedReader(mapping: Mapping): Reader {
  return {
    name: "mapped",
    version: 1,
    knows: (folded) => isOfHeaders(mapping, folded),
    uses: (layout) => layout.headers.map((header, column) => useOf(mapping, header, column)),
    start: (table, harvest) => succeed(takeMapped(mapping, table, harvest)),
  };
}

export function isOfHeaders({ headers }: Mapping, folded: readonly string[]): boolean {
  return folded.length === headers.length && folded.every((header, at) => header === headers[at]);
}
export const foldedOf = ({ headers }: FileLayout): readonly string[] => headers.map(foldHeader);

const isOf = (source: MappedSource | null | undefined, column: number): boolean => source != null && "column" in source && source.column === column;

function useOf({ things, links, transfer }: Mapping, header: string, column: number): ColumnUse {
  for (const { type, values } of [...things, ...links]) {
    const value = values.find(({ source, asset }) => isOf(source, column) || isOf(asset, column));
    if (value !== undefined) return { header, use: "read", type, property: value.property };
  }
  const isTransfer =
    transfer !== null &&
    [transfer.amount, transfer.asset, transfer.time, transfer.transaction, otherSideOf(transfer)].some((source) => isOf(source, column));
  if (isTransfer) return { header, use: "read", type: "dataset", property: "" };
  const isAsked = transfer?.direction.by === "word" && transfer.direction.column === column;
  return { header, use: isAsked ? "checked" : "ignored", type: "", property: "" };
}

const otherSideOf = ({ direction }: MappedTransfer): MappedSource | null => (direction.by === "side" ? direction.amount : null);

/** A thing of one row, checked, before it is said. */
interface RowThing {
  readonly thing: MappedThing;
  readonly place: number;
  readonly values: Readonly<Record<string, Value>>;
  /** The header of the column that names it. */
  readonly column: string;
}

function takeMapped(mapping: Mapping, { layout }: TableFacts, harvest: Harvest): TakeRow {
  const seen = new Set<string>();
  return (cells, row) => {
    const read = new MappedRow(mapping, layout.headers, cells, row);
    const fault = isWholeRow(cells, layout) ? sayRow(mapping, read, harvest, cells, seen) : wrongLength(cells);
    if (fault !== null) harvest.reject(row, fault.column, fault.value, fault.rule);
  };
}

const wrongLength = (cells: readonly string[]): Fault => ({ column: "", value: String(cells.length), rule: "cell-count" });

/** Checks all that a row says, then says it: a row with one bad cell says nothing. Gives what is wrong with it. */
function sayRow(mapping: Mapping, row: MappedRow, harvest: Harvest, cells: readonly string[], seen: Set<string>): Fault | null {
  const things: (RowThing | null)[] = [];
  for (const [place, thing] of mapping.things.entries()) {
    const read = readThing(row, thing, place);
    if (read !== null && "rule" in read) return read;
    things.push(read);
  }
  const links: Readonly<Record<string, Value>>[] = [];
  for (const { type, values } of mapping.links) {
    const read = readValues(row, type, values);
    if (!read.ok) return read.error;
    links.push(read.value);
  }
  const transfer = mapping.transfer === null ? null : readTransfer(row, mapping.transfer);
  if (transfer !== null && "rule" in transfer) return transfer;
  const [from, to] = [transfer?.from, transfer?.to].map((place) => (place === undefined ? null : things[place]));
  if (transfer !== null && (from === null || to === null)) return { column: "", value: "", rule: "missing-value" };
  if (things.every((thing) => thing === null)) return { column: "", value: "", rule: "missing-value" };
  const key = cells.join("\u0000");
  if (transfer === null && seen.has(key)) {
    harvest.repeat();
    return null;
  }
  if (transfer === null) seen.add(key);
  harvest.accept();
  const ids = things.map((thing) => (thing === null ? null : sayThing(thing, row, harvest)));
  for (const [at, link] of mapping.links.entries()) {
    const [start, end] = [ids[link.from], ids[link.to]];
    const column = things[link.to]?.column ?? "";
    if (start == null || end == null) continue;
    harvest.link({ key: `${at} ${start} ${end}`, type: link.type, from: start, to: end, values: links[at] ?? {}, row: row.row, column });
  }
  if (transfer !== null) sayTransfer(transfer, ids, row, harvest);
  return null;
}

function sayTransfer(transfer: RowTransfer, ids: readonly (EntityId | null)[], { row }: MappedRow, harvest: Harvest): void {
  const [from, to] = [ids[transfer.from], ids[transfer.to]];
  if (from == null || to == null) return;
  if (transfer.isDayOnly) harvest.notice("days-only");
  const { asset, amount, time, transaction } = transfer;
  harvest.transfer({ from, to, asset, amount, time, transaction, row });
}

/** What a row says of one thing; null when it says nothing of it. Texts that are the same in every row name nothing. */
function readThing(row: MappedRow, thing: MappedThing, place: number): RowThing | Fault | null {
  const isNamed = thing.values.some(({ source }) => "column" in source && row.cell(source).text.trim() !== "");
  const isFixed = thing.values.every(({ source }) => "fixed" in source);
  if (!isNamed && !isFixed) return null;
  const read = readValues(row, thing.type, thing.values);
  if (!read.ok) return read.error;
  const values = read.value;
  const naming = identityProperty(thing.type) ?? thing.sameBy;
  const source = thing.values.find(({ property }) => property === naming)?.source ?? thing.values[0]?.source;
  const column = source === undefined ? "" : row.cell(source).column;
  const needed = identityProperty(thing.type);
  if (needed !== undefined && !Object.hasOwn(values, needed)) return { column, value: "", rule: "missing-value" };
  return { thing, place, values, column };
}

/** Values by property. A cell that is empty says nothing. */
function readValues(row: MappedRow, type: string, mapped: readonly MappedValue[]): Result<Readonly<Record<string, Value>>, Fault> {
  const values: Record<string, Value> = {};
  for (const { property, source, asset } of mapped) {
    const entry = propertyEntry(type, property);
    const cell = row.cell(source);
    if (entry === undefined || cell.text.trim() === "") continue;
    const read = readValue(entry, cell, asset === undefined ? "" : row.cell(asset).text);
    if (!read.ok) return read;
    values[property] = read.value;
  }
  return succeed(values);
}

/** Says a thing at the column that names it, and what else is said of it at its own columns. */
function sayThing({ thing, place, values, column }: RowThing, row: MappedRow, harvest: Harvest): EntityId {
  const naming = identityProperty(thing.type) ?? thing.sameBy;
  const name = values[naming];
  const key = name !== undefined && "text" in name ? name.text : null;
  const isPublic = identityProperty(thing.type) !== undefined;
  const id = harvest.idOf(thing.type, key === null ? `row ${row.row} thing ${place}` : isPublic ? key : `${naming} ${key}`);
  harvest.thing({ id, type: thing.type, values: {}, row: row.row, column });
  for (const { property, source } of thing.values) {
    const value = values[property];
    if (value === undefined) continue;
    const said = { [property]: value, ...followingValues(thing.type, property, value) };
    harvest.thing({ id, type: thing.type, values: said, row: row.row, column: row.cell(source).column });
  }
  return id;
}
