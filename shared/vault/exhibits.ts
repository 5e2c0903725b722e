import type { FileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { bringExhibits } from "./backup-exhibits.ts";
import { type ExhibitDeps, readIndex } from "./exhibit-index.ts";
import { keepExhibit, sourceOf, tidyExhibits } from "./keep-exhibit.ts";
import type { FileShape, FileSource, FileWatch, KeepError, OpenVault, StorageError, TamperError } from "./model.ts";
import { checkExhibit, readExhibit, rereadExhibit, streamExhibit } from "./read-exhibit.ts";
import type { Life } from "./run.ts";

type Files = Pick<OpenVault, "keepFile" | "readFile" | "streamFile" | "rereadFile" | "checkFile" | "tidyFiles">;

const unwatched: FileWatch = { onProgress: () => undefined, isStopped: () => false };

/** The files of an open vault. One is kept at a time, since one note names the keep under way; reading goes on meanwhile. */
export class Exhibits implements Files {
  readonly #deps: ExhibitDeps;
  readonly #life: Life;
  #last: Promise<unknown> = Promise.resolve();
  #kept = 0;

  constructor(deps: ExhibitDeps, life: Life) {
    this.#deps = deps;
    this.#life = life;
  }

  async keepFile(content: Blob | Bytes | FileSource, watch: FileWatch = unwatched): Promise<Result<FileHash, KeepError>> {
    const file = "read" in content ? content : sourceOf(content instanceof Uint8Array ? new Blob([content]) : content);
    const kept = await this.#inTurn(() => keepExhibit(this.#deps, file, this.#living(watch)));
    this.#kept += 1;
    return this.#life.isOver && !kept.ok && kept.error.kind === "cancelled" ? fail("closed") : kept;
  }

  readFile(sha256: FileHash): ReturnType<OpenVault["readFile"]> {
    return readExhibit(this.#deps, sha256);
  }

  /** How an exhibit lies here; null when there is no index of it. */
  async fileShape(sha256: FileHash): Promise<Result<FileShape | null, TamperError | StorageError>> {
    const index = await readIndex(this.#deps, sha256);
    if (index.ok) return succeed({ id: index.value.id, sizeBytes: index.value.sizeBytes, chunks: index.value.chunks });
    const { kind, where } = index.error;
    if (kind === "missing") return succeed(null);
    return kind === "too-large" ? fail("box-damaged", "index") : fail(kind, where);
  }

  streamFile(sha256: FileHash): ReturnType<OpenVault["streamFile"]> {
    return streamExhibit(this.#deps, sha256);
  }

  rereadFile(sha256: FileHash): ReturnType<OpenVault["rereadFile"]> {
    return rereadExhibit(this.#deps, sha256);
  }

  async checkFile(sha256: FileHash, watch: FileWatch = unwatched): ReturnType<OpenVault["checkFile"]> {
    const checked = await checkExhibit(this.#deps, sha256, this.#living(watch));
    return this.#life.isOver ? fail("closed") : checked;
  }

  tidyFiles(): Promise<Result<void, StorageError>> {
    return this.#inTurn(() => tidyExhibits(this.#deps));
  }

  /** Files that may have been kept: one that failed counts too. */
  get filesKept(): number {
    return this.#kept;
  }

  /** Takes files out of the records of a backup (`bringExhibits`). */
  bring(records: Parameters<typeof bringExhibits>[1], wanted: readonly FileHash[]): ReturnType<typeof bringExhibits> {
    this.#kept += 1;
    return this.#inTurn(() => bringExhibits(this.#deps, records, wanted));
  }

  /** A lock stops the work, as the person does. */
  #living(watch: FileWatch): FileWatch {
    return { onProgress: (done) => watch.onProgress(done), isStopped: () => this.#life.isOver || watch.isStopped() };
  }

  #inTurn<Value, Problem>(work: () => Promise<Result<Value, Problem>>): Promise<Result<Value, Problem | StorageError>> {
    const done = this.#last.then(async (): Promise<Result<Value, Problem | StorageError>> => (this.#life.isOver ? fail("closed") : work()));
    this.#last = Promise.allSettled([done]);
    return done;
  }
}
