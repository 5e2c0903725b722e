import type { EntityId } from "../kernel/brand.ts";
import { sameAsType } from "../ontology/model.ts";
import { propertyEntry, typeEntry } from "../ontology/read.ts";
import { compareText } from "./compare-text.ts";
import { isTelling, type MatchKeys, type Marked, matchKeysOf, type NameKey, weightOfIdentifier } from "./match-keys.ts";
import type { Entity } from "./model.ts";
import { pairKey } from "./sameness.ts";

/** One thing two entities have in common. */
export interface MatchReason {
  readonly property: string;
  /** The value as one of the two writes it. */
  readonly text: string;
  readonly kind: "same-identifier" | "same-name" | "alike-name";
}
/** Two that may be one; `a` < `b`. */
export interface Match {
  readonly a: EntityId;
  readonly b: EntityId;
  /** 1 … 100. */
  readonly score: number;
  readonly reasons: readonly MatchReason[];
}
/** A value that more share than are compared with each other: nobody is suggested for its sake. */
export interface CommonValue {
  readonly type: string;
  readonly property: string;
  readonly text: string;
  /** Pairs that were not looked at. */
  readonly pairs: number;
}
export interface Matches {
  /** Best first. */
  readonly pairs: readonly Match[];
  /** Pairs beyond the limit. */
  readonly more: number;
  readonly tooCommon: readonly CommonValue[];
}
/** The rows of a case, as they are looked for here. */
export interface MatchRows {
  ofTypes(types: ReadonlySet<string>): Iterable<Entity>;
  /** The type a thing is of; undefined = it is none. */
  typeOf(id: EntityId): string | undefined;
}
export interface MatchInput {
  readonly rows: MatchRows;
  /** Pairs (`pairKey`) about which it was said already what they are. */
  readonly settled: ReadonlySet<string>;
  /** Only pairs with this one; null = all. */
  readonly entity: EntityId | null;
  readonly limit: number;
}

/** Pairs looked at for one value, at most: fifty things that all share it. */
export const mostPairsOfValue = 1225;
/** Pairs looked at in all, at most: what a window's memory holds with ease. */
const mostPairs = 200_000;
const sameNameWeight = 55;
const alikeNameWeight = 35;
/** A name of one word ("Мади", "Alpha") is shared by chance. */
const oneWordWeight = 30;

/**
 * Pairs that may be one: of one mergeable type, with an identifier in common, or with names that read alike.
 *
 * Rule    Names are compared by their folded words (`foldText`) in any order, legal forms left out: "same" when the words are the same, "alike" when
 *         one name of two words or more has exactly one word less than the other (a patronymic left out). Words that differ are not alike.
 *         Two that have different numbers of a kind that names one thing (IIN, BIN, IBAN) are never suggested, unless they share another of that kind.
 *         Each thing in common is worth something of 100 (a checked number 95, another identifier 75 or 40, a name 55, 35 or 30); what is left to 100
 *         shrinks by each.
 * Gives   best first, then by ids: the same rows give the same list in any order. What few share is looked at first; a value shared by too
 *         many, or met after 200,000 pairs, is not looked at, and is named.
 * Cost    O(rows + pairs that share something), about 15 µs a row: found by index, never by comparing all with all.
 */
export function matchesAmong({ rows, settled, entity, limit }: MatchInput): Matches {
  const search = new Search(rows, settled, entity);
  search.run();
  const ranked = search.pairs().sort((a, b) => b.score - a.score || compareText(a.a, b.a) || compareText(a.b, b.b));
  return { pairs: ranked.slice(0, limit), more: Math.max(0, ranked.length - limit), tooCommon: search.tooCommon };
}

interface Holder {
  readonly id: EntityId;
  readonly mark: Marked;
}
interface Found {
  readonly a: EntityId;
  readonly b: EntityId;
  readonly reasons: Map<string, MatchReason>;
}

class Search {
  readonly tooCommon: CommonValue[] = [];
  readonly #rows: MatchRows;
  readonly #settled: ReadonlySet<string>;
  readonly #only: EntityId | null;
  readonly #keys = new Map<EntityId, MatchKeys>();
  readonly #found = new Map<string, Found>();

  constructor(rows: MatchRows, settled: ReadonlySet<string>, only: EntityId | null) {
    this.#rows = rows;
    this.#settled = settled;
    this.#only = only;
  }

