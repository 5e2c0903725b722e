import type { EntityId, FileHash } from "../kernel/brand.ts";
import type { PackedClaims } from "../ledger/packed-claims.ts";
import { packedOf } from "../ledger/codec.ts";
import type { Commit, Value } from "../ledger/model.ts";
import { copyOfType, distinctFromType, fromProperty, sameAsType, toProperty, typeProperty } from "../ontology/model.ts";
import { Acceptances } from "./acceptances.ts";
import { type EntityParts, entityOf, entityOfRow, rowOf } from "./entities.ts";
import { EntityNumbers, EntitySet } from "./entity-numbers.ts";
import { Facts } from "./facts.ts";
import type { Horizon, LiveClaim, StandingClaim } from "./live-claim.ts";
import { countedAs } from "./counted.ts";
import { type Copy, ExhibitIds, type Lineage, lineageOf } from "./lineage.ts";
import type { Entity, Patch } from "./model.ts";
import { mostLinkedOf } from "./most-linked.ts";
import { Rows } from "./rows.ts";
import { contestedOf, heldApart, type Pair, type SaidPair, type Sameness, samenessOf } from "./sameness.ts";
import { holdsOn } from "./spans.ts";
import type { Viewpoint } from "./viewpoint.ts";

/** Rows of one part: a window reads so many in a few milliseconds, also on a busy machine. */
export const rowsPerPart = 500;

/** Link types that say who is who and what repeats what: they change how everything else is read. */
const relatingTypes: ReadonlySet<string> = new Set([sameAsType, distinctFromType, copyOfType]);

/** What a link ties, and whether our own agency says all of it. */
interface Relating {
  readonly type: string;
  readonly pair: Pair;
  readonly isOurs: boolean;
}

/** What all views of a case look at. */
interface Folded {
  readonly facts: Facts;
  readonly entities: EntityNumbers;
  readonly exhibits: ExhibitIds;
}

/** The things and links of a case, folded from its commits, as seen from one viewpoint within one horizon. */
export class CaseView {
  readonly facts: Facts;
  readonly viewpoint: Viewpoint;
  readonly horizon: Horizon | null;
  readonly #entities: EntityNumbers;
  readonly #exhibits: ExhibitIds;
  /** Live links that relate, by their own id. */
  readonly #relating = new Map<EntityId, Relating>();
  #sameness: Sameness = samenessOf([], []);
  #contested: ReadonlySet<EntityId> = new Set();
  #lineage: Lineage;

  constructor(of: Folded, viewpoint: Viewpoint, horizon: Horizon | null) {
    this.facts = of.facts;
    this.viewpoint = viewpoint;
    this.horizon = horizon;
    this.#entities = of.entities;
    this.#exhibits = of.exhibits;
    this.#lineage = lineageOf([], of.exhibits);
  }

  get sameness(): Sameness {
    return this.#sameness;
  }
  get lineage(): Lineage {
    return this.#lineage;
  }
  /** Merged things of which two ids are said to be distinct as well, by the id they are shown under. */
  get contested(): ReadonlySet<EntityId> {
    return this.#contested;
  }
  /** Links that relate, as they are seen here. */
  relating(): ReadonlyMap<EntityId, Relating> {
    return this.#relating;
  }

  /** One thing as it is seen here, as plain data; null when there is nothing to see, or it is part of another. */
  build(id: EntityId): Entity | null {
    const parts = this.#partsOf(id);
    return parts === null ? null : entityOf(parts);
  }

  /** The same to be told on, by the number of the entity; its facts are made when somebody looks at them. */
  row(number: number): Entity | null {
    const parts = this.#partsOf(this.#entities.idOf(number), number);
    return parts === null ? null : rowOf(parts);
  }

