import type { EntityId } from "../kernel/brand.ts";
import { rowsPerPart } from "../projections/case-fold.ts";
import type { Entity, Flow, Patch } from "../projections/model.ts";

/** One part of a change. */
export interface Part {
  readonly isLast: boolean;
  readonly entities: Patch<EntityId, Entity>;
  readonly flows: Patch<string, Flow>;
}

/** Cuts a change into parts; a small one is one part. What goes is told first. */
export function partsOf(entities: Patch<EntityId, Entity>, flows: Patch<string, Flow>): readonly Part[] {
  const things = cut(entities);
  const lines = cut(flows);
  const parts = Math.max(things.length, lines.length);
  const nothing = { put: new Map<never, never>(), drop: new Set<never>() };
  return Array.from({ length: parts }, (_, i) => ({ isLast: i === parts - 1, entities: things[i] ?? nothing, flows: lines[i] ?? nothing }));
}

function cut<Key, Row>({ put, drop }: Patch<Key, Row>): readonly Patch<Key, Row>[] {
  if (put.size + drop.size <= rowsPerPart) return [{ put, drop }];
  const parts: Patch<Key, Row>[] = [];
  for (const keys of inPieces(drop)) parts.push({ put: new Map(), drop: new Set(keys) });
  for (const rows of inPieces(put)) parts.push({ put: new Map(rows), drop: new Set() });
  return parts;
}

function* inPieces<Item>(items: Iterable<Item>): IterableIterator<readonly Item[]> {
  let piece: Item[] = [];
  for (const item of items) {
    piece.push(item);
    if (piece.length < rowsPerPart) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
