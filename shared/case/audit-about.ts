import type { ClaimId, EntityId } from "../kernel/brand.ts";
import type { Assertion, Commit } from "../ledger/model.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import { compareText } from "../projections/compare-text.ts";
import { factOf } from "../projections/entities.ts";
import type { Facts, Horizon, LiveClaim } from "../projections/facts.ts";
import type { EverSaid } from "./ledger-door.ts";

/** What a claim says, or what it takes back in the end; null while that is not known. */
export function assertionBehind(facts: Facts, claim: ClaimId): Assertion | null {
  // A claim names another by its hash, so the chain ends.
  for (let at: ClaimId | null = claim; at !== null; ) {
    const statement = facts.statement(at);
    if (statement?.op === "assert") return statement;
    at = statement?.claim ?? null;
  }
  return null;
}

/** The ids a thing goes by. */
function idsOf({ now: { sameness } }: CaseFold, entity: EntityId): ReadonlySet<EntityId> {
  const key = sameness.keyOf(entity);
  return new Set([entity, key, ...sameness.membersOf(key)]);
}

/** Acts that said, took back or ruled something of a thing, or linked it to another. O(claims). */
export function actsAbout(fold: CaseFold, commits: readonly Commit[], entity: EntityId): readonly string[] {
  const ids = idsOf(fold, entity);
  const isAbout = (said: Assertion | null): boolean =>
    said !== null && (ids.has(said.subject) || (said.value.kind === "entity" && ids.has(said.value.entity)));
  const acts = new Set<string>();
  for (const { header, claims } of commits) {
    const key = `${header.author}/${header.act}`;
    const isFound =
      acts.has(key) || claims.some(({ id, statement }) => isAbout(statement.op === "assert" ? statement : assertionBehind(fold.facts, id)));
    if (isFound) acts.add(key);
  }
  return [...acts];
}

/** Every statement about a thing and all it goes by that was known within a horizon (null = now), newest first, with who took it back by then. */
export function everSaidOf(fold: CaseFold, entity: EntityId, horizon: Horizon | null): readonly EverSaid[] {
  // The claims of one commit keep the order they were said in.
  const said = [...idsOf(fold, entity)].flatMap((id) => fold.facts.ever(id, horizon, fold.now.viewpoint.own).toReversed());
  return said
    .flatMap(({ claim: { id, statement }, teller, live }): EverSaid[] => {
      if (statement.op !== "assert") return [];
      const takenBack = whoTookBack(fold, id, horizon);
      const claim: LiveClaim = live ?? { id, statement, teller, disputedBy: disputers(takenBack, teller.header.agency) };
      const { act, intent } = claim.teller.header;
      return [{ fact: factOf(claim), act, intent, isLive: live !== null, takenBack }];
    })
    .sort((a, b) => b.fact.clock - a.fact.clock || compareText(b.fact.commit, a.fact.commit));
}

function whoTookBack({ facts, now }: CaseFold, claim: ClaimId, horizon: Horizon | null): EverSaid["takenBack"] {
  return [...facts.takenBackBy(claim, now.viewpoint.own, horizon)]
    .sort((a, b) => b.teller.header.clock - a.teller.header.clock || compareText(b.teller.commit, a.teller.commit))
    .map(({ claim: retraction, teller: { header }, isHeld }) => {
      const { agency, author, saidAt, intent } = header;
      return { claim: retraction, agency, author, saidAt, intent, isHeld };
    });
}

function disputers(takenBack: EverSaid["takenBack"], own: string): readonly string[] {
  const agencies = takenBack.filter(({ isHeld, agency }) => isHeld && agency !== own).map(({ agency }) => agency);
  return [...new Set(agencies)].sort(compareText);
}
