import type { EntityId } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import type { Assertion, Statement, Value } from "../ledger/model.ts";
import { draftAssertion } from "../ontology/drafts.ts";
import { acceptanceType, fromProperty, isAboutClaim, noteProperty, stolenRulingType, toProperty, typeProperty } from "../ontology/model.ts";
import type { Entity, Fact } from "../projections/model.ts";
import { compareRecency } from "../projections/rely.ts";
import { propertyEntry } from "../ontology/read.ts";
import type { CaseError } from "./answer.ts";
import type { CopiedCase } from "./case-list-door.ts";
import type { OpenCase } from "./open-case.ts";

/** The name of a copy, and the officer's words about where it is from. */
export interface CopyName {
  readonly number: string;
  readonly title: string;
  readonly note: string;
}

/**
 * Says into a new case what our agency says live in another: same things, properties, values, times, sources, grades and markings; a new claim, salt,
 * signature and time of saying each, since commits are signed for their case; of two values the later stays the later. Rulings, which name claims, are not said again, nor what was taken back,
 * nor what partners said. O(facts).
 */
export async function sayCopy(from: OpenCase, to: OpenCase, name: CopyName): Promise<Result<CopiedCase, CaseError>> {
  const { turns, leftOut } = ownStatements(from, to.caseEntity);
  const own = caseStatements(from, to.caseEntity, name);
  const laterFrom = turns.map((_, turn) => own.length + turns.slice(0, turn).flat().length);
  const said = await to.inTurn(() => to.say("create-case", [...own, ...turns.flat()], "", new Map(), laterFrom));
  return said.ok ? succeed({ caseId: to.caseId, claims: said.value.claims, leftOut }) : said;
}

/** The case itself: its type, title (with the words about its origin) and number; what else we said of it follows as it was. */
function caseStatements(from: OpenCase, entity: EntityId, { number, title, note }: CopyName): readonly Statement[] {
  const { handling } = from.opened();
  const marks = { source: null, grade: "A1", handling } as const;
  return [
    draftAssertion(entity, typeProperty, { kind: "text", text: "case" }, marks),
    draftAssertion(entity, "title", { kind: "text", text: title.trim() }, { ...marks, note }),
    ...(number.trim() === "" ? [] : [draftAssertion(entity, "number", { kind: "identifier", text: number.trim() }, marks)]),
  ];
}

function ownStatements(
  from: OpenCase,
  caseEntity: EntityId,
): {
  readonly turns: readonly (readonly Statement[])[];
  readonly leftOut: number;
} {
  const bySubject = new Map<EntityId, Assertion[]>();
  const turnOf = new Map<Statement, number>();
  const subjects = new Set<EntityId>();
  for (const entity of from.entities.all().values()) {
    // What was taken in is what another agency said, of which a copy has nothing.
    if (entity.type === acceptanceType || entity.type === stolenRulingType) continue;
    for (const [fact, turn] of inTurns(entity.type, ownFacts(entity, from))) {
      const subject = fact.subject === from.caseEntity ? caseEntity : fact.subject;
      const said = saidAnew(subject, { ...fact, value: valueIn(fact.value, from.caseEntity, caseEntity) });
      turnOf.set(said, turn);
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), said]);
    }
    for (const id of [entity.id, ...entity.members]) subjects.add(id);
  }
  const carried = carriable(bySubject, caseEntity);
  const statements = [...carried].flatMap((subject) => bySubject.get(subject) ?? []);
  subjects.delete(from.caseEntity);
  carried.delete(caseEntity);
  const byTurn = Map.groupBy(statements, (statement) => turnOf.get(statement) ?? 0);
  const turns = [...byTurn].sort(([a], [b]) => a - b).map(([, said]) => said);
  return { turns, leftOut: subjects.size - carried.size };
}

/** Which of the values of one property came first, 0 …: those of one commit, and lists, are of one turn. */
function inTurns(type: string, facts: readonly Fact[]): readonly (readonly [Fact, number])[] {
  return [...Map.groupBy(facts, ({ property }) => property)].flatMap(([property, own]) => {
    const isList = property === noteProperty || propertyEntry(type, property)?.isMany === true;
    const commits = isList ? [] : [...new Set(own.toSorted(compareRecency).map(({ commit }) => commit))].reverse();
    return own.map((fact) => [fact, Math.max(0, commits.indexOf(fact.commit))] as const);
  });
}

/** What we said of it; of the case itself not its type and name, which the copy has its own of. */
function ownFacts({ facts }: Entity, from: OpenCase): readonly Fact[] {
  const isCaseName = ({ subject, property }: Fact): boolean => subject === from.caseEntity && [typeProperty, "title", "number"].includes(property);
  return Object.values(facts)
    .flat()
    .filter((fact) => fact.agency === from.ownAgency && !isAboutClaim(fact.property) && !isCaseName(fact));
}

/** Things whose type we say, and links whose type and ends we say, between such: one that leans on a partner's word cannot stand alone. */
function carriable(bySubject: ReadonlyMap<EntityId, readonly Assertion[]>, caseEntity: EntityId): Set<EntityId> {
  const typed = [...bySubject].filter(([id, said]) => id === caseEntity || said.some(({ property }) => property === typeProperty));
  const carried = new Set<EntityId>([caseEntity, ...typed.map(([id]) => id)]);
  for (let before = -1; before !== carried.size; ) {
    before = carried.size;
    for (const [id, said] of typed) if (!endsOf(said).every((end) => carried.has(end)) || hasOneEnd(said)) carried.delete(id);
  }
  return carried;
}

function endsOf(said: readonly Assertion[]): readonly EntityId[] {
  return said.flatMap(({ value, property }) =>
    value.kind === "entity" && (property === fromProperty || property === toProperty) ? [value.entity] : [],
  );
}
function hasOneEnd(said: readonly Assertion[]): boolean {
  const has = (end: string): boolean => said.some(({ property }) => property === end);
  return has(fromProperty) !== has(toProperty);
}

function valueIn(value: Value, oldCase: EntityId, newCase: EntityId): Value {
  return value.kind === "entity" && value.entity === oldCase ? { ...value, entity: newCase } : value;
}

function saidAnew(subject: EntityId, { property, value, during, note, ...marks }: Fact): Assertion {
  const { source, grade, handling, nationalMark } = marks;
  return draftAssertion(subject, property, value, { source, grade, handling, nationalMark, note }, during);
}
