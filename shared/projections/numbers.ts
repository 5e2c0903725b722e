/** A growing list of 32-bit whole numbers, packed: a million take 4 MB. A place beyond it reads −1. */
export class Numbers {
  #packed = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }
  at(place: number): number {
    return place < this.#length ? (this.#packed[place] ?? -1) : -1;
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
    if (place < this.#length) this.#packed[place] = value;
  }
}
