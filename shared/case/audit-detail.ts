import type { EntityId } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { compareCommits } from "../ledger/ledger.ts";
import type { Commit } from "../ledger/model.ts";
import { acceptsProperty, rulesOnProperty, setsAsideProperty } from "../ontology/model.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import { entityOf } from "../projections/entities.ts";
import type { Facts } from "../projections/facts.ts";
import type { Horizon, Teller } from "../projections/live-claim.ts";
import type { Entity, Fact } from "../projections/model.ts";
import { assertionBehind } from "./audit-about.ts";
import type { AuditChange, AuditDetail } from "./ledger-door.ts";

/** Changes told one by one. */
const mostChanges = 2000;

/**
 * What one act changed: before it, all that comes earlier in the ledger's one order counts; after it, its own commits as well. What others said
 * while a long act was written counts in neither, so that nothing is shown as its doing that is not.
 *
 * Takes   the act's commits, at least one, by (clock, id).
 * Gives   changes in the order of its claims, a thing with all its properties together. A claim that is withheld, or takes back one that is,
 *         counts as withheld.
 * Cost    the claims of the first 2,000 changes' things.
 */
export function detailOf(fold: CaseFold, commits: readonly Commit[]): AuditDetail {
  const [first] = commits;
  invariant(first !== undefined, "an act has a commit");
  const own = new Set(commits.map(({ id }) => id));
  const isEarlier = ({ commit, header }: Teller): boolean => compareCommits({ id: commit, header }, first) < 0;
  const { touched, unknown } = touchedBy(fold.facts, commits);
  const changes: AuditChange[] = [];
  let count = 0;
  for (const [entity, properties] of touched) {
    if (count < mostChanges) {
      const before = thingWithin(fold, entity, isEarlier);
      const after = thingWithin(fold, entity, (teller) => own.has(teller.commit) || isEarlier(teller));
      const named = fold.rows.get(entity) ?? after ?? before;
      for (const property of [...properties].slice(0, mostChanges - count)) {
        changes.push({
          entity,
          type: named?.type ?? "unknown",
          title: named?.title ?? "",
          ends: named?.ends ?? null,
          property,
          before: factsOf(before, property),
          after: factsOf(after, property),
        });
      }
    }
    count += properties.size;
  }
  const withheld = commits.reduce((sum, { claimIds, claims }) => sum + claimIds.length - claims.length, unknown);
  return { changes, more: count - changes.length, withheld };
}

const namingProperties: ReadonlySet<string> = new Set([acceptsProperty, setsAsideProperty, rulesOnProperty]);

/** Things and properties the claims of an act are about, in their order; retractions of what we cannot read are only counted. */
function touchedBy(
  facts: Facts,
  commits: readonly Commit[],
): { readonly touched: ReadonlyMap<EntityId, ReadonlySet<string>>; readonly unknown: number } {
  const touched = new Map<EntityId, Set<string>>();
  let unknown = 0;
  for (const { statement } of commits.flatMap(({ claims }) => claims)) {
    const said = statement.op === "assert" ? statement : assertionBehind(facts, statement.claim);
    if (said === null) unknown += 1;
    // Which statements an acceptance or a ruling about a stolen key names is for the fold; a person reads how many they are.
    else if (!namingProperties.has(said.property)) touched.set(said.subject, (touched.get(said.subject) ?? new Set<string>()).add(said.property));
  }
  return { touched, unknown };
}

/** A thing by itself, unmerged, as it stood within a horizon. */
function thingWithin({ facts, now }: CaseFold, id: EntityId, horizon: Horizon): Entity | null {
  const { lineage, viewpoint, sameness } = now;
  return entityOf({ id, members: [], live: facts.live(id, horizon, viewpoint.own), lineage, viewpoint, keyOf: (each) => sameness.keyOf(each) });
}

function factsOf(entity: Entity | null, property: string): readonly Fact[] {
  return entity !== null && Object.hasOwn(entity.facts, property) ? (entity.facts[property] ?? []) : [];
}
