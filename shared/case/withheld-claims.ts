import type { AuthorId, CaseId, ClaimId } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import type { Partner } from "../partner/model.ts";
import { type BundleClaims, keepBundles, keepClaims, type NoteError, readBundles, readClaims } from "./claim-notes.ts";
import { type GivenPlace, readGiven, readGiving } from "./given-claims.ts";

/**
 * Which claims of a case somebody decided to withhold from an officer, kept beside what the officer was given (`given-claims.ts`): what was withheld once
 * is "not given yet", and must not leave by that. A bundle adds what it withheld and drops what it gave; as long as nobody knows whether it was handed
 * over, what it withheld stands in a second note. One that was never recorded, or never left, counts for nothing.
 */
const noteOf = (caseId: CaseId, author: AuthorId): string => `withheld/${caseId}/${author}`;
const pendingOf = (caseId: CaseId, author: AuthorId): string => `withholding/${caseId}/${author}`;

/** The notes of what was withheld from each of these officers of a case. */
export function withheldNotes(caseId: CaseId, authors: readonly AuthorId[]): readonly string[] {
  return authors.flatMap((author) => [noteOf(caseId, author), pendingOf(caseId, author)]);
}

interface Asked {
  readonly authors: readonly AuthorId[];
  /** Who may have had other keys before: what was withheld from those is withheld from the officer. */
  readonly partners: readonly Partner[];
  /** Whether a bundle of which nobody said yet whether it was handed over counts. */
  readonly counts: (statementHash: string) => boolean;
}

/** Claims that were withheld from any of these officers, and that none of the later bundles gave to the same officer. */
export async function withheldFrom(place: GivenPlace, { authors, partners, counts }: Asked): Promise<Result<ReadonlySet<ClaimId>, NoteError>> {
  let all: ReadonlySet<ClaimId> = new Set();
  for (const author of new Set(authors)) {
    const own = await heldFrom(place, author, counts);
    if (!own.ok) return own;
    all = all.union(own.value.held);
    for (const former of formerKeys(author, partners)) {
      const before = await heldFrom(place, former, counts);
      if (!before.ok) return before;
      all = all.union(before.value.held.difference(own.value.given));
    }
  }
  return succeed(all);
}

/** The keys that an officer had before this one, however often they were renewed. */
function formerKeys(author: AuthorId, partners: readonly Partner[]): readonly AuthorId[] {
  const found = new Set<AuthorId>([author]);
  // The set grows as it is walked.
  for (const known of found) for (const partner of partners) if (partner.replaced?.by.author === known) found.add(partner.author);
  return [...found].slice(1);
}

async function heldFrom(
  place: GivenPlace,
  author: AuthorId,
  counts: Asked["counts"],
): Promise<Result<{ readonly held: ReadonlySet<ClaimId>; readonly given: ReadonlySet<ClaimId> }, NoteError>> {
  const [settled, withholding] = [await readSettled(place, author), await readWithholding(place, author)];
  const [givenBefore, giving] = [await readGiven(place, author), await readGiving(place, author)];
  if (!settled.ok) return settled;
  if (!withholding.ok) return withholding;
  if (!givenBefore.ok) return givenBefore;
  if (!giving.ok) return giving;
  let [held, given] = [settled.value, givenBefore.value];
  for (const { statementHash, claims } of giving.value) {
    if (!counts(statementHash)) continue;
    held = held.union(claimsOf(withholding.value, statementHash)).difference(claims);
    given = given.union(claims);
  }
  return succeed({ held, given });
}

const readSettled = ({ vault, caseId }: GivenPlace, author: AuthorId) => readClaims(vault, noteOf(caseId, author));
const readWithholding = ({ vault, caseId }: GivenPlace, author: AuthorId) => readBundles(vault, pendingOf(caseId, author));

function claimsOf(bundles: readonly BundleClaims[], statementHash: string): ReadonlySet<ClaimId> {
  const found = bundles.filter((each) => each.statementHash === statementHash);
  return found.reduce<ReadonlySet<ClaimId>>((all, { claims }) => all.union(claims), new Set());
}

/** Writes down what is about to be withheld. Before what is given is noted: then whatever counts as given has its counterpart here. */
export async function noteWithholding(place: GivenPlace, authors: readonly AuthorId[], withholding: BundleClaims): Promise<Result<void, NoteError>> {
  if (withholding.claims.size === 0) return succeed(undefined);
  for (const author of new Set(authors)) {
    const before = await readWithholding(place, author);
    if (!before.ok) return before;
    const kept = await keepBundles(place.vault, pendingOf(place.caseId, author), [...before.value, withholding]);
    if (!kept.ok) return kept;
  }
  return succeed(undefined);
}

/** Writes down that a bundle was handed over, or that it was not. Before the same is done of what is given, which this reads. Again changes nothing. */
export async function settleWithholding(
  place: GivenPlace,
  authors: readonly AuthorId[],
  statementHash: string,
  wasHandedOver: boolean,
): Promise<Result<void, NoteError>> {
  for (const author of new Set(authors)) {
    const done = await settleOne(place, author, statementHash, wasHandedOver);
    if (!done.ok) return done;
  }
  return succeed(undefined);
}

async function settleOne(place: GivenPlace, author: AuthorId, statementHash: string, wasHandedOver: boolean): Promise<Result<void, NoteError>> {
  const [settled, withholding, giving] = [await readSettled(place, author), await readWithholding(place, author), await readGiving(place, author)];
  if (!settled.ok) return settled;
  if (!withholding.ok) return withholding;
  if (!giving.ok) return giving;
  if (wasHandedOver) {
    const held = settled.value.union(claimsOf(withholding.value, statementHash)).difference(claimsOf(giving.value, statementHash));
    const isSame = held.size === settled.value.size && held.isSubsetOf(settled.value);
    const kept = isSame ? succeed(undefined) : await keepClaims(place.vault, noteOf(place.caseId, author), held);
    if (!kept.ok) return kept;
  }
  const left = withholding.value.filter((each) => each.statementHash !== statementHash);
  if (left.length === withholding.value.length) return succeed(undefined);
  return keepBundles(place.vault, pendingOf(place.caseId, author), left);
}
