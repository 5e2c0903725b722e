import { withLatinLetters } from "../ontology/look-alike-letters.ts";
import { shownHost } from "../ontology/punycode.ts";

/**
 * How a host is like another. Words: `recognise:alike.<name>`. same-letters = the same to the eye; other-ending = the same name under another ending;
 * numbered = the same name with other digits behind it; added-words = the name with words joined to it; as-part = the name stands before a foreign host; near = one
 * or two signs differ.
 */
export type LookAlikeWay = "same-letters" | "other-ending" | "numbered" | "added-words" | "as-part" | "near";
export interface LookAlike {
  /** What it is like, as the case calls it. */
  readonly of: string;
  readonly way: LookAlikeWay;
}

/** A site or name of the case that may be imitated. */
export interface Imitable {
  readonly shown: string;
  /** The host registered with a registry; "" = a name without one. */
  readonly registrable: string;
}

interface Known extends Imitable {
  readonly label: string;
  readonly skeleton: string;
}

/** Names shorter than this are like too many. */
const shortestLabel = 4;

/** What of the case hosts are held against. O(names). */
export class LookAlikes {
  readonly #known: readonly Known[];

  constructor(names: Iterable<Imitable>) {
    const known = new Map<string, Known>();
    for (const one of names) {
      const label = one.registrable === "" ? joined(one.shown) : labelOf(one.registrable);
      if (label.length >= shortestLabel) known.set(`${label} ${one.registrable}`, { ...one, label, skeleton: skeletonOf(label) });
    }
    this.#known = [...known.values()];
  }

  /** What of the case a host is like without being it; the plainest likeness first. null = nothing. O(names · length²). */
  of(host: string, registrable: string): LookAlike | null {
    const candidate = candidateOf(host, registrable);
    let best: LookAlike | null = null;
    for (const known of this.#known) {
      if (known.registrable === registrable) return null;
      const way = wayOf(candidate, known);
      if (way !== null && (best === null || ways.indexOf(way) < ways.indexOf(best.way))) best = { of: known.shown, way };
    }
    return best;
  }
}
const ways: readonly LookAlikeWay[] = ["same-letters", "other-ending", "numbered", "added-words", "as-part", "near"];

interface Candidate {
  readonly label: string;
  readonly skeleton: string;
  readonly words: readonly string[];
  readonly parts: readonly string[];
}

function candidateOf(host: string, registrable: string): Candidate {
  const label = labelOf(registrable);
  const above = host === registrable ? "" : shownHost(host.slice(0, -registrable.length - 1));
  return { label, skeleton: skeletonOf(label), words: wordsOf(label), parts: above.split(".").flatMap(wordsOf) };
}

const labelOf = (registrable: string): string => shownHost(registrable).split(".")[0] ?? "";
const joined = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
const wordsOf = (label: string): readonly string[] => label.split(/[-_]/).filter((word) => word !== "");
const withoutDigits = (label: string): string => label.replace(/[-_]?\d+$/, "");

/** A name as the eye takes it: letters of other scripts as Latin ones, digits as the letters they stand for, without hyphens. */
function skeletonOf(label: string): string {
  const digits: Readonly<Record<string, string>> = { "0": "o", "1": "l", "3": "e", "5": "s", i: "l" };
  return withLatinLetters(label.normalize("NFKC").toLowerCase())
    .replaceAll(/[-_]/g, "")
    .replaceAll(/rn/g, "m")
    .replaceAll(/[0135i]/g, (sign) => digits[sign] ?? sign);
}

function wayOf({ label, skeleton, words, parts }: Candidate, known: Known): LookAlikeWay | null {
  if (label === known.label) return known.registrable === "" ? null : "other-ending";
  if (skeleton === known.skeleton) return "same-letters";
  if (withoutDigits(label) === withoutDigits(known.label) && withoutDigits(label).length >= shortestLabel) return "numbered";
  if (words.length > 1 && words.some((word) => skeletonOf(word) === known.skeleton)) return "added-words";
  if (parts.some((part) => skeletonOf(part) === known.skeleton)) return "as-part";
  const most = skeleton.length >= 8 && known.skeleton.length >= 8 ? 2 : skeleton.length >= 5 && known.skeleton.length >= 5 ? 1 : 0;
  return most > 0 && isNear(skeleton, known.skeleton, most) ? "near" : null;
}

/** Whether at most so many signs were added, lost, changed or swapped with their neighbour (Damerau and Levenshtein, restricted). */
export function isNear(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let [twoAbove, above] = [new Uint16Array(0), Uint16Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint16Array(b.length + 1);
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + cost);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) best = Math.min(best, (twoAbove[j - 2] ?? 0) + 1);
      row[j] = best;
      least = Math.min(least, best);
    }
    if (least > most) return false;
    [twoAbove, above] = [above, row];
  }
  return (above[b.length] ?? 0) <= most;
}
