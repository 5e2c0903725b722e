import type { PackedClaims } from "../ledger/packed-claims.ts";
import { fromProperty, toProperty } from "../ontology/model.ts";
import type { EntityNumbers } from "./entity-numbers.ts";

/** More nodes than this on a chart help nobody and stop office computers (measured-store §8). */
export const mostNodes = 1200;
/** Links of an early sight, at most: many more than a chart of so many nodes can be read with. */
const mostLinks = 20_000;

/** Claims, and the numbers of their subjects by their number in the block; −1 of other entities. */
interface Block {
  readonly claims: PackedClaims;
  readonly subjects: Int32Array;
}

/** Things and links by their numbers. */
export interface MostLinked {
  readonly nodes: ReadonlySet<number>;
  /** Those between the nodes. */
  readonly links: readonly number[];
}

/**
 * The things that most links run to, and the links between them: what a chart of a big case begins with, read out of the claims before any row is built.
 * A choice and no statement: what a link's end is is not judged here (rivals, retractions), and whoever shows the rows builds them by all the rules.
 * Takes   `keyOf`: the number of the thing that another was merged into, its own otherwise.
 * Cost    about 0.1 µs a claim and entity.
 */
export function mostLinkedOf(blocks: Iterable<Block>, entities: EntityNumbers, keyOf: (number: number) => number): MostLinked {
  const ends = new Ends(entities);
  for (const block of blocks) ends.add(block);
  ends.follow(keyOf);
  const nodes = heaviest(ends.weigh(), entities);
  return { nodes, links: ends.among(nodes) };
}

/** What each link says its ends are, by number; −1 while it says nothing. */
class Ends {
  readonly #entities: EntityNumbers;
  readonly #from: Int32Array;
  readonly #to: Int32Array;

  constructor(entities: EntityNumbers) {
    this.#entities = entities;
    this.#from = new Int32Array(entities.size).fill(-1);
    this.#to = new Int32Array(entities.size).fill(-1);
  }

  add({ claims, subjects }: Block): void {
    this.#note(this.#from, fromProperty, claims, subjects);
    this.#note(this.#to, toProperty, claims, subjects);
  }

  #note(ends: Int32Array, property: string, claims: PackedClaims, subjects: Int32Array): void {
    for (const place of claims.placesOf(property)) {
      const [link, end] = [subjects[claims.subjectAt(place)] ?? -1, claims.entityValueAt(place)];
      if (link < 0 || end < 0) continue;
      const subject = subjects[end] ?? -1;
      // Of one that nothing else is said of yet, something may be said as part of another.
      ends[link] = subject >= 0 ? subject : claims.numberIn(this.#entities, end);
    }
  }

  /** Ends follow merges. */
  follow(keyOf: (number: number) => number): void {
    for (const ends of [this.#from, this.#to]) {
      for (const [link, end] of ends.entries()) if (end >= 0) ends[link] = keyOf(end);
    }
  }

  /** How many links end at each. */
  weigh(): Uint32Array {
    const weights = new Uint32Array(this.#entities.size);
    for (const [, from, to] of this.#links()) {
      weights[from] = (weights[from] ?? 0) + 1;
      weights[to] = (weights[to] ?? 0) + 1;
    }
    return weights;
  }

  among(nodes: ReadonlySet<number>): readonly number[] {
    const found: number[] = [];
    for (const [link, from, to] of this.#links()) {
      if (!nodes.has(from) || !nodes.has(to)) continue;
      found.push(link);
      if (found.length === mostLinks) break;
    }
    return found;
  }

  *#links(): Generator<readonly [number, number, number]> {
    for (let link = 0; link < this.#from.length; link++) {
      const [from, to] = [this.#from[link] ?? -1, this.#to[link] ?? -1];
      if (from >= 0 && to >= 0) yield [link, from, to];
    }
  }
}

/** The heaviest, of equal ones those with the least ids: as a chart chooses (`scene.ts`). */
function heaviest(weights: Uint32Array, entities: EntityNumbers): ReadonlySet<number> {
  const least = leastOfHeaviest(weights);
  const [chosen, equal]: [Set<number>, number[]] = [new Set(), []];
  weights.forEach((weight, number) => {
    if (weight > least) chosen.add(number);
    else if (weight === least && weight > 0) equal.push(number);
  });
  const byId = equal.map((number) => ({ number, id: entities.idOf(number) })).sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const { number } of byId.slice(0, mostNodes - chosen.size)) chosen.add(number);
  return chosen;
}

/** The weight that the last of the heaviest has. */
function leastOfHeaviest(weights: Uint32Array): number {
  return weights.toSorted().at(-mostNodes) ?? 0;
}
