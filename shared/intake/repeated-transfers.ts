import { amountAt, hashBytes, type TransferColumns, transactionAt } from "../projections/transfer-columns.ts";

/**
 * How many transfers say all that an earlier one of the file says: transaction, ends, asset, amount and time. Each is counted as a transfer of its own:
 * exports do not number them, and one transaction may hold two like ones. What its source calls nothing is compared by the rest. O(transfers).
 */
export function countRepeats(columns: TransferColumns): number {
  const count = columns.row.length;
  const bits = Math.max(4, Math.ceil(Math.log2(count * 2 + 1)));
  // Open addressing: a slot holds a place and one, 0 = free. Half of them stay free.
  const slots = new Uint32Array(2 ** bits);
  const mask = slots.length - 1;
  let repeats = 0;
  for (let place = 0; place < count; place++) {
    let slot = keyOf(columns, place) & mask;
    let other = slots[slot] ?? 0;
    while (other !== 0 && !isSame(columns, other - 1, place)) {
      slot = (slot + 1) & mask;
      other = slots[slot] ?? 0;
    }
    if (other !== 0) repeats += 1;
    else slots[slot] = place + 1;
  }
  return repeats;
}

/** A number that is the same for transfers that say the same, and seldom for others. */
function keyOf(columns: TransferColumns, place: number): number {
  const { from, to, time, transactions, amount } = columns;
  const low = Number(BigInt.asUintN(32, amount.units[place * amount.words] ?? 0n));
  let key = mixed(mixed(mixed(from[place] ?? 0, to[place] ?? 0), low), (time[place] ?? 0) / 1000);
  if (transactions.kind === "hashes") {
    const { bytes } = transactions;
    for (let at = place * hashBytes; at < place * hashBytes + hashBytes; at += 5) key = mixed(key, bytes[at] ?? 0);
    return mixed(key, bytes[(place + 1) * hashBytes - 1] ?? 0);
  }
  const text = transactions.texts[place] ?? "";
  for (let at = 0; at < text.length; at++) key = mixed(key, text.charCodeAt(at));
  return key;
}

/** One step of MurmurHash3's mixing: not for secrets. */
function mixed(key: number, more: number): number {
  const next = Math.imul(key ^ Math.imul(more | 0, 0xcc9e2d51), 0x85ebca6b);
  return next ^ (next >>> 15);
}

function isSame(columns: TransferColumns, a: number, b: number): boolean {
  const { from, to, asset, time } = columns;
  return (
    from[a] === from[b] &&
    to[a] === to[b] &&
    asset[a] === asset[b] &&
    time[a] === time[b] &&
    amountAt(columns, a) === amountAt(columns, b) &&
    transactionAt(columns, a) === transactionAt(columns, b)
  );
}
