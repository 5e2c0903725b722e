import type { ClaimId, EntityId } from "../kernel/brand.ts";
import { packedOf } from "../ledger/codec.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Assertion, Commit, Intent, Statement } from "../ledger/model.ts";
import { fromProperty, possibleMatchType, speaksAgainstProperty, toProperty, typeProperty } from "../ontology/model.ts";
import { isIdentityType } from "../ontology/read.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import { compareText } from "../projections/compare-text.ts";
import { factOf } from "../projections/entities.ts";
import type { Facts } from "../projections/facts.ts";
import type { Horizon, LiveClaim } from "../projections/live-claim.ts";
import type { AuditEntry } from "../projections/model.ts";
import type { EverSaid } from "./ledger-door.ts";
import { isOneAct, isReasonOf } from "./reasons.ts";

/** A claim, what it takes back, what that takes back, and so on, as far as it is known. A claim names another by its hash, so the chain ends. */
function chainBelow(facts: Facts, claim: ClaimId): readonly Statement[] {
  const chain: Statement[] = [];
  for (let at = facts.statement(claim); at !== undefined; at = at.op === "retract" ? facts.statement(at.claim) : undefined) chain.push(at);
  return chain;
}

/** What a claim says, or what it takes back in the end; null while that is not known. */
export function assertionBehind(facts: Facts, claim: ClaimId): Assertion | null {
  const last = chainBelow(facts, claim).at(-1);
  return last?.op === "assert" ? last : null;
}

