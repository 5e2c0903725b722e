import type { ClaimId } from "../kernel/brand.ts";

/**
 * The number of each claim by its id. Ids are hashes, so 32 of their bits place them in a packed table: faster than a Map of strings, and a third of its
 * memory. Beside each number stand those bits, so that ids themselves are only looked at when they agree.
 *
 * Cost    O(1) an ask; 16 to 32 bytes a claim.
 */
export class ClaimIndex {
  readonly #idAt: (number: number) => ClaimId;
  /** Pairs of bits and number + 1; 0 = free. */
  #pairs = new Int32Array(2048);
  #size = 0;

  /** `idAt` gives the id of a number that was added. */
  constructor(idAt: (number: number) => ClaimId) {
    this.#idAt = idAt;
  }

  /** The number of a claim; −1 when it is not here. */
  find(id: ClaimId): number {
    return (this.#pairs[this.#placeOf(id, bitsOf(id)) + 1] ?? 0) - 1;
  }

  /** The number a claim already has; else it gets the one given, and the answer is −1. The id must then be found under that number. */
  findOrAdd(id: ClaimId, number: number): number {
    const bits = bitsOf(id);
    const place = this.#placeOf(id, bits);
    const known = this.#pairs[place + 1] ?? 0;
    if (known > 0) return known - 1;
    this.#pairs[place] = bits;
    this.#pairs[place + 1] = number + 1;
    this.#size += 1;
    if (this.#size * 4 > this.#pairs.length) this.#grow();
    return -1;
  }

  /** Where an id stands, or the free place where it would. */
  #placeOf(id: ClaimId, bits: number): number {
    const pairs = this.#pairs;
    const mask = pairs.length - 1;
    let place = (bits << 1) & mask;
    for (let known = pairs[place + 1] ?? 0; known > 0; known = pairs[place + 1] ?? 0) {
      if (pairs[place] === bits && this.#idAt(known - 1) === id) break;
      place = (place + 2) & mask;
    }
    return place;
  }

  #grow(): void {
    const before = this.#pairs;
    const pairs = new Int32Array(before.length * 2);
    const mask = pairs.length - 1;
    for (let at = 0; at < before.length; at += 2) {
      const known = before[at + 1] ?? 0;
      if (known === 0) continue;
      const bits = before[at] ?? 0;
      let place = (bits << 1) & mask;
      while ((pairs[place + 1] ?? 0) > 0) place = (place + 2) & mask;
      pairs[place] = bits;
      pairs[place + 1] = known;
    }
    this.#pairs = pairs;
  }
}

/** The first and the last eight hex digits, mixed: what is no hash (a test's own numbering) is spread as well. */
function bitsOf(hex: string): number {
  return Math.imul(wordAt(hex, 0), 0x9e3779b1) ^ wordAt(hex, hex.length - 8);
}

function wordAt(hex: string, from: number): number {
  let word = 0;
  for (let i = from; i < from + 8; i++) {
    const code = hex.charCodeAt(i);
    word = (word << 4) | (code <= 57 ? code - 48 : code - 87);
  }
  return word;
}
