import type { ClaimId } from "../kernel/brand.ts";
import type { Grade } from "../ledger/model.ts";
import { compareText } from "./compare-text.ts";
import type { Fact, Reliance } from "./model.ts";

/** Whose ruling and disputes count, and the claim our ruling in force names. */
export interface Preference {
  readonly own: string;
  readonly ruled: ClaimId | null;
}

/** What is looked at to put facts in order. */
export type Ranked = Pick<Fact, "claim" | "disputedBy" | "grade" | "corroboration" | "clock" | "commit">;

/** 2 (A1) … 12 (F6): the letter and the digit weigh the same. */
function rank(grade: Grade): number {
  return "ABCDEF".indexOf(grade.charAt(0)) + 1 + Number(grade.charAt(1));
}

export function compareGrades(a: Grade, b: Grade): number {
  return a === b ? 0 : rank(a) - rank(b) || compareText(a, b);
}

/** The later in the ledger's order first; of one commit, the lesser claim id. */
export function compareRecency(a: Ranked, b: Ranked): number {
  return b.clock - a.clock || compareUnmeant(a, b);
}

/** Neither is later: said in one act, or by two who did not know of each other. Some order all must see alike, and it says nothing. */
function compareUnmeant(a: Ranked, b: Ranked): number {
  return compareText(b.commit, a.commit) || compareText(a.claim, b.claim);
}

/** The rules of what is painted first, in order: the first that tells two values apart decides. They remove nothing. */
const rules: readonly { readonly name: Reliance; compare(a: Ranked, b: Ranked, preference: Preference): number }[] = [
  { name: "ruling", compare: (a, b, { ruled }) => (ruled === null ? 0 : Number(b.claim === ruled) - Number(a.claim === ruled)) },
  { name: "uncontested", compare: (a, b, { own }) => Number(a.disputedBy.includes(own)) - Number(b.disputedBy.includes(own)) },
  { name: "grade", compare: (a, b) => compareGrades(a.grade, b.grade) },
  { name: "corroboration", compare: (a, b) => b.corroboration - a.corroboration },
  { name: "recency", compare: (a, b) => b.clock - a.clock },
  { name: "order", compare: compareUnmeant },
];

/** Which fact is painted first: our ruling; what we do not contest; the better grade; more independent origins; the later in the ledger's order. */
export function compareFacts(a: Ranked, b: Ranked, preference: Preference): number {
  for (const rule of rules) {
    const order = rule.compare(a, b, preference);
    if (order !== 0) return order;
  }
  return 0;
}

/** The rule that puts one fact before another. */
export function relianceOf(first: Ranked, other: Ranked, preference: Preference): Reliance {
  return rules.find((rule) => rule.compare(first, other, preference) < 0)?.name ?? "order";
}

/**
 * How many of these are independent: no two share an origin. Greedy from those with fewest origins, so a digest of two releases never counts as
 * a third voice beside them; the order given does not matter.
 *
 * Takes   the origins of each voice, sorted.
 */
export function countIndependent(voices: readonly (readonly string[])[]): number {
  if (voices.length < 2) return voices.length;
  const heard = new Set<string>();
  let count = 0;
  for (const origins of voices.toSorted((a, b) => a.length - b.length || compareText(a.join(), b.join()))) {
    if (origins.some((origin) => heard.has(origin))) continue;
    for (const origin of origins) heard.add(origin);
    count += 1;
  }
  return count;
}
