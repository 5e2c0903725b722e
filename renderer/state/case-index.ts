import type { EntityId } from "../../shared/kernel/brand.ts";
import { distinctFromType, possibleMatchType } from "../../shared/ontology/model.ts";
import { type Counts, countedAs } from "../../shared/projections/counted.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { KeyedRows, type RowChange } from "./keyed-rows.ts";

type Rows = ReadonlyMap<EntityId, Entity>;

/** Rows under one kind of key, read when first asked for, then kept by what changes. */
class Lists<Key> {
  readonly #keysOf: (row: Entity) => Iterable<Key>;
  #lists: KeyedRows<Key, Entity> | null = null;

  constructor(keysOf: (row: Entity) => Iterable<Key>, lists: KeyedRows<Key, Entity> | null = null) {
    this.#keysOf = keysOf;
    this.#lists = lists;
  }
  /** To be changed by themselves; lists by very many keys are not copied, but read anew when they are asked for. */
  copy(): Lists<Key> {
    return new Lists(this.#keysOf, this.#lists !== null && this.#lists.size <= mostCopied ? this.#lists.copy() : null);
  }
  of(rows: Rows): KeyedRows<Key, Entity> {
    this.#lists ??= KeyedRows.of(rows.values(), this.#keysOf);
    return this.#lists;
  }
  change(changes: readonly RowChange<Entity>[]): void {
    this.#lists?.change(changes);
  }
}

const mostCopied = 1000;

/** What the lists are by. */
function makeLists() {
  return {
    forms: new Lists((row) => (countedAs(row) === null ? [] : [row.form])),
    types: new Lists(({ type }) => [type]),
    listed: new Lists((row) => (countedAs(row) === null ? [] : [row.type])),
    agencies: new Lists((row) => (countedAs(row) === null ? [] : row.agencies)),
    ends: new Lists(({ ends }) => (ends === null ? [] : ends.from === ends.to ? [ends.from] : [ends.from, ends.to])),
    parts: new Lists(({ members }) => members),
    contradicted: new Lists(({ conflicts }) => (conflicts.length > 0 ? [true] : [])),
    ruled: new Lists(({ rulings }) => (rulings.length > 0 ? [true] : [])),
  };
}

/**
 * What every panel asks of all rows of the case, so that an edit in a case of a hundred thousand does not make each of them read all rows again. A list is
 * read when first asked for, O(rows); then an edit costs a walk over its pointers. It follows the case; after each change it is another object.
 */
export class CaseIndex {
  /** The rows it is of. */
  readonly entities: Rows;
  readonly #lists: ReturnType<typeof makeLists>;
  #answered: ReadonlySet<EntityId> | null = null;

  constructor(entities: Rows, lists = makeLists()) {
    this.entities = entities;
    this.#lists = lists;
  }

  /** The index of the rows as they are after these changes. This one is no more to be asked. */
  after(entities: Rows, changes: readonly RowChange<Entity>[]): CaseIndex {
    for (const lists of Object.values(this.#lists)) lists.change(changes);
    return new CaseIndex(entities, this.#lists);
  }

  /** The index of other rows, which differ from these by these changes: the case as it once was. This one goes on as it is. */
  beside(entities: Rows, changes: readonly RowChange<Entity>[]): CaseIndex {
    const { forms, types, listed, agencies, ends, parts, contradicted, ruled } = this.#lists;
    const copies = {
      forms: forms.copy(),
      types: types.copy(),
      listed: listed.copy(),
      agencies: agencies.copy(),
      ends: ends.copy(),
      parts: parts.copy(),
      contradicted: contradicted.copy(),
      ruled: ruled.copy(),
    };
    return new CaseIndex(entities, copies).after(entities, changes);
  }

  /** Things that are counted and drawn: listed types and unknown ones, exhibits among them. */
  get nodes(): readonly Entity[] {
    return this.#lists.forms.of(this.entities).under("node");
  }
  /** Links that are counted and drawn. */
  get links(): readonly Entity[] {
    return this.#lists.forms.of(this.entities).under("link");
  }
  /** All rows of a type, also those the program keeps for itself. */
  ofType(type: string): readonly Entity[] {
    return this.#lists.types.of(this.entities).under(type);
  }
  /** Rows of a type that are counted. */
  listedOf(type: string): readonly Entity[] {
    return this.#lists.listed.of(this.entities).under(type);
  }
  /** Codes of the agencies that said something of what is counted, in order. */
  agencies(): readonly string[] {
    return [...this.#lists.agencies.of(this.entities).keys()].sort();
  }
  /** What is counted and of which an agency said something. */
  saidBy(agency: string): readonly Entity[] {
    return this.#lists.agencies.of(this.entities).under(agency);
  }
  /** All links with an end at an id, also those that only say who is who. */
  endingAt(id: EntityId): readonly Entity[] {
    return this.#lists.ends.of(this.entities).under(id);
  }
  /** The thing that an id was merged into. */
  wholeOf(part: EntityId): Entity | undefined {
    return this.#lists.parts.of(this.entities).under(part)[0];
  }
  /** Rows with a property whose values contradict each other. */
  get contradicted(): readonly Entity[] {
    return this.#lists.contradicted.of(this.entities).under(true);
  }
  /** Rows that somebody ruled on. */
  get ruled(): readonly Entity[] {
    return this.#lists.ruled.of(this.entities).under(true);
  }
  /** Possible matches of two that somebody says are not one: no open questions. O(possible matches + such statements), once per change of the case. */
  get answered(): ReadonlySet<EntityId> {
    this.#answered ??= answeredIn(this);
    return this.#answered;
  }
  get counts(): Counts {
    const exhibits = this.listedOf("exhibit").length;
    return { entities: this.nodes.length - exhibits, exhibits, links: this.links.length };
  }
}

function answeredIn(index: CaseIndex): ReadonlySet<EntityId> {
  const possible = index.listedOf(possibleMatchType);
  if (possible.length === 0) return new Set();
  // What is said of a part holds for the thing it was merged into.
  const shownAs = (end: EntityId): EntityId => index.wholeOf(end)?.id ?? end;
  const pairOf = ({ ends }: Entity): string => (ends === null ? "" : [shownAs(ends.from), shownAs(ends.to)].sort().join(" "));
  const distinct = new Set(index.ofType(distinctFromType).map(pairOf));
  distinct.delete("");
  return new Set(possible.flatMap((link) => (distinct.has(pairOf(link)) ? [link.id] : [])));
}
