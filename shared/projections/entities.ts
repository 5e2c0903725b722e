import { type ClaimId, type EntityId, parseClaimId } from "../kernel/brand.ts";
import { type Handling, handlings, type Span, type Value } from "../ledger/model.ts";
import {
  fromProperty,
  isAboutClaim,
  noteProperty,
  reliesOnProperty,
  remarksType,
  speaksAgainstProperty,
  toProperty,
  typeProperty,
} from "../ontology/model.ts";
import { propertyEntry, titleOf, typeEntry } from "../ontology/read.ts";
import { compareText } from "./compare-text.ts";
import { type LiveClaim, StandingClaim } from "./live-claim.ts";
import type { Lineage } from "./lineage.ts";
import type { Conflict, Entity, Fact, Ruling } from "./model.ts";
import { orderClaims } from "./order-claims.ts";
import { compareFacts, compareRecency, countIndependent, type Preference, relianceOf } from "./rely.ts";
import { holdsOn, rivalsAmong } from "./spans.ts";
import { textOfValue, valueKey } from "./value-text.ts";
import type { Viewpoint } from "./viewpoint.ts";

/** What an entity is built with. */
export interface EntityParts {
  readonly id: EntityId;
  /** Other ids that are this one. */
  readonly members: readonly EntityId[];
  /** Live claims about all of them. */
  readonly live: readonly StandingClaim[];
  readonly lineage: Lineage;
  readonly viewpoint: Viewpoint;
  /** Whether another agency says that what we merged into it is not the same. */
  readonly isContested?: boolean;
  /** The id a thing is shown under; the ends of links follow merges. */
  keyOf(id: EntityId): EntityId;
}

/** One entity of its live claims, as plain data; null when nothing about it is left to see from this viewpoint. O(claims about it). */
export function entityOf({ id, members, live, lineage, viewpoint, isContested = false, keyOf }: EntityParts): Entity | null {
  const said = viewpoint.isDated ? live.filter(({ statement }) => holdsOn(statement.during, viewpoint.day)) : live;
  if (said.length === 0) return null;
  const facts = groupByProperty(said);
  const rulings = rulingsOf(facts, viewpoint);
  const rivalled = orderRivals(facts, { viewpoint, lineage, rulings });
  const typeSaid = firstValue(facts, typeProperty);
  const type = typeSaid?.kind === "text" ? typeSaid.text : said.every(({ property }) => isAboutClaim(property)) ? remarksType : "unknown";
  const form = typeEntry(type)?.form;
  const ends = endsOf(firstValue(facts, fromProperty), firstValue(facts, toProperty), type, keyOf);
  if (viewpoint.isDated && form === "link" && !isStandingOn(type, facts, viewpoint.day)) return null;
  return {
    id,
    type,
    form: form ?? (ends === null ? "node" : "link"),
    title: titleOf(type, (property) => textOfValue(firstValue(facts, property))),
    facts,
    ends,
    agencies: agenciesOf(said),
    conflicts:
      rivalled.length === 0 ? noConflicts : rivalled.flatMap((property) => conflictOf(type, property, facts, { viewpoint, lineage, rulings })),
    rulings,
    members,
    handling: strictest(said, ({ statement }) => statement.handling),
    isDisputed: isContested || said.some((claim) => claim.disputedBy.length > 0),
  };
}

/** The same to be told on: of most things nothing has to be judged, and their facts are not made before somebody looks at them. */
export function rowOf(parts: EntityParts): Entity | null {
  return plainRowOf(parts) ?? entityOf(parts);
}

/** A row as plain data, its facts made. */
export function entityOfRow(row: Entity): Entity {
  if (!(row instanceof PlainRow)) return row;
  const { id, type, form, title, facts, ends, agencies, conflicts, rulings, members, handling, isDisputed } = row;
  return { id, type, form, title, facts, ends, agencies, conflicts, rulings, members, handling, isDisputed };
}

const noConflicts: readonly Conflict[] = [];
const noRulings: readonly Ruling[] = [];
const noMembers: readonly EntityId[] = [];

/** A row most of whose properties are said once: their facts are made when somebody looks at them, and packed without being made. */
export class PlainRow implements Entity {
  readonly id: EntityId;
  readonly type: string;
  readonly form: Entity["form"];
  readonly title: string;
  readonly ends: Entity["ends"];
  readonly agencies: readonly string[];
  readonly conflicts: readonly Conflict[];
  readonly rulings = noRulings;
  readonly members = noMembers;
  readonly handling: Handling;
  readonly isDisputed: boolean;
  /** What is said, property by property: a claim as it lies where it is the only one, facts in order where there are several. */
  readonly said: readonly (StandingClaim | Fact)[];
  #facts: Entity["facts"] | null = null;

