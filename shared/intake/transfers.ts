import type { EntityId } from "../kernel/brand.ts";
import { parseInstantMs } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { minorUnitsToText, textToMinorUnits } from "../projections/decimal.ts";
import type { Asset, TransferColumns } from "../projections/model.ts";
import { isLookAlike } from "./known-assets.ts";
import type { AssetTotal, Notice } from "./model.ts";

/** One transfer of a file. */
export interface Transfer {
  readonly from: EntityId;
  readonly to: EntityId;
  /** Its decimals count for known assets only; an unknown one has as many as its longest amount in the file. */
  readonly asset: Asset;
  /** Plain decimal text in whole units, without a sign. */
  readonly amount: string;
  /** ms since 1970 UTC. */
  readonly time: number;
  /** What its source calls it; "" = nothing. */
  readonly transaction: string;
  readonly row: number;
}

/** Gathers the transfers of one file, in its order, as columns. */
export class TransferGatherer {
  readonly #ends = new Map<EntityId, number>();
  readonly #assets = new Map<string, { readonly at: number; asset: Asset }>();
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #asset: number[] = [];
  readonly #amount: string[] = [];
  readonly #time: number[] = [];
  readonly #transactions: string[] = [];
  readonly #rows: number[] = [];

  get count(): number {
    return this.#rows.length;
  }

  add({ from, to, asset, amount, time, transaction, row }: Transfer): void {
    this.#from.push(this.#endOf(from));
    this.#to.push(this.#endOf(to));
    this.#asset.push(this.#assetOf(asset, amount));
    this.#amount.push(amount);
    this.#time.push(time);
    this.#transactions.push(transaction);
    this.#rows.push(row);
  }

  finish(reader: { readonly name: string; readonly version: number }): TransferColumns {
    const assets = [...this.#assets.values()].map(({ asset }) => asset);
    return {
      reader: reader.name,
      readerVersion: reader.version,
      ends: [...this.#ends.keys()],
      from: Uint32Array.from(this.#from),
      to: Uint32Array.from(this.#to),
      assets,
      asset: Uint32Array.from(this.#asset),
      amount: this.#amount.map((text, place) => {
        const units = textToMinorUnits(text, assets[this.#asset[place] ?? -1]?.decimals ?? 0);
        invariant(units !== null, "an accepted amount fits its asset");
        return units;
      }),
      time: Float64Array.from(this.#time),
      transactions: this.#transactions,
      row: Uint32Array.from(this.#rows),
    };
  }

  #endOf(id: EntityId): number {
    const known = this.#ends.get(id);
    if (known !== undefined) return known;
    this.#ends.set(id, this.#ends.size);
    return this.#ends.size - 1;
  }

  #assetOf(asset: Asset, amount: string): number {
    const digits = asset.isKnown ? asset.decimals : (amount.split(".")[1] ?? "").replace(/0+$/, "").length;
    const known = this.#assets.get(asset.contract);
    if (known === undefined) {
      this.#assets.set(asset.contract, { at: this.#assets.size, asset: { ...asset, decimals: digits } });
      return this.#assets.size - 1;
    }
    if (digits > known.asset.decimals) known.asset = { ...known.asset, decimals: digits };
    return known.at;
  }
}

/** Sums by asset, to hold against the source. */
export function totalsOf({ assets, asset, amount, time }: TransferColumns): readonly AssetTotal[] {
  const sums = assets.map(() => ({ count: 0, units: 0n, first: Number.POSITIVE_INFINITY, last: 0 }));
  asset.forEach((index, place) => {
    const sum = sums[index];
    const [units, at] = [amount[place], time[place]];
    invariant(sum !== undefined && units !== undefined && at !== undefined, "columns have one length");
    sum.count++;
    sum.units += units;
    sum.first = Math.min(sum.first, at);
    sum.last = Math.max(sum.last, at);
  });
  return sums.map(({ count, units, ...times }, index) => {
    const [of, first, last] = [assets[index], parseInstantMs(times.first), parseInstantMs(times.last)];
    invariant(of !== undefined && first !== null && last !== null, "every asset has a transfer with a time");
    return { asset: of, count, total: minorUnitsToText(units, of.decimals), first, last };
  });
}

/** What a person should look at in transfers. */
export function transferNotices({ amount, assets, asset }: TransferColumns): readonly Notice[] {
  const fakes = new Set(assets.flatMap((one, i) => (isLookAlike(one.symbol, one.contract) ? [i] : [])));
  const unknown = new Set(assets.flatMap((one, i) => (one.isKnown || fakes.has(i) ? [] : [i])));
  return [
    { name: "zero-value", count: amount.filter((units) => units === 0n).length },
    { name: "look-alike-token", count: asset.filter((one) => fakes.has(one)).length },
    { name: "unknown-token", count: asset.filter((one) => unknown.has(one)).length },
  ];
}
