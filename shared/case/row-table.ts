import { type EntityId, knownId } from "../kernel/brand.ts";
import { ByteReader, ByteWriter } from "../kernel/byte-stream.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Entity } from "../projections/model.ts";
import type { OpenPack, RowMaker } from "../projections/packed-row.ts";
import { RowPages } from "./row-pages.ts";

const shardCount = 64;
const firstSlots = 64;

/** The last id asked for, as a pack has it. */
const asked = new ByteWriter();

/**
 * Rows by id, in the order they came, like any map; each is where it is in its pack until somebody asks for it, and kept from then on. Some hundred
 * thousand rows make no objects here but pages of numbers: neither collecting them nor growing holds the thread (assets/docs/decisions/0026).
 */
export class RowTable implements ReadonlyMap<EntityId, Entity> {
  readonly #make: RowMaker;
  readonly #shards: Int32Array[] = Array.from({ length: shardCount }, () => new Int32Array(firstSlots));
  readonly #used = new Uint32Array(shardCount);
  #pages = new RowPages();

  constructor(make: RowMaker) {
    this.#make = make;
  }

  get size(): number {
    return this.#pages.size;
  }

  putRows(pack: OpenPack): void {
    for (const start of pack.starts) this.put(pack, start);
  }
  putDropped(pack: OpenPack): void {
    for (const start of pack.dropped) this.put(pack, start);
  }
  removeDropped(pack: OpenPack): void {
    for (const start of pack.dropped) this.remove(pack, start);
  }

