import type { EntityId } from "../../../shared/kernel/brand.ts";
import { distinctFromType } from "../../../shared/ontology/model.ts";
import type { Entity } from "../../../shared/projections/model.ts";

/** A statement that a thing is not another one. */
export interface Distinction {
  readonly link: Entity;
  /** The id the other is shown under now. */
  readonly other: EntityId;
}

/** What is said not to be this thing, or not to be a part of it; not what is said of two parts of it. O(entities). */
export function distinctionsOf(entities: ReadonlyMap<EntityId, Entity>, { id, members }: Entity): readonly Distinction[] {
  const parts = new Set([id, ...members]);
  const found: { readonly link: Entity; readonly end: EntityId }[] = [];
  for (const link of entities.values()) {
    if (link.type !== distinctFromType || link.ends === null) continue;
    const { from, to } = link.ends;
    if (parts.has(from) !== parts.has(to)) found.push({ link, end: parts.has(from) ? to : from });
  }
  if (found.length === 0) return [];
  const keys = new Map<EntityId, EntityId>();
  for (const each of entities.values()) for (const member of each.members) keys.set(member, each.id);
  return found.map(({ link, end }) => ({ link, other: keys.get(end) ?? end }));
}

/** Statements that two parts of this thing are not one: the merge stands, and is contested. O(entities). */
export function distinctionsWithin(entities: ReadonlyMap<EntityId, Entity>, { id, members }: Entity): readonly Entity[] {
  if (members.length === 0) return [];
  const parts = new Set([id, ...members]);
  return [...entities.values()].filter(({ type, ends }) => type === distinctFromType && ends !== null && parts.has(ends.from) && parts.has(ends.to));
}
