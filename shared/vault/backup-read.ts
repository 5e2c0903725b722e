import { startHash } from "../crypto/hash.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { type BackupFront, keyOfFile, openSegments } from "./backup-file.ts";
import { type BackupRecord, RecordReader } from "./backup-records.ts";
import { type BackupAccess, checkRun, EntriesBeside, inRun, type RunBeside, RunTally, runOfTail, standOf, viewStore } from "./backup-runs.ts";
import type { BackupBeside, BackupContents, BackupError, BackupRun, BackupWatch, Box, RunInBackup, StoredPiece } from "./model.ts";
import { SealedRun } from "./run.ts";

export type ReadRecord = Exclude<BackupRecord, { readonly kind: "end" }> | { readonly kind: "contents"; readonly contents: BackupContents };
type Records = AsyncGenerator<Result<ReadRecord, BackupError>, void, void>;

/**
 * The records of a file, each authentic and in its place: head, the tails it names, their boxes without a gap, slots and chunks by name, and the
 * counts of all of them; `contents` comes last, and only of a whole file. Nothing counts as read before it.
 */
export async function* readRecords(access: BackupAccess, front: BackupFront, file: Blob, watch: BackupWatch): Records {
  const key = await keyOfFile(access.key, front);
  if (key === null) return yield fail("other-vault");
  const [reader, order, hash] = [new RecordReader(), new RecordOrder(access), await startHash()];
  hash.update(new Uint8Array(await file.slice(0, front.bodyAt).arrayBuffer()));
  for await (const segment of openSegments(key, front, file, watch)) {
    if (!segment.ok) return yield segment;
    if (access.life.isOver) return yield fail("closed");
    hash.update(segment.value.sealed);
    const records = reader.push(segment.value.plain);
    if (records === null) return yield fail("backup-damaged", "record");
    for (const record of records) {
      if (!(await order.isNext(record))) return yield fail("backup-damaged", record.kind);
      if (record.kind !== "end") yield succeed(record);
    }
  }
  const contents = reader.isEnded ? order.contents() : null;
  if (contents === null) return yield fail("backup-damaged", "end");
  yield succeed({ kind: "contents", contents: { ...contents, sha256: hash.finish(), sizeBytes: file.size } });
}

/** What may come after what. */
class RecordOrder {
  readonly #access: BackupAccess;
  #head: (BackupRecord & { readonly kind: "head" }) | null = null;
  #tally = new RunTally([]);
  #tails = 0;
  #last = "";
  #counts = { slots: 0, chunks: 0 };
  #isEnded = false;

  constructor(access: BackupAccess) {
    this.#access = access;
  }

  async isNext(record: BackupRecord): Promise<boolean> {
    if (this.#isEnded || (record.kind === "head") !== (this.#head === null)) return false;
    const runs = this.#head?.runs ?? [];
    switch (record.kind) {
      case "head":
        this.#head = record;
        this.#tally = new RunTally(record.runs);
        return true;
      case "tail":
        return this.#isNextTail(record, runs[this.#tails++]);
      case "box":
        return this.#tails === runs.length && this.#tally.take(record) === null;
      case "end":
        this.#isEnded = this.#isRunsOver(runs) && record.boxes === this.#tally.boxes;
        return this.#isEnded && record.slots === this.#counts.slots && record.chunks === this.#counts.chunks;
      default:
        return this.#isRunsOver(runs) && this.#isNextName(record);
    }
  }

  async #isNextTail(record: StoredPiece & { readonly kind: "tail" | "slot" | "chunk" }, run: BackupRun | undefined): Promise<boolean> {
    const said = await runOfTail(this.#access, record);
    return said.ok && run !== undefined && run.stored === said.value.stored && run.boxes === said.value.boxes && run.last === said.value.last;
  }

  #isRunsOver(runs: readonly BackupRun[]): boolean {
    return this.#tails === runs.length && this.#tally.isComplete;
  }

  /** Slots by name, then chunks by name, none twice. */
  #isNextName({ kind, name }: { readonly kind: "tail" | "slot" | "chunk"; readonly name: string }): boolean {
    const place = `${kind === "slot" ? 0 : 1}${name}`;
    if (place <= this.#last) return false;
    this.#last = place;
    this.#counts[kind === "slot" ? "slots" : "chunks"] += 1;
    return true;
  }

  contents(): Omit<BackupContents, "sha256" | "sizeBytes"> | null {
    return this.#head === null ? null : { madeAt: this.#head.madeAt, runs: this.#head.runs, boxes: this.#tally.boxes, ...this.#counts };
  }
}

