import { type Amount, textOfUnits, unitsOf } from "./amounts.ts";
import type { Harvest } from "./harvest.ts";
import type { ControlTotal } from "./model.ts";

/** One row of books that say the balance after it. */
export interface BookedRow {
  readonly account: string;
  readonly asset: string;
  readonly amount: string;
  readonly isOut: boolean;
  readonly balance: Amount;
  readonly time: number;
}

interface Run {
  readonly account: string;
  readonly asset: string;
  readonly first: { readonly balance: bigint; readonly change: bigint; readonly time: number };
  last: Run["first"];
  sum: bigint;
  isRising: boolean;
  isFalling: boolean;
}

/**
 * Holds the balances that books say after each row against their changes: what is missing or was rejected shows as a difference. Books whose rows are in
 * no order of time are not checked. O(1) a row, held for each account and asset.
 */
export class BalanceCheck {
  readonly #runs = new Map<string, Run>();

  constructor(harvest: Harvest) {
    harvest.control(() => [...this.#runs.values()].flatMap(totalOf));
  }

  add({ account, asset, amount, isOut, balance, time }: BookedRow): void {
    const row = { balance: unitsOf(balance), change: unitsOf({ text: amount, isNegative: isOut }), time };
    const key = `${account}\u0000${asset}`;
    const run = this.#runs.get(key);
    if (run === undefined) {
      this.#runs.set(key, { account, asset, first: row, last: row, sum: row.change, isRising: true, isFalling: true });
      return;
    }
    run.isRising &&= time >= run.last.time;
    run.isFalling &&= time <= run.last.time;
    run.last = row;
    run.sum += row.change;
  }
}

function totalOf({ account, asset, first, last, sum, isRising, isFalling }: Run): readonly ControlTotal[] {
  const oldestFirst = last.balance - first.balance + first.change;
  const newestFirst = first.balance - last.balance + last.change;
  if (!isRising && !isFalling) return [];
  // Rows of one moment may stand in either order.
  const said = isRising && (!isFalling || oldestFirst === sum) ? oldestFirst : newestFirst;
  return [{ account, asset, name: "change", said: textOfUnits(said), read: textOfUnits(sum) }];
}
