import type { EntityId } from "../kernel/brand.ts";
import { bytesToHex } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Asset } from "./model.ts";

/**
 * Columns of one transfer file, in file order. Plain data: typed arrays, so that millions of rows cross threads and rest in memory at about 70 bytes
 * each.
 */
export interface TransferColumns {
  readonly reader: string;
  readonly readerVersion: number;
  /** Who sends and receives: wallets, accounts. */
  readonly ends: readonly EntityId[];
  /** Index into `ends`. */
  readonly from: Uint32Array<ArrayBuffer>;
  readonly to: Uint32Array<ArrayBuffer>;
  readonly assets: readonly Asset[];
  readonly asset: Uint32Array<ArrayBuffer>;
  readonly amount: Amounts;
  /** ms since 1970 UTC. */
  readonly time: Float64Array<ArrayBuffer>;
  readonly transactions: Transactions;
  /** Data row of the file, from 1. */
  readonly row: Uint32Array<ArrayBuffer>;
}

/** Whole minor units of the row's asset: each amount is `words` unsigned words of 64 bits, the lowest first. */
export interface Amounts {
  readonly words: number;
  readonly units: BigUint64Array<ArrayBuffer>;
}

/** What its source calls each transfer: hashes of 32 bytes, written in hex behind `prefix`; or texts of any kind, "" = nothing. */
export type Transactions =
  | { readonly kind: "hashes"; readonly prefix: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "texts"; readonly texts: readonly string[] };

/** The largest amount: 256 bits, as in a token contract. */
export const mostWords = 4;
const wordBits = 64n;
export const hashBytes = 32;

export function amountAt({ amount: { words, units } }: TransferColumns, place: number): bigint {
  let sum = units[place * words + words - 1];
  invariant(sum !== undefined, "columns have one length");
  for (let word = words - 2; word >= 0; word--) sum = (sum << wordBits) | (units[place * words + word] ?? 0n);
  return sum;
}

export function transactionAt({ transactions }: TransferColumns, place: number): string {
  if (transactions.kind === "texts") return transactions.texts[place] ?? "";
  return transactions.prefix + bytesToHex(transactions.bytes.subarray(place * hashBytes, (place + 1) * hashBytes));
}

export function assetAt({ assets, asset }: TransferColumns, place: number): Asset {
  const found = assets[asset[place] ?? -1];
  invariant(found !== undefined, "every row has an asset");
  return found;
}

/** Amounts as columns hold them. */
export function packAmounts(all: readonly bigint[]): Amounts {
  const most = all.reduce((largest, each) => (each > largest ? each : largest), 0n);
  const words = Math.max(1, Math.ceil(most.toString(2).length / Number(wordBits)));
  const units = new BigUint64Array(all.length * words);
  for (const [place, amount] of all.entries()) putAmount(units, place, words, amount);
  return { words, units };
}

/** Writes one amount into columns of so many words. */
export function putAmount(units: BigUint64Array, place: number, words: number, amount: bigint): void {
  let rest = amount;
  for (let word = 0; word < words; word++) {
    units[place * words + word] = rest;
    rest >>= wordBits;
  }
}

/** The same transfers between things as they are known now: ends that are one are one end. O(ends), and O(transfers) where two ends of the file became one. */
export function withEnds(columns: TransferColumns, keyOf: (id: EntityId) => EntityId): TransferColumns {
  const keys = columns.ends.map(keyOf);
  if (keys.every((key, place) => key === columns.ends[place])) return columns;
  const ends = [...new Set(keys)];
  if (ends.length === keys.length) return { ...columns, ends: keys };
  const places = new Map(ends.map((end, place) => [end, place]));
  const moved = Uint32Array.from(keys, (key) => places.get(key) ?? 0);
  const move = (side: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => side.map((place) => moved[place] ?? 0);
  return { ...columns, ends, from: move(columns.from), to: move(columns.to) };
}

/** The rows at these places, in this order. */
export function pickRows(columns: TransferColumns, places: readonly number[]): TransferColumns {
  const pick = (numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => Uint32Array.from(places, (place) => numbers[place] ?? 0);
  const { transactions } = columns;
  return {
    ...columns,
    from: pick(columns.from),
    to: pick(columns.to),
    asset: pick(columns.asset),
    row: pick(columns.row),
    time: Float64Array.from(places, (place) => columns.time[place] ?? 0),
    amount: packAmounts(places.map((place) => amountAt(columns, place))),
    transactions:
      transactions.kind === "texts"
        ? { kind: "texts", texts: places.map((place) => transactions.texts[place] ?? "") }
        : { ...transactions, bytes: pickHashes(transactions.bytes, places) },
  };
}

function pickHashes(bytes: Uint8Array<ArrayBuffer>, places: readonly number[]): Uint8Array<ArrayBuffer> {
  const picked = new Uint8Array(places.length * hashBytes);
  for (const [at, place] of places.entries()) picked.set(bytes.subarray(place * hashBytes, (place + 1) * hashBytes), at * hashBytes);
  return picked;
}
