import { typeEntry } from "../../shared/ontology/read.ts";
import { foldText } from "../../shared/projections/fold-text.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { textsOf } from "../../shared/projections/packed-row.ts";

/** What the palette needs of an entity. */
export type Findable = Pick<Entity, "id" | "type" | "form" | "title" | "facts">;

export interface FoundEntity {
  readonly entity: Findable;
  readonly rank: number;
  /** The identifying value that fits where the title does not; "" = the title fits. */
  readonly by: string;
}

/** Rank of what does not fit. */
export const noRank = 4;

/** 0 = it is the text, 1 = begins with it, 2 = a word begins with it, 3 = contains all words, 4 = no. */
export function rankOf(name: string, words: readonly string[]): number {
  const lower = name.toLowerCase();
  if (!words.every((word) => lower.includes(word))) return noRank;
  if (lower === words.join(" ")) return 0;
  const first = words[0] ?? "";
  if (lower.startsWith(first)) return 1;
  return lower.split(/[\s.\-_«"(]+/).some((part) => part.startsWith(first)) ? 2 : 3;
}

/** The best `most` that fit, by title or by a value that tells them from others, best first. Every entity is looked at, in O(entities). */
export function bestEntities(entities: Iterable<Findable>, words: readonly string[], most: number): readonly FoundEntity[] {
  const byRank: FoundEntity[][] = Array.from({ length: noRank }, () => []);
  const folded = words.map(foldText).filter(Boolean);
  for (const entity of entities) {
    if (entity.form === "link") continue;
    const found = findIn(entity, words, folded);
    const equals = byRank[found.rank];
    if (equals !== undefined && equals.length < most) equals.push(found);
  }
  return byRank.flat().slice(0, most);
}

function findIn(entity: Findable, words: readonly string[], folded: readonly string[]): FoundEntity {
  let best = { entity, rank: entity.title === "" ? noRank : rankOf(entity.title, words), by: "" };
  if (words.length === 0) return best;
  let isTitleExact = false;
  for (const { text, isIdentifier } of textsOf(entity, propertiesOf(entity.type))) {
    if (text === entity.title) isTitleExact ||= isIdentifier;
    else {
      const rank = isIdentifier ? rankOf(text, words) : rankOfName(text, words, folded);
      if (rank < best.rank) best = { entity, rank, by: text };
    }
  }
  // Spellings are for names: a domain or an address is what it is, and 40 000 of them would be slow to spell anew.
  if (best.rank === noRank && !isTitleExact) best = { entity, rank: rankOfName(entity.title, words, folded), by: "" };
  return best;
}

function rankOfName(name: string, words: readonly string[], folded: readonly string[]): number {
  const rank = rankOf(name, words);
  return rank < noRank || folded.length === 0 ? rank : rankOf(foldText(name), folded);
}

const known = new Map<string, ReadonlySet<string>>();
/** The properties by which two things of a type are known to be one. */
function propertiesOf(type: string): ReadonlySet<string> {
  const before = known.get(type);
  if (before !== undefined) return before;
  const entries = Object.entries(typeEntry(type)?.properties ?? {});
  const properties = new Set(entries.flatMap(([property, { match }]) => (match === undefined ? [] : [property])));
  known.set(type, properties);
  return properties;
}
