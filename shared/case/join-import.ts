import type { EntityId } from "../kernel/brand.ts";
import { canonicalText } from "../kernel/canonical.ts";
import type { Random } from "../kernel/ports.ts";
import type { Assertion, Statement, Value } from "../ledger/model.ts";
import { draftLink } from "../ontology/drafts.ts";
import { mintEntityId } from "../ontology/identity.ts";
import { fromProperty, sameAsType, toProperty, typeProperty } from "../ontology/model.ts";
import { propertyEntry, titleOf, typeEntry } from "../ontology/read.ts";
import { identifierKey, isTelling } from "../projections/match-keys.ts";
import type { Entity } from "../projections/model.ts";
import type { Foreseen, ForeseenThing } from "./import-door.ts";
import type { OpenCase } from "./open-case.ts";

/** What an import says, held against the case: what is known there is said of the case's own thing, and counted as known. */
export interface JoinedImport extends Pick<Foreseen, "kinds" | "first"> {
  readonly statements: readonly Statement[];
  /** Whom an id of the file is in the case once this is said. */
  keyOf(id: EntityId): EntityId;
}

/** A thing or link the file names, with all it says of it. */
interface Named {
  readonly id: EntityId;
  readonly type: string;
  readonly said: Assertion[];
}

/**
 * Finds what of an import the case has already.
 *
 * Rule    A thing with a public name is known by its id. A person, organisation or account is known when exactly one thing of its type in the case has the
 *         same checked number (IIN, BIN, IBAN): the import then says that the two are one. A link is known when the case has one of its type between the
 *         same things that says all it says: its statements are then said of that link. Names alone never join (decision 0112).
 * Cost    O(statements), and O(rows of the types in question).
 */
export function joinImport(random: Random, open: OpenCase, statements: readonly Statement[]): JoinedImport {
  const named = namedIn(statements);
  const ties = tiesOf(open, named);
  const { sameness } = open.fold.now;
  const keyOf = (id: EntityId): EntityId => sameness.keyOf(ties.get(id)?.known ?? id);
  const links = knownLinks(open, named, keyOf);
  const isKnown = (id: EntityId): boolean => open.typeOf(id) !== undefined || ties.has(id) || links.has(id);
  return {
    keyOf,
    statements: [...statements.map((statement) => ofKnownLink(statement, links, keyOf)), ...[...ties].flatMap(([id, tie]) => tieOf(random, id, tie))],
    kinds: kindsOf(named, isKnown),
    first: [...named.values()].slice(0, mostShown).map((each) => shownOf(each, isKnown(each.id), named, open)),
  };
}
/** Things shown by name. */
const mostShown = 200;

/** The exhibit and the dataset are the file itself, and not what it names. */
const ofFile: ReadonlySet<string> = new Set(["exhibit", "dataset"]);

function namedIn(statements: readonly Statement[]): ReadonlyMap<EntityId, Named> {
  const named = new Map<EntityId, Named>();
  for (const statement of statements) {
    if (statement.op !== "assert") continue;
    const { subject: id, property, value } = statement;
    if (property === typeProperty && value.kind === "text" && !ofFile.has(value.text) && !named.has(id)) {
      named.set(id, { id, type: value.text, said: [] });
    }
    named.get(id)?.said.push(statement);
  }
  return named;
}

/** A checked number that names one thing, as it is compared; null for anything else. */
function tellingKey(type: string, property: string, value: Value): string | null {
  const entry = propertyEntry(type, property);
  if (entry?.match !== "strong" || !isTelling(entry) || !("text" in value)) return null;
  const key = identifierKey(property, value.text);
  return key === "" ? null : `${type}/${property}/${key}`;
}

function tellingOf({ type, said }: Named): readonly { readonly key: string; readonly assertion: Assertion }[] {
  return said.flatMap((assertion) => {
    const key = tellingKey(type, assertion.property, assertion.value);
    return key === null ? [] : [{ key, assertion }];
  });
}

interface Tie {
  readonly known: EntityId;
  /** The number that says so. */
  readonly by: Assertion;
}

/** Things of the file that are one thing of the case by a checked number. */
function tiesOf(open: OpenCase, named: ReadonlyMap<EntityId, Named>): ReadonlyMap<EntityId, Tie> {
  const asking = [...named.values()].flatMap((each) => (open.typeOf(each.id) === undefined ? [{ each, telling: tellingOf(each) }] : []));
  const types = new Set(asking.flatMap(({ each, telling }) => (telling.length > 0 ? [each.type] : [])));
  if (types.size === 0) return new Map();
  const holders = holdersOf(open, types);
  const ties = new Map<EntityId, Tie>();
  for (const { each, telling } of asking) {
    const found = telling.flatMap(({ key, assertion }) => [...(holders.get(key) ?? [])].map((known) => ({ known, by: assertion })));
    const [first] = found;
    // Two that have the same number and were not merged, or two numbers of two things: a person has to look at it.
    if (first !== undefined && found.every(({ known }) => known === first.known)) ties.set(each.id, first);
  }
  return ties;
}

