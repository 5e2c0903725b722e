import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { Bytes } from "../../shared/kernel/bytes.ts";

/** A file as it was when it was named. */
interface NamedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly changedAtMs: number;
}

/**
 * A file of the disk, or a part of it, as a Blob that is read where and when it is asked for. Node's own
 * (`openAsBlob`) gives 64 KiB at a time through other threads, at a tenth of this speed (decision 0086).
 *
 * Throws  NotReadableError, from every reading, once the file is no longer as it was when it was named: as any Blob of a file does.
 */
export class FileBlob extends Blob {
  readonly #file: NamedFile;
  readonly #from: number;
  readonly #until: number;

  constructor(file: NamedFile, from = 0, until = file.sizeBytes) {
    super();
    this.#file = file;
    this.#from = from;
    this.#until = until;
  }

  override get size(): number {
    return this.#until - this.#from;
  }

  override slice(start = 0, end = this.size): Blob {
    const at = (place: number): number => (place < 0 ? Math.max(0, this.size + place) : Math.min(this.size, place));
    const from = this.#from + at(start);
    return new FileBlob(this.#file, from, Math.max(from, this.#from + at(end)));
  }

  override async bytes(): Promise<Bytes> {
    const whole = new Uint8Array(this.size);
    readAt(this.#file, this.#from, whole);
    return whole;
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  override stream(): ReadableStream<Bytes> {
    const [file, until] = [this.#file, this.#until];
    let at = this.#from;
    return new ReadableStream({
      type: "bytes",
      autoAllocateChunkSize: 2 ** 18,
      pull(controller) {
        const { byobRequest } = controller;
        const view = byobRequest?.view;
        const wanted = Math.min(view?.byteLength ?? 0, until - at);
        if (wanted === 0) controller.close();
        else if (view?.buffer instanceof ArrayBuffer) readAt(file, at, new Uint8Array(view.buffer, view.byteOffset, wanted));
        at += wanted;
        byobRequest?.respond(wanted);
      },
    });
  }
}

/** Fills `bytes` from a place in the file. */
function readAt({ path, sizeBytes, changedAtMs }: NamedFile, place: number, bytes: Bytes): void {
  const opened = openSync(path, "r");
  try {
    const { size, mtimeMs } = fstatSync(opened);
    if (size !== sizeBytes || mtimeMs !== changedAtMs) throw new DOMException("the file has changed since it was named", "NotReadableError");
    for (let used = 0; used < bytes.length; ) {
      const read = readSync(opened, bytes, used, bytes.length - used, place + used);
      if (read === 0) throw new DOMException("the file ended early", "NotReadableError");
      used += read;
    }
  } finally {
    closeSync(opened);
  }
}
