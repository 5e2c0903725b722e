import type { Bytes } from "../kernel/bytes.ts";

type Numbers = Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | BigUint64Array<ArrayBuffer>;

/** A column that grows by doubling: an array of numbers of a million rows would be copied and boxed on its way. */
export class GrowingColumn<Column extends Numbers> {
  #items: Column;
  #length = 0;
  readonly #make: (length: number) => Column;

  constructor(make: (length: number) => Column) {
    this.#make = make;
    this.#items = make(1024);
  }

  get length(): number {
    return this.#length;
  }
  /** What is in it now; good until the next is added. */
  get items(): Column {
    return this.#items;
  }
  /** Makes room for so many more, and gives where they begin. */
  claim(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#items.length) {
      const before = this.#items;
      this.#items = this.#make(Math.max(this.#length, before.length * 2));
      this.#items.set(before as never);
    }
    return at;
  }
  push(item: Column[number]): void {
    const at = this.claim(1);
    this.#items[at] = item;
  }
  /** All that was added, in a buffer of its own. */
  finish(): Column {
    return this.#items.slice(0, this.#length) as Column;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The same text in memory of its own. A cell is a view of the megabyte it was cut from: who keeps a hundred cells of a large file would keep the file.
 */
export function ownText(text: string): string {
  const bytes: Bytes = encoder.encode(text);
  return decoder.decode(bytes);
}