  #partsOf(id: EntityId, number = this.#entities.find(id)): EntityParts | null {
    if (this.#sameness.keyOf(id) !== id) return null;
    const members = this.#sameness.membersOf(id);
    const said = this.facts.liveOf(number, this.horizon, this.viewpoint.own);
    const live = members.length === 0 ? said : [said, ...members.map((member) => this.#live(member))].flat();
    const [isContested, keyOf] = [this.#contested.has(id), (each: EntityId): EntityId => this.#sameness.keyOf(each)];
    return { id, members, live, lineage: this.#lineage, viewpoint: this.viewpoint, isContested, keyOf };
  }

  /**
   * Reads anew what these subjects say about others, if they say anything of the kind.
   * Gives   whom that changes beyond the subjects themselves: the merged and unmerged, and exhibits whose origins changed.
   */
  relate(subjects: Iterable<EntityId>): { readonly merged: ReadonlySet<EntityId>; readonly copied: ReadonlySet<EntityId> } {
    let [isSamenessNew, isLineageNew] = [false, false];
    const copied = new Set<EntityId>();
    for (const subject of subjects) {
      const before = this.#relating.get(subject);
      const now = this.#readRelating(subject);
      if (before === undefined && now === null) continue;
      if (now === null) this.#relating.delete(subject);
      else this.#relating.set(subject, now);
      for (const each of [before, now]) {
        if (each?.type === copyOfType) {
          isLineageNew = true;
          copied.add(each.pair.from).add(each.pair.to);
        } else if (each !== undefined && each !== null) isSamenessNew = true;
      }
    }
    const merged = isSamenessNew ? this.#renewSameness() : new Set<EntityId>();
    return { merged, copied: isLineageNew ? this.#renewLineage(copied) : copied };
  }

  #live(subject: EntityId): readonly StandingClaim[] {
    return this.facts.live(subject, this.horizon, this.viewpoint.own);
  }

  /** What a link ties, of what is said of it that we do not contest and that holds when we look. */
  #readRelating(subject: EntityId): Relating | null {
    const { own, day, isDated } = this.viewpoint;
    const counted = this.#live(subject).filter(
      ({ statement, disputedBy }) => !disputedBy.includes(own) && (!isDated || holdsOn(statement.during, day)),
    );
    const type = leastOf(counted, own, typeProperty, (value) => (value.kind === "text" && relatingTypes.has(value.text) ? value.text : null));
    if (type === null) return null;
    const [from, to] = [leastOf(counted, own, fromProperty, entityOfValue), leastOf(counted, own, toProperty, entityOfValue)];
    if (from === null || to === null) return null;
    return { type: type.text, pair: { from: from.text, to: to.text }, isOurs: type.isOurs && from.isOurs && to.isOurs };
  }

  #renewSameness(): ReadonlySet<EntityId> {
    const [before, contested] = [this.#sameness, this.#contested];
    const [same, distinct] = [this.#pairs(sameAsType), this.#pairs(distinctFromType)];
    this.#sameness = samenessOf(same, heldApart(same, distinct));
    this.#contested = contestedOf(this.#sameness, distinct);
    const changed = new Set<EntityId>(contested.symmetricDifference(this.#contested));
    for (const id of new Set([...before.ids(), ...this.#sameness.ids()])) {
      const key = this.#sameness.keyOf(id);
      const isSame = before.keyOf(id) === key && before.membersOf(key).join() === this.#sameness.membersOf(key).join();
      if (!isSame) changed.add(id);
    }
    return changed;
  }

  #renewLineage(touched: ReadonlySet<EntityId>): ReadonlySet<EntityId> {
    const before = this.#lineage;
    const copies: readonly Copy[] = this.#pairs(copyOfType).map(({ from, to }) => ({ copy: from, original: to }));
    this.#lineage = lineageOf(copies, this.#exhibits);
    const known = new Set([...touched, ...copies.flatMap(({ copy, original }) => [copy, original])]);
    return new Set([...known].filter((id) => before.originsOfExhibit(id).join() !== this.#lineage.originsOfExhibit(id).join()));
  }

  #pairs(type: string): readonly SaidPair[] {
    return [...this.#relating.values()].flatMap(({ type: said, pair, isOurs }) => (said === type ? [{ ...pair, isOurs }] : []));
  }
}

const entityOfValue = (value: Value): EntityId | null => (value.kind === "entity" ? value.entity : null);

/**
 * What is said where one thing is meant: our own word before that of others, then the least, since the order they came in must not matter; of rival
 * types "distinct" so holds before "same".
 */
function leastOf<Text extends string>(
  live: readonly LiveClaim[],
  own: string,
  property: string,
  read: (value: Value) => Text | null,
): { readonly text: Text; readonly isOurs: boolean } | null {
  let least: { readonly text: Text; readonly isOurs: boolean } | null = null;
  for (const { statement, teller } of live) {
    const text = statement.property === property ? read(statement.value) : null;
    if (text === null) continue;
    const isOurs = teller.header.agency === own;
    if (least === null || (isOurs === least.isOurs ? text < least.text : isOurs)) least = { text, isOurs };
  }
  return least;
}

/**
 * A case as it stands: all commits folded, kept up to date as more arrive.
 *
 * Law     the same commits in any order, batches and repeats give the same rows (tests/property/projections)
 * Cost    about 2 µs a claim; a batch costs the claims of whom it touches.
 */
export class CaseFold implements Folded {
  readonly entities = new EntityNumbers();
  readonly facts = new Facts(this.entities);
  readonly exhibits = new ExhibitIds();
  readonly acceptances = new Acceptances(this.facts);
  readonly #rows = new Rows(this.entities, (id) => this.#now.build(id));
  #stale = new EntitySet(this.entities);
  /** Subjects that ever said who is who or what repeats what; and those of whom anything was said that depends on a day. */
  readonly #relaters = new Set<EntityId>();
  readonly #dated = new Set<EntityId>();
  #now: CaseView;

  constructor(viewpoint: Viewpoint) {
    this.#now = new CaseView(this, viewpoint, null);
  }

  get rows(): Rows {
    return this.#rows;
  }
  get now(): CaseView {
    return this.#now;
  }

  /** Takes one batch of commits, or more of the last one (`goesOn`); `refresh` then gives what changed. */
  add(commits: readonly Commit[], goesOn = false): void {
    this.facts.add(commits, this.#stale, goesOn);
    for (const commit of commits) {
      this.#note(packedOf(commit));
      this.acceptances.note(commit, this.#now.viewpoint.own);
    }
  }

  #note(claims: PackedClaims): void {
    for (const place of claims.placesOf(typeProperty, relatingTypes)) this.#relaters.add(claims.entityAt(claims.subjectAt(place)));
    for (let place = 0; place < claims.length; place++) if (claims.isDatedAt(place)) this.#dated.add(claims.entityAt(claims.subjectAt(place)));
  }

  /** Builds the rows that what was added changed, as one patch. */
  refresh(): Patch<EntityId, Entity> {
    const [put, drop] = [new Map<EntityId, Entity>(), new Set<EntityId>()];
    for (const part of this.changes()) {
      for (const [id, row] of part.put) put.set(id, entityOfRow(row));
      for (const id of part.drop) drop.add(id);
    }
    return { put, drop };
  }

  /**
   * The same in parts of some thousand rows, at least one, each built when asked for and kept by nobody here: whoever tells them on holds one part at a
   * time. To be run to its end.
   */
  *changes(): IterableIterator<Patch<EntityId, Entity>> {
    this.acceptances.settle(this.#stale);
    const keys = this.#stale;
    this.#stale = new EntitySet(this.entities);
    const { merged, copied } = this.#now.relate(this.#relatersAmong(keys));
    if (this.#now.sameness.ids().size > 0 || merged.size > 0) addKeys(keys, merged, this.#now);
    if (merged.size > 0) for (const link of linksAt(merged, this.#rows)) keys.add(link);
    if (copied.size > 0) for (const subject of citing(copied, this.facts, this.exhibits)) keys.add(this.#now.sameness.keyOf(subject));
    yield* this.#build(keys);
  }

  /**
   * Rows of what most links run to, as `changes` will tell them: for whoever cannot wait until all rows are built. Nothing of it is kept.
   * Cost: 0.1 µs a claim, and the rows.
   */
  *mostLinked(): IterableIterator<Entity> {
    this.acceptances.settle(this.#stale);
    const view = this.view(this.#now.viewpoint, null);
    const { sameness } = view;
    const keyOf = (number: number): number => this.entities.numberOf(sameness.keyOf(this.entities.idOf(number)));
    const { nodes, links } = mostLinkedOf(this.facts.blocks(), this.entities, sameness.ids().size === 0 ? (number) => number : keyOf);
    for (const number of [...nodes, ...links]) {
      const row = view.row(number);
      if (row !== null && countedAs(row) !== null) yield row;
    }
  }

  /** Adds and refreshes at once. */
  apply(commits: readonly Commit[]): Patch<EntityId, Entity> {
    this.add(commits);
    return this.refresh();
  }

  /** Looks from elsewhere from now on (another day, mostly); what that may change is told with the next `changes` or `refresh`. */
  see(viewpoint: Viewpoint): void {
    this.acceptances.settle(this.#stale);
    this.#now = new CaseView(this, viewpoint, null);
    this.#now.relate(this.#relaters);
    // Of a thing that others are merged into, nothing need be said itself.
    for (const ids of [this.#rows.keys(), this.facts.subjects(), this.#now.sameness.ids()]) for (const id of ids) this.#stale.add(id);
  }

  /** The same case from another viewpoint, or within a horizon; nothing of it is built yet. */
  view(viewpoint: Viewpoint, horizon: Horizon | null): CaseView {
    const view = new CaseView(this, viewpoint, horizon);
    view.relate(this.#relaters);
    return view;
  }

  /**
   * Whom a view may show otherwise than it is now.
   * Takes   `since`: the batch after which nothing counts in that view; null = it knows all.
   */
  differing(view: CaseView, since: number | null): EntitySet {
    const keys = since === null ? new EntitySet(this.entities) : this.facts.touchedAfter(since);
    if (view.horizon?.aside !== undefined) this.facts.touchDiffering(view.horizon.aside, keys);
    if (view.viewpoint.isDated || view.viewpoint.day !== this.#now.viewpoint.day) for (const id of this.#dated) keys.add(id);
    const moved = new Set([...this.#now.sameness.ids(), ...view.sameness.ids()].filter((id) => isMoved(id, this.#now.sameness, view.sameness)));
    for (const id of this.#now.contested.symmetricDifference(view.contested)) moved.add(id);
    for (const each of [this.#now, view]) if (each.sameness.ids().size > 0) addKeys(keys, moved, each);
    if (moved.size > 0) for (const link of linksAt(moved, this.#rows)) keys.add(link);
    const exhibits = new Set([...this.#now.relating().values(), ...view.relating().values()].flatMap(({ pair }) => [pair.from, pair.to]));
    const copied = new Set([...exhibits].filter((id) => this.#now.lineage.originsOfExhibit(id).join() !== view.lineage.originsOfExhibit(id).join()));
    if (copied.size > 0) for (const subject of citing(copied, this.facts, this.exhibits)) keys.add(view.sameness.keyOf(subject));
    return keys;
  }

  #relatersAmong(subjects: EntitySet): readonly EntityId[] {
    return this.#relaters.size === 0 ? [] : [...this.#relaters].filter((id) => subjects.has(id));
  }

  *#build(keys: EntitySet): IterableIterator<Patch<EntityId, Entity>> {
    let [put, drop] = [new Map<EntityId, Entity>(), new Set<EntityId>()];
    for (const number of keys.inOrder()) {
      if (put.size + drop.size >= rowsPerPart) {
        yield { put, drop };
        [put, drop] = [new Map(), new Set()];
      }
      const row = this.#now.row(number);
      if (row === null) {
        drop.add(this.entities.idOf(number));
        this.#rows.drop(number);
      } else {
        put.set(row.id, row);
        this.#rows.put(number, row);
      }
    }
    yield { put, drop };
  }
}

/** Folds commits once. */
export function foldCase(commits: readonly Commit[], viewpoint: Viewpoint): CaseFold {
  const fold = new CaseFold(viewpoint);
  fold.apply(commits);
  return fold;
}

/** Adds the ids that all of these, and more, are shown under. */
function addKeys(keys: EntitySet, more: ReadonlySet<EntityId>, { sameness }: CaseView): void {
  for (const id of more) keys.add(id);
  for (const id of keys.ids()) keys.add(sameness.keyOf(id));
}

function isMoved(id: EntityId, before: Sameness, after: Sameness): boolean {
  const key = after.keyOf(id);
  return before.keyOf(id) !== key || before.membersOf(key).join() !== after.membersOf(key).join();
}

/** Links that end at one of these: whole groups of merged ids, so that it does not matter under which of them a link was said. */
function linksAt(ids: ReadonlySet<EntityId>, rows: Rows): readonly EntityId[] {
  const links: EntityId[] = [];
  for (const [id, { ends }] of rows.outlines()) if (ends !== null && (ids.has(ends.from) || ids.has(ends.to))) links.push(id);
  return links;
}

/** Whom statements read from these exhibits are about. */
function citing(exhibits: ReadonlySet<EntityId>, facts: Facts, ids: ExhibitIds): ReadonlySet<EntityId> {
  const isWanted = (file: FileHash): boolean => {
    const exhibit = ids.of(file);
    return exhibit !== null && exhibits.has(exhibit);
  };
  return new Set([...facts.citing(isWanted)].map(({ subject }) => subject));
}