  constructor(
    shown: Pick<Entity, "id" | "type" | "form" | "title" | "ends" | "conflicts">,
    live: readonly StandingClaim[],
    said: readonly (StandingClaim | Fact)[],
  ) {
    this.id = shown.id;
    this.type = shown.type;
    this.form = shown.form;
    this.title = shown.title;
    this.ends = shown.ends;
    this.conflicts = shown.conflicts;
    this.agencies = agenciesOf(live);
    this.handling = strictest(live, ({ block, place }) => block.handlingAt(place));
    this.isDisputed = live.some(({ disputedBy }) => disputedBy.length > 0);
    this.said = said;
  }
  get facts(): Entity["facts"] {
    this.#facts ??= groupFacts(this.said.map((each) => (each instanceof StandingClaim ? factOf(each) : each)));
    return this.#facts;
  }
}

/** The row of a thing that is no other's part, looked at as it stands, without rulings; else null. */
function plainRowOf(parts: EntityParts): Entity | null {
  const { members, live, viewpoint, isContested = false } = parts;
  if (members.length > 0 || isContested || viewpoint.isDated || live.length === 0) return null;
  const byProperty = new Map<string, StandingClaim>();
  for (const claim of live) byProperty.set(claim.property, claim);
  if (byProperty.has(reliesOnProperty) || byProperty.has(speaksAgainstProperty)) return null;
  const several = byProperty.size === live.length ? none : severalIn(parts, byProperty);
  const valueFor = (property: string): Value | undefined =>
    firstValue(several.facts, property) ?? (several.lists.get(property)?.[0] ?? byProperty.get(property))?.value;
  const typeSaid = valueFor(typeProperty);
  const type = typeSaid?.kind === "text" ? typeSaid.text : "unknown";
  const ends = endsOf(valueFor(fromProperty), valueFor(toProperty), type, parts.keyOf);
  const form = typeEntry(type)?.form ?? (ends === null ? "node" : "link");
  const title = titleOf(type, (property) => textOfValue(valueFor(property)));
  const rivalled = Object.keys(several.facts).sort(compareText);
  const conflicts = rivalled.length === 0 ? noConflicts : rivalled.flatMap((property) => conflictOf(type, property, several.facts, judgingOf(parts)));
  const said = several === none ? live : inOrder(byProperty, several);
  return new PlainRow({ id: parts.id, type, form, title, ends, conflicts }, live, said);
}
const judgingOf = ({ viewpoint, lineage }: EntityParts): Judging => ({ viewpoint, lineage, rulings: noRulings });

/** What is said several times of a property. */
interface Several {
  /** Facts in the order they are relied on, where that had to be judged. */
  readonly facts: FactsByProperty;
  /** The claims behind those facts that nothing was added to. */
  readonly claimOf: ReadonlyMap<Fact, StandingClaim>;
  /** Claims in that order, where there may be many and each says another value. */
  readonly lists: ReadonlyMap<string, readonly StandingClaim[]>;
}
const none: Several = { facts: {}, claimOf: new Map(), lists: new Map() };

/** `lastOf` holds the last claim of each property. */
function severalIn(parts: EntityParts, lastOf: ReadonlyMap<string, StandingClaim>): Several {
  const facts: Record<string, readonly Fact[]> = {};
  const claimOf = new Map<Fact, StandingClaim>();
  const lists = new Map<string, readonly StandingClaim[]>();
  const repeated = repeatedIn(parts.live, lastOf);
  const type = repeated.has(typeProperty) ? "" : textOfValue(lastOf.get(typeProperty)?.value);
  for (const [property, claims] of repeated) {
    const list = isList(type, property) ? orderClaims(claims, parts.viewpoint.own) : null;
    if (list === null) facts[property] = orderFacts(made(claims, claimOf), preferenceFor(property, judgingOf(parts)), parts.lineage);
    else lists.set(property, list);
  }
  return { facts, claimOf, lists };
}

/** The claims of each property that is said more than once. */
function repeatedIn(live: readonly StandingClaim[], lastOf: ReadonlyMap<string, StandingClaim>): ReadonlyMap<string, readonly StandingClaim[]> {
  const repeated = new Map<string, StandingClaim[]>();
  for (const claim of live) {
    const { property } = claim;
    const last = lastOf.get(property);
    const claims = repeated.get(property);
    if (claims !== undefined) claims.push(claim);
    else if (last !== claim) repeated.set(property, [claim]);
  }
  return repeated;
}

function made(claims: readonly StandingClaim[], claimOf: Map<Fact, StandingClaim>): readonly Fact[] {
  return claims.map((claim) => {
    const fact = factOf(claim);
    claimOf.set(fact, claim);
    return fact;
  });
}

