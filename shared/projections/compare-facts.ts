import type { Grade } from "../ledger/model.ts";
import type { Fact } from "./model.ts";

/** 2 (A1) … 12 (F6): the letter and the digit weigh the same. */
function rank(grade: Grade): number {
  return "ABCDEF".indexOf(grade.charAt(0)) + 1 + Number(grade.charAt(1));
}

/** Which fact is painted first: the better grade, then the later in the ledger's order. It removes nothing. */
export function compareFacts(a: Fact, b: Fact): number {
  return (
    rank(a.grade) - rank(b.grade) ||
    compareText(a.grade, b.grade) ||
    b.clock - a.clock ||
    compareText(b.commit, a.commit) ||
    compareText(a.claim, b.claim)
  );
}

/** Order by UTF-16 units: the same on every machine and in every language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
