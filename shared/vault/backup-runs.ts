import { sha256Hex } from "../crypto/hash.ts";
import { entryName } from "./entry-name.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { type Failure, fail, type Result, succeed } from "../kernel/result.ts";
import type { BackupRun, BoxStore, Slot, StorageError, StoredPiece, TamperError } from "./model.ts";
import type { NameOf } from "./names.ts";
import { type RunDeps, SealedRun } from "./run.ts";
import { isTamper } from "./tamper.ts";

/** What of an unlocked vault backups are made and read with. */
export interface BackupAccess extends RunDeps {
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
    replaceEnd: refuse,
    runNames: async () => succeed([]),
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

/** A fault of a run says in which, where its name is known: "case/… box 3". */
export function inRun<Kind extends string>({ name }: Pick<BackupRun, "name">, error: Failure<Kind>): Failure<Kind> {
  const isOfRun = isTamper(error.kind);
  return isOfRun && name !== "" ? { ...error, where: `${name} ${error.where ?? ""}`.trim() } : error;
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
    if (wanted === undefined || wanted.stored !== run || sequence !== this.#next) return this.missing;
    this.#next += 1;
    this.boxes += 1;
    if (this.#next === wanted.boxes && sha256Hex(sealed) !== wanted.last) return inRun(wanted, { kind: "box-damaged", where: `box ${sequence}` });
    this.#pass();
    return null;
  }

  get isComplete(): boolean {
    return this.#at === this.#runs.length;
  }

  /** That the box that must come next does not. */
  get missing(): TamperError {
    return inRun(this.#runs[this.#at] ?? { name: "" }, { kind: "box-missing", where: `box ${this.#next}` });
  }

  #pass(): void {
    while (this.#at < this.#runs.length && this.#next >= (this.#runs[this.#at]?.boxes ?? 0)) [this.#at, this.#next] = [this.#at + 1, 0];
  }
}

/** Opens every box of a run, as reading it does, and tells the first that does not stand. `see` is given its entries. */
export async function checkRun(
  access: BackupAccess,
  store: BoxStore,
  stored: string,
  see?: (entry: Bytes) => Promise<void>,
): Promise<TamperError | StorageError | null> {
  for await (const entry of new SealedRun({ ...access, store }, stored).entries()) {
    if (!entry.ok) return entry.error;
    await see?.(entry.value);
  }
  return null;
}

/** Where a run of the backup stands beside ours. */
export type RunBeside = "holds" | "older" | "apart" | "gone";

/** Ours beside the backup's, as far as the boxes tell; null = their entries must be compared: ours ends before, or was put into other boxes since. */
export async function standOf(access: BackupAccess, theirs: BackupRun): Promise<RunBeside | null> {
  const ours = await new SealedRun(access, theirs.stored).head();
  if (!ours.ok) return "apart";
  if (ours.value === null) return "gone";
  for await (const box of access.store.scanBoxes(theirs.stored, Math.max(0, theirs.boxes - 1))) {
    if (box.ok && box.value.sequence === theirs.boxes - 1 && sha256Hex(box.value.sealed) === theirs.last) return "holds";
    break;
  }
  return null;
}

/**
 * Holds our entries of a run beside a backup's: boxes may have been united since, and where a case was filled up, entries stand in another order; each stays
 * as it is. One by one while they are alike, by their names from there on.
 */
export class EntriesBeside {
  readonly #ours: AsyncIterator<Result<Bytes, TamperError | StorageError>>;
  /** Names of entries that one side has and the other was not seen to have. */
  readonly #alone = { ours: new Set<string>(), theirs: new Set<string>() };
  #isReadable = true;

  constructor(access: BackupAccess, stored: string) {
    this.#ours = new SealedRun(access, stored).entries()[Symbol.asyncIterator]();
  }

  /** Takes the next entry of the backup. */
  async take(entry: Bytes): Promise<void> {
    // Whatever comes now, it cannot be compared any more.
    if (!this.#isReadable) return;
    const own = await this.#next();
    if (own !== null && isSameBytes(own, entry)) return;
    if (own !== null) this.#see("ours", own);
    this.#see("theirs", entry);
  }

  /** `holds` all of the backup; `older`: lacks some of it and has nothing else; `apart`: lacks some and has others, or cannot be read. */
  async end(): Promise<RunBeside> {
    const { ours, theirs } = this.#alone;
    while (theirs.size > 0) {
      const own = await this.#next();
      if (own === null) break;
      this.#see("ours", own);
    }
    await this.#ours.return?.();
    if (!this.#isReadable) return "apart";
    if (theirs.size === 0) return "holds";
    return ours.size === 0 ? "older" : "apart";
  }

  async #next(): Promise<Bytes | null> {
    if (!this.#isReadable) return null;
    const { done, value } = await this.#ours.next();
    if (done === true) return null;
    this.#isReadable = value.ok;
    return value.ok ? value.value : null;
  }

  #see(side: "ours" | "theirs", entry: Bytes): void {
    const name = entryName(entry);
    if (!this.#alone[side === "ours" ? "theirs" : "ours"].delete(name)) this.#alone[side].add(name);
  }
}

const isSameBytes = (a: Bytes, b: Bytes): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
