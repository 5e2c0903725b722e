import type { AuthorId, CaseId, ClaimId } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import type { OpenVault, StorageError } from "../vault/model.ts";
import { type BundleClaims, keepBundles, keepClaims, type NoteError, readBundles, readClaims } from "./claim-notes.ts";

/**
 * Which claims of a case an officer was given, kept beside the case: what we take back later is told to those who hold it, and to nobody else.
 * A sealed note each, 32 bytes a claim. What is in a bundle of which nobody knows yet whether it was handed over stands in a second note, bundle by
 * bundle, so that it can be taken out again.
 */
const noteOf = (caseId: CaseId, author: AuthorId): string => `given/${caseId}/${author}`;
const pendingOf = (caseId: CaseId, author: AuthorId): string => `giving/${caseId}/${author}`;

/** To whom, of which case, out of which vault. */
export interface GivenPlace {
  readonly vault: OpenVault;
  readonly caseId: CaseId;
}

/** The notes of what each of these officers was given of a case. */
export function givenNotes(caseId: CaseId, authors: readonly AuthorId[]): readonly string[] {
  return authors.flatMap((author) => [noteOf(caseId, author), pendingOf(caseId, author)]);
}

/** What an officer is known to have been given. */
export function readGiven({ vault, caseId }: GivenPlace, author: AuthorId): Promise<Result<ReadonlySet<ClaimId>, NoteError>> {
  return readClaims(vault, noteOf(caseId, author));
}

/** Bundles for an officer of which it was not said yet whether they were handed over, in the order they were made. */
export function readGiving({ vault, caseId }: GivenPlace, author: AuthorId): Promise<Result<readonly BundleClaims[], NoteError>> {
  return readBundles(vault, pendingOf(caseId, author));
}

function keepGiving({ vault, caseId }: GivenPlace, author: AuthorId, giving: readonly BundleClaims[]): Promise<Result<void, StorageError>> {
  return keepBundles(vault, pendingOf(caseId, author), giving);
}

/**
 * Claims that each of these officers was given, and those that any of them was; what may have been given counts as given.
 * Takes   `taken`: statement hashes of bundles that are known not to have been handed over.
 */
export async function givenTo(
  place: GivenPlace,
  authors: readonly AuthorId[],
  taken: ReadonlySet<string>,
): Promise<Result<{ readonly toAll: ReadonlySet<ClaimId>; readonly toSome: ReadonlySet<ClaimId> }, NoteError>> {
  let toAll: ReadonlySet<ClaimId> | null = null;
  let toSome: ReadonlySet<ClaimId> = new Set();
  for (const author of new Set(authors)) {
    const [settled, giving] = [await readGiven(place, author), await readGiving(place, author)];
    if (!settled.ok) return settled;
    if (!giving.ok) return giving;
    const pending = giving.value.filter(({ statementHash }) => !taken.has(statementHash));
    const given = pending.reduce((all, { claims }) => all.union(claims), settled.value);
    toAll = toAll === null ? given : toAll.intersection(given);
    toSome = toSome.union(given);
  }
  return succeed({ toAll: toAll ?? new Set(), toSome });
}

/** Writes down what is about to be given, before it can be. */
export async function noteGiving(place: GivenPlace, authors: readonly AuthorId[], giving: BundleClaims): Promise<Result<void, NoteError>> {
  for (const author of new Set(authors)) {
    const before = await readGiving(place, author);
    if (!before.ok) return before;
    const kept = await keepGiving(place, author, [...before.value, giving]);
    if (!kept.ok) return kept;
  }
  return succeed(undefined);
}

/** Writes down that a bundle was handed over, or that it was not. Doing it again changes nothing. */
export async function settleGiving(
  place: GivenPlace,
  authors: readonly AuthorId[],
  statementHash: string,
  wasHandedOver: boolean,
): Promise<Result<void, NoteError>> {
  for (const author of new Set(authors)) {
    const [given, giving] = [await readGiven(place, author), await readGiving(place, author)];
    if (!given.ok) return given;
    if (!giving.ok) return giving;
    const settled = giving.value.filter((each) => each.statementHash === statementHash);
    if (settled.length === 0) continue;
    const all = settled.reduce((sum, { claims }) => sum.union(claims), given.value);
    // First it counts twice, then once: at no moment it does not count.
    const kept = wasHandedOver ? await keepClaims(place.vault, noteOf(place.caseId, author), all) : succeed(undefined);
    if (!kept.ok) return kept;
    const left = giving.value.filter((each) => each.statementHash !== statementHash);
    const cleared = await keepGiving(place, author, left);
    if (!cleared.ok) return cleared;
  }
  return succeed(undefined);
}
