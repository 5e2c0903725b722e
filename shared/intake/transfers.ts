import type { EntityId } from "../kernel/brand.ts";
import { parseInstantMs } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { minorUnitsToText } from "../projections/decimal.ts";
import type { Asset } from "../projections/model.ts";
import { amountAt, mostWords, type TransferColumns } from "../projections/transfer-columns.ts";
import { AmountGatherer } from "./gather-amounts.ts";
import { TransactionGatherer } from "./gather-transactions.ts";
import { GrowingColumn } from "./growing-columns.ts";
import { isLookAlike } from "./known-assets.ts";
import type { AssetTotal, Notice } from "./model.ts";
import { countRepeats } from "./repeated-transfers.ts";

/** One transfer of a file. */
export interface Transfer {
  readonly from: EntityId;
  readonly to: EntityId;
  /** Its decimals count for known assets only; an unknown one has as many as its longest amount in the file. */
  readonly asset: Asset;
  /** Plain decimal text in whole units, without a sign; below 2^256 minor units (`isAmount`). */
  readonly amount: string;
  /** ms since 1970 UTC. */
  readonly time: number;
  /** What its source calls it; "" = nothing. */
  readonly transaction: string;
  readonly row: number;
}

const integers = (length: number): Uint32Array<ArrayBuffer> => new Uint32Array(length);

/** Gathers the transfers of one file, in its order, as columns. Keeps no text of the file. */
export class TransferGatherer {
  readonly #ends = new Map<EntityId, number>();
  readonly #assets = new Map<string, { readonly at: number; asset: Asset }>();
  readonly #from = new GrowingColumn(integers);
  readonly #to = new GrowingColumn(integers);
  readonly #asset = new GrowingColumn(integers);
  readonly #amounts = new AmountGatherer();
  readonly #time = new GrowingColumn((length) => new Float64Array(length));
  readonly #transactions = new TransactionGatherer();
  readonly #rows = new GrowingColumn(integers);

  get count(): number {
    return this.#rows.length;
  }

  add({ from, to, asset, amount, time, transaction, row }: Transfer): void {
    this.#from.push(this.#endOf(from));
    this.#to.push(this.#endOf(to));
    this.#asset.push(this.#assetOf(asset, this.#amounts.add(amount)));
    this.#time.push(time);
    this.#transactions.add(transaction);
    this.#rows.push(row);
  }

  finish(reader: { readonly name: string; readonly version: number }): TransferColumns {
    const assets = [...this.#assets.values()].map(({ asset }) => asset);
    const asset = this.#asset.finish();
    return {
      reader: reader.name,
      readerVersion: reader.version,
      ends: [...this.#ends.keys()],
      from: this.#from.finish(),
      to: this.#to.finish(),
      assets,
      asset,
      amount: this.#amounts.finish((place) => assets[asset[place] ?? -1]?.decimals ?? 0),
      time: this.#time.finish(),
      transactions: this.#transactions.finish(),
      row: this.#rows.finish(),
    };
  }

  #endOf(id: EntityId): number {
    const known = this.#ends.get(id);
    if (known !== undefined) return known;
    this.#ends.set(id, this.#ends.size);
    return this.#ends.size - 1;
  }

  #assetOf(asset: Asset, digits: number): number {
    const known = this.#assets.get(asset.contract);
    if (known === undefined) {
      this.#assets.set(asset.contract, { at: this.#assets.size, asset: asset.isKnown ? asset : { ...asset, decimals: digits } });
      return this.#assets.size - 1;
    }
    if (!asset.isKnown && digits > known.asset.decimals) known.asset = { ...known.asset, decimals: digits };
    return known.at;
  }
}

const mostUnits = 2n ** BigInt(64 * mostWords);

/** Whether a text is an amount that columns can hold with so many decimals. */
export function isAmount(text: string, decimals: number): boolean {
  const parts = /^(\d{1,60})(?:\.(\d{1,60}))?$/.exec(text);
  if (parts === null) return false;
  const [, whole = "", fraction = ""] = parts;
  if (fraction.length > decimals && /[1-9]/.test(fraction.slice(decimals))) return false;
  return whole.length + decimals <= shortEnough || BigInt(`${whole}${fraction.slice(0, decimals).padEnd(decimals, "0")}`) < mostUnits;
}
/** So many decimal digits are always below 2^256. */
const shortEnough = 77;

/** Sums by asset, to hold against the source. */
export function totalsOf(columns: TransferColumns): readonly AssetTotal[] {
  const { assets, asset, time } = columns;
  const sums = assets.map(() => ({ count: 0, units: 0n, first: Number.POSITIVE_INFINITY, last: 0 }));
  asset.forEach((index, place) => {
    const sum = sums[index];
    const at = time[place];
    invariant(sum !== undefined && at !== undefined, "columns have one length");
    sum.count++;
    sum.units += amountAt(columns, place);
    sum.first = Math.min(sum.first, at);
    sum.last = Math.max(sum.last, at);
  });
  return sums.map(({ count, units, ...times }, index) => {
    const [of, first, last] = [assets[index], parseInstantMs(times.first), parseInstantMs(times.last)];
    invariant(of !== undefined && first !== null && last !== null, "every asset has a transfer with a time");
    return { asset: of, count, total: minorUnitsToText(units, of.decimals), first, last };
  });
}

/** What a person should look at in transfers. Money, and what an exchange books, has no contract that could be another's: such traps are of chains. */
export function transferNotices(columns: TransferColumns): readonly Notice[] {
  const { assets, asset } = columns;
  const isOnChain = assets.map(({ chain }) => chain !== "");
  const isFake = assets.map((one, at) => isOnChain[at] === true && isLookAlike(one));
  const isUnknown = assets.map((one, at) => isOnChain[at] === true && !one.isKnown && isFake[at] !== true);
  let zero = 0;
  for (let place = 0; place < asset.length; place++) if (isOnChain[asset[place] ?? -1] === true && amountAt(columns, place) === 0n) zero++;
  const count = (marks: readonly boolean[]): number => asset.reduce((sum, one) => sum + (marks[one] === true ? 1 : 0), 0);
  return [
    { name: "repeated-rows", count: countRepeats(columns) },
    { name: "zero-value", count: zero },
    { name: "look-alike-token", count: count(isFake) },
    { name: "unknown-token", count: count(isUnknown) },
  ];
}
