import type { ClaimId } from "../kernel/brand.ts";
import type { PackedClaims } from "./packed-claims.ts";

/** The claims that have numbers. */
export interface NumberedClaims {
  idOf(number: number): ClaimId;
  isSame(number: number, block: PackedClaims, place: number): boolean;
}

/**
 * The number of each claim by its id. Ids are hashes, so 32 of their bits place them in a packed table: faster than a Map of strings, and a third of its
 * memory. Beside each number stand those bits, so that ids themselves are only looked at when they agree.
 *
 * Cost    O(1) an ask; 12 to 24 bytes a claim.
 */
export class ClaimIndex {
  readonly #claims: NumberedClaims;
  /** Pairs of bits and number + 1; 0 = free. The leading bits say where: a table twice as long is filled in order, as fast as it is read. */
  #pairs = new Int32Array(2048);
  /** 32 less the bits that tell a pair. */
  #shift = 22;
  #size = 0;

  constructor(claims: NumberedClaims) {
    this.#claims = claims;
  }

  /** The number of a claim; −1 when it is not here. */
  find(id: ClaimId): number {
    const bits = mix(wordAt(id, 0), wordAt(id, id.length - 8));
    const mask = this.#pairs.length - 1;
    for (let place = (bits >>> this.#shift) << 1; ; place = (place + 2) & mask) {
      const known = (this.#pairs[place + 1] ?? 0) - 1;
      if (known < 0 || (this.#pairs[place] === bits && this.#claims.idOf(known) === id)) return known;
    }
  }

  /** The number a packed claim already has; else it gets the one given, and the answer is −1. It must then be found under that number. */
  findOrAdd(block: PackedClaims, at: number, number: number): number {
    const bits = mix(block.idWordAt(at, "first"), block.idWordAt(at, "last"));
    const mask = this.#pairs.length - 1;
    let place = (bits >>> this.#shift) << 1;
    for (let known = this.#pairs[place + 1] ?? 0; known > 0; known = this.#pairs[place + 1] ?? 0) {
      if (this.#pairs[place] === bits && this.#claims.isSame(known - 1, block, at)) return known - 1;
      place = (place + 2) & mask;
    }
    this.#pairs[place] = bits;
    this.#pairs[place + 1] = number + 1;
    this.#size += 1;
    // Seven of ten places are taken at most: what is touched less is faster than what is looked for less.
    if (this.#size * 20 > this.#pairs.length * 7) this.#grow();
    return -1;
  }

  #grow(): void {
    const before = this.#pairs;
    const pairs = new Int32Array(before.length * 2);
    const mask = pairs.length - 1;
    this.#shift -= 1;
    for (let at = 0; at < before.length; at += 2) {
      const known = before[at + 1] ?? 0;
      if (known === 0) continue;
      const bits = before[at] ?? 0;
      let place = (bits >>> this.#shift) << 1;
      while ((pairs[place + 1] ?? 0) > 0) place = (place + 2) & mask;
      pairs[place] = bits;
      pairs[place + 1] = known;
    }
    this.#pairs = pairs;
  }
}

/** The first and the last 32 bits, mixed: what is no hash (a test's own numbering) is spread as well. */
function mix(first: number, last: number): number {
  return Math.imul(first, 0x9e3779b1) ^ last;
}

function wordAt(hex: string, from: number): number {
  let word = 0;
  for (let i = from; i < from + 8; i++) {
    const code = hex.charCodeAt(i);
    word = (word << 4) | (code <= 57 ? code - 48 : code - 87);
  }
  return word;
}
