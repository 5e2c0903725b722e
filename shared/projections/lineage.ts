import type { EntityId, FileHash } from "../kernel/brand.ts";
import { entityIdFor } from "../ontology/identity.ts";
import { compareText } from "./compare-text.ts";

/** Which sources repeat which: corroboration counts origins, not pages. */
export interface Lineage {
  /** The originals a file goes back to: itself when it repeats nothing. Ids of exhibits, sorted. */
  originsOf(file: FileHash): readonly EntityId[];
  /** The originals an exhibit goes back to. */
  originsOfExhibit(exhibit: EntityId): readonly EntityId[];
}
/** "This exhibit repeats that one." */
export interface Copy {
  readonly copy: EntityId;
  readonly original: EntityId;
}

/** The exhibit of a file: its id derives from the hash, which is remembered since it is asked for each claim. */
export class ExhibitIds {
  readonly #byFile = new Map<FileHash, EntityId>();
  of(file: FileHash): EntityId | null {
    const known = this.#byFile.get(file);
    if (known !== undefined) return known;
    const id = entityIdFor("exhibit", file);
    if (id !== null) this.#byFile.set(file, id);
    return id;
  }
}

/**
 * Follows copies to what nobody copied. Exhibits that repeat each other in a circle are one origin, named by the least id.
 *
 * Takes   copies in any order, repeats included.
 * Cost    O(copies); then O(1) an ask.
 * Source  strongly connected components: Tarjan 1972, without recursion.
 */
export function lineageOf(copies: readonly Copy[], exhibits: ExhibitIds): Lineage {
  const origins = copies.length === 0 ? new Map<EntityId, readonly EntityId[]>() : collectOrigins(copies);
  const originsOfExhibit = (exhibit: EntityId): readonly EntityId[] => origins.get(exhibit) ?? [exhibit];
  return {
    originsOfExhibit,
    originsOf: (file) => {
      const exhibit = exhibits.of(file);
      return exhibit === null ? [] : originsOfExhibit(exhibit);
    },
  };
}

interface Visit {
  readonly node: EntityId;
  readonly index: number;
  low: number;
  next: number;
}

function collectOrigins(copies: readonly Copy[]): ReadonlyMap<EntityId, readonly EntityId[]> {
  const originals = new Map<EntityId, EntityId[]>();
  for (const { copy, original } of copies) {
    const list = originals.get(copy);
    if (list === undefined) originals.set(copy, [original]);
    else list.push(original);
  }
  const walk = new Walk(originals);
  for (const node of [...originals.keys()].sort(compareText)) walk.from(node);
  return walk.origins;
}

/** One walk over all copies; a component is closed after everything it repeats, so its origins are known then. */
class Walk {
  readonly origins = new Map<EntityId, readonly EntityId[]>();
  readonly #originals: ReadonlyMap<EntityId, readonly EntityId[]>;
  readonly #visits = new Map<EntityId, Visit>();
  readonly #open: Visit[] = [];

  constructor(originals: ReadonlyMap<EntityId, readonly EntityId[]>) {
    this.#originals = originals;
  }

  from(start: EntityId): void {
    if (this.#visits.has(start)) return;
    const path = [this.#enter(start)];
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const next = this.#originals.get(at.node)?.[at.next];
      at.next += 1;
      if (next !== undefined) {
        const known = this.#visits.get(next);
        if (known === undefined) path.push(this.#enter(next));
        else if (!this.origins.has(next)) at.low = Math.min(at.low, known.index);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) above.low = Math.min(above.low, at.low);
      if (at.low === at.index) this.#close(at);
    }
  }

  #enter(node: EntityId): Visit {
    const visit = { node, index: this.#visits.size, low: this.#visits.size, next: 0 };
    this.#visits.set(node, visit);
    this.#open.push(visit);
    return visit;
  }

  #close(first: Visit): void {
    const members: EntityId[] = [];
    for (let visit = this.#open.pop(); visit !== undefined; visit = visit === first ? undefined : this.#open.pop()) members.push(visit.node);
    const beyond = new Set<EntityId>();
    for (const member of members) {
      for (const original of this.#originals.get(member) ?? []) for (const origin of this.origins.get(original) ?? []) beyond.add(origin);
    }
    const found = beyond.size > 0 ? [...beyond].sort(compareText) : members.sort(compareText).slice(0, 1);
    for (const member of members) this.origins.set(member, found);
  }
}
