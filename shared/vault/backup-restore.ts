import { type Result, succeed } from "../kernel/result.ts";
import type { BackupFront } from "./backup-file.ts";
import { readRecords } from "./backup-read.ts";
import { type BackupAccess, checkRun, inRun } from "./backup-runs.ts";
import type { BackupContents, BackupError, BackupWatch, Box, BoxStore, Chunk, Slot, StorageError } from "./model.ts";

/** Boxes and slots of one transaction: few enough to hold, many enough to be quick. */
const batchBytes = 4 * 1_048_576;
const batchRecords = 512;

/**
 * Writes the records of a backup into an empty store, and opens every box as it then stands there. The header is left to the caller: without one,
 * nothing of it looks like a vault.
 */
export async function restoreRecords(
  access: BackupAccess,
  front: BackupFront,
  file: Blob,
  store: BoxStore,
  watch: BackupWatch,
): Promise<Result<BackupContents, BackupError>> {
  const batch = new Batch(store);
  // Reading back takes about as long as writing: the second half of the way.
  const half = { ...watch, progress: (done: number, total: number) => watch.progress(done / 2, total) };
  let contents: BackupContents | null = null;
  for await (const record of readRecords(access, front, file, half)) {
    if (!record.ok) return record;
    if (record.value.kind === "contents") contents = record.value.contents;
    else if (record.value.kind !== "head") {
      const kept = await batch.add(record.value);
      if (!kept.ok) return kept;
    }
  }
  const kept = await batch.flush();
  if (!kept.ok) return kept;
  if (contents === null) return { ok: false, error: { kind: "backup-damaged", where: "end" } };
  for (const [i, run] of contents.runs.entries()) {
    if (watch.isStopped()) return { ok: false, error: { kind: "cancelled" } };
    const problem = await checkRun(access, store, run.stored);
    if (problem !== null) return { ok: false, error: inRun(run, problem) };
    watch.progress(file.size / 2 + ((i + 1) / contents.runs.length) * (file.size / 2), file.size);
  }
  return succeed(contents);
}

type Kept = Promise<Result<void, StorageError>>;
type Piece =
  | { readonly kind: "box"; readonly run: string; readonly sequence: number; readonly sealed: Slot["sealed"] }
  | ({ readonly kind: "tail" | "slot" | "chunk" } & Slot);

/** Gathers boxes of one run, or slots and chunks, and writes them together. */
class Batch {
  readonly #store: BoxStore;
  #run: string | null = null;
  #boxes: Box[] = [];
  #slots: Slot[] = [];
  #chunks: Chunk[] = [];
  #bytes = 0;

  constructor(store: BoxStore) {
    this.#store = store;
  }

  async add(piece: Piece): Kept {
    const run = piece.kind === "box" ? piece.run : null;
    const isFull = this.#bytes >= batchBytes || this.#boxes.length + this.#slots.length + this.#chunks.length >= batchRecords;
    const kept = isFull || run !== this.#run ? await this.flush() : succeed(undefined);
    this.#run = run;
    this.#bytes += piece.sealed.length;
    if (piece.kind === "box") this.#boxes.push({ sequence: piece.sequence, sealed: piece.sealed });
    else if (piece.kind === "chunk") this.#chunks.push({ name: piece.name, sealed: [piece.sealed] });
    else this.#slots.push({ name: piece.name, sealed: piece.sealed });
    return kept;
  }

  async flush(): Kept {
    const [run, boxes, slots, chunks] = [this.#run, this.#boxes, this.#slots, this.#chunks];
    [this.#boxes, this.#slots, this.#chunks, this.#bytes] = [[], [], [], 0];
    const kept = chunks.length > 0 ? await this.#store.putChunks(chunks) : succeed(undefined);
    if (!kept.ok) return kept;
    if (run !== null && boxes.length > 0) return this.#store.putBoxes(run, boxes, []);
    return slots.length > 0 ? this.#store.putSlots(slots) : succeed(undefined);
  }
}
