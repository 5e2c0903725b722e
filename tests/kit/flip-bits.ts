import type { Bytes } from "../../shared/kernel/bytes.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "./memory-box-store.ts";

/** Turns one bit; places beyond the end count from the beginning again. */
export function flipBit(bytes: Bytes, bit: number): void {
  const at = (bit >> 3) % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
}

/** A copy that may be damaged without harming the original. */
export function copyStore(from: MemoryBoxStore): MemoryBoxStore {
  const copy = createMemoryBoxStore();
  copy.header = from.header?.slice() ?? null;
  for (const [name, sealed] of from.slots) copy.slots.set(name, sealed.slice());
  for (const [name, sealed] of from.chunks) copy.chunks.set(name, sealed.slice());
  for (const [name, boxes] of from.runs)
    copy.runs.set(
      name,
      boxes.map((box) => ({ ...box, sealed: box.sealed.slice() })),
    );
  return copy;
}

/** A stored record, by what it is called in a sentence. */
export interface StoredRecord {
  readonly name: string;
  readonly bytes: Bytes;
}

/** Every record of a store but the header: boxes, tails, notes, indexes, chunks. */
export function recordsOf(store: MemoryBoxStore): readonly StoredRecord[] {
  const boxes = [...store.runs].flatMap(([run, stored]) =>
    stored.map(({ sequence, sealed }) => ({ name: `box ${sequence} of ${run}`, bytes: sealed })),
  );
  const slots = [...store.slots].map(([name, bytes]) => ({ name: store.runs.has(name) ? `tail ${name}` : `slot ${name}`, bytes }));
  return [...boxes, ...slots, ...[...store.chunks].map(([name, bytes]) => ({ name: `chunk ${name}`, bytes }))];
}
