import type { Bytes } from "./bytes.ts";

/**
 * Reads a Blob from its beginning into buffers the caller gives again and again. `slice().arrayBuffer()` makes new memory for each piece, which costs a
 * browser more than reading: this is several times as fast (decision 0086).
 */
export class BlobReader {
  readonly #reader: ReadableStreamBYOBReader;

  constructor(blob: Blob) {
    this.#reader = blob.stream().getReader({ mode: "byob" });
  }

  /**
   * The next bytes: as many as the buffer holds, fewer only at the end. Throws when the file can no longer be read, as every reading of a Blob does.
   *
   * Takes   bytes that own their buffer. It is moved: only what comes back may be used.
   */
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

  /** Reads no further. Not waited for: what the platform does with a stream nobody wants must hold nobody up, nor does its trouble concern anybody. */
  stop(): void {
    this.#reader.cancel().catch(() => undefined);
  }
}
