import { invariant } from "./invariant.ts";
import { writeHexDigits, readHexDigits } from "./hex-digits.ts";
import { readUtf8, writeUtf8 } from "./short-text.ts";

const firstCapacity = 65_536;
/** A length below this is one byte. */
const mostBytesOfOne = 127;
const encoder = new TextEncoder();
/** In front of a text that UTF-8 cannot carry (half a surrogate pair): it follows as JSON, which can. */
const asJson = "\0";

/** Writes small numbers in few bytes (LEB128), hex as bytes, texts as UTF-8; grows as needed. */
export class ByteWriter {
  #bytes = new Uint8Array(firstCapacity);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What was written so far, until more is. */
  get written(): Uint8Array {
    return this.#bytes;
  }
  /** Begins anew. */
  clear(): void {
    this.#length = 0;
  }

  /** A whole number from 0 to 2^53 − 1. */
  number(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** Lower-case hex of an even number of digits; any other text as it is. */
  hex(text: string): void {
    const count = text.length >> 1;
    this.#reserve(count + 8);
    const start = this.#length;
    this.number(1 + count);
    if (text.length % 2 === 0 && writeHexDigits(text, this.#bytes, this.#length)) {
      this.#length += count;
      return;
    }
    this.#length = start;
    this.number(0);
    this.text(text);
  }

  text(text: string): void {
    if (this.#shortText(text)) return;
    const carried = text.isWellFormed() && !text.startsWith(asJson) ? text : asJson + JSON.stringify(text);
    const most = carried.length * 3;
    this.#reserve(most + 16);
    // The length comes first: it is known after encoding, and short texts have short lengths.
    const widthGuess = most < 128 ? 1 : 5;
    const { written } = encoder.encodeInto(carried, this.#bytes.subarray(this.#length + widthGuess));
    const start = this.#length;
    this.number(written);
    const width = this.#length - start;
    if (width !== widthGuess) this.#bytes.copyWithin(this.#length, start + widthGuess, start + widthGuess + written);
    this.#length += written;
  }

  /** A text of less than 128 bytes without anything odd, which most are: calling the encoder would cost more than they do. */
  #shortText(text: string): boolean {
    if (text.length > mostBytesOfOne) return false;
    this.#reserve(3 * mostBytesOfOne + 1);
    const start = this.#length + 1;
    const end = writeUtf8(text, this.#bytes, start);
    if (end < 0 || end - start > mostBytesOfOne || text.startsWith(asJson)) return false;
    this.#bytes[this.#length] = end - start;
    this.#length = end;
    return true;
  }

  /** Bytes of some bytes, to be read as `hex`. */
  hexBytes(bytes: Uint8Array, from: number, to: number): void {
    this.number(1 + to - from);
    this.raw(bytes, from, to);
  }

  /** Bytes of some bytes as they are; the reader must know how many. */
  raw(bytes: Uint8Array, from = 0, to = bytes.length): void {
    this.#reserve(to - from);
    if (to - from > mostBytesOfOne) this.#bytes.set(bytes.subarray(from, to), this.#length);
    else for (let at = from; at < to; at++) this.#bytes[this.#length + at - from] = bytes[at] ?? 0;
    this.#length += to - from;
  }

  /** What was written, as bytes of their own. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + count));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/** Reads what `ByteWriter` wrote, from a place. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get place(): number {
    return this.#at;
  }

  number(): number {
    let [value, weight] = [0, 1];
    for (;;) {
      const byte = this.#bytes[this.#at++];
      invariant(byte !== undefined, "a pack is read as it was written");
      value += (byte & 127) * weight;
      if (byte < 128) return value;
      weight *= 128;
    }
  }

  hex(): string {
    const count = this.number() - 1;
    if (count < 0) return this.text();
    this.#at += count;
    return readHexDigits(this.#bytes, this.#at - count, count);
  }

  /** Goes over hex without reading it. */
  skipHex(): void {
    const count = this.number() - 1;
    if (count < 0) this.skipText();
    else this.#at += count;
  }

  /** Goes over a text without reading it. */
  skipText(): void {
    const length = this.number();
    this.#at += length;
  }

  /** Copies a text to another stream without reading it. */
  copyText(into: ByteWriter): void {
    const length = this.number();
    into.number(length);
    into.raw(this.#bytes, this.#at, this.#at + length);
    this.#at += length;
  }

  /** Goes over so many bytes; gives where they begin. */
  skip(count: number): number {
    this.#at += count;
    return this.#at - count;
  }

  text(): string {
    const length = this.number();
    this.#at += length;
    const text = readUtf8(this.#bytes, this.#at - length, this.#at);
    if (!text.startsWith(asJson)) return text;
    const read: unknown = JSON.parse(text.slice(1));
    invariant(typeof read === "string", "a pack is read as it was written");
    return read;
  }
}