/** What is told, property by property; a fact that is as its claim says it is told by the claim. */
function inOrder(byProperty: ReadonlyMap<string, StandingClaim>, { facts, claimOf, lists }: Several): readonly (StandingClaim | Fact)[] {
  const said: (StandingClaim | Fact)[] = [];
  for (const [property, claim] of byProperty) {
    const [list, judged] = [lists.get(property), factsAt(facts, property)];
    if (list !== undefined) for (const each of list) said.push(each);
    else if (judged === undefined) said.push(claim);
    else for (const fact of judged) said.push(claimOf.get(fact) ?? fact);
  }
  return said;
}

type FactsByProperty = Record<string, readonly Fact[]>;
interface Judging {
  readonly viewpoint: Viewpoint;
  readonly lineage: Lineage;
  readonly rulings: readonly Ruling[];
}

/** Own members only: a property may be called "constructor". */
function factsAt(facts: FactsByProperty, property: string): readonly Fact[] | undefined {
  return Object.hasOwn(facts, property) ? facts[property] : undefined;
}
function firstValue(facts: FactsByProperty, property: string): Value | undefined {
  return factsAt(facts, property)?.[0]?.value;
}

/** Puts the facts of each property in the order they are relied on; gives the properties that have several, by name. */
function orderRivals(facts: FactsByProperty, judging: Judging): readonly string[] {
  const several: string[] = [];
  for (const property in facts) if ((facts[property]?.length ?? 0) > 1) several.push(property);
  for (const property of several) facts[property] = orderFacts(facts[property] ?? [], preferenceFor(property, judging), judging.lineage);
  return several.length > 1 ? several.sort(compareText) : several;
}

function preferenceFor(property: string, { viewpoint, rulings }: Judging): Preference {
  const ours = rulings.find((ruling) => ruling.property === property && isOurs(ruling, viewpoint));
  return { own: viewpoint.own, ruled: ours?.reliesOn ?? null };
}

const noNote = "";

/** A live claim as a person reads it; how well it is corroborated is counted among the facts of its property. */
export function factOf({ id, statement, teller, disputedBy }: LiveClaim): Fact {
  const { subject, property, value, during, source, grade, handling, nationalMark, note } = statement;
  const { author, agency, saidAt, clock } = teller.header;
  return {
    claim: id,
    subject,
    property,
    value,
    during,
    source,
    grade,
    handling,
    nationalMark,
    note: note ?? noNote,
    author,
    agency,
    commit: teller.commit,
    clock,
    saidAt,
    disputedBy,
    corroboration: 1,
  };
}

function groupByProperty(said: readonly LiveClaim[]): FactsByProperty {
  return groupFacts(said.map(factOf));
}

function groupFacts(facts: readonly Fact[]): FactsByProperty {
  const groups: Record<string, Fact[]> = {};
  for (const fact of facts) {
    if (Object.hasOwn(groups, fact.property)) groups[fact.property]?.push(fact);
    else groups[fact.property] = [fact];
  }
  return groups;
}

function orderFacts(facts: readonly Fact[], preference: Preference, lineage: Lineage): readonly Fact[] {
  const byValue = Map.groupBy(facts, valueKey);
  const counted = facts.map((fact) => {
    const same = byValue.get(valueKey(fact)) ?? [fact];
    const corroboration = same.length === 1 ? 1 : countIndependent(same.map((each) => originsOf(each, lineage)));
    return corroboration === 1 ? fact : { ...fact, corroboration };
  });
  return counted.sort((a, b) => compareFacts(a, b, preference));
}

/** Where a statement goes back to: the originals of its file, or its agency's own word. */
export function originsOf({ source, agency }: Fact, lineage: Lineage): readonly string[] {
  return source === null ? [`agency/${agency}`] : lineage.originsOf(source.file);
}

/** Several values where one is meant, said of times that overlap. The same value said twice is agreement. */
function conflictOf(type: string, property: string, all: FactsByProperty, judging: Judging): readonly Conflict[] {
  const facts = factsAt(all, property) ?? [];
  if (isList(type, property)) return noConflicts;
  const keys = facts.map(valueKey);
  if (keys.every((key) => key === keys[0])) return noConflicts;
  const rivals = rivalsAmong(facts.map(({ during }, i) => ({ key: keys[i] ?? "", during })));
  const [first] = facts;
  const other = facts.find((_, i) => keys[i] !== keys[0]);
  if (rivals.size === 0 || first === undefined || other === undefined) return noConflicts;
  const involved = facts.filter((_, i) => rivals.has(i));
  return [
    {
      property,
      values: new Set(keys.filter((_, i) => rivals.has(i))).size,
      sources: countIndependent(involved.map((fact) => originsOf(fact, judging.lineage))),
      because: relianceOf(first, other, preferenceFor(property, judging)),
    },
  ];
}

