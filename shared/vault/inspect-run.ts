import { sha256Hex } from "../crypto/hash.ts";
import { importSealingKey, openSealed } from "../crypto/seal.ts";
import { type Bytes, bytesToHex } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { boxContentBytes, FrameReader, unpackPiece } from "./frames.ts";
import type { Box, RunSight, StorageError } from "./model.ts";
import { boxPurposeOf, hashBytes, type RunDeps, tailPurposeOf } from "./run.ts";
import { decodeTail, type RunTail } from "./run-tail.ts";

type Inspected = Extract<RunSight, { readonly kind: "box" }>;

/** A box that waits until the next one, or the tail, says which hash its place must hold. */
interface Waiting {
  readonly sequence: number;
  readonly hash: string | null;
  readonly isOpen: boolean;
}

/**
 * Reads a run past its damages. Reading a run (`run.ts`) stops at the first one, because what follows may have been put there; this goes on, tells how
 * each place stands, and gives every entry that opens, for somebody who can check entries by themselves.
 * Cost    as reading the run; memory: one append.
 */
export async function* inspectRun(deps: RunDeps, stored: string, otherTail: Bytes | null): AsyncGenerator<Result<RunSight, StorageError>> {
  const slot = await deps.store.readSlot(stored);
  if (!slot.ok) return yield slot;
  const own = await openTail(deps, stored, slot.value);
  yield succeed({
    kind: "tail",
    state: own === null ? "lost" : "sound",
    boxes: own?.count ?? null,
    last: own?.last ?? "",
    entries: own?.entries ?? null,
  });
  const secret = (own ?? (await openTail(deps, stored, otherTail)))?.secret;
  const key = secret === undefined ? null : await importSealingKey(secret);
  const [appends, places] = [new Appends(), new Places(own)];
  for await (const box of deps.store.scanBoxes(stored, 0)) {
    if (!box.ok) return yield box;
    if (deps.life.isOver) return yield fail("closed");
    const opened = key === null ? null : await openBox(key, stored, box.value);
    for (const place of places.take(box.value, opened?.before ?? null)) yield succeed(place);
    for (const bytes of appends.take(box.value.sequence, opened?.piece ?? null)) yield succeed({ kind: "entry", bytes });
  }
  for (const place of places.end()) yield succeed(place);
  for (const bytes of appends.end()) yield succeed({ kind: "entry", bytes });
}

async function openTail({ tailKey }: RunDeps, stored: string, sealed: Bytes | null): Promise<RunTail | null> {
  const opened = sealed === null ? null : await openSealed(tailKey, tailPurposeOf(stored), sealed);
  return opened === null ? null : decodeTail(opened);
}

async function openBox(key: CryptoKey, stored: string, box: Box): Promise<{ readonly before: string; readonly piece: Bytes } | null> {
  const content = await openSealed(key, boxPurposeOf(stored, box.sequence), box.sealed);
  const piece = content === null ? null : await unpackPiece(content.slice(hashBytes));
  return content === null || piece === null ? null : { before: bytesToHex(content.subarray(0, hashBytes)), piece };
}

/** Tells how each place stands, as soon as it is known. */
class Places {
  readonly #tail: RunTail | null;
  #next = 0;
  #waiting: Waiting | null = null;

  constructor(tail: RunTail | null) {
    this.#tail = tail;
  }

  /** `before` = the hash an opened box names; null = it did not open. */
  *take({ sequence, sealed }: Box, before: string | null): Generator<Inspected> {
    const isNext = sequence === this.#next;
    yield* this.#settle(isNext ? before : null);
    for (; this.#next < sequence; this.#next++) yield this.#missing(this.#next, this.#next === sequence - 1 ? before : null);
    this.#waiting = { sequence, hash: sha256Hex(sealed), isOpen: before !== null };
    this.#next = sequence + 1;
  }

  *end(): Generator<Inspected> {
    yield* this.#settle(null);
    for (; this.#next < (this.#tail?.count ?? 0); this.#next++) yield this.#missing(this.#next, null);
  }

  /** `named` = the hash that the box behind it names. */
  *#settle(named: string | null): Generator<Inspected> {
    if (this.#waiting === null) return;
    const { sequence, hash, isOpen } = this.#waiting;
    this.#waiting = null;
    const wanted = named ?? this.#lastHash(sequence);
    const isListed = this.#tail === null || sequence < this.#tail.count;
    const isSound = isOpen && isListed && (wanted === null || wanted === hash);
    yield { kind: "box", sequence, state: isSound ? "sound" : "damaged", hash: wanted ?? (isOpen ? hash : null) };
  }

  #missing(sequence: number, named: string | null): Inspected {
    return { kind: "box", sequence, state: "missing", hash: named ?? this.#lastHash(sequence) };
  }

  #lastHash(sequence: number): string | null {
    return this.#tail !== null && sequence === this.#tail.count - 1 ? this.#tail.last : null;
  }
}

/** Puts entries together again from the boxes that open. An append begins in a box of its own and ends in one that is not full. */
class Appends {
  #pieces: Bytes[] = [];
  #next = 0;
  /** Whether the first piece held is surely the beginning of an append. */
  #isBeginning = true;

  *take(sequence: number, piece: Bytes | null): Generator<Bytes> {
    if (sequence !== this.#next || piece === null) yield* this.#cut();
    this.#next = sequence + 1;
    if (piece === null) return;
    this.#pieces.push(piece);
    if (piece.length < boxContentBytes) yield* this.#whole();
  }

  *end(): Generator<Bytes> {
    yield* this.#cut();
  }

  /** The append ends with the last piece: pieces before its beginning, whose own beginning is lost, are passed over. */
  *#whole(): Generator<Bytes> {
    const lastStart = this.#isBeginning ? 0 : this.#pieces.length - 1;
    for (let from = 0; from <= lastStart; from++) {
      const frames = new FrameReader();
      const entries = this.#pieces.slice(from).flatMap((piece) => frames.push(piece));
      if (!this.#isBeginning && !frames.isComplete) continue;
      yield* entries;
      break;
    }
    this.#pieces = [];
    this.#isBeginning = true;
  }

  /** A box is gone here: what was whole before it is given. */
  *#cut(): Generator<Bytes> {
    const frames = new FrameReader();
    if (this.#isBeginning) for (const piece of this.#pieces) yield* frames.push(piece);
    this.#pieces = [];
    this.#isBeginning = false;
  }
}
