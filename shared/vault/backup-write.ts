import { startHash, type StreamHash } from "../crypto/hash.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { beginFile, SegmentWriter } from "./backup-file.ts";
import { type BackupRecord, encodeRecord } from "./backup-records.ts";
import { type BackupAccess, inRun, RunTally, runOfTail } from "./backup-runs.ts";
import type { BackupContents, BackupPart, BackupPlan, BackupRun, Slot, StorageError, StoredPiece, TamperError } from "./model.ts";

type Problem = TamperError | StorageError;
type Written = AsyncGenerator<Result<BackupPart, Problem>, void, void>;

/**
 * Writes a backup: the store as of one moment, held to what its tails say, sealed segment by segment.
 *
 * Fails   `empty` store as `unavailable`; a damaged vault with the damage: a backup of it would push sound ones out of a rotation.
 * Cost    a few megabytes; one pass over the store.
 */
export async function* writeBackup(access: BackupAccess, plan: BackupPlan): Written {
  const pieces = access.store.scanAll()[Symbol.asyncIterator]();
  try {
    const start = await readStart(access, plan, pieces);
    if (!start.ok) return yield start;
    yield* new BackupWriting(access, plan, start.value).write(pieces);
  } finally {
    await pieces.return?.();
  }
}

interface Start {
  readonly header: Bytes;
  readonly total: number;
  readonly tails: readonly Slot[];
  readonly runs: readonly BackupRun[];
  /** The first piece behind the tails. */
  readonly next: StoredPiece | null;
}
type Pieces = AsyncIterator<Result<StoredPiece, StorageError>>;

/** The header and the tails, which say what runs there are. */
async function readStart(access: BackupAccess, plan: BackupPlan, pieces: Pieces): Promise<Result<Start, Problem>> {
  const first = await nextPiece(pieces);
  if (!first.ok) return first;
  if (first.value?.kind !== "header") return fail("unavailable", "header");
  const leftOut = leftOutOf(access, plan);
  const names = new Map(plan.runs.map((name) => [access.nameOf("run", name), name]));
  const [tails, runs]: [Slot[], BackupRun[]] = [[], []];
  for (;;) {
    const piece = await nextPiece(pieces);
    if (!piece.ok) return piece;
    if (piece.value?.kind !== "tail") return succeed({ header: first.value.bytes, total: first.value.pieces, tails, runs, next: piece.value });
    if (leftOut.has(piece.value.name)) continue;
    const run = await runOfTail(access, piece.value);
    if (!run.ok) return { ok: false, error: inRun({ name: names.get(piece.value.name) ?? "" }, run.error) };
    tails.push(piece.value);
    runs.push({ ...run.value, name: names.get(run.value.stored) ?? "" });
  }
}

/** The stored names of runs that are passed over, tail and boxes. */
function leftOutOf({ nameOf }: BackupAccess, { leftOut = [] }: BackupPlan): ReadonlySet<string> {
  return new Set(leftOut.map((name) => nameOf("run", name)));
}

async function nextPiece(pieces: Pieces): Promise<Result<StoredPiece | null, StorageError>> {
  const { done, value } = await pieces.next();
  return done === true ? succeed(null) : value;
}

/** One file in the making. */
class BackupWriting {
  readonly #access: BackupAccess;
  readonly #plan: BackupPlan;
  readonly #start: Start;
  readonly #tally: RunTally;
  readonly #leftOut: ReadonlySet<string>;
  readonly #counts = { slots: 0, chunks: 0 };
  #done = 0;
  #sizeBytes = 0;

  constructor(access: BackupAccess, plan: BackupPlan, start: Start) {
    [this.#access, this.#plan, this.#start] = [access, plan, start];
    this.#tally = new RunTally(start.runs);
    this.#leftOut = leftOutOf(access, plan);
  }

  async *write(pieces: Pieces): Written {
    const { header, tails, runs } = this.#start;
    const { front, key } = await beginFile(this.#access.key, header, this.#access.random);
    const [segments, hash] = [new SegmentWriter(key), await startHash()];
    yield this.#part(hash, front);
    yield* this.#seal(segments, hash, { kind: "head", madeAt: this.#plan.at, runs });
    for (const tail of tails) yield* this.#seal(segments, hash, { kind: "tail", ...tail });
    for (let piece: StoredPiece | null = this.#start.next; piece !== null; ) {
      const isKept = !(piece.kind === "box" && this.#leftOut.has(piece.run));
      const problem = this.#access.life.isOver ? fail("closed").error : isKept ? this.#refusal(piece) : null;
      if (problem !== null) return yield { ok: false, error: problem };
      if (isKept && piece.kind !== "header") yield* this.#seal(segments, hash, piece);
      const next = await nextPiece(pieces);
      if (!next.ok) return yield next;
      piece = next.value;
    }
    if (!this.#tally.isComplete) return yield { ok: false, error: this.#tally.missing };
    const counts = { boxes: this.#tally.boxes, ...this.#counts };
    yield* this.#seal(segments, hash, { kind: "end", ...counts });
    const last = this.#part(hash, await segments.finish());
    const contents: BackupContents = { madeAt: this.#plan.at, runs, ...counts, sha256: hash.finish(), sizeBytes: this.#sizeBytes };
    yield succeed({ ...last.value, done: this.#start.total, contents });
  }

  #refusal(piece: StoredPiece): TamperError | null {
    if (piece.kind === "box") return this.#tally.take(piece);
    if (piece.kind === "slot") this.#counts.slots += 1;
    if (piece.kind === "chunk") this.#counts.chunks += 1;
    return piece.kind === "tail" || piece.kind === "header" ? { kind: "box-damaged", where: "order" } : null;
  }

  async *#seal(segments: SegmentWriter, hash: StreamHash, record: BackupRecord): Written {
    if (record.kind !== "head" && record.kind !== "end") this.#done += 1;
    for await (const sealed of segments.push(encodeRecord(record))) yield this.#part(hash, sealed);
  }

  #part(hash: StreamHash, bytes: Bytes): { readonly ok: true; readonly value: BackupPart } {
    hash.update(bytes);
    this.#sizeBytes += bytes.length;
    return succeed({ bytes, done: this.#done, total: this.#start.total, contents: null });
  }
}
