import type { ClaimId, EntityId } from "../kernel/brand.ts";
import type { Commit } from "../ledger/model.ts";
import { isAboutClaim } from "../ontology/model.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import { compareText } from "../projections/compare-text.ts";
import type { LiveClaim } from "../projections/live-claim.ts";
import { nameIn, type Reviewed } from "./bundle-review.ts";
import { changesOf } from "./claim-changes.ts";
import type { ReviewedProperty, ReviewedRow, ReviewedValue } from "./review-door.ts";
import { sourceIn } from "./review-notices.ts";

/** Values of one row by what we hold, what comes, and what both held before. O(claims about it), the first time of a review and claims that arrived. */
export function reviewedRow(
  { bundle, before, after }: Pick<Reviewed, "before" | "after"> & { readonly bundle: { readonly commits: readonly Commit[] } },
  entity: EntityId,
): ReviewedRow {
  const row = after.rows.get(entity) ?? before?.rows.get(before.now.sameness.keyOf(entity));
  const known = knownToSender(bundle.commits);
  const columns = new Map<string, Columns>();
  const named = new Set<EntityId>();
  for (const subject of [entity, ...after.now.sameness.membersOf(entity)]) {
    for (const { claim, fate } of fatesOf(before, after, subject)) {
      const { property, value } = claim.statement;
      if (isAboutClaim(property)) continue;
      const column = fate === "comes" ? "theirs" : known.has(claim.id) ? "both" : "ours";
      const at = columns.get(property) ?? { ours: [], theirs: [], both: [] };
      columns.set(property, at);
      at[column].push(reviewedValue({ before: before ?? after, after }, claim, fate));
      if (value.kind === "entity") named.add(value.entity);
    }
  }
  const conflicts = new Set(row?.conflicts.map(({ property }) => property));
  const properties = [...columns].map(
    ([property, values]): ReviewedProperty => ({ property, isConflict: conflicts.has(property) && values.theirs.length > 0, ...values }),
  );
  const order = ({ isConflict, property, theirs }: ReviewedProperty): number =>
    isConflict ? 0 : property === "type" ? 1 : theirs.length > 0 ? 2 : 3;
  return {
    entity,
    type: row?.type ?? "unknown",
    properties: properties.sort((a, b) => order(a) - order(b) || compareText(a.property, b.property)),
    named: [...named].map((id) => nameIn(before, after, id)),
  };
}

interface Columns {
  readonly ours: ReviewedValue[];
  readonly theirs: ReviewedValue[];
  readonly both: ReviewedValue[];
}

/** What was found of the commits of a review: row after row asks the same. */
const knownBy = new WeakMap<readonly Commit[], ReadonlySet<ClaimId>>();

/** Claims that who sent this has, or had: those that travel, and those that are taken back in it. */
function knownToSender(commits: readonly Commit[]): ReadonlySet<ClaimId> {
  const found = knownBy.get(commits);
  if (found !== undefined) return found;
  const known = new Set<ClaimId>();
  knownBy.set(commits, known);
  for (const { claims } of commits) for (const { id, statement } of claims) known.add(statement.op === "retract" ? statement.claim : id);
  return known;
}

interface Fated {
  readonly claim: LiveClaim;
  readonly fate: ReviewedValue["fate"];
}

/** Every claim about a subject that is live before or after, and what becomes of it. */
function fatesOf(before: CaseFold | null, after: CaseFold, subject: EntityId): readonly Fated[] {
  const { come, gone, disputed, undisputed } = changesOf(before, after, subject);
  const coming = new Set(come.map(({ claim }) => claim.id));
  const [contested, freed] = [new Set(disputed.map(({ claim }) => claim.id)), new Set(undisputed.map(({ claim }) => claim.id))];
  const fateOf = (id: ClaimId): Fated["fate"] =>
    coming.has(id) ? "comes" : contested.has(id) ? "contested" : freed.has(id) ? "no-longer-contested" : "stays";
  const staying = after.facts.live(subject, null, after.now.viewpoint.own).map((claim): Fated => ({ claim, fate: fateOf(claim.id) }));
  return [...staying, ...gone.map((claim): Fated => ({ claim, fate: "goes" }))];
}

function reviewedValue(
  views: { readonly before: CaseFold; readonly after: CaseFold },
  { id, statement, teller }: LiveClaim,
  fate: Fated["fate"],
): ReviewedValue {
  const { value, during, grade, handling, note = "", source } = statement;
  return { claim: id, value, during, agency: teller.header.agency, grade, handling, note, source: source && sourceIn(views, source), fate };
}
