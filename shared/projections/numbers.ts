import { invariant } from "../kernel/invariant.ts";

/** A growing list of 32-bit whole numbers, packed: a million take 4 MB. */
export class Numbers {
  #packed = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }
  at(place: number): number {
    const value = this.#packed[place];
    invariant(value !== undefined && place < this.#length, "a place within the list");
    return value;
  }
  push(value: number): void {
    if (this.#length === this.#packed.length) {
      const longer = new Int32Array(this.#length * 2);
      longer.set(this.#packed);
      this.#packed = longer;
    }
    this.#packed[this.#length] = value;
    this.#length += 1;
  }
  set(place: number, value: number): void {
    invariant(place < this.#length, "a place within the list");
    this.#packed[place] = value;
  }
}
