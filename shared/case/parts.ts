import type { EntityId } from "../kernel/brand.ts";
import { rowsPerPart } from "../projections/case-fold.ts";
import type { Entity, Flow, Patch } from "../projections/model.ts";
import { packPatch } from "../projections/pack-rows.ts";
import { buffersOf, type RowPack } from "../projections/row-format.ts";
import type { CaseNews } from "./door.ts";

/** One part of a change, as it is told. */
export interface Part {
  readonly isLast: boolean;
  readonly entities: RowPack;
  readonly flows: Patch<string, Flow>;
}

const noRows: Patch<EntityId, Entity> = { put: new Map(), drop: new Set() };
const noFlows: Patch<string, Flow> = { put: new Map(), drop: new Set() };

/** A part in the middle of a change. */
export function middlePart(entities: Patch<EntityId, Entity>): Part {
  return middlePack(packPatch(entities));
}
/** The same of rows that are packed already. */
export function middlePack(entities: RowPack): Part {
  return { isLast: false, entities, flows: noFlows };
}

/** How a change ends: its last rows and all its flows, cut where there are many. What goes is told first. */
export function lastParts(entities: Patch<EntityId, Entity>, flows: Patch<string, Flow>): readonly Part[] {
  const lines = cut(flows);
  return lines.map((line, i) => ({ isLast: i === lines.length - 1, entities: packPatch(i === 0 ? entities : noRows), flows: line }));
}

/** What of the news is moved from thread to thread instead of copied. */
export function movedOf(news: CaseNews): readonly ArrayBuffer[] {
  return news.kind === "patch" || news.kind === "look" ? buffersOf(news.entities) : [];
}

/** Cuts a patch into pieces; a small one is one. */
export function cut<Key, Row>({ put, drop }: Patch<Key, Row>): readonly Patch<Key, Row>[] {
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
