import type { ClaimId, EntityId } from "../kernel/brand.ts";
import { isAboutClaim } from "../ontology/model.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import { claimsChosen } from "./bundle-choice.ts";
import type { Reviewed } from "./bundle-review.ts";
import { caseEntityOf } from "./cases.ts";
import { repetitionsIn } from "./repetitions.ts";
import type { BundleChoice, ChoiceWeight, GoingRow } from "./review-door.ts";

type Weighed = Pick<Reviewed, "before" | "after"> & { readonly bundle: Pick<Reviewed["bundle"], "commits" | "statement"> };

/** What a choice comes to: what goes in with it, and what of the case goes by it. O(claims that arrived, and what is said of whom they take something back). */
export function weighChoice({ bundle, before, after }: Weighed, choice: BundleChoice): ChoiceWeight {
  const chosen = claimsChosen(bundle.commits, choice, { before, after });
  const { sameness } = after.now;
  const rows = new Set(choice.entities.map((id) => sameness.keyOf(id)));
  const byHand = new Set(choice.claims);
  const isOwn = (id: ClaimId): boolean => {
    const subject = after.facts.subjectOf(id);
    return byHand.has(id) || (subject !== null && rows.has(sameness.keyOf(subject)));
  };
  // The name of the case comes with every part: here already, it is none that goes in.
  const itself = caseEntityOf(bundle.statement.case);
  const isHere = (id: ClaimId): boolean => before?.facts.doesCount(id) === true;
  const isWithdrawal = (id: ClaimId): boolean => after.facts.statement(id)?.op === "retract";
  const goIn = [...chosen].filter((id) => !isHere(id) || (!isWithdrawal(id) && (isOwn(id) || after.facts.subjectOf(id) !== itself)));
  return {
    claims: goIn.length,
    along: goIn.filter((id) => !isOwn(id) && !isWithdrawal(id)).length,
    withdrawals: goIn.filter(isWithdrawal).length,
    ...goingBy(chosen, { bundle, before, after }),
  };
}

/** What stands in the case and will not, without being said again beside it. */
function goingBy(chosen: ReadonlySet<ClaimId>, { bundle, before, after }: Weighed): Pick<ChoiceWeight, "goes" | "rows"> {
  if (before === null) return { goes: 0, rows: [] };
  const again = repetitionsIn(bundle.commits, after);
  const { keyOf, membersOf } = wholesOf(after);
  const touched = new Set<EntityId>();
  for (const id of chosen) {
    const subject = after.facts.statement(id)?.op === "retract" ? after.facts.subjectOf(id) : null;
    if (subject !== null) touched.add(keyOf(subject));
  }
  const rows = [...touched].flatMap((entity): readonly GoingRow[] => {
    const fates = membersOf(entity).flatMap((subject) => fatesBy(chosen, { before, after, again }, subject));
    const claims = fates.filter((fate) => fate === "goes").length;
    return claims === 0 ? [] : [{ entity, claims, isEmptied: !fates.includes("stays") }];
  });
  return { goes: rows.reduce((sum, { claims }) => sum + claims, 0), rows };
}

/** The id a thing is shown under, and all whose claims are shown under it. */
function wholesOf({ now: { sameness } }: CaseFold) {
  return {
    keyOf: (id: EntityId): EntityId => sameness.keyOf(id),
    membersOf: (key: EntityId): readonly EntityId[] => [...new Set([key, ...sameness.membersOf(key)])],
  };
}

interface Views {
  readonly before: CaseFold;
  readonly after: CaseFold;
  readonly again: ReadonlyMap<ClaimId, readonly ClaimId[]>;
}

/** What becomes of each statement of a subject that stands now, or comes. Our reasons about statements are none that keep a thing. */
function fatesBy(chosen: ReadonlySet<ClaimId>, { before, after, again }: Views, subject: EntityId): readonly ("goes" | "stays")[] {
  const standing = after.facts.live(subject, null);
  const staysToo = new Set(standing.map(({ id }) => id));
  const comes = standing.some(({ id, statement }) => chosen.has(id) && !isAboutClaim(statement.property));
  const fates = before.facts.live(subject, null).flatMap(({ id, statement }): readonly ("goes" | "stays")[] => {
    const taking = staysToo.has(id) ? [] : after.facts.takenBackBy(id).filter(({ claim, isHeld }) => isHeld && chosen.has(claim));
    if (taking.length === 0) return isAboutClaim(statement.property) ? [] : ["stays"];
    return taking.every(({ claim }) => again.has(claim)) ? [] : ["goes"];
  });
  return comes ? [...fates, "stays"] : fates;
}
