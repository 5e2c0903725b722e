import type { EntityId } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";

/**
 * The things and links of a case by number, in the order they were first met. What is kept of each then lies in plain lists, where looking an id up in a
 * table of several hundred thousand would be paid for again and again; and an id is one text, whichever commits it came with.
 */
export class EntityNumbers {
  readonly #numbers = new Map<EntityId, number>();
  readonly #ids: EntityId[] = [];

  get size(): number {
    return this.#ids.length;
  }
  /** The number of an id; −1 when it was never met. */
  find(id: EntityId): number {
    return this.#numbers.get(id) ?? -1;
  }
  /** The number of an id, which it has from now on. */
  numberOf(id: EntityId): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    this.#numbers.set(id, this.#ids.length);
    return this.#ids.push(id) - 1;
  }
  idOf(number: number): EntityId {
    const id = this.#ids[number];
    invariant(id !== undefined, "a number stands for an entity");
    return id;
  }
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
