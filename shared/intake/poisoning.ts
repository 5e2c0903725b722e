import type { EntityId } from "../kernel/brand.ts";
import { amountAt, type TransferColumns } from "../projections/transfer-columns.ts";
import { isLookAlike } from "./known-assets.ts";
import type { Notice } from "./model.ts";

/** Signs that an eye compares at either end of an address. */
const comparedSigns = 3;
/** What stands before every address of a kind, and tells none apart. */
const commonBeginning = /^(?:0x|bc1[qp]?|ltc1[qp]?|T|[13LMDA9])/;

/** Amounts below which known assets are dust, in whole units: a mark in a history, and no payment. */
const dustByContract: ReadonlyMap<string, string> = new Map([
  // The least output Bitcoin Core passes on is 546 satoshi.
  ["bitcoin", "0.00000547"],
  ["tron", "0.01"],
  ["ethereum", "0.000001"],
  ["bsc", "0.00001"],
]);
const dustOfMoneyTokens = "0.01";
const moneyTokens = ["USDT", "USDC", "DAI", "BUSD"];

/**
 * Counts transfers that are dust, and those that poison an address: of zero value, dust or a fake token, with an end that looks at both its ends like
 * another one with whom the same wallet has real transfers.
 *
 * Takes   `addressOf`: the address of a wallet; null for ends that are none.
 * Cost    O(transfers + ends).
 * Source  domain facts §3: at least three signs alike at the beginning and at the end.
 */
export function trapNotices(columns: TransferColumns, addressOf: (id: EntityId) => string | null): readonly Notice[] {
  const limits = columns.assets.map((asset) => dustLimit(asset.contract, asset.symbol, asset.decimals, asset.isKnown));
  const isFake = columns.assets.map(isLookAlike);
  const looks = columns.ends.map((id) => lookOf(addressOf(id)));
  const alike = new Map<string, number>();
  for (const look of looks) if (look !== null) alike.set(look, (alike.get(look) ?? 0) + 1);
  const isSuspect = looks.map((look) => look !== null && (alike.get(look) ?? 0) > 1);
  const real = new Map<string, Set<number>>();
  const slight: number[] = [];
  let dust = 0;
  for (let place = 0; place < columns.row.length; place++) {
    const asset = columns.asset[place] ?? 0;
    const units = amountAt(columns, place);
    const isDust = units > 0n && units < (limits[asset] ?? 0n);
    if (isDust) dust += 1;
    const [from, to] = [columns.from[place] ?? 0, columns.to[place] ?? 0];
    if (isSuspect[from] !== true && isSuspect[to] !== true) continue;
    if (units === 0n || isDust || isFake[asset] === true) slight.push(place);
    else
      for (const [one, other] of [
        [from, to],
        [to, from],
      ] as const)
        noteReal(real, looks[other] ?? null, one, other);
  }
  const poisons = slight.filter((place) => {
    const [from, to] = [columns.from[place] ?? 0, columns.to[place] ?? 0];
    return [
      [from, to],
      [to, from],
    ].some(([one = 0, other = 0]) => imitates(real, looks[other] ?? null, one, other));
  });
  return [
    { name: "address-poisoning", count: poisons.length },
    { name: "dust", count: dust },
  ];
}

const keyOf = (look: string, one: number): string => `${one} ${look}`;

function noteReal(real: Map<string, Set<number>>, look: string | null, one: number, other: number): void {
  if (look === null) return;
  const known = real.get(keyOf(look, one)) ?? new Set();
  real.set(keyOf(look, one), known.add(other));
}

function imitates(real: ReadonlyMap<string, ReadonlySet<number>>, look: string | null, one: number, other: number): boolean {
  if (look === null) return false;
  const regular = real.get(keyOf(look, one));
  return regular !== undefined && !regular.has(other);
}

function lookOf(address: string | null): string | null {
  if (address === null) return null;
  const folded = address.startsWith("0x") ? address.toLowerCase() : address;
  const [beginning = ""] = commonBeginning.exec(folded) ?? [];
  return folded.slice(0, beginning.length + comparedSigns) + folded.slice(-comparedSigns);
}

function dustLimit(contract: string, symbol: string, decimals: number, isKnown: boolean): bigint {
  const limit = dustByContract.get(contract) ?? (isKnown && moneyTokens.includes(symbol) ? dustOfMoneyTokens : null);
  if (limit === null) return 0n;
  const [whole = "0", fraction = ""] = limit.split(".");
  return BigInt(`${whole}${fraction.slice(0, decimals).padEnd(decimals, "0")}`);
}
