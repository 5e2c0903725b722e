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
 * Cost    O(transfers + ends): one pass where no two ends look alike, two where some do.
 * Source  domain facts §3: at least three signs alike at the beginning and at the end.
 */
export function trapNotices(columns: TransferColumns, addressOf: (id: EntityId) => string | null): readonly Notice[] {
  const looks = alikeLooks(columns.ends.map((id) => lookOf(addressOf(id))));
  const { slight, dust } = slightTransfers(columns, looks);
  return [
    { name: "address-poisoning", count: slight.length === 0 ? 0 : countPoisons(columns, slight, looks) },
    { name: "dust", count: dust },
  ];
}

/** For each end the number of the look it shares with another end; -1 = it looks like no other. */
function alikeLooks(looks: readonly (string | null)[]): Int32Array {
  const first = new Map<string, number>();
  const shared = new Int32Array(looks.length).fill(-1);
  for (const [end, look] of looks.entries()) {
    if (look === null) continue;
    const before = first.get(look);
    if (before === undefined) first.set(look, end);
    else {
      shared[before] = before;
      shared[end] = before;
    }
  }
  return shared;
}

/** Places of the transfers of no worth one of whose ends looks like another, and how many are dust at all. */
function slightTransfers(columns: TransferColumns, looks: Int32Array): { readonly slight: readonly number[]; readonly dust: number } {
  const limits = columns.assets.map(({ contract, symbol, decimals, isKnown }) => dustLimit(contract, symbol, decimals, isKnown));
  const isFake = columns.assets.map(isLookAlike);
  const slight: number[] = [];
  let dust = 0;
  for (let place = 0; place < columns.row.length; place++) {
    const asset = columns.asset[place] ?? 0;
    const units = amountAt(columns, place);
    const isDust = units > 0n && units < (limits[asset] ?? 0n);
    if (isDust) dust += 1;
    if (!isDust && units !== 0n && isFake[asset] !== true) continue;
    if ((looks[columns.from[place] ?? 0] ?? -1) >= 0 || (looks[columns.to[place] ?? 0] ?? -1) >= 0) slight.push(place);
  }
  return { slight, dust };
}

/** How many of them have an end that a wallet never really dealt with, though it did with another of the same look. */
function countPoisons(columns: TransferColumns, slight: readonly number[], looks: Int32Array): number {
  const ends = columns.ends.length;
  const [partners, partnerLooks] = [new Set<number>(), new Set<number>()];
  const isSlight = new Set(slight);
  const sides = (place: number): readonly (readonly [number, number])[] => {
    const [from, to] = [columns.from[place] ?? 0, columns.to[place] ?? 0];
    return [
      [from, to],
      [to, from],
    ];
  };
  // Only what a wallet of these transfers does with an end of one of their looks is remembered.
  const asked = new Set(slight.flatMap((place) => sides(place).map(([one, other]) => one * ends + (looks[other] ?? -1))));
  for (let place = 0; place < columns.row.length; place++) {
    const [from, to] = [columns.from[place] ?? 0, columns.to[place] ?? 0];
    if (((looks[from] ?? -1) < 0 && (looks[to] ?? -1) < 0) || isSlight.has(place)) continue;
    for (const [one, other] of sides(place)) {
      const look = looks[other] ?? -1;
      if (look < 0 || !asked.has(one * ends + look)) continue;
      partners.add(one * ends + other);
      partnerLooks.add(one * ends + look);
    }
  }
  const isPoison = ([one, other]: readonly [number, number]): boolean => {
    const look = looks[other] ?? -1;
    return look >= 0 && partnerLooks.has(one * ends + look) && !partners.has(one * ends + other);
  };
  return slight.filter((place) => sides(place).some(isPoison)).length;
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
