import type { EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import { parseInstantMs } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { compareText } from "./compare-text.ts";
import { minorUnitsToText } from "./decimal.ts";
import type { Asset, Flow, Patch, TransferColumns } from "./model.ts";

/** Row numbers named per file of a flow, at most. */
export const mostRowsPerSource = 1000;

/** Sums of transfers by pair and asset, over all datasets of the case. */
export interface Flows {
  /** Adds one file's columns; the same file again changes nothing. O(rows of the flows it touches). */
  add(file: FileHash, columns: TransferColumns): Patch<string, Flow>;
  /** Takes a file's columns out again (its import was undone). */
  remove(file: FileHash): Patch<string, Flow>;
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
 * transfer is (transaction, ends, contract, amount, how manieth of these in the file).
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
      const dataset = datasetOf(columns);
      datasets.set(file, dataset);
      return refresh(dataset.placesByFlow.keys());
    },
    remove(file) {
      const touched = datasets.get(file)?.placesByFlow.keys() ?? [];
      datasets.delete(file);
      return refresh(touched);
    },
    get: (id) => flows.get(id),
    all: () => flows,
  };
}

function datasetOf(columns: TransferColumns): Dataset {
  const placesByFlow = new Map<string, number[]>();
  for (let place = 0; place < columns.row.length; place++) {
    const id = `${endAt(columns, columns.from, place)}/${endAt(columns, columns.to, place)}/${assetAt(columns, place).contract}`;
    const places = placesByFlow.get(id);
    if (places === undefined) placesByFlow.set(id, [place]);
    else places.push(place);
  }
  return { columns, placesByFlow };
}

/** What the files say of one flow, each with the places of its rows, in order of file hash. */
function partsOf(
  id: string,
  datasets: ReadonlyMap<FileHash, Dataset>,
): readonly { readonly file: FileHash; readonly dataset: Dataset; readonly places: readonly number[] }[] {
  const parts = [...datasets].flatMap(([file, dataset]) => {
    const places = dataset.placesByFlow.get(id);
    return places === undefined ? [] : [{ file, dataset, places }];
  });
  return parts.sort((a, b) => compareText(a.file, b.file));
}

function flowOf(id: string, datasets: ReadonlyMap<FileHash, Dataset>): Flow | null {
  const parts = partsOf(id, datasets);
  const head = parts[0];
  const place = head?.places[0];
  if (head === undefined || place === undefined) return null;
  const { columns } = head.dataset;
  const decimals = Math.max(...parts.map((part) => assetAt(part.dataset.columns, at(part.places, 0)).decimals));
  const sum = createSum();
  for (const part of parts) addPart(sum, part.dataset.columns, part.places, decimals);
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
      rows: part.places.slice(0, mostRowsPerSource).map((one) => at(part.dataset.columns.row, one)),
    })),
  };
}

interface Sum {
  total: bigint;
  count: number;
  first: number;
  last: number;
  /** How many of each transfer are counted so far. */
  readonly countedByKey: Map<string, number>;
}
const createSum = (): Sum => ({ total: 0n, count: 0, first: Number.POSITIVE_INFINITY, last: 0, countedByKey: new Map() });

/** Adds one file's rows: of each transfer only as many as no file before it had. */
function addPart(sum: Sum, columns: TransferColumns, places: readonly number[], decimals: number): void {
  const seenHere = new Map<string, number>();
  for (const place of places) {
    const amount = amountAt(columns, place) * 10n ** BigInt(decimals - assetAt(columns, place).decimals);
    const key = `${columns.transactions[place]}/${amount}`;
    const occurrence = (seenHere.get(key) ?? 0) + 1;
    seenHere.set(key, occurrence);
    const time = at(columns.time, place);
    sum.first = Math.min(sum.first, time);
    sum.last = Math.max(sum.last, time);
    if (occurrence <= (sum.countedByKey.get(key) ?? 0)) continue;
    sum.countedByKey.set(key, occurrence);
    sum.total += amount;
    sum.count++;
  }
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

function amountAt(columns: TransferColumns, place: number): bigint {
  const amount = columns.amount[place];
  invariant(amount !== undefined, "columns have one length");
  return amount;
}

function assetAt(columns: TransferColumns, place: number): Asset {
  const asset = columns.assets[at(columns.asset, place)];
  invariant(asset !== undefined, "every row has an asset");
  return asset;
}

function instant(time: number): InstantMs {
  const checked = parseInstantMs(time);
  invariant(checked !== null, "readers give times of the years 1970 to 9999");
  return checked;
}
