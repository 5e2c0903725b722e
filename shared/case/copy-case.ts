import type { EntityId } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import type { Assertion, Statement, Value } from "../ledger/model.ts";
import { draftAssertion } from "../ontology/drafts.ts";
import { fromProperty, reliesOnProperty, toProperty, typeProperty } from "../ontology/model.ts";
import type { Entity, Fact } from "../projections/model.ts";
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
 * signature and time of saying each, since commits are signed for their case. Rulings, which name claims, are not said again, nor what was taken back,
 * nor what partners said. O(facts).
 */
export async function sayCopy(from: OpenCase, to: OpenCase, name: CopyName): Promise<Result<CopiedCase, CaseError>> {
  const { statements, leftOut } = ownStatements(from, to.caseEntity);
  const own = caseStatements(from, to.caseEntity, name);
  const said = await to.inTurn(() => to.say("create-case", [...own, ...statements]));
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

function ownStatements(from: OpenCase, caseEntity: EntityId): { readonly statements: readonly Statement[]; readonly leftOut: number } {
  const bySubject = new Map<EntityId, Assertion[]>();
  const subjects = new Set<EntityId>();
  for (const entity of from.entities.all().values()) {
    for (const fact of ownFacts(entity, from)) {
      const subject = fact.subject === from.caseEntity ? caseEntity : fact.subject;
      const said = saidAnew(subject, { ...fact, value: valueIn(fact.value, from.caseEntity, caseEntity) });
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), said]);
    }
    for (const id of [entity.id, ...entity.members]) subjects.add(id);
  }
  const carried = carriable(bySubject, caseEntity);
  const statements = [...carried].flatMap((subject) => bySubject.get(subject) ?? []);
  subjects.delete(from.caseEntity);
  carried.delete(caseEntity);
  return { statements, leftOut: subjects.size - carried.size };
}

/** What we said of it; of the case itself not its type and name, which the copy has its own of. */
function ownFacts({ facts }: Entity, from: OpenCase): readonly Fact[] {
  const isCaseName = ({ subject, property }: Fact): boolean => subject === from.caseEntity && [typeProperty, "title", "number"].includes(property);
  return Object.values(facts)
    .flat()
    .filter((fact) => fact.agency === from.ownAgency && fact.property !== reliesOnProperty && !isCaseName(fact));
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