function holdersOf(open: OpenCase, types: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<EntityId>> {
  const holders = new Map<string, Set<EntityId>>();
  for (const { id, type, facts } of open.fold.rows.ofTypes(types)) {
    for (const { property, value } of Object.values(facts).flat()) {
      const key = tellingKey(type, property, value);
      if (key !== null) holders.set(key, (holders.get(key) ?? new Set()).add(id));
    }
  }
  return holders;
}

/** "These two are one", at the place of the number that says so. */
function tieOf(random: Random, id: EntityId, { known, by }: Tie): readonly Assertion[] {
  const { source, grade, handling } = by;
  return draftLink({ id: mintEntityId(random), type: sameAsType, from: id, to: known, values: {}, source, grade, handling });
}

const endsOf = ({ said }: Named): { readonly from: EntityId; readonly to: EntityId } | null => {
  const end = (property: string): EntityId | null => {
    const value = said.find((assertion) => assertion.property === property)?.value;
    return value?.kind === "entity" ? value.entity : null;
  };
  const [from, to] = [end(fromProperty), end(toProperty)];
  return from === null || to === null ? null : { from, to };
};

/** Links of the file that the case has under another id. */
function knownLinks(open: OpenCase, named: ReadonlyMap<EntityId, Named>, keyOf: (id: EntityId) => EntityId): ReadonlyMap<EntityId, EntityId> {
  const wanted = new Map<string, Named[]>();
  for (const each of named.values()) {
    const ends = open.typeOf(each.id) === undefined ? endsOf(each) : null;
    if (ends === null || open.typeOf(keyOf(ends.from)) === undefined || open.typeOf(keyOf(ends.to)) === undefined) continue;
    const key = linkKey(each.type, keyOf(ends.from), keyOf(ends.to));
    wanted.set(key, [...(wanted.get(key) ?? []), each]);
  }
  const known = new Map<EntityId, EntityId>();
  if (wanted.size === 0) return known;
  for (const [id, { form, type, ends }] of open.fold.rows.outlines()) {
    if (form !== "link" || ends === null) continue;
    for (const each of wanted.get(linkKey(type, ends.from, ends.to)) ?? []) {
      const row = known.has(each.id) ? undefined : open.fold.rows.get(id);
      if (row !== undefined && saysAll(row, each)) known.set(each.id, id);
    }
  }
  return known;
}

function linkKey(type: string, from: EntityId, to: EntityId): string {
  const entry = typeEntry(type);
  const isTurned = entry?.form === "link" && !entry.isDirected && from > to;
  return isTurned ? `${type}/${to}/${from}` : `${type}/${from}/${to}`;
}

const structural: ReadonlySet<string> = new Set([typeProperty, fromProperty, toProperty]);

function saysAll({ facts }: Entity, { said }: Named): boolean {
  const isSaid = (property: string, value: Value): boolean =>
    (facts[property] ?? []).some((fact) => canonicalText(fact.value) === canonicalText(value));
  return said.every(({ property, value }) => structural.has(property) || isSaid(property, value));
}

/** What is said of a link the case has, said of that one: another source for the same. Its ends are those of the case, so that it stands alone, too. */
function ofKnownLink(statement: Statement, links: ReadonlyMap<EntityId, EntityId>, keyOf: (id: EntityId) => EntityId): Statement {
  const known = statement.op === "assert" ? links.get(statement.subject) : undefined;
  if (statement.op !== "assert" || known === undefined) return statement;
  const { value } = statement;
  return { ...statement, subject: known, value: value.kind === "entity" ? { ...value, entity: keyOf(value.entity) } : value };
}

function kindsOf(named: ReadonlyMap<EntityId, Named>, isKnown: (id: EntityId) => boolean): Foreseen["kinds"] {
  const kinds = new Map<string, { fresh: number; known: number }>();
  for (const { id, type } of named.values()) {
    const kind = kinds.get(type) ?? { fresh: 0, known: 0 };
    kind[isKnown(id) ? "known" : "fresh"] += 1;
    kinds.set(type, kind);
  }
  return [...kinds].map(([type, counts]) => ({ type, ...counts }));
}

function shownOf(each: Named, isKnown: boolean, named: ReadonlyMap<EntityId, Named>, open: OpenCase): ForeseenThing {
  const { type, said } = each;
  const ends = endsOf(each);
  const nameOf = (id: EntityId): { readonly type: string; readonly title: string } => {
    const end = named.get(id);
    if (end !== undefined) return { type: end.type, title: titleIn(end) };
    const row = open.entities.get(id);
    return { type: row?.type ?? "unknown", title: row?.title ?? "" };
  };
  return {
    type,
    title: titleIn(each),
    isKnown,
    ends: ends === null ? null : { from: nameOf(ends.from), to: nameOf(ends.to) },
    values: said.flatMap(({ property, value }) => (structural.has(property) || !("text" in value) ? [] : [{ property, text: value.text }])),
    row: said[0]?.source?.place.row ?? 0,
  };
}

function titleIn({ type, said }: Named): string {
  return titleOf(type, (property) => {
    const value = said.find((assertion) => assertion.property === property)?.value;
    return value !== undefined && "text" in value ? value.text : undefined;
  });
}
