import type { CaseId, ClaimId } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import type { Partner } from "../partner/model.ts";
import { addBundle, type BundleClaims, keepBundles, keepClaims, type NoteError, readBundles, readClaims } from "./claim-notes.ts";
import { type GivenPlace, readGiven, readGiving } from "./given-claims.ts";
import type { Holder } from "./holders.ts";

/**
 * Which claims of a case somebody decided to withhold from somebody, kept beside what the same was given (`given-claims.ts`): what was withheld once
 * is "not given yet", and must not leave by that. A bundle adds what it withheld and drops what it gave; as long as nobody knows whether it was handed
 * over, what it withheld stands in a second note. One that was never recorded, or never left, counts for nothing.
 */
const noteOf = (caseId: CaseId, holder: Holder): string => `withheld/${caseId}/${holder}`;
const pendingOf = (caseId: CaseId, holder: Holder): string => `withholding/${caseId}/${holder}`;

/** The notes of what was withheld from each of these of a case. */
export function withheldNotes(caseId: CaseId, holders: readonly Holder[]): readonly string[] {
  return holders.flatMap((holder) => [noteOf(caseId, holder), pendingOf(caseId, holder)]);
}

interface Asked {
  readonly holders: readonly Holder[];
  /** Who may have had other keys before: what was withheld from those is withheld from the officer. */
  readonly partners: readonly Partner[];
  /** Whether a bundle of which nobody said yet whether it was handed over was recorded, and not taken back since. */
  readonly mayBeGiven: (statementHash: string) => boolean;
}

/** Claims that were withheld from any of these, and that none of the later bundles gave to the same. */
export async function withheldFrom(place: GivenPlace, { holders, partners, mayBeGiven }: Asked): Promise<Result<ReadonlySet<ClaimId>, NoteError>> {
  let all: ReadonlySet<ClaimId> = new Set();
  for (const holder of new Set(holders)) {
    const own = await heldFrom(place, holder, mayBeGiven);
    if (!own.ok) return own;
    all = all.union(own.value.held);
    for (const former of formerKeys(holder, partners)) {
      const before = await heldFrom(place, former, mayBeGiven);
      if (!before.ok) return before;
      all = all.union(before.value.held.difference(own.value.given));
    }
  }
  return succeed(all);
}

/** The keys that an officer had before this one, however often they were renewed. */
function formerKeys(holder: Holder, partners: readonly Partner[]): readonly Holder[] {
  const found = new Set<Holder>([holder]);
  // The set grows as it is walked.
  for (const known of found) for (const partner of partners) if (partner.replaced?.by.author === known) found.add(partner.author);
  return [...found].slice(1);
}

async function heldFrom(
  place: GivenPlace,
  holder: Holder,
  mayBeGiven: Asked["mayBeGiven"],
): Promise<Result<{ readonly held: ReadonlySet<ClaimId>; readonly given: ReadonlySet<ClaimId> }, NoteError>> {
  const [settled, withholding] = [await readSettled(place, holder), await readWithholding(place, holder)];
  const [givenBefore, giving] = [await readGiven(place, holder), await readGiving(place, holder)];
  if (!settled.ok) return settled;
  if (!withholding.ok) return withholding;
  if (!givenBefore.ok) return givenBefore;
  if (!giving.ok) return giving;
  let [held, given] = [settled.value, givenBefore.value];
  for (const { statementHash, claims } of giving.value) {
    if (!mayBeGiven(statementHash)) continue;
    held = held.union(claimsOf(withholding.value, statementHash)).difference(claims);
    given = given.union(claims);
  }
  return succeed({ held, given });
}

const readSettled = ({ vault, caseId }: GivenPlace, holder: Holder) => readClaims(vault, noteOf(caseId, holder));
const readWithholding = ({ vault, caseId }: GivenPlace, holder: Holder) => readBundles(vault, pendingOf(caseId, holder));

function claimsOf(bundles: readonly BundleClaims[], statementHash: string): ReadonlySet<ClaimId> {
  const found = bundles.filter((each) => each.statementHash === statementHash);
  return found.reduce<ReadonlySet<ClaimId>>((all, { claims }) => all.union(claims), new Set());
}

/** Writes down what is about to be withheld. Before what is given is noted: then whatever counts as given has its counterpart here. */
export async function noteWithholding(place: GivenPlace, holders: readonly Holder[], withholding: BundleClaims): Promise<Result<void, NoteError>> {
  if (withholding.claims.size === 0) return succeed(undefined);
  for (const holder of new Set(holders)) {
    const kept = await addBundle(place.vault, pendingOf(place.caseId, holder), withholding);
    if (!kept.ok) return kept;
  }
  return succeed(undefined);
}

/** Writes down that a bundle was handed over, or that it was not. Before the same is done of what is given, which this reads. Again changes nothing. */
export async function settleWithholding(
  place: GivenPlace,
  holders: readonly Holder[],
  statementHash: string,
  wasHandedOver: boolean,
): Promise<Result<void, NoteError>> {
  for (const holder of new Set(holders)) {
    const done = await settleOne(place, holder, statementHash, wasHandedOver);
    if (!done.ok) return done;
  }
  return succeed(undefined);
}

async function settleOne(place: GivenPlace, holder: Holder, statementHash: string, wasHandedOver: boolean): Promise<Result<void, NoteError>> {
  const [settled, withholding, giving] = [await readSettled(place, holder), await readWithholding(place, holder), await readGiving(place, holder)];
  if (!settled.ok) return settled;
  if (!withholding.ok) return withholding;
  if (!giving.ok) return giving;
  if (wasHandedOver) {
    const held = settled.value.union(claimsOf(withholding.value, statementHash)).difference(claimsOf(giving.value, statementHash));
    const isSame = held.size === settled.value.size && held.isSubsetOf(settled.value);
    const kept = isSame ? succeed(undefined) : await keepClaims(place.vault, noteOf(place.caseId, holder), held);
    if (!kept.ok) return kept;
  }
  const left = withholding.value.filter((each) => each.statementHash !== statementHash);
  if (left.length === withholding.value.length) return succeed(undefined);
  return keepBundles(place.vault, pendingOf(place.caseId, holder), left);
}