/** Reads a file whole and opens every box in it; `beside` says where the access's own store stands. Holds the tails and a few records. */
export async function checkBackup(
  access: BackupAccess,
  front: BackupFront,
  file: Blob,
  watch: BackupWatch,
): Promise<Result<BackupContents & { readonly beside: BackupBeside }, BackupError>> {
  const feed = new Feed(readRecords(access, front, file, watch));
  try {
    const head = await feed.take();
    if (head === null || head.kind !== "head") return feed.failure ?? fail("backup-damaged", "head");
    const tails = new Map<string, StoredPiece & { readonly kind: "tail" | "slot" | "chunk" }>();
    for (let next = await feed.peek(); next?.kind === "tail"; next = await feed.peek()) {
      tails.set(next.name, next);
      await feed.take();
    }
    const stands: RunBeside[] = [];
    for (const run of head.runs) {
      const stand = await standOf(access, run);
      const compared = stand === null ? new EntriesBeside(access, run.stored) : null;
      const view = viewStore({
        readSlot: async () => ({ ok: true, value: tails.get(run.stored)?.sealed ?? null }),
        scanBoxes: () => feed.boxesOf(run.stored),
      });
      const problem = await checkRun(access, view, run.stored, (entry) => compared?.take(entry) ?? Promise.resolve());
      const found = (await compared?.end()) ?? stand ?? "apart";
      if (problem !== null) return feed.failure ?? { ok: false, error: inRun(run, problem) };
      stands.push(found);
    }
    for (let next = await feed.take(); next !== null; next = await feed.take()) {
      if (next.kind === "contents") return succeed({ ...next.contents, beside: besideOf(head.runs, stands) });
    }
    return feed.failure ?? fail("backup-damaged", "end");
  } finally {
    await feed.close();
  }
}

/** One run of a file that was read to its end; null when the file does not hold it. Holds the run's boxes. */
export async function readBackupRun(
  access: BackupAccess,
  front: BackupFront,
  file: Blob,
  stored: string,
  watch: BackupWatch,
): Promise<Result<RunInBackup | null, BackupError>> {
  const boxes: Box[] = [];
  let tail: Bytes | null = null;
  for await (const read of readRecords(access, front, file, watch)) {
    if (!read.ok) return read;
    const record = read.value;
    if (record.kind === "tail" && record.name === stored) tail = record.sealed;
    if (record.kind === "box" && record.run === stored) boxes.push({ sequence: record.sequence, sealed: record.sealed });
    if (record.kind !== "contents") continue;
    const run = record.contents.runs.find((each) => each.stored === stored);
    return run === undefined || tail === null ? succeed(null) : succeed(runInBackup(access, { ...run, madeAt: record.contents.madeAt, tail }, boxes));
  }
  return fail("backup-damaged", "end");
}

/** One slot of a file that was read to its end; null when the file does not hold it. */
export async function readBackupSlot(
  access: BackupAccess,
  front: BackupFront,
  file: Blob,
  stored: string,
  watch: BackupWatch,
): Promise<Result<Bytes | null, BackupError>> {
  let sealed: Bytes | null = null;
  for await (const read of readRecords(access, front, file, watch)) {
    if (!read.ok) return read;
    if (read.value.kind === "slot" && read.value.name === stored) sealed = read.value.sealed;
    if (read.value.kind === "contents") return succeed(sealed);
  }
  return fail("backup-damaged", "end");
}

function runInBackup(
  access: BackupAccess,
  { stored, tail, madeAt, boxes, last }: BackupRun & Pick<RunInBackup, "madeAt" | "tail">,
  held: readonly Box[],
): RunInBackup {
  const store = viewStore({
    readSlot: async () => succeed(tail),
    scanBoxes: async function* () {
      for (const box of held) yield succeed(box);
    },
  });
  return { madeAt, boxes, last, tail, entries: () => new SealedRun({ ...access, store }, stored).entries() };
}

function besideOf(runs: readonly BackupRun[], stands: readonly RunBeside[]): BackupBeside {
  const isAllGone = runs.length > 0 && stands.every((stand) => stand === "gone");
  if (stands.includes("apart")) return "apart";
  if (isAllGone || stands.includes("older")) return "older";
  return stands.includes("gone") ? "lacking" : "holds";
}

/** Records one at a time, the next one in sight. */
class Feed {
  readonly #records: Records;
  #next: ReadRecord | null | undefined;
  failure: Result<never, BackupError> | null = null;

  constructor(records: Records) {
    this.#records = records;
  }

  /** Null at the end, or at a failure. */
  async peek(): Promise<ReadRecord | null> {
    if (this.#next !== undefined) return this.#next;
    const { done, value } = await this.#records.next();
    if (done !== true && !value.ok) this.failure = value;
    this.#next = done === true || !value.ok ? null : value.value;
    return this.#next;
  }

  async take(): Promise<ReadRecord | null> {
    const next = await this.peek();
    if (next !== null) this.#next = undefined;
    return next;
  }

  async *boxesOf(run: string): AsyncGenerator<Result<Box, never>> {
    for (let next = await this.peek(); next?.kind === "box" && next.run === run; next = await this.peek()) {
      await this.take();
      yield succeed(next);
    }
  }

  async close(): Promise<void> {
    await this.#records.return();
  }
}
