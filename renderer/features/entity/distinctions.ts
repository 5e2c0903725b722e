import type { EntityId } from "../../../shared/kernel/brand.ts";
import { distinctFromType } from "../../../shared/ontology/model.ts";
import type { CaseIndex } from "../../state/case-index.ts";
import type { Entity } from "../../../shared/projections/model.ts";

/** A statement that a thing is not another one. */
export interface Distinction {
  readonly link: Entity;
  /** The id the other is shown under now. */
  readonly other: EntityId;
}

/** What is said not to be this thing, or not to be a part of it; not what is said of two parts of it. */
export function distinctionsOf(index: CaseIndex, { id, members }: Entity): readonly Distinction[] {
  const parts = new Set([id, ...members]);
  const found: { readonly link: Entity; readonly end: EntityId }[] = [];
  for (const link of index.ofType(distinctFromType)) {
    if (link.ends === null) continue;
    const { from, to } = link.ends;
    if (parts.has(from) !== parts.has(to)) found.push({ link, end: parts.has(from) ? to : from });
  }
  return found.map(({ link, end }) => ({ link, other: index.wholeOf(end)?.id ?? end }));
}

/** Statements that two parts of this thing are not one: the merge stands, and is contested. */
export function distinctionsWithin(index: CaseIndex, { id, members }: Entity): readonly Entity[] {
  if (members.length === 0) return [];
  const parts = new Set([id, ...members]);
  return index.ofType(distinctFromType).filter(({ ends }) => ends !== null && parts.has(ends.from) && parts.has(ends.to));
}
