import type { EntityId } from "../kernel/brand.ts";
import type { Entity, Flow, Patch } from "../projections/model.ts";

/** Rows told at once: a window reads so many between two frames. */
const rowsPerPart = 2000;

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
  const parts: Patch<Key, Row>[] = [{ put: new Map(), drop }];
  let part = new Map<Key, Row>();
  for (const [key, row] of put) {
    part.set(key, row);
    if (part.size < rowsPerPart) continue;
    parts.push({ put: part, drop: new Set() });
    part = new Map();
  }
  if (part.size > 0) parts.push({ put: part, drop: new Set() });
  return parts;
}
