import { digestHex, sha256Hex } from "../crypto/hash.ts";
import { importSealingKey, openSealed, sealBytes } from "../crypto/seal.ts";
import { bytesToHex, type Bytes, concatBytes, hexToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/ports.ts";
import { rest } from "../kernel/rest.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { boxContentBytes, entriesToPieces, FrameReader, packPiece, unpackPiece } from "./frames.ts";
import { findLooseEnd, inWholeBoxes, type LooseEnd, type Opened } from "./loose-end.ts";
import type { Box, BoxStore, Run, StorageError, TamperError, United } from "./model.ts";
import type { Readings } from "./readings.ts";
import { decodeTail, encodeTail, noHash, type RunTail } from "./run-tail.ts";
import { isTamper } from "./tamper.ts";

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
  /** Of all runs of the vault. */
  readonly readings: Readings;
}

/** Boxes of a megabyte that are opened beforehand: a long entry lies in several, and who reads it is busy with it for some time. */
const boxesAhead = 6;

/** What is held of a run between calls; null tail = nothing stored yet. */
interface Held {
  readonly tail: RunTail | null;
  readonly key: CryptoKey;
  readonly secret: Bytes;
}

/** Boxes, and the tail that belongs to them. */
interface Sealed {
  readonly boxes: readonly Box[];
  readonly tail: RunTail;
}

