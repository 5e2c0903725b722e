import { type EntityId, type FileHash, parseFileHash } from "../../../shared/kernel/brand.ts";
import { copyOfType } from "../../../shared/ontology/model.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import type { Entity } from "../../../shared/projections/model.ts";

/** One line of the tree: an exhibit, or several that repeat each other in a circle. */
export interface LineageRow {
  /** The way to it from its root: the same exhibit may stand under two originals. */
  readonly key: string;
  readonly level: number;
  readonly isOpen: boolean | null;
  /** More than one: a circle. */
  readonly exhibits: readonly Entity[];
  /** Copies of it, and of those. */
  readonly copies: number;
  /** Live statements read from it. */
  readonly claims: number;
  /** It stands in full elsewhere above. */
  readonly isRepeated: boolean;
  /** One of those that repeat each other; the others below the circle are copies of it. */
  readonly isInCircle: boolean;
}

interface Group {
  readonly key: string;
  readonly exhibits: readonly Entity[];
  readonly copies: Set<Group>;
  readonly originals: Set<Group>;
}

/**
 * The exhibits of a case as trees: what nobody copied at the root, copies below; the exhibits of a circle stand below it, before its copies; originals with most copies first, exhibits nobody repeats last.
 *
 * Cost    O(exhibits + facts), and O(copies²) for finding circles among those that are copies or are copied.
 */
export function lineageRows(entities: ReadonlyMap<EntityId, Entity>, closed: ReadonlySet<string>): readonly LineageRow[] {
  const groups = groupsOf(entities);
  const claims = countClaims(entities);
  const rows: LineageRow[] = [];
  const shown = new Set<Group>();
  const add = (group: Group, level: number, above: string): void => {
    const key = `${above}/${group.key}`;
    const isRepeated = shown.has(group);
    shown.add(group);
    const isCircle = group.exhibits.length > 1;
    const hasMore = (group.copies.size > 0 || isCircle) && !isRepeated;
    const isOpen = hasMore ? !closed.has(key) : null;
    const read = group.exhibits.map((exhibit) => claims.get(hashOf(exhibit) ?? "") ?? 0);
    const all = read.reduce((sum, each) => sum + each, 0);
    rows.push({ key, level, isOpen, exhibits: group.exhibits, copies: copiesBelow(group), claims: all, isRepeated, isInCircle: false });
    if (isOpen === true && isCircle) rows.push(...group.exhibits.map((exhibit, at) => partOf(exhibit, level + 1, key, read[at] ?? 0)));
    if (isOpen === true) for (const copy of ordered(group.copies)) add(copy, level + 1, key);
  };
  for (const root of ordered(groups.filter(({ originals }) => originals.size === 0))) add(root, 1, "");
  return rows;
}

/** One exhibit of a circle, below it. */
function partOf(exhibit: Entity, level: number, above: string, claims: number): LineageRow {
  return { key: `${above}/=${exhibit.id}`, level, isOpen: null, exhibits: [exhibit], copies: 0, claims, isRepeated: false, isInCircle: true };
}

/** Those with most below first, then by name and id. */
function ordered(groups: Iterable<Group>): readonly Group[] {
  const nameOf = ({ exhibits }: Group): string => exhibits[0]?.title ?? "";
  return [...groups].sort(
    (a, b) => copiesBelow(b) - copiesBelow(a) || (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : a.key < b.key ? -1 : 1),
  );
}

function copiesBelow(group: Group): number {
  const below = reach(group, ({ copies }) => copies);
  return [...below].reduce((sum, { exhibits }) => sum + exhibits.length, 0);
}

/** All that can be come to, without the start. */
function reach<Node>(start: Node, next: (node: Node) => Iterable<Node>): ReadonlySet<Node> {
  const seen = new Set<Node>();
  const queue = [...next(start)];
  for (const node of queue) {
    if (seen.has(node)) continue;
    seen.add(node);
    queue.push(...next(node));
  }
  return seen;
}

/** Exhibits, those in a circle together, with who repeats whom. */
function groupsOf(entities: ReadonlyMap<EntityId, Entity>): readonly Group[] {
  const originals = new Map<EntityId, Set<EntityId>>();
  for (const { type, ends } of entities.values()) {
    if (type !== copyOfType || ends === null || ends.from === ends.to) continue;
    originals.set(ends.from, (originals.get(ends.from) ?? new Set()).add(ends.to));
  }
  const reached = new Map([...originals.keys()].map((id) => [id, reach(id, (each) => originals.get(each) ?? [])]));
  const groupOf = new Map<EntityId, Group>();
  for (const exhibit of entities.values()) {
    if (exhibit.type !== "exhibit" || groupOf.has(exhibit.id)) continue;
    const circle = [...(reached.get(exhibit.id) ?? [])].filter((id) => id !== exhibit.id && reached.get(id)?.has(exhibit.id));
    const exhibits = [exhibit.id, ...circle].sort().flatMap((id) => entities.get(id) ?? []);
    const group: Group = { key: exhibits[0]?.id ?? exhibit.id, exhibits, copies: new Set(), originals: new Set() };
    for (const { id } of exhibits) groupOf.set(id, group);
  }
  for (const [copy, ids] of originals) {
    const one = groupOf.get(copy);
    for (const original of ids) {
      const other = groupOf.get(original);
      if (one === undefined || other === undefined || one === other) continue;
      one.originals.add(other);
      other.copies.add(one);
    }
  }
  return [...new Set(groupOf.values())];
}

/** Live statements by the file they were read from, those about the file itself left out. */
function countClaims(entities: ReadonlyMap<EntityId, Entity>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { facts, type } of entities.values()) {
    if (type === "exhibit" || type === "dataset") continue;
    for (const list of Object.values(facts)) {
      for (const { source } of list) if (source !== null) counts.set(source.file, (counts.get(source.file) ?? 0) + 1);
    }
  }
  return counts;
}

/** The file an exhibit is; null when its hash was not shared. */
function hashOf({ facts }: Entity): FileHash | null {
  return parseFileHash(textOfValue(facts["fileHash"]?.[0]?.value));
}

/** What an exhibit is called: its title, else its file; "" when neither is known. */
export function exhibitName(exhibit: Entity): string {
  return textOfValue(exhibit.facts["title"]?.[0]?.value) || textOfValue(exhibit.facts["fileName"]?.[0]?.value) || exhibit.title;
}
