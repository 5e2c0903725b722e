import type { ClaimId, EntityId } from "../kernel/brand.ts";
import { fromProperty, toProperty, typeProperty } from "../ontology/model.ts";
import { isIdentityType } from "../ontology/read.ts";
import type { Facts } from "../projections/facts.ts";

/** What an act was about, live or not: whom its claims speak of, and of a link that says who is who, its ends. */
export function thingsOf(facts: Facts, claims: readonly ClaimId[]): ReadonlySet<EntityId> {
  const things = new Set<EntityId>();
  const subjects = new Set(claims.map((claim) => facts.subjectOf(claim)));
  for (const subject of subjects) {
    if (subject === null) continue;
    const ends = identityEnds(facts, subject);
    for (const thing of ends.length === 0 ? [subject] : ends) things.add(thing);
  }
  return things;
}

function identityEnds(facts: Facts, subject: EntityId): readonly EntityId[] {
  const said = facts.ever(subject, null).flatMap(({ claim: { statement } }) => (statement.op === "assert" ? [statement] : []));
  const isIdentity = said.some(({ property, value }) => property === typeProperty && value.kind === "text" && isIdentityType(value.text));
  if (!isIdentity) return [];
  return said.flatMap(({ property, value }) =>
    (property === fromProperty || property === toProperty) && value.kind === "entity" ? [value.entity] : [],
  );
}
