import type { EntityId } from "../kernel/brand.ts";
import type { EntityNumbers } from "./entity-numbers.ts";
import type { Entity } from "./model.ts";

/** What is always at hand of a row: enough to count, to type and to find links. */
export interface Outline {
  readonly type: string;
  readonly form: Entity["form"];
  readonly ends: Entity["ends"];
  readonly agencies: readonly string[];
}
/** The outlines of all rows, by id, in the order their entities were first met. */
export interface Outlines extends Iterable<readonly [EntityId, Outline]> {
  get(id: EntityId): Outline | undefined;
  values(): IterableIterator<Outline>;
}
/** Rows at hand whole, at most: a screenful and what was just done. */
const mostAtHand = 4096;

/**
 * The rows of a case, of which only outlines are kept: whoever shows them has a copy already, and a row is built again in microseconds. A case of a
 * million claims then takes a third of the memory.
 */
export class Rows implements ReadonlyMap<EntityId, Entity> {
  readonly #build: (id: EntityId) => Entity | null;
  readonly #entities: EntityNumbers;
  /** By the number of the entity. */
  readonly #outlines: (Outline | undefined)[] = [];
  #size = 0;
  readonly #atHand = new Map<EntityId, Entity>();
  readonly #byType = new Tally();
  readonly #byAgency = new Tally();
  /** Lists of agencies are few: each is kept once. */
  readonly #agencyLists = new Map<string, readonly string[]>();

  constructor(entities: EntityNumbers, build: (id: EntityId) => Entity | null) {
    this.#entities = entities;
    this.#build = build;
  }

  get size(): number {
    return this.#size;
  }
  outlines(): Outlines {
    return {
      get: (id) => this.#outlines[this.#entities.find(id)],
      values: () => this.#outlined(([, outline]) => outline),
      [Symbol.iterator]: () => this.#outlined((each) => each),
    };
  }
  /** How many rows there are of each type, and how many each agency has a word in. */
  tally(): { readonly types: ReadonlyMap<string, number>; readonly agencies: ReadonlyMap<string, number> } {
    return { types: this.#byType.read(), agencies: this.#byAgency.read() };
  }

  /** `number` is that of the row's entity. */
  put(number: number, row: Entity): void {
    this.#atHand.delete(row.id);
    const known = this.#outlines[number];
    if (known !== undefined && isOutlinedBy(known, row)) return;
    this.#note(number, { type: row.type, form: row.form, ends: row.ends, agencies: this.#listOnce(row.agencies) });
  }
  drop(number: number): void {
    this.#atHand.delete(this.#entities.idOf(number));
    this.#note(number, undefined);
  }

  has(id: EntityId): boolean {
    return this.#outlines[this.#entities.find(id)] !== undefined;
  }
  get(id: EntityId): Entity | undefined {
    if (!this.has(id)) return undefined;
    const known = this.#atHand.get(id);
    if (known !== undefined) return known;
    const row = this.#build(id) ?? undefined;
    if (this.#atHand.size >= mostAtHand) this.#atHand.clear();
    if (row !== undefined) this.#atHand.set(id, row);
    return row;
  }
  keys(): MapIterator<EntityId> {
    return this.#outlined(([id]) => id);
  }
  *entries(): MapIterator<[EntityId, Entity]> {
    for (const id of this.keys()) {
      const row = this.#atHand.get(id) ?? this.#build(id);
      if (row !== null) yield [id, row];
    }
  }
  *values(): MapIterator<Entity> {
    for (const [, row] of this.entries()) yield row;
  }
  typeOf(id: EntityId): string | undefined {
    return this.#outlines[this.#entities.find(id)]?.type;
  }
  /** Rows of these types: only they are built. O(rows) to find them. */
  *ofTypes(types: ReadonlySet<string>): IterableIterator<Entity> {
    for (const [id, { type }] of this.outlines()) {
      const row = types.has(type) ? this.get(id) : undefined;
      if (row !== undefined) yield row;
    }
  }
  forEach(tell: (row: Entity, id: EntityId, rows: ReadonlyMap<EntityId, Entity>) => void): void {
    for (const [id, row] of this.entries()) tell(row, id, this);
  }
  [Symbol.iterator](): MapIterator<[EntityId, Entity]> {
    return this.entries();
  }

  *#outlined<Read>(read: (each: readonly [EntityId, Outline]) => Read): MapIterator<Read> {
    for (const [number, outline] of this.#outlines.entries()) if (outline !== undefined) yield read([this.#entities.idOf(number), outline]);
  }

  #note(number: number, outline: Outline | undefined): void {
    const known = this.#outlines[number];
    this.#count(known, -1);
    this.#count(outline, 1);
    while (this.#outlines.length < number) this.#outlines.push(undefined);
    this.#outlines[number] = outline;
    this.#size += (outline === undefined ? 0 : 1) - (known === undefined ? 0 : 1);
  }

  #listOnce(agencies: readonly string[]): readonly string[] {
    const key = agencies.length === 1 ? (agencies[0] ?? "") : agencies.join(" ");
    const known = this.#agencyLists.get(key);
    if (known === undefined) this.#agencyLists.set(key, agencies);
    return known ?? agencies;
  }

  #count(outline: Outline | undefined, by: 1 | -1): void {
    if (outline === undefined) return;
    this.#byType.add(outline.type, by);
    for (const agency of outline.agencies) this.#byAgency.add(agency, by);
  }
}

/** Whether a row changes nothing of what is kept of it: it mostly does not. */
function isOutlinedBy({ type, form, ends, agencies }: Outline, row: Entity): boolean {
  if (type !== row.type || form !== row.form || ends?.from !== row.ends?.from || ends?.to !== row.ends?.to) return false;
  return agencies.length === row.agencies.length && agencies.every((agency, i) => agency === row.agencies[i]);
}

/** How many of each name. */
class Tally {
  readonly #counts = new Map<string, { count: number }>();

  add(name: string, by: number): void {
    const known = this.#counts.get(name);
    if (known === undefined) this.#counts.set(name, { count: by });
    else known.count += by;
  }
  read(): ReadonlyMap<string, number> {
    return new Map([...this.#counts].flatMap(([name, { count }]) => (count === 0 ? [] : [[name, count] as const])));
  }
}
