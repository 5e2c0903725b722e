import { type ClaimId, type EntityId, parseClaimId } from "../kernel/brand.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { type Handling, handlings, type Span, type Value } from "../ledger/model.ts";
import { fromProperty, noteProperty, reliesOnProperty, toProperty, typeProperty } from "../ontology/model.ts";
import { propertyEntry, titleOf, typeEntry } from "../ontology/read.ts";
import { compareText } from "./compare-text.ts";
import type { LiveClaim } from "./facts.ts";
import type { Lineage } from "./lineage.ts";
import type { Conflict, Entity, Fact, Ruling } from "./model.ts";
import { compareFacts, compareRecency, countIndependent, type Preference, relianceOf } from "./rely.ts";
import { holdsOn, rivalsAmong } from "./spans.ts";
import type { Viewpoint } from "./viewpoint.ts";

/** What an entity is built with. */
export interface EntityParts {
  readonly id: EntityId;
  /** Other ids that are this one. */
  readonly members: readonly EntityId[];
  /** Live claims about all of them. */
  readonly live: readonly LiveClaim[];
  readonly lineage: Lineage;
  readonly viewpoint: Viewpoint;
  /** The id a thing is shown under; the ends of links follow merges. */
  keyOf(id: EntityId): EntityId;
}

/** One entity of its live claims; null when nothing about it is left to see from this viewpoint. O(claims about it). */
export function entityOf({ id, members, live, lineage, viewpoint, keyOf }: EntityParts): Entity | null {
  const said = viewpoint.isDated ? live.filter(({ statement }) => holdsOn(statement.during, viewpoint.day)) : live;
  if (said.length === 0) return null;
  const facts = groupByProperty(said.map(factOf));
  const rulings = rulingsOf(facts, viewpoint);
  const conflicts: Conflict[] = [];
  for (const property of Object.keys(facts)) {
    const list = facts[property];
    if (list === undefined || list.length < 2) continue;
    const ruled = rulings.find((ruling) => ruling.property === property && isOurs(ruling, viewpoint))?.reliesOn ?? null;
    facts[property] = orderFacts(list, { own: viewpoint.own, ruled }, lineage);
  }
  const first = (property: string): Value | undefined => (Object.hasOwn(facts, property) ? facts[property]?.[0]?.value : undefined);
  const typeSaid = first(typeProperty);
  const type = typeSaid?.kind === "text" ? typeSaid.text : "unknown";
  for (const property of Object.keys(facts).sort(compareText)) {
    const ruled = rulings.find((ruling) => ruling.property === property && isOurs(ruling, viewpoint))?.reliesOn ?? null;
    const conflict = conflictOf(type, property, facts[property] ?? [], { own: viewpoint.own, ruled }, lineage);
    if (conflict !== null) conflicts.push(conflict);
  }
  const form = typeEntry(type)?.form;
  const ends = endsOf(first(fromProperty), first(toProperty), type, keyOf);
  if (viewpoint.isDated && form === "link" && !isStandingOn(type, first, viewpoint.day)) return null;
  return {
    id,
    type,
    form: form ?? (ends === null ? "node" : "link"),
    title: titleOf(type, (property) => textOfValue(first(property))),
    facts,
    ends,
    agencies: agenciesOf(said),
    conflicts,
    rulings,
    members,
    handling: strictest(said),
    isDisputed: said.some((claim) => claim.disputedBy.length > 0),
  };
}

/** A value as one line of text; "" for what has none of its own (another entity, a file). */
export function textOfValue(value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
    case "entity":
    case "file":
      return "";
    case "amount":
      return `${value.text} ${value.asset}`;
    case "date":
      return value.from === value.to ? value.from : `${value.from}–${value.to}`;
    case "text":
    case "identifier":
    case "decimal":
      return value.text;
  }
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

/** Null-safe: a property may be called "constructor". */
function groupByProperty(facts: readonly Fact[]): Record<string, readonly Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const group = groups.get(fact.property);
    if (group === undefined) groups.set(fact.property, [fact]);
    else group.push(fact);
  }
  return Object.fromEntries(groups);
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

/** Equal for equal values of one property. */
export function valueKey({ value }: Fact): string {
  return canonicalText({ ...value });
}

/** Several values where one is meant, said of times that overlap. The same value said twice is agreement. */
function conflictOf(type: string, property: string, facts: readonly Fact[], preference: Preference, lineage: Lineage): Conflict | null {
  if (facts.length < 2 || isList(type, property)) return null;
  const keys = facts.map(valueKey);
  if (keys.every((key) => key === keys[0])) return null;
  const rivals = rivalsAmong(facts.map(({ during }, i) => ({ key: keys[i] ?? "", during })));
  const [first] = facts;
  const other = facts.find((_, i) => keys[i] !== keys[0]);
  if (rivals.size === 0 || first === undefined || other === undefined) return null;
  const involved = facts.filter((_, i) => rivals.has(i));
  return {
    property,
    values: new Set(keys.filter((_, i) => rivals.has(i))).size,
    sources: countIndependent(involved.map((fact) => originsOf(fact, lineage))),
    because: relianceOf(first, other, preference),
  };
}

function isList(type: string, property: string): boolean {
  return property === noteProperty || property === reliesOnProperty || propertyEntry(type, property)?.isMany === true;
}

const isOurs = ({ agency, state }: Ruling, { own }: Viewpoint): boolean => agency === own && state === "in-force";
const noRulings: readonly Ruling[] = [];

/** Live rulings by property, ours in force in front, then the later. */
function rulingsOf(facts: Readonly<Record<string, readonly Fact[]>>, viewpoint: Viewpoint): readonly Ruling[] {
  const said = Object.hasOwn(facts, reliesOnProperty) ? facts[reliesOnProperty] : undefined;
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
function isStandingOn(type: string, first: (property: string) => Value | undefined, day: string): boolean {
  for (const [property, { timeline }] of Object.entries(typeEntry(type)?.properties ?? {})) {
    const value = timeline === "start" || timeline === "end" ? first(property) : undefined;
    if (value?.kind !== "date") continue;
    const span: Span = timeline === "start" ? { from: value.from, to: "" } : { from: "", to: value.to };
    if (!holdsOn(span, day)) return false;
  }
  return true;
}

function agenciesOf(said: readonly LiveClaim[]): readonly string[] {
  const [only] = said;
  if (only !== undefined && said.every(({ teller }) => teller.header.agency === only.teller.header.agency)) return [only.teller.header.agency];
  return [...new Set(said.map(({ teller }) => teller.header.agency))].sort(compareText);
}

function strictest(said: readonly LiveClaim[]): Handling {
  let most = 0;
  for (const { statement } of said) most = Math.max(most, handlings.indexOf(statement.handling));
  return handlings[most] ?? "red";
}