/**
 * A run under its stored name. Each box is sealed for its run and sequence, so that one altered, moved or taken from elsewhere does not open; each
 * names the hash of the one before, so that a box this run once had in that place is found; the tail names the last and says how many there are.
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
    if (!held.ok) return isTamper(held.error.kind) ? fail("unavailable", "tail") : fail(held.error.kind);
    const { secret, key } = held.value;
    const { boxes, tail } = await this.#sealBoxes(key, held.value.tail ?? { secret, count: 0, last: noHash, entries: 0 }, entries);
    const sealedTail = await sealBytes(this.#deps.tailKey, this.#tailPurpose(), encodeTail(tail), this.#deps.random);
    if (this.#deps.life.isOver) return fail("closed");
    const stored = await this.#deps.store.putBoxes(this.#name, boxes, [{ name: this.#name, sealed: sealedTail }]);
    // After a failure only the store knows its state: read the tail again.
    this.#held = stored.ok && !this.#deps.life.isOver ? { tail, key, secret } : null;
    return stored;
  }

  /** Puts entries in the place of all there are, sealed anew under another key: one transaction. Also when nothing of the run can be read. */
  replace(entries: Iterable<Bytes>): Promise<Result<void, StorageError>> {
    const done = this.#turn.then(() => this.#replace(entries));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #replace(entries: Iterable<Bytes>): Promise<Result<void, StorageError>> {
    if (this.#deps.life.isOver) return fail("closed");
    const secret = this.#deps.random.bytes(32);
    const key = await importSealingKey(secret);
    const all: Box[] = [];
    let tail: RunTail = { secret, count: 0, last: noHash, entries: 0 };
    for (const group of inBoxfuls(entries)) {
      const sealed = await this.#sealBoxes(key, tail, group);
      if (this.#deps.life.isOver) return fail("closed");
      all.push(...sealed.boxes);
      tail = sealed.tail;
    }
    const sealedTail = await sealBytes(this.#deps.tailKey, this.#tailPurpose(), encodeTail(tail), this.#deps.random);
    if (this.#deps.life.isOver) return fail("closed");
    this.forget();
    const stored = await this.#deps.store.replaceRun(this.#name, all, [{ name: this.#name, sealed: sealedTail }]);
    secret.fill(0);
    return stored;
  }

  /** Unites the small boxes at the end (`OpenVault.uniteRun`). All but the transaction is done beside other work, and is thrown away when an append comes between. */
  async unite(least: number): Promise<Result<United | null, StorageError>> {
    const held = await this.#load();
    if (!held.ok) return isTamper(held.error.kind) ? succeed(null) : fail(held.error.kind);
    const { tail, key } = held.value;
    if (tail === null) return succeed(null);
    const look = { store: this.#deps.store, run: this.#name, end: tail, open: (box: Box) => this.#openBox(box) };
    const loose = await this.#deps.readings.whole(() => findLooseEnd(look));
    if (!loose.ok || loose.value === null || loose.value.boxes < Math.max(2, least)) return loose.ok ? succeed(null) : loose;
    const united = await this.#sealUnited(key, tail, loose.value);
    if (this.#deps.life.isOver) return fail("closed");
    const done = this.#turn.then(() => this.#exchange(tail, united));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #sealUnited(key: CryptoKey, all: RunTail, { from, before, entries }: LooseEnd): Promise<Sealed> {
    const boxes: Box[] = [];
    let tail: RunTail = { ...all, count: from, last: before, entries: all.entries === null ? null : all.entries - entries.length };
    for (const group of inWholeBoxes(entries)) {
      const sealed = await this.#sealBoxes(key, tail, group);
      boxes.push(...sealed.boxes);
      tail = sealed.tail;
      await rest();
    }
    return { boxes, tail };
  }

  /** Puts the united boxes in their place, unless the run is another by now or somebody reads. */
  async #exchange(from: RunTail, { boxes, tail }: Sealed): Promise<Result<United | null, StorageError>> {
    const held = this.#held;
    if (this.#deps.life.isOver) return fail("closed");
    if (held?.tail?.count !== from.count || held.tail.last !== from.last) return succeed(null);
    const sealedTail = await sealBytes(this.#deps.tailKey, this.#tailPurpose(), encodeTail(tail), this.#deps.random);
    const stored = await this.#deps.readings.exchange(async () => {
      // Whoever looks meanwhile must ask the store, and is answered when it is done.
      this.#held = null;
      return this.#deps.store.replaceEnd(this.#name, from.count, boxes, [{ name: this.#name, sealed: sealedTail }]);
    });
    if (stored === null) return succeed(null);
    if (stored.ok && !this.#deps.life.isOver) this.#held = { ...held, tail };
    if (!stored.ok) return stored.error.kind === "out-of-order" ? succeed(null) : stored;
    return succeed({ before: from.count, after: tail.count });
  }

  async #sealBoxes(key: CryptoKey, from: RunTail, entries: readonly Bytes[]): Promise<Sealed> {
    const boxes: Box[] = [];
    let { count, last } = from;
    for (const piece of entriesToPieces(entries)) {
      const content = concatBytes(hexToHash(last), await packPiece(piece));
      const sealed = await sealBytes(key, this.#boxPurpose(count), content, this.#deps.random);
      boxes.push({ sequence: count, sealed });
      [count, last] = [count + 1, sha256Hex(sealed)];
    }
    return { boxes, tail: { secret: from.secret, count, last, entries: from.entries === null ? null : from.entries + entries.length } };
  }

  entries(): AsyncGenerator<Result<Bytes, TamperError | StorageError>> {
    return this.#deps.readings.during(this.#entries());
  }

  async *#entries(): AsyncGenerator<Result<Bytes, TamperError | StorageError>> {
    const held = await this.#load();
    if (!held.ok) return yield held;
    const frames = new FrameReader();
    // A box is believed when the next one, or the tail, names its hash: until then its entries wait.
    let [next, hash, waiting, count]: [number, string, readonly Bytes[], number] = [0, noHash, [], 0];
    for await (const opened of this.#openBoxes(held.value.tail ?? { count: 0, last: noHash })) {
      if (opened.ok && opened.value.before !== hash) return yield fail("box-damaged", `box ${Math.max(0, next - 1)}`);
      for (const entry of waiting) yield succeed(entry);
      if (!opened.ok) return yield opened;
      [next, hash, waiting] = [next + 1, opened.value.hash, frames.push(opened.value.piece)];
      count += waiting.length;
    }
    for (const entry of waiting) yield succeed(entry);
    if (!frames.isComplete) yield fail("box-damaged", `box ${next}`);
    else this.#noteEntries(hash, count);
  }

  /** A run from before entries were counted was read whole: its next tail says how many there are. */
  #noteEntries(last: string, entries: number): void {
    const held = this.#held;
    if (held?.tail?.last === last && held.tail.entries === null) this.#held = { ...held, tail: { ...held.tail, entries } };
  }

  /** The boxes opened, exactly as many as the tail says, the last one as the tail names it. */
  async *#openBoxes({ count, last }: Pick<RunTail, "count" | "last">): AsyncGenerator<Result<Opened, TamperError | StorageError>> {
    for await (const { opened, isLast } of this.#opening(count)) {
      yield opened.ok && isLast && opened.value.hash !== last ? fail("box-damaged", `box ${count - 1}`) : opened;
      if (!opened.ok) return;
    }
  }

  /** Boxes in sequence, the next few being opened and hashed by the platform while the one in front is used. */
  async *#opening(count: number): AsyncGenerator<{ readonly opened: Result<Opened, TamperError | StorageError>; readonly isLast: boolean }> {
    const ahead: { readonly opening: Promise<Result<Opened, TamperError | StorageError>>; readonly isLast: boolean }[] = [];
    for await (const box of this.#soundBoxes(count)) {
      ahead.push({ opening: box.ok ? this.#openBox(box.value) : Promise.resolve(box), isLast: box.ok && box.value.sequence === count - 1 });
      const first = ahead.length > boxesAhead ? ahead.shift() : undefined;
      if (first !== undefined) yield { opened: await first.opening, isLast: first.isLast };
    }
    for (const { opening, isLast } of ahead) yield { opened: await opening, isLast };
  }

  /** The stored boxes in sequence, `count` of them: fewer is a failure, and so are more that no later tail knows. */
  async *#soundBoxes(count: number): AsyncGenerator<Result<Box, TamperError | StorageError>> {
    let next = 0;
    for await (const box of this.#deps.store.scanBoxes(this.#name, 0)) {
      if (this.#deps.life.isOver) return yield fail("closed");
      if (!box.ok) return yield box;
      if (box.value.sequence !== next) return yield fail("box-missing", `box ${next}`);
      if (next >= count) return (await this.#hasGrown(next)) ? undefined : yield fail("box-damaged", `box ${next}`);
      yield box;
      next += 1;
    }
    if (next < count) yield fail("box-missing", `box ${next}`);
  }

  /** Whether a box behind the tail we knew has come since, by us or by another window. */
  async #hasGrown(sequence: number): Promise<boolean> {
    const tail = await this.#readTail();
    return tail.ok && tail.value !== null && tail.value.count > sequence;
  }

  async #openBox(box: Box): Promise<Result<Opened, TamperError | StorageError>> {
    const held = await this.#load();
    if (!held.ok) return held;
    const [content, hash] = await Promise.all([openSealed(held.value.key, this.#boxPurpose(box.sequence), box.sealed), digestHex(box.sealed)]);
    const piece = content === null ? null : await unpackPiece(content.subarray(hashBytes));
    if (this.#deps.life.isOver) return fail("closed");
    if (content === null || piece === null) return fail("box-damaged", `box ${box.sequence}`);
    return succeed({ before: bytesToHex(content.subarray(0, hashBytes)), hash, piece });
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

  /** How many boxes there are and the SHA-256 of the last, as the tail says; null when nothing was ever appended. */
  async head(): Promise<Result<{ readonly boxes: number; readonly last: string } | null, TamperError | StorageError>> {
    const tail = await this.#readTail();
    if (!tail.ok || tail.value === null) return tail.ok ? succeed(null) : tail;
    return succeed({ boxes: tail.value.count, last: tail.value.last });
  }

  #tailPurpose(): string {
    return tailPurposeOf(this.#name);
  }
  #boxPurpose(sequence: number): string {
    return boxPurposeOf(this.#name, sequence);
  }
}

/** What the tail and the boxes of a run are sealed for. */
export const tailPurposeOf = (run: string): string => `dalel.run-tail.1 ${run}`;
export const boxPurposeOf = (run: string, sequence: number): string => `dalel.run-box.1 ${run} ${sequence}`;
/** Bytes at the beginning of an opened box: the hash of the box before it. */
export const hashBytes = 32;

/** Entries in groups that fill a box or more. */
function* inBoxfuls(entries: Iterable<Bytes>): Generator<readonly Bytes[]> {
  let [group, held]: [Bytes[], number] = [[], 0];
  for (const entry of entries) {
    group.push(entry);
    held += entry.length;
    if (held < boxContentBytes) continue;
    yield group;
    [group, held] = [[], 0];
  }
  if (group.length > 0) yield group;
}

function hexToHash(hex: string): Bytes {
  const hash = hexToBytes(hex);
  invariant(hash?.length === hashBytes, "a tail names a hash");
  return hash;
}