/** Of the retractions of an act those that name one that names a statement, and so on: they bring back what was taken back. O(its retractions). */
export function countRestoring(facts: Facts, ledger: Ledger, { commits }: AuditEntry): number {
  const isRestoring = (target: ClaimId): boolean => {
    const chain = chainBelow(facts, target);
    return chain.at(-1)?.op === "assert" && chain.length % 2 === 0;
  };
  return commits.reduce((sum, id) => {
    const commit = ledger.get(id);
    return sum + (commit === undefined ? 0 : packedOf(commit).retracted().filter(isRestoring).length);
  }, 0);
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

/**
 * Every statement about a thing and all it goes by that was known within a horizon (null = now), newest first, with who took it back by then; and what
 * was said of whom it is one with and whom not. O(its claims + claims of acts that say such).
 */
export function everSaidOf(fold: CaseFold, commits: readonly Commit[], entity: EntityId, horizon: Horizon | null): readonly EverSaid[] {
  const ids = idsOf(fold, entity);
  const own = [...ids].flatMap((id) => saidOf(fold, id, horizon, null));
  const related = [...relationsOf(commits, ids)].flatMap(([link, other]) => saidOf(fold, link, horizon, other));
  return [...own, ...related].sort((a, b) => b.fact.clock - a.fact.clock || compareText(b.fact.commit, a.fact.commit));
}

/** All that was said of one id, in the order it was said in; of a link that relates a thing to `other` only what it is. */
function saidOf(fold: CaseFold, id: EntityId, horizon: Horizon | null, other: EntityId | null): readonly EverSaid[] {
  const said = fold.facts.ever(id, horizon, fold.now.viewpoint.own).toReversed();
  const reasons = said.filter(({ claim: { statement } }) => statement.op === "assert" && statement.property === speaksAgainstProperty);
  return said.flatMap(({ claim, teller, live }): EverSaid[] => {
    const { statement } = claim;
    // A reason is told with what it is the reason of.
    if (statement.op !== "assert" || statement.property === speaksAgainstProperty) return [];
    const relation = other === null ? null : relationIn(statement, other);
    if (other !== null && relation === null) return [];
    const takenBack = whoTookBack(fold, { id: claim.id, agency: teller.header.agency }, horizon, reasons);
    const told: LiveClaim = live ?? { id: claim.id, statement, teller, disputedBy: disputers(takenBack, claim.id, teller.header.agency) };
    const { act, intent } = told.teller.header;
    return [{ fact: factOf(told), act, intent, isLive: live !== null, relation, takenBack }];
  });
}

function relationIn({ property, value }: Assertion, other: EntityId): EverSaid["relation"] {
  if (property !== typeProperty || value.kind !== "text") return null;
  return isIdentityType(value.text) || value.text === possibleMatchType ? { type: value.text, other } : null;
}

/** The acts that relate one thing to another; a copy of a case says all in its first, an import what a checked number says. */
const relating: ReadonlySet<string> = new Set<Intent>(["merge", "match", "distinct", "create-case", "import"]);

/** Links that such acts said to run from or to one of these, taken back or not, each with its other end. */
function relationsOf(commits: readonly Commit[], ids: ReadonlySet<EntityId>): ReadonlyMap<EntityId, EntityId> {
  const ends = new Map<EntityId, EntityId[]>();
  for (const { header, claims } of commits) {
    if (!relating.has(header.intent)) continue;
    for (const { statement } of claims) {
      if (statement.op !== "assert" || (statement.property !== fromProperty && statement.property !== toProperty)) continue;
      const { subject, value } = statement;
      if (value.kind === "entity") ends.set(subject, [...(ends.get(subject) ?? []), value.entity]);
    }
  }
  return new Map(
    [...ends].flatMap(([link, [from, to]]) => {
      if (from === undefined || to === undefined || !(ids.has(from) || ids.has(to))) return [];
      return [[link, ids.has(from) && !ids.has(to) ? to : from] as const];
    }),
  );
}

function whoTookBack(
  { facts, now }: CaseFold,
  { id, agency: own }: { readonly id: ClaimId; readonly agency: string },
  horizon: Horizon | null,
  reasons: ReturnType<Facts["ever"]>,
): EverSaid["takenBack"] {
  // The whole tree of retractions above the statement, each after what it names.
  const above: { readonly target: ClaimId; readonly taking: ReturnType<Facts["takenBackBy"]>[number]; readonly effect: Taking["effect"] }[] = [];
  const named: { readonly id: ClaimId; readonly agency: string; readonly before: Taking["effect"] }[] = [{ id, agency: own, before: "brought-back" }];
  for (const { id: target, agency, before } of named) {
    for (const taking of facts.takenBackBy(target, now.viewpoint.own, horizon)) {
      const isOfOne = taking.teller.header.agency === agency;
      const effect = isOfOne ? turned[before] : "contested";
      above.push({ target, taking, effect });
      if (isOfOne || target === id) named.push({ id: taking.claim, agency: taking.teller.header.agency, before: effect });
    }
  }
  return above
    .sort(({ taking: { teller: a } }, { taking: { teller: b } }) => b.header.clock - a.header.clock || compareText(b.commit, a.commit))
    .map(({ target, effect, taking: { claim, teller, isHeld } }) => {
      const { agency, author, act, clock, saidAt, intent } = teller.header;
      const given = reasons.find((each) => isOneAct(each.teller, teller) && isReasonOf(each.claim.statement, target))?.claim.statement;
      const why = given?.op === "assert" ? (given.note ?? "") : "";
      return { claim, target, effect, agency, author, act, clock, saidAt, intent, isHeld, why };
    });
}
type Taking = EverSaid["takenBack"][number];

/** What it does that an agency takes back a word of its own of this effect. */
const turned: Readonly<Record<Taking["effect"], Taking["effect"]>> = {
  "taken-back": "brought-back",
  "brought-back": "taken-back",
  contested: "no-longer-contested",
  "no-longer-contested": "contested",
};

function disputers(takenBack: EverSaid["takenBack"], claim: ClaimId, own: string): readonly string[] {
  const direct = takenBack.filter(({ target, isHeld, agency }) => target === claim && isHeld && agency !== own);
  const agencies = direct.map(({ agency }) => agency);
  return [...new Set(agencies)].sort(compareText);
}
