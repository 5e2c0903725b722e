import { rowsIn } from "../../kernel/row-spans.ts";
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