  differenceBy(pack: OpenPack): number {
    let difference = 0;
    for (const start of pack.starts) if (!this.#holds(pack, start)) difference += 1;
    for (const start of pack.dropped) if (this.#holds(pack, start)) difference -= 1;
    return difference;
  }

  /** Puts the row, or the id, that begins at a place of a pack; it takes the place of one with the same id. */
  put(pack: OpenPack, start: number): void {
    const { bytes } = pack;
    const end = endOfId(bytes, start);
    const hash = hashOf(bytes, start, end);
    const slot = this.#slotOf(bytes, start, end, hash);
    const shard = this.#shard(hash);
    const known = shard[slot] ?? 0;
    if (known > 0) {
      this.#pages.replace(known - 1, pack, start);
      return;
    }
    shard[slot] = this.#pages.add(pack, start, hash) + 1;
    const used = (this.#used[hash % shardCount] ?? 0) + 1;
    this.#used[hash % shardCount] = used;
    if (2 * used > shard.length) this.#grow(hash % shardCount);
  }

  /** Takes out the row whose id stands at a place of a pack. */
  remove({ bytes }: OpenPack, start: number): void {
    const end = endOfId(bytes, start);
    const hash = hashOf(bytes, start, end);
    const slot = this.#slotOf(bytes, start, end, hash);
    const known = this.#shard(hash)[slot] ?? 0;
    if (known === 0) return;
    this.#pages.remove(known - 1);
    this.#used[hash % shardCount] = (this.#used[hash % shardCount] ?? 0) - 1;
    this.#closeGap(hash % shardCount, slot);
    if (this.#pages.isSparse) this.#sweep();
  }

  get(id: EntityId): Entity | undefined {
    const row = this.#find(id);
    return row < 0 ? undefined : this.#rowAt(row);
  }
  has(id: EntityId): boolean {
    return this.#find(id) >= 0;
  }
  *entries(): MapIterator<[EntityId, Entity]> {
    for (const row of this.values()) yield [row.id, row];
  }
  /** Reads no more than the ids: a table of ids has no rows to make. */
  *keys(): MapIterator<EntityId> {
    for (let row = 0; row < this.#pages.length; row++) if (this.#pages.isHere(row)) yield this.#pages.made(row)?.id ?? this.#idAt(row);
  }
  *values(): MapIterator<Entity> {
    for (let row = 0; row < this.#pages.length; row++) if (this.#pages.isHere(row)) yield this.#rowAt(row);
  }
  forEach(tell: (row: Entity, id: EntityId, map: ReadonlyMap<EntityId, Entity>) => void): void {
    for (const [id, row] of this) tell(row, id, this);
  }
  [Symbol.iterator](): MapIterator<[EntityId, Entity]> {
    return this.entries();
  }

  #holds({ bytes }: OpenPack, start: number): boolean {
    const end = endOfId(bytes, start);
    const hash = hashOf(bytes, start, end);
    return (this.#shard(hash)[this.#slotOf(bytes, start, end, hash)] ?? 0) > 0;
  }

  #find(id: EntityId): number {
    asked.clear();
    asked.hex(id);
    const { written } = asked;
    const hash = hashOf(written, 0, asked.length);
    return (this.#shard(hash)[this.#slotOf(written, 0, asked.length, hash)] ?? 0) - 1;
  }

  #idAt(row: number): EntityId {
    return knownId<EntityId>(new ByteReader(this.#pages.packOf(row).bytes, this.#pages.startOf(row)).hex());
  }
  #rowAt(row: number): Entity {
    return this.#pages.made(row) ?? this.#pages.keep(row, this.#make(this.#pages.packOf(row), this.#pages.startOf(row)));
  }

  #shard(hash: number): Int32Array {
    const shard = this.#shards[hash % shardCount];
    invariant(shard !== undefined, "every id has its shard");
    return shard;
  }

  /** Where an id stands among the slots of its shard, or the empty slot where it would. */
  #slotOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const shard = this.#shard(hash);
    let slot = firstSlotOf(hash, shard.length);
    for (;;) {
      const row = (shard[slot] ?? 0) - 1;
      if (row < 0 || (this.#pages.hashOf(row) === hash && this.#isAt(row, bytes, start, end))) return slot;
      slot = (slot + 1) & (shard.length - 1);
    }
  }

  #isAt(row: number, bytes: Uint8Array, start: number, end: number): boolean {
    const there = this.#pages.packOf(row).bytes;
    let at = this.#pages.startOf(row);
    for (let i = start; i < end; i++) if (bytes[i] !== there[at++]) return false;
    return true;
  }

  #grow(number: number): void {
    const old = this.#shards[number];
    invariant(old !== undefined, "every id has its shard");
    const grown = new Int32Array(2 * old.length);
    for (const entry of old) if (entry > 0) putInto(grown, entry, this.#pages.hashOf(entry - 1));
    this.#shards[number] = grown;
  }

  /** After a slot was emptied, what stands behind it moves up, so that a search ends at the first empty slot (Knuth, volume 3, algorithm 6.4 R). */
  #closeGap(number: number, emptied: number): void {
    const shard = this.#shards[number];
    invariant(shard !== undefined, "every id has its shard");
    const mask = shard.length - 1;
    let gap = emptied;
    for (let slot = (gap + 1) & mask; (shard[slot] ?? 0) > 0; slot = (slot + 1) & mask) {
      const home = firstSlotOf(this.#pages.hashOf((shard[slot] ?? 0) - 1), shard.length);
      if (((slot - home) & mask) < ((slot - gap) & mask)) continue;
      shard[gap] = shard[slot] ?? 0;
      gap = slot;
    }
    shard[gap] = 0;
  }

  /** Lets go of what was removed, once that is most of what there is. */
  #sweep(): void {
    this.#pages = this.#pages.swept();
    for (const shard of this.#shards) shard.fill(0);
    for (let row = 0; row < this.#pages.length; row++) {
      const hash = this.#pages.hashOf(row);
      putInto(this.#shard(hash), row + 1, hash);
    }
  }
}

function putInto(shard: Int32Array, entry: number, hash: number): void {
  let slot = firstSlotOf(hash, shard.length);
  while ((shard[slot] ?? 0) > 0) slot = (slot + 1) & (shard.length - 1);
  shard[slot] = entry;
}

function firstSlotOf(hash: number, slots: number): number {
  return Math.floor(hash / shardCount) & (slots - 1);
}

/** Where the id ends that begins at a place: in front of it stands one more than its bytes, in a byte for all but strange ones. */
function endOfId(bytes: Uint8Array, start: number): number {
  const length = bytes[start] ?? 0;
  if (length > 0 && length < 128) return start + length;
  const reader = new ByteReader(bytes, start);
  reader.skipHex();
  return reader.place;
}

/** By all of the id (FNV-1a, mixed once more): ids differ anywhere, random ones everywhere and counted ones in few places. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let mixed = 0x811c9dc5;
  for (let at = start; at < end; at++) mixed = Math.imul(mixed ^ (bytes[at] ?? 0), 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
