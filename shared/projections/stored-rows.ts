import { type Bytes, bytesToUtf8, concatBytes, utf8ToBytes } from "../kernel/bytes.ts";
import type { EntityId } from "../kernel/brand.ts";
import type { Entity } from "./model.ts";
import { packPatch } from "./pack-rows.ts";
import type { RowPack } from "./row-format.ts";

/**
 * The form of packed rows as they are stored. To be raised with every change of `row-format.ts`, of how rows are packed and of what a row says: rows of
 * another form are never read (golden bytes: tests/unit/projections/stored-rows.test.ts).
 */
export const storedRowForm = 1;

/** Rows without facts in one pack: a window takes them in within a few milliseconds. */
export const rowsPerOutlinePack = 2000;

/** Rows without their facts: what a chart is drawn of. */
export function packOutlines(rows: Iterable<Entity>): RowPack {
  const put = new Map<EntityId, Entity>();
  for (const { id, type, form, title, ends, agencies, conflicts, rulings, members, handling, isDisputed } of rows)
    put.set(id, { id, type, form, title, facts: {}, ends, agencies, conflicts, rulings, members, handling, isDisputed });
  return packPatch({ put, drop: new Set() });
}

const countBytes = 4;

/** A pack as bytes for rest, under a seal: number of rows, their starts (4 bytes each, big-endian), length of the words (JSON), the words, the rows. */
export function packToBytes({ words, bytes, starts }: RowPack): Bytes {
  const text = utf8ToBytes(JSON.stringify(words));
  const numbers = new DataView(new ArrayBuffer(countBytes * (starts.length + 2)));
  numbers.setUint32(0, starts.length);
  starts.forEach((start, at) => numbers.setUint32(countBytes * (at + 1), start));
  numbers.setUint32(countBytes * (starts.length + 1), text.length);
  return concatBytes(new Uint8Array(numbers.buffer), text, bytes);
}

/** The pack, or null when the bytes are none. Only for bytes that a seal has authenticated: rows are not read before somebody looks at them. */
export function bytesToPack(stored: Bytes): RowPack | null {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.length);
  const rows = stored.length < 2 * countBytes ? Number.POSITIVE_INFINITY : view.getUint32(0);
  const wordsAt = countBytes * (rows + 2);
  if (wordsAt > stored.length) return null;
  const rowsAt = wordsAt + view.getUint32(wordsAt - countBytes);
  const words = rowsAt > stored.length ? null : bytesToUtf8(stored.subarray(wordsAt, rowsAt));
  if (words === null || !words.startsWith("[")) return null;
  const starts = Uint32Array.from({ length: rows }, (_, at) => view.getUint32(countBytes * (at + 1)));
  return { words: JSON.parse(words) as readonly string[], bytes: stored.slice(rowsAt), starts, dropped: new Uint32Array(0) };
}