/** The fact that would be relied on, were these all that is said of one property of one thing; null where they do not contradict each other. */
export function firstOfRivals(type: string, facts: readonly Fact[], { viewpoint, lineage }: Pick<Judging, "viewpoint" | "lineage">): Fact | null {
  const [property] = facts.map((fact) => fact.property);
  if (property === undefined) return null;
  const ordered = orderFacts(facts, { own: viewpoint.own, ruled: null }, lineage);
  const conflicts = conflictOf(type, property, { [property]: ordered }, { viewpoint, lineage, rulings: [] });
  return conflicts.length === 0 ? null : (ordered[0] ?? null);
}

function isList(type: string, property: string): boolean {
  return property === noteProperty || isAboutClaim(property) || propertyEntry(type, property)?.isMany === true;
}

const isOurs = ({ agency, state }: Ruling, { own }: Viewpoint): boolean => agency === own && state === "in-force";

/** Live rulings by property, ours in force in front, then the later. */
function rulingsOf(facts: FactsByProperty, viewpoint: Viewpoint): readonly Ruling[] {
  const said = factsAt(facts, reliesOnProperty);
  if (said === undefined) return noRulings;
  const propertyOf = new Map<string, { readonly claim: ClaimId; readonly property: string }>();
  for (const list of Object.values(facts)) for (const { claim, property } of list) propertyOf.set(claim, { claim, property });
  const found = said.flatMap((fact) => rulingOf(fact, propertyOf, viewpoint));
  const weight = (ruling: Ruling): number => (isOurs(ruling, viewpoint) ? 0 : 1);
  const byClaim = new Map(said.map((fact) => [fact.claim, fact]));
  const byRecency = (a: Ruling, b: Ruling): number => {
    const [one, other] = [byClaim.get(a.claim), byClaim.get(b.claim)];
    return one === undefined || other === undefined ? 0 : compareRecency(one, other);
  };
  return found.sort((a, b) => compareText(a.property, b.property) || weight(a) - weight(b) || byRecency(a, b));
}

/** A ruling on a claim that is gone is kept, without a property: it can still be read and withdrawn. */
function rulingOf(
  { claim, value, during, note, author, agency, saidAt }: Fact,
  propertyOf: ReadonlyMap<string, { readonly claim: ClaimId; readonly property: string }>,
  viewpoint: Viewpoint,
): readonly Ruling[] {
  if (value.kind !== "identifier") return [];
  const reliesOn = parseClaimId(value.text);
  const relied = reliesOn === null ? undefined : propertyOf.get(reliesOn);
  const until = during?.to ?? "";
  const state = relied === undefined ? "void" : holdsOn({ from: "", to: until }, viewpoint.day) ? "in-force" : "lapsed";
  if (reliesOn === null) return [];
  return [{ claim, property: relied?.property ?? "", reliesOn, why: note, until, author, agency, saidAt, state }];
}

function endsOf(from: Value | undefined, to: Value | undefined, type: string, keyOf: EntityParts["keyOf"]): Entity["ends"] {
  if (from?.kind !== "entity" || to?.kind !== "entity") return null;
  const entry = typeEntry(type);
  // What says who is who keeps the ids it speaks of.
  if (entry?.form === "link" && entry.isIdentity === true) return { from: from.entity, to: to.entity };
  return { from: keyOf(from.entity), to: keyOf(to.entity) };
}

/** Whether a link's own dates ("since", "until") hold on a day. */
function isStandingOn(type: string, facts: FactsByProperty, day: string): boolean {
  for (const [property, { timeline }] of Object.entries(typeEntry(type)?.properties ?? {})) {
    const value = timeline === "start" || timeline === "end" ? firstValue(facts, property) : undefined;
    if (value?.kind !== "date") continue;
    const span: Span = timeline === "start" ? { from: value.from, to: "" } : { from: "", to: value.to };
    if (!holdsOn(span, day)) return false;
  }
  return true;
}

function agenciesOf(said: readonly LiveClaim[]): readonly string[] {
  const agencies: string[] = [];
  for (const { teller } of said) if (!agencies.includes(teller.header.agency)) agencies.push(teller.header.agency);
  return agencies.length > 1 ? agencies.sort(compareText) : agencies;
}

function strictest<Said>(said: readonly Said[], handlingOf: (said: Said) => Handling): Handling {
  let most = 0;
  for (const each of said) {
    const handling = handlingOf(each);
    if (handling !== handlings[most]) most = Math.max(most, handlings.indexOf(handling));
  }
  return handlings[most] ?? "red";
}
