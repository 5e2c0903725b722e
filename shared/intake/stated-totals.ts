import { textOfUnits } from "./amounts.ts";
import type { ControlTotal } from "./model.ts";

type TotalName = ControlTotal["name"];

interface Stated {
  readonly said: bigint;
  /** What our sum begins with: the opening balance. */
  readonly from: bigint;
}
interface Sums {
  received: bigint;
  paid: bigint;
  asset: string;
}

/** Totals a file states of an account, held against the rows that name the account, whichever comes first in the file. Units of `unitsOf`. */
export class StatedTotals {
  readonly #stated = new Map<string, Map<TotalName, Stated>>();
  readonly #sums = new Map<string, Sums>();

  /** The file says this of the account. */
  say(account: string, name: TotalName, said: bigint, from = 0n): void {
    const known = this.#stated.get(account) ?? new Map<TotalName, Stated>();
    this.#stated.set(account, known.set(name, { said, from }));
  }
  /** A row moves so much into the account, or out of it. */
  add(account: string, way: "received" | "paid", asset: string, units: bigint): void {
    const sums = this.#sums.get(account) ?? { received: 0n, paid: 0n, asset };
    sums[way] += units;
    this.#sums.set(account, sums);
  }

  finish(): readonly ControlTotal[] {
    return [...this.#stated].flatMap(([account, names]) => {
      const { received, paid, asset } = this.#sums.get(account) ?? { received: 0n, paid: 0n, asset: "" };
      const read: Readonly<Record<TotalName, bigint>> = { received, paid, change: received - paid, closing: received - paid };
      return [...names].map(([name, { said, from }]) => ({ account, asset, name, said: textOfUnits(said), read: textOfUnits(from + read[name]) }));
    });
  }
}
