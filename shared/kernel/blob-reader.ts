import { type Bytes, freeBytes, isBrowser } from "./bytes.ts";

/**
 * Reads a Blob from its beginning into buffers the caller gives again and again. `slice().arrayBuffer()` makes new memory for each piece, which costs a
 * browser more than reading (decision 0086). Chromium's streams of Blobs, read into a buffer one brings ("byob"), stood still for ever in one of eight
 * readings on a busy machine, and in none of five hundred when it brings its own (decision 0099): there its pieces are copied, and given back at once.
 */
export class BlobReader {
  readonly #source: Source;

  constructor(blob: Blob) {
    this.#source = isBrowser ? new CopiedStream(blob.stream().getReader()) : new FilledStream(blob.stream().getReader({ mode: "byob" }));
  }

  /**
   * The next bytes: as many as the buffer holds, fewer only at the end. Throws when the file can no longer be read, as every reading of a Blob does.
   *
   * Takes   bytes that own their buffer. It is moved: only what comes back may be used.
   */
  fill(bytes: Bytes): Promise<Bytes> {
    return this.#source.fill(bytes);
  }

  /** Reads no further. Not waited for: what the platform does with a stream nobody wants must hold nobody up, nor does its trouble concern anybody. */
  stop(): void {
    this.#source.cancel().catch(() => undefined);
  }
}

interface Source {
  fill(bytes: Bytes): Promise<Bytes>;
  cancel(): Promise<void>;
}

class FilledStream implements Source {
  readonly #reader: ReadableStreamBYOBReader;

  constructor(reader: ReadableStreamBYOBReader) {
    this.#reader = reader;
  }

  async fill(bytes: Bytes): Promise<Bytes> {
    const size = bytes.length;
    let buffer = bytes.buffer;
    for (let used = 0; ; ) {
      if (used === size) return new Uint8Array(buffer, 0, used);
      const read = await this.#reader.read(new Uint8Array(buffer, used, size - used));
      if (read.value !== undefined) buffer = read.value.buffer;
      if (read.done) return new Uint8Array(buffer, 0, read.value === undefined ? 0 : used);
      used += read.value.length;
    }
  }

  cancel(): Promise<void> {
    return this.#reader.cancel();
  }
}

class CopiedStream implements Source {
  readonly #reader: ReadableStreamDefaultReader<Bytes>;
  /** What came and is not taken yet. */
  #piece: Bytes = new Uint8Array(0);

  constructor(reader: ReadableStreamDefaultReader<Bytes>) {
    this.#reader = reader;
  }

  async fill(bytes: Bytes): Promise<Bytes> {
    let used = 0;
    while (used < bytes.length && (await this.#has())) {
      const part = this.#piece.subarray(0, bytes.length - used);
      bytes.set(part, used);
      used += part.length;
      const rest = this.#piece.subarray(part.length);
      if (rest.length === 0) freeBytes(this.#piece);
      this.#piece = rest.length === 0 ? new Uint8Array(0) : rest;
    }
    return new Uint8Array(bytes.buffer, 0, used);
  }

  cancel(): Promise<void> {
    return this.#reader.cancel();
  }

  /** Whether there are more bytes; brings the next. */
  async #has(): Promise<boolean> {
    while (this.#piece.length === 0) {
      const read = await this.#reader.read();
      if (read.done) return false;
      this.#piece = read.value;
    }
    return true;
  }
}
