import type { EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import { parseInstantMs } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { compareText } from "./compare-text.ts";
import { minorUnitsToText } from "./decimal.ts";
import type { Flow, Patch } from "./model.ts";
import { amountAt, assetAt, type TransferColumns, transactionAt } from "./transfer-columns.ts";

/** Row numbers named per file of a flow, at most. */
export const mostRowsPerSource = 1000;

/** Sums of transfers by pair and asset, over all datasets of the case. */
export interface Flows {
  /** Adds one file's columns; the same file again changes nothing. O(rows of the flows it touches). */
  add(file: FileHash, columns: TransferColumns): Patch<string, Flow>;
  /** Takes a file's columns out again (its import was undone). */
  remove(file: FileHash): Patch<string, Flow>;
  /** How many transfers of a file no other file holds. Changes nothing. O(rows of the flows it touches). */
  countNew(file: FileHash, columns: TransferColumns): number;
  get(id: string): Flow | undefined;
  all(): ReadonlyMap<string, Flow>;
}

interface Dataset {
  readonly columns: TransferColumns;
  /** Places in the columns, by flow id, in file order. */
  readonly placesByFlow: ReadonlyMap<string, readonly number[]>;
}

/**
 * Starts with none. A transfer that several exports hold counts once: exports of both ends overlap, and none has a log index, so one
 * transfer is (transaction, ends, contract, amount, how manieth of these in the file). Numbers of documents begin anew each year, and some transfers
 * have none: these are told apart by their time as well (`transferName`).
 *
 * Law     any order of files gives the same flows; each sum equals that of a decimal calculator (tests/property/projections).
 */
export function createFlows(): Flows {
  const datasets = new Map<FileHash, Dataset>();
  const flows = new Map<string, Flow>();
  const refresh = (ids: Iterable<string>): Patch<string, Flow> => {
    const put = new Map<string, Flow>();
    const drop = new Set<string>();
    for (const id of ids) {
      const flow = flowOf(id, datasets);
      if (flow === null) drop.add(id);
      else put.set(id, flow);
    }
    for (const [id, flow] of put) flows.set(id, flow);
    for (const id of drop) flows.delete(id);
    return { put, drop };
  };
  return {
    add(file, columns) {
      if (datasets.has(file)) return refresh([]);
      const dataset = { columns, placesByFlow: placesByFlow(columns) };
      datasets.set(file, dataset);
      return refresh(dataset.placesByFlow.keys());
    },
    remove(file) {
      const touched = datasets.get(file)?.placesByFlow.keys() ?? [];
      datasets.delete(file);
      return refresh(touched);
    },
    countNew: (file, columns) => {
      const named = placesByFlow(columns);
      const others = new Map([...datasets].filter(([each]) => each !== file));
      return [...named].reduce((sum, [id, places]) => sum + countNew(partsOf(id, others), { file, columns, places }), 0);
    },
    get: (id) => flows.get(id),
    all: () => flows,
  };
}

/** Rows are put together by numbers first: the name of a flow is made once, not for each of a million rows. */
function placesByFlow(columns: TransferColumns): ReadonlyMap<string, readonly number[]> {
  const { ends, assets, from, to, asset, row } = columns;
  invariant(ends.length ** 2 * assets.length < Number.MAX_SAFE_INTEGER, "pairs of ends have numbers");
  const byNumber = new Map<number, number[]>();
  for (let place = 0; place < row.length; place++) {
    const number = (at(from, place) * ends.length + at(to, place)) * assets.length + at(asset, place);
    const places = byNumber.get(number);
    if (places === undefined) byNumber.set(number, [place]);
    else places.push(place);
  }
  return new Map([...byNumber.values()].map((places) => [nameOf(columns, at(places, 0)), places]));
}

function nameOf(columns: TransferColumns, place: number): string {
  return `${endAt(columns, columns.from, place)}/${endAt(columns, columns.to, place)}/${assetAt(columns, place).contract}`;
}

/** What the files say of one flow, each with the places of its rows, in order of file hash. */
function partsOf(id: string, datasets: ReadonlyMap<FileHash, Dataset>): readonly Part[] {
  const parts = [...datasets].flatMap(([file, { columns, placesByFlow: named }]) => {
    const places = named.get(id);
    return places === undefined ? [] : [{ file, columns, places }];
  });
  return parts.sort((a, b) => compareText(a.file, b.file));
}
interface Part {
  readonly file: FileHash;
  readonly columns: TransferColumns;
  readonly places: readonly number[];
}

function flowOf(id: string, datasets: ReadonlyMap<FileHash, Dataset>): Flow | null {
  const parts = partsOf(id, datasets);
  const [head] = parts;
  const place = head?.places[0];
  if (head === undefined || place === undefined) return null;
  const { columns } = head;
  const decimals = Math.max(...parts.map((part) => assetAt(part.columns, at(part.places, 0)).decimals));
  const sum: Sum = { total: 0n, count: 0, first: Number.POSITIVE_INFINITY, last: 0 };
  // Within one file every row counts: only what several files hold is looked for.
  if (parts.length === 1) for (const one of head.places) addRow(sum, columns, one, decimals);
  else addParts(sum, parts, decimals);
  return {
    id,
    from: endAt(columns, columns.from, place),
    to: endAt(columns, columns.to, place),
    asset: { ...assetAt(columns, place), decimals },
    total: minorUnitsToText(sum.total, decimals),
    count: sum.count,
    first: instant(sum.first),
    last: instant(sum.last),
    sources: parts.map((part) => ({
      file: part.file,
      rows: part.places.slice(0, mostRowsPerSource).map((one) => at(part.columns.row, one)),
    })),
  };
}

interface Sum {
  total: bigint;
  count: number;
  first: number;
  last: number;
}

/** Adds the rows of several files: of each transfer only as many as no file before had. */
function addParts(sum: Sum, parts: readonly Part[], decimals: number): void {
  const counted = new Map<string, number>();
  for (const part of parts) eachOf(part, decimals, counted, (place, isNew) => addRow(sum, part.columns, place, decimals, isNew));
}

/** Tells each row of a part, and whether no part before it had as many of its kind; takes it into what is counted. */
function eachOf({ columns, places }: Part, decimals: number, counted: Map<string, number>, tell: (place: number, isNew: boolean) => void): void {
  const seenHere = new Map<string, number>();
  for (const place of places) {
    const key = `${transferName(columns, place)}/${unitsAt(columns, place, decimals)}`;
    const occurrence = (seenHere.get(key) ?? 0) + 1;
    seenHere.set(key, occurrence);
    const isNew = occurrence > (counted.get(key) ?? 0);
    if (isNew) counted.set(key, occurrence);
    tell(place, isNew);
  }
}

/** How many rows of one part none of the others has. */
function countNew(others: readonly Part[], part: Part): number {
  if (others.length === 0) return part.places.length;
  const decimals = Math.max(...[...others, part].map(({ columns, places }) => assetAt(columns, at(places, 0)).decimals));
  const counted = new Map<string, number>();
  for (const other of others) eachOf(other, decimals, counted, () => undefined);
  let count = 0;
  eachOf(part, decimals, counted, (_place, isNew) => {
    count += isNew ? 1 : 0;
  });
  return count;
}

/**
 * What tells transfers of one pair and amount apart. The hash of a transaction is enough. The number of a document is of its day, as Kazakhstan counts
 * days: one bank writes the minute, another only the day. What has neither is of its moment.
 */
function transferName(columns: TransferColumns, place: number): string {
  const transaction = transactionAt(columns, place);
  if (columns.transactions.kind === "hashes" || isHash.test(transaction)) return transaction;
  const time = at(columns.time, place);
  return transaction === "" ? `@${time}` : `${transaction}@${Math.floor((time + kazakhOffset) / dayLength)}`;
}
const isHash = /^(?:0x)?[0-9a-f]{64}$/i;
const dayLength = 86_400_000;
const kazakhOffset = 5 * 3_600_000;

function addRow(sum: Sum, columns: TransferColumns, place: number, decimals: number, isNew = true): void {
  const time = at(columns.time, place);
  sum.first = Math.min(sum.first, time);
  sum.last = Math.max(sum.last, time);
  if (!isNew) return;
  sum.total += unitsAt(columns, place, decimals);
  sum.count++;
}

function unitsAt(columns: TransferColumns, place: number, decimals: number): bigint {
  const more = decimals - assetAt(columns, place).decimals;
  return more === 0 ? amountAt(columns, place) : amountAt(columns, place) * 10n ** BigInt(more);
}

function at(numbers: { readonly [place: number]: number }, place: number): number {
  const value = numbers[place];
  invariant(value !== undefined, "columns have one length");
  return value;
}

function endAt({ ends }: TransferColumns, side: Uint32Array<ArrayBuffer>, place: number): EntityId {
  const end = ends[at(side, place)];
  invariant(end !== undefined, "a transfer has two ends");
  return end;
}

function instant(time: number): InstantMs {
  const checked = parseInstantMs(time);
  invariant(checked !== null, "readers give times of the years 1970 to 9999");
  return checked;
}
