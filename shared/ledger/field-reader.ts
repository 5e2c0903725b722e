import type { Bytes } from "../kernel/bytes.ts";

/** Takes bytes from the front; past the end it gives none and remembers. */
export class FieldReader {
  readonly #bytes: Bytes;
  #at: number;
  hasFailed = false;

  constructor(bytes: Bytes, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  take(length: number): Bytes {
    const end = this.#at + length;
    this.hasFailed ||= end > this.#bytes.length;
    if (this.hasFailed) return new Uint8Array(0);
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** A 4-byte integer; more than `most` is a failure. */
  count(most: number): number {
    const bytes = this.take(4);
    const count = this.hasFailed ? 0 : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
    this.hasFailed ||= count > most;
    return this.hasFailed ? 0 : count;
  }

  /** A length and so many bytes. */
  takeList(): Bytes {
    return this.take(this.count(Number.MAX_SAFE_INTEGER));
  }
}
