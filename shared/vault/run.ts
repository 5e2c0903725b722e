import { sha256Hex } from "../crypto/hash.ts";
import { importSealingKey, openSealed, sealBytes } from "../crypto/seal.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { entriesToPieces, FrameReader, packPiece, unpackPiece } from "./frames.ts";
import type { Box, BoxStore, Run, StorageError, TamperError } from "./model.ts";
import { decodeTail, encodeTail, noHash, type RunTail } from "./run-tail.ts";

/** The life of an unlocked vault, shared by all it gave out. */
export interface Life {
  readonly isOver: boolean;
}

export interface RunDeps {
  readonly store: BoxStore;
  readonly random: Random;
  readonly life: Life;
  /** Seals the tails of all runs. */
  readonly tailKey: CryptoKey;
}

/** What is held of a run between calls; null tail = nothing stored yet. */
interface Held {
  readonly tail: RunTail | null;
  readonly key: CryptoKey;
  readonly secret: Bytes;
}

/**
 * A run under its stored name. Each box is sealed for its run, its sequence and the hash of the box before, so that a box altered, exchanged,
 * moved or taken from elsewhere does not open; the tail says how many there are, so that a cut end is found.
 * What is not found: the whole store put back to an earlier state.
 */
export class SealedRun implements Run {
  readonly #deps: RunDeps;
  readonly #name: string;
  #held: Held | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: RunDeps, storedName: string) {
    this.#deps = deps;
    this.#name = storedName;
  }

  /** Zeroes the key. */
  forget(): void {
    this.#held?.secret.fill(0);
    this.#held = null;
  }

  append(entries: readonly Bytes[]): Promise<Result<void, StorageError>> {
    const done = this.#turn.then(() => this.#append(entries));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #append(entries: readonly Bytes[]): Promise<Result<void, StorageError>> {
    if (this.#deps.life.isOver) return fail("closed");
    if (entries.length === 0) return succeed(undefined);
    const held = await this.#load();
    if (!held.ok) return held.error.kind === "box-damaged" || held.error.kind === "box-missing" ? fail("unavailable", "tail") : fail(held.error.kind);
    const { secret, key } = held.value;
    const { boxes, tail } = await this.#sealBoxes(key, { secret, count: 0, last: noHash, ...held.value.tail }, entries);
    const sealedTail = await sealBytes(this.#deps.tailKey, this.#tailPurpose(), encodeTail(tail), this.#deps.random);
    if (this.#deps.life.isOver) return fail("closed");
    const stored = await this.#deps.store.putBoxes(this.#name, boxes, [{ name: this.#name, sealed: sealedTail }]);
    // After a failure only the store knows its state: read the tail again.
    this.#held = stored.ok && !this.#deps.life.isOver ? { tail, key, secret } : null;
    return stored;
  }

  async #sealBoxes(key: CryptoKey, from: RunTail, entries: readonly Bytes[]): Promise<{ readonly boxes: readonly Box[]; readonly tail: RunTail }> {
    const boxes: Box[] = [];
    let { count, last } = from;
    for (const piece of entriesToPieces(entries)) {
      const sealed = await sealBytes(key, this.#boxPurpose(count, last), await packPiece(piece), this.#deps.random);
      boxes.push({ sequence: count, sealed });
      [count, last] = [count + 1, sha256Hex(sealed)];
    }
    return { boxes, tail: { secret: from.secret, count, last } };
  }

  async *entries(): AsyncGenerator<Result<Bytes, TamperError | StorageError>> {
    const frames = new FrameReader();
    let [next, last] = [0, noHash];
    for await (const box of this.#soundBoxes()) {
      if (!box.ok) return yield box;
      const piece = await this.#openBox(box.value, last);
      if (!piece.ok) return yield piece;
      for (const entry of frames.push(piece.value)) yield succeed(entry);
      [next, last] = [next + 1, sha256Hex(box.value.sealed)];
    }
    if (!frames.isComplete) yield fail("box-damaged", `box ${next}`);
  }

  /** The stored boxes in sequence, as many as the tail says: no fewer and no more. */
  async *#soundBoxes(): AsyncGenerator<Result<Box, TamperError | StorageError>> {
    const counted = await this.#count();
    if (!counted.ok) return yield counted;
    let next = 0;
    for await (const box of this.#deps.store.scanBoxes(this.#name, 0)) {
      if (this.#deps.life.isOver) return yield fail("closed");
      if (!box.ok) return yield box;
      if (box.value.sequence !== next) return yield fail("box-missing", `box ${next}`);
      if (next >= counted.value && !(await this.#hasGrown(next))) return yield fail("box-damaged", `box ${next}`);
      yield box;
      next += 1;
    }
    if (next < counted.value) yield fail("box-missing", `box ${next}`);
  }

  async #count(): Promise<Result<number, TamperError | StorageError>> {
    const held = await this.#load();
    return held.ok ? succeed(held.value.tail?.count ?? 0) : held;
  }

  /** Whether a box behind the tail we knew has come since, by us or by another window. */
  async #hasGrown(sequence: number): Promise<boolean> {
    const tail = await this.#readTail();
    return tail.ok && tail.value !== null && tail.value.count > sequence;
  }

  async #openBox(box: Box, before: string): Promise<Result<Bytes, TamperError | StorageError>> {
    const held = await this.#load();
    if (!held.ok) return held;
    const packed = await openSealed(held.value.key, this.#boxPurpose(box.sequence, before), box.sealed);
    const piece = packed === null ? null : await unpackPiece(packed);
    if (this.#deps.life.isOver) return fail("closed");
    return piece === null ? fail("box-damaged", `box ${box.sequence}`) : succeed(piece);
  }

  async #load(): Promise<Result<Held, TamperError | StorageError>> {
    if (this.#deps.life.isOver) return fail("closed");
    if (this.#held !== null) return succeed(this.#held);
    const tail = await this.#readTail();
    if (!tail.ok) return tail;
    const secret = tail.value?.secret ?? this.#deps.random.bytes(32);
    const held: Held = { tail: tail.value, key: await importSealingKey(secret), secret };
    if (this.#deps.life.isOver) return fail("closed");
    this.#held ??= held;
    return succeed(this.#held);
  }

  async #readTail(): Promise<Result<RunTail | null, TamperError | StorageError>> {
    const slot = await this.#deps.store.readSlot(this.#name);
    if (!slot.ok) return slot;
    if (slot.value === null) return succeed(null);
    const opened = await openSealed(this.#deps.tailKey, this.#tailPurpose(), slot.value);
    const tail = opened === null ? null : decodeTail(opened);
    return tail === null ? fail("box-damaged", "tail") : succeed(tail);
  }

  #tailPurpose(): string {
    return `dalel.run-tail.1 ${this.#name}`;
  }
  #boxPurpose(sequence: number, before: string): string {
    return `dalel.run-box.1 ${this.#name} ${sequence} ${before}`;
  }
}
