import type { Picks } from "../model.ts";
import type { Fate, Recognised } from "./model.ts";

const noThing: ReadonlySet<Recognised["kind"]> = new Set(["secret-key", "bic", "transaction"]);
const needsAPerson = ["public-service", "bare-handle", "file-like"] as const;

/** Whether the case has a thing for values of this kind. */
export const canBeThing = ({ kind, fault }: Recognised): boolean => !noThing.has(kind) && fault !== "ip-address";

/**
 * Whether a value is taken where nobody said otherwise: its checksum holds, or it has none and its form is unmistakable. Not: names of everybody's services, names
 * that may be anybody's, and keys of Solana, which any 32 bytes are.
 */
export function isTakenByItself(one: Recognised): boolean {
  if (one.check === "invalid" || !canBeThing(one) || (one.kind === "wallet" && one.family === "solana")) return false;
  return !needsAPerson.some((remark) => one.remarks.includes(remark));
}

/** What becomes of the value in row `row` (from 1), by itself and as a person picked. */
export function fateOf(one: Recognised, row: number, picked: ReadPicks): Fate {
  if (!canBeThing(one)) return one.fault ?? "no-thing";
  if (picked.left(row)) return "left-by-hand";
  if (picked.taken(row)) return one.check === "invalid" ? "unverified" : "taken";
  return isTakenByItself(one) ? "taken" : (one.fault ?? "not-picked");
}

export interface ReadPicks {
  taken(row: number): boolean;
  left(row: number): boolean;
}

export function readPicks(picks: Picks = { taken: "", left: "" }): ReadPicks {
  const [taken, left] = [rowsIn(picks.taken), rowsIn(picks.left)];
  return { taken: (row) => taken.has(row), left: (row) => left.has(row) };
}

/** Rows as "3-7,9", so that thousands of them fit where choices are kept. */
export function rowsText(rows: Iterable<number>): string {
  const spans: [number, number][] = [];
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last?.[1] === row - 1) last[1] = row;
    else spans.push([row, row]);
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(",");
}

const mostRows = 1_000_000;

/** The rows of such a text; what is none of it is none. */
export function rowsIn(text: string): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const part of text === "" ? [] : text.split(",")) {
    const [from = 0, to = from] = part.split("-").map(Number);
    for (let row = from; row <= to && rows.size < mostRows; row++) rows.add(row);
  }
  return rows;
}

/** Whether a text is rows as `rowsText` writes them. */
export const isRowsText = (text: unknown): text is string =>
  typeof text === "string" && /^(?:\d{1,9}(?:-\d{1,9})?(?:,\d{1,9}(?:-\d{1,9})?)*)?$/.test(text);
