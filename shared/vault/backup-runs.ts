import { sha256Hex } from "../crypto/hash.ts";
import type { Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { BackupRun, BoxStore, Slot, StorageError, StoredPiece, TamperError } from "./model.ts";
import type { NameOf } from "./names.ts";
import { type Life, SealedRun } from "./run.ts";

/** What of an unlocked vault backups are made and read with. */
export interface BackupAccess {
  readonly store: BoxStore;
  readonly random: Random;
  readonly life: Life;
  readonly tailKey: CryptoKey;
  readonly nameOf: NameOf;
  /** Only backups are sealed with it (`importSealingKey`). */
  readonly key: CryptoKey;
}

type Box = StoredPiece & { readonly kind: "box" };

/** A store to read from: what is not given is empty, and nothing is written. */
export function viewStore(parts: Partial<Pick<BoxStore, "readHeader" | "readSlot" | "scanBoxes">>): BoxStore {
  const refuse = async (): Promise<Result<never, StorageError>> => fail("unavailable", "read-only");
  const nothing = async function* (): AsyncGenerator<never> {
    // There is nothing to read.
  };
  return {
    readHeader: async () => succeed(null),
    readSlot: async () => succeed(null),
    scanBoxes: nothing,
    scanAll: nothing,
    writeHeader: refuse,
    putBoxes: refuse,
    putSlots: refuse,
    clear: refuse,
    putChunks: refuse,
    readChunk: async () => succeed(null),
    dropChunks: refuse,
    chunkNames: async () => succeed([]),
    remove: refuse,
    replaceRun: refuse,
    room: refuse,
    ...parts,
  };
}

/** What a sealed tail says of its run. */
export async function runOfTail(access: BackupAccess, tail: Slot): Promise<Result<Omit<BackupRun, "name">, TamperError | StorageError>> {
  const view = viewStore({ readSlot: async () => succeed(tail.sealed) });
  const head = await new SealedRun({ ...access, store: view }, tail.name).head();
  if (!head.ok) return head;
  return head.value === null ? fail("box-damaged", "tail") : succeed({ stored: tail.name, ...head.value });
}

/** Holds boxes, as they come run by run, to what the tails say: no gap, none more, the last one the last. */
export class RunTally {
  readonly #runs: readonly BackupRun[];
  #at = 0;
  #next = 0;
  boxes = 0;

  constructor(runs: readonly BackupRun[]) {
    this.#runs = runs;
    this.#pass();
  }

  /** Null when the box is the one that must come. */
  take({ run, sequence, sealed }: Box): TamperError | null {
    const wanted = this.#runs[this.#at];
    if (wanted === undefined || wanted.stored !== run || sequence !== this.#next) return { kind: "box-missing", where: `box ${this.#next}` };
    this.#next += 1;
    this.boxes += 1;
    if (this.#next === wanted.boxes && sha256Hex(sealed) !== wanted.last) return { kind: "box-damaged", where: `box ${sequence}` };
    this.#pass();
    return null;
  }

  get isComplete(): boolean {
    return this.#at === this.#runs.length;
  }

  #pass(): void {
    while (this.#at < this.#runs.length && this.#next >= (this.#runs[this.#at]?.boxes ?? 0)) [this.#at, this.#next] = [this.#at + 1, 0];
  }
}

/** Opens every box of a run, as reading it does, and tells the first that does not stand. */
export async function checkRun(access: BackupAccess, store: BoxStore, stored: string): Promise<TamperError | StorageError | null> {
  for await (const entry of new SealedRun({ ...access, store }, stored).entries()) if (!entry.ok) return entry.error;
  return null;
}

/** Where a run of the backup stands beside ours. */
export type RunBeside = "holds" | "older" | "apart" | "gone";

/** Ours beside the backup's, as far as our own boxes tell; `behind` = ours ends before, at a box the backup may know (`hash`). */
export async function standOf(access: BackupAccess, theirs: BackupRun): Promise<RunBeside | { readonly behind: number; readonly hash: string }> {
  const ours = await new SealedRun(access, theirs.stored).head();
  if (!ours.ok) return "apart";
  if (ours.value === null) return "gone";
  if (ours.value.boxes < theirs.boxes) return { behind: ours.value.boxes - 1, hash: ours.value.last };
  for await (const box of access.store.scanBoxes(theirs.stored, theirs.boxes - 1)) {
    return box.ok && box.value.sequence === theirs.boxes - 1 && sha256Hex(box.value.sealed) === theirs.last ? "holds" : "apart";
  }
  return "apart";
}