  run(): void {
    const mergeable = mergeableTypes(this.#only === null ? null : this.#typeOf(this.#only));
    // In one order, so that which of two ways of writing is shown does not depend on who came first.
    const rows = [...this.#rows.ofTypes(mergeable)].sort((a, b) => compareText(a.id, b.id));
    const [identifiers, names, shortened] = [new Map<string, Holder[]>(), new Map<string, Holder[]>(), new Map<string, Holder[]>()];
    for (const row of rows) {
      const [{ id, type }, keys] = [row, matchKeysOf(row)];
      this.#keys.set(id, keys);
      for (const mark of keys.identifiers) put(identifiers, `${type}/${mark.property}/${mark.key}`, { id, mark });
      for (const mark of keys.names) put(names, `${type}/${mark.key}`, { id, mark });
    }
    for (const { id, type } of rows) {
      for (const mark of this.#keys.get(id)?.names ?? []) {
        for (const key of shorterBy(mark)) if (names.has(`${type}/${key}`)) put(shortened, `${type}/${key}`, { id, mark });
      }
    }
    for (const [, group] of rarestFirst(shared(identifiers))) this.#within(group, "same-identifier");
    for (const [, group] of rarestFirst(shared(names))) this.#within(group, "same-name");
    for (const [key, longer] of rarestFirst([...shortened])) this.#between(names.get(key) ?? [], longer);
    this.tooCommon.sort((a, b) => b.pairs - a.pairs || compareText(a.text, b.text));
  }

  pairs(): Match[] {
    return [...this.#found.values()].flatMap(({ a, b, reasons }) => {
      const said = [...reasons.values()].sort((x, y) => this.#weightOf(a, y) - this.#weightOf(a, x) || compareText(x.property, y.property));
      if (this.#areTold(a, b)) return [];
      const left = said.reduce((rest, reason) => rest * (1 - this.#weightOf(a, reason) / 100), 1);
      return [{ a, b, score: Math.max(1, Math.round(100 * (1 - left))), reasons: said }];
    });
  }

  #typeOf(id: EntityId): string {
    return this.#rows.typeOf(id) ?? "";
  }

  #within(group: readonly Holder[], kind: MatchReason["kind"]): void {
    if (this.#isTooMany(group, (group.length * (group.length - 1)) / 2)) return;
    const [own, others] = this.#split(group);
    for (const [at, one] of own.entries()) {
      for (const other of this.#only === null ? group.slice(at + 1) : others) this.#note(one, other, kind);
    }
  }

  #between(shorter: readonly Holder[], longer: readonly Holder[]): void {
    if (this.#isTooMany(shorter, shorter.length * longer.length)) return;
    for (const one of shorter) for (const other of longer) this.#note(one, other, "alike-name");
  }

  /** Who is asked about, and all others. */
  #split(group: readonly Holder[]): readonly [readonly Holder[], readonly Holder[]] {
    return this.#only === null ? [group, group] : [group.filter(({ id }) => id === this.#only), group.filter(({ id }) => id !== this.#only)];
  }

  #isTooMany([first]: readonly Holder[], pairs: number): boolean {
    const isRoom = pairs <= mostPairsOfValue && this.#found.size + pairs <= mostPairs;
    if (first === undefined || this.#only !== null || pairs === 0 || isRoom) return false;
    const { id, mark } = first;
    this.tooCommon.push({ type: this.#typeOf(id), property: mark.property, text: mark.text, pairs });
    return true;
  }

  #note(one: Holder, other: Holder, kind: MatchReason["kind"]): void {
    const isAsked = this.#only === null || one.id === this.#only || other.id === this.#only;
    const key = pairKey(one.id, other.id);
    if (one.id === other.id || !isAsked || this.#settled.has(key)) return;
    const [a, b] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
    const found = this.#found.get(key) ?? { a, b, reasons: new Map<string, MatchReason>() };
    this.#found.set(key, found);
    const { property, text } = one.mark;
    // A name in common is one reason, however many properties say it; the same words tell more than alike ones.
    const about = kind === "same-identifier" ? `${property}/${one.mark.key}` : "name";
    const before = found.reasons.get(about);
    if (before === undefined || (before.kind === "alike-name" && kind === "same-name")) found.reasons.set(about, { property, text, kind });
  }

  #weightOf(id: EntityId, { kind, property, text }: MatchReason): number {
    if (kind === "same-identifier") return weightOfIdentifier(propertyEntry(this.#typeOf(id), property));
    if (kind === "alike-name") return alikeNameWeight;
    return /\p{L}\P{L}+\p{L}/u.test(text) ? sameNameWeight : oneWordWeight;
  }

  /** Whether a number tells the two apart, and none says that they are one. */
  #areTold(a: EntityId, b: EntityId): boolean {
    const [one, other] = [this.#telling(a), this.#telling(b)];
    let isApart = false;
    for (const [property, keys] of one) {
      const others = other.get(property);
      if (others === undefined) continue;
      if (keys.some((key) => others.includes(key))) return false;
      isApart = true;
    }
    return isApart;
  }

  #telling(id: EntityId): ReadonlyMap<string, readonly string[]> {
    const type = this.#typeOf(id);
    const numbers = (this.#keys.get(id)?.identifiers ?? []).filter(({ property }) => {
      const entry = propertyEntry(type, property);
      return entry?.match === "strong" && isTelling(entry);
    });
    return new Map([...Map.groupBy(numbers, ({ property }) => property)].map(([property, marks]) => [property, marks.map(({ key }) => key)]));
  }
}

/** Types whose things may be merged, or the one asked about if it is such a type. */
function mergeableTypes(only: string | null): ReadonlySet<string> {
  const entry = typeEntry(sameAsType);
  const all = entry?.form === "link" ? entry.from : [];
  return new Set(only === null ? all : all.filter((type) => type === only));
}

/** The name with one word left out, each in turn; only of names that leave two words. */
function shorterBy({ words }: Marked & Partial<NameKey>): readonly string[] {
  if (words === undefined || words.length < 3) return [];
  return words.map((_, at) => words.filter((__, other) => other !== at).join(" "));
}

type Group = readonly [key: string, holders: readonly Holder[]];

function shared(groups: ReadonlyMap<string, readonly Holder[]>): readonly Group[] {
  return [...groups].filter(([, holders]) => holders.length > 1);
}

/** What few share tells most. */
function rarestFirst(groups: readonly Group[]): readonly Group[] {
  return groups.toSorted(([a, one], [b, other]) => one.length - other.length || compareText(a, b));
}

function put(groups: Map<string, Holder[]>, key: string, holder: Holder): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [holder]);
  else if (group.at(-1)?.id !== holder.id) group.push(holder);
}
