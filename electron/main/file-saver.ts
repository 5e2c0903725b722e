import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { FileOffer, HostError } from "../../shared/host/host.ts";
import type { SaveAnswer } from "../../shared/host/ipc.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";

interface Writing {
  readonly target: string;
  readonly temporary: string;
  readonly handle: FileHandle;
}
/** Files that may be written at one time. */
const mostAtOnce = 8;
const mostRead = 1_048_576;

/**
 * Saves files the person chose: bytes go into a temporary file beside the target, which takes its name only when everything is
 * on the disk. Nothing stands under the name before; after an abort or a failure no file is left.
 */
export class FileSaver {
  readonly #chooseTarget: (offer: FileOffer) => Promise<string | null>;
  readonly #writing = new Map<number, Writing>();
  /** Files that were written, by number, so that they can be read back; the last few. */
  readonly #written = new Map<number, string>();
  #lastNumber = 0;

  /** `chooseTarget` asks the person, and gives an absolute path, or null when they said no. */
  constructor(chooseTarget: (offer: FileOffer) => Promise<string | null>) {
    this.#chooseTarget = chooseTarget;
  }

  async begin(offer: FileOffer): Promise<SaveAnswer> {
    if (this.#writing.size >= mostAtOnce) return fail("refused");
    const target = await this.#chooseTarget(offer);
    return target === null ? succeed("cancelled") : this.#open(target);
  }

  /** A file of a place that was chosen before; what stands there already is not written over. */
  async beginAt(target: string): Promise<Result<number, HostError>> {
    if (this.#writing.size >= mostAtOnce || existsSync(target)) return fail("refused");
    return this.#open(target);
  }

  async #open(target: string): Promise<Result<number, HostError>> {
    const temporary = `${target}.${randomBytes(6).toString("hex")}.part`;
    return attempt(async () => {
      const handle = await open(temporary, "wx", 0o600);
      this.#lastNumber += 1;
      this.#writing.set(this.#lastNumber, { target, temporary, handle });
      return this.#lastNumber;
    });
  }

  async write(file: number, chunk: Bytes): Promise<Result<void, HostError>> {
    const writing = this.#writing.get(file);
    if (writing === undefined) return fail("refused");
    const written = await attempt(() => writeAll(writing.handle, chunk));
    if (!written.ok) await this.abort(file);
    return written;
  }

  /** Durable under its name when it succeeds: the bytes and then the folder are flushed to the disk. */
  async close(file: number): Promise<Result<void, HostError>> {
    const writing = this.#writing.get(file);
    if (writing === undefined) return fail("refused");
    const closed = await attempt(async () => {
      await writing.handle.sync();
      await writing.handle.close();
      await rename(writing.temporary, writing.target);
      await flushFolder(dirname(writing.target));
    });
    if (closed.ok) this.#keepWritten(file, writing.target);
    else await this.abort(file);
    return closed;
  }

  /** Up to a mebibyte of a file that was closed, from the disk; nothing behind its end. */
  async read(file: number, offset: number): Promise<Result<Bytes, HostError>> {
    const path = this.#written.get(file);
    if (path === undefined) return fail("refused");
    return attempt(async () => {
      const handle = await open(path, "r");
      try {
        const bytes = new Uint8Array(mostRead);
        const { bytesRead } = await handle.read(bytes, 0, mostRead, offset);
        return bytes.slice(0, bytesRead);
      } finally {
        await handle.close();
      }
    });
  }

  #keepWritten(file: number, path: string): void {
    this.#writing.delete(file);
    this.#written.set(file, path);
    const [oldest] = this.#written.keys();
    if (this.#written.size > mostAtOnce && oldest !== undefined) this.#written.delete(oldest);
  }

  async abort(file: number): Promise<void> {
    const writing = this.#writing.get(file);
    if (writing === undefined) return;
    this.#writing.delete(file);
    await attempt(() => writing.handle.close());
    await rm(writing.temporary, { force: true });
  }

  /** The window is gone: what it was writing is no file. */
  async abortAll(): Promise<void> {
    await Promise.all([...this.#writing.keys()].map((file) => this.abort(file)));
  }
}

async function writeAll(handle: FileHandle, chunk: Bytes): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten;
}

/** Windows has no way to flush a folder; its rename is durable with the file. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync();
  await handle.close();
}

async function attempt<Value>(run: () => Promise<Value>): Promise<Result<Value, HostError>> {
  try {
    return succeed(await run());
  } catch (problem) {
    const code = problem instanceof Error && "code" in problem ? problem.code : "";
    return fail(
      code === "ENOSPC" || code === "EDQUOT" ? "disk-full" : code === "EACCES" || code === "EPERM" || code === "EROFS" ? "refused" : "unavailable",
    );
  }
}
