import { type EntityId, knownId } from "../kernel/brand.ts";
import { readHexDigits, writeHexDigits } from "../kernel/hex-digits.ts";
import { invariant } from "../kernel/invariant.ts";

/** An id as bytes. */
const idBytes = 16;

/**
 * The things and links of a case by number, in the order they were first met. What is kept of each then lies in plain lists, where looking an id up in a
 * table of several hundred thousand would be paid for again and again. Ids are kept and compared as bytes, since that is how they come; the text of one
 * is made when somebody asks for it.
 *
 * Cost    O(1) an ask; 24 to 40 bytes an entity.
 */
export class EntityNumbers {
  #ids = new Uint8Array(idBytes * 1024);
  readonly #texts: (EntityId | undefined)[] = [];
  /** Pairs of bits of the id and number + 1; 0 = free. The leading bits say where: a table twice as long is filled in order, as fast as it is read. */
  #pairs = new Int32Array(4096);
  /** 32 less the bits that tell a pair. */
  #shift = 21;
  #size = 0;
  readonly #asked = new Uint8Array(idBytes);

  get size(): number {
    return this.#size;
  }
  /** The number of an id; −1 when it was never met. */
  find(id: EntityId): number {
    return writeHexDigits(id, this.#asked, 0) ? this.findIn(this.#asked, 0) : -1;
  }
  /** The number of an id, which it has from now on. */
  numberOf(id: EntityId): number {
    invariant(writeHexDigits(id, this.#asked, 0), "an id is 32 hex digits");
    return this.numberIn(this.#asked, 0);
  }
  idOf(number: number): EntityId {
    const known = this.#texts[number];
    if (known !== undefined) return known;
    invariant(number >= 0 && number < this.#size, "a number stands for an entity");
    const id = knownId<EntityId>(readHexDigits(this.#ids, idBytes * number, idBytes));
    this.#texts[number] = id;
    return id;
  }

  /** The same as `find` of an id that lies at a place of some bytes. */
  findIn(bytes: Uint8Array, at: number): number {
    return (this.#pairs[this.#placeOf(bytes, at, bitsAt(bytes, at)) + 1] ?? 0) - 1;
  }
  /** The same as `numberOf`. */
  numberIn(bytes: Uint8Array, at: number): number {
    const bits = bitsAt(bytes, at);
    const place = this.#placeOf(bytes, at, bits);
    const known = (this.#pairs[place + 1] ?? 0) - 1;
    return known >= 0 ? known : this.#add(bytes, at, place, bits);
  }

  /** Where the id stands, or the free place where it would. */
  #placeOf(bytes: Uint8Array, at: number, bits: number): number {
    const mask = this.#pairs.length - 1;
    let place = (bits >>> this.#shift) << 1;
    for (let known = this.#pairs[place + 1] ?? 0; known > 0; known = this.#pairs[place + 1] ?? 0) {
      if (this.#pairs[place] === bits && this.#isAt(known - 1, bytes, at)) return place;
      place = (place + 2) & mask;
    }
    return place;
  }

  #isAt(number: number, bytes: Uint8Array, at: number): boolean {
    const from = idBytes * number;
    for (let i = 0; i < idBytes; i++) if (this.#ids[from + i] !== bytes[at + i]) return false;
    return true;
  }

  #add(bytes: Uint8Array, at: number, place: number, bits: number): number {
    const number = this.#size;
    if (idBytes * number === this.#ids.length) {
      const longer = new Uint8Array(2 * this.#ids.length);
      longer.set(this.#ids);
      this.#ids = longer;
    }
    for (let i = 0; i < idBytes; i++) this.#ids[idBytes * number + i] = bytes[at + i] ?? 0;
    this.#pairs[place] = bits;
    this.#pairs[place + 1] = number + 1;
    this.#size += 1;
    if (4 * this.#size > this.#pairs.length) this.#grow();
    return number;
  }

  #grow(): void {
    const before = this.#pairs;
    this.#pairs = new Int32Array(2 * before.length);
    const mask = this.#pairs.length - 1;
    this.#shift -= 1;
    for (let at = 0; at < before.length; at += 2) {
      if (before[at + 1] === 0) continue;
      let place = ((before[at] ?? 0) >>> this.#shift) << 1;
      while (this.#pairs[place + 1] !== 0) place = (place + 2) & mask;
      this.#pairs[place] = before[at] ?? 0;
      this.#pairs[place + 1] = before[at + 1] ?? 0;
    }
  }
}

/** 32 bits made of all of an id: ids are drawn at random, but for those of tests and of old cases. */
function bitsAt(bytes: Uint8Array, at: number): number {
  let bits = 0;
  for (let i = at; i < at + idBytes; i += 4) {
    const word = ((bytes[i] ?? 0) << 24) | ((bytes[i + 1] ?? 0) << 16) | ((bytes[i + 2] ?? 0) << 8) | (bytes[i + 3] ?? 0);
    bits = Math.imul(bits ^ word, 0x9e3779b1);
    bits ^= bits >>> 15;
  }
  return bits;
}
/** Some of them, read in the order of their numbers: what was said at one time lies together, and is read faster so. */
export class EntitySet {
  readonly #entities: EntityNumbers;
  #has: Uint8Array;
  readonly #numbers: number[] = [];

  constructor(entities: EntityNumbers) {
    this.#entities = entities;
    this.#has = new Uint8Array(entities.size);
  }

  get size(): number {
    return this.#numbers.length;
  }
  add(id: EntityId): void {
    this.addNumber(this.#entities.numberOf(id));
  }
  addNumber(number: number): void {
    if (number >= this.#has.length) this.#grow(number);
    if (this.#has[number] === 1) return;
    this.#has[number] = 1;
    this.#numbers.push(number);
  }
  has(id: EntityId): boolean {
    return this.#has[this.#entities.find(id)] === 1;
  }
  /** O(n log n). */
  inOrder(): Int32Array {
    return Int32Array.from(this.#numbers).sort();
  }
  /** In the same order. What is added on the way is not read. */
  *ids(): IterableIterator<EntityId> {
    for (const number of this.inOrder()) yield this.#entities.idOf(number);
  }

  #grow(number: number): void {
    const more = new Uint8Array(2 * (number + 1));
    more.set(this.#has);
    this.#has = more;
  }
}
