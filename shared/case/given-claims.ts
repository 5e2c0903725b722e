import type { CaseId, ClaimId } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import type { OpenVault, StorageError } from "../vault/model.ts";
import { addBundle, type BundleClaims, keepBundles, keepClaims, type NoteError, readBundles, readClaims } from "./claim-notes.ts";
import type { Holder } from "./holders.ts";

/**
 * Which claims of a case somebody was given, kept beside the case: what we take back later is told to those who hold it, and to nobody else.
 * A sealed note each, 32 bytes a claim. What is in a bundle of which nobody knows yet whether it was handed over stands in a second note, bundle by
 * bundle, so that it can be taken out again. That note is written before the share is recorded: without the record the bundle was never made.
 */
const noteOf = (caseId: CaseId, holder: Holder): string => `given/${caseId}/${holder}`;
const pendingOf = (caseId: CaseId, holder: Holder): string => `giving/${caseId}/${holder}`;

/** To whom, of which case, out of which vault. */
export interface GivenPlace {
  readonly vault: OpenVault;
  readonly caseId: CaseId;
}

/** The notes of what each of these was given of a case. */
export function givenNotes(caseId: CaseId, holders: readonly Holder[]): readonly string[] {
  return holders.flatMap((holder) => [noteOf(caseId, holder), pendingOf(caseId, holder)]);
}

/** What somebody is known to have been given. */
export function readGiven({ vault, caseId }: GivenPlace, holder: Holder): Promise<Result<ReadonlySet<ClaimId>, NoteError>> {
  return readClaims(vault, noteOf(caseId, holder));
}

/** Bundles for somebody of which it was not said yet whether they were handed over, in the order they were made. */
export function readGiving({ vault, caseId }: GivenPlace, holder: Holder): Promise<Result<readonly BundleClaims[], NoteError>> {
  return readBundles(vault, pendingOf(caseId, holder));
}

function keepGiving({ vault, caseId }: GivenPlace, holder: Holder, giving: readonly BundleClaims[]): Promise<Result<void, StorageError>> {
  return keepBundles(vault, pendingOf(caseId, holder), giving);
}

/**
 * Claims that each of these was given, and those that any of them was; what may have been given counts as given.
 * Takes   `mayBeGiven`: whether a bundle of which nobody said yet whether it was handed over was recorded, and not taken back since.
 */
export async function givenTo(
  place: GivenPlace,
  holders: readonly Holder[],
  mayBeGiven: (statementHash: string) => boolean,
): Promise<Result<{ readonly toAll: ReadonlySet<ClaimId>; readonly toSome: ReadonlySet<ClaimId> }, NoteError>> {
  let toAll: ReadonlySet<ClaimId> | null = null;
  let toSome: ReadonlySet<ClaimId> = new Set();
  for (const holder of new Set(holders)) {
    const [settled, giving] = [await readGiven(place, holder), await readGiving(place, holder)];
    if (!settled.ok) return settled;
    if (!giving.ok) return giving;
    const pending = giving.value.filter(({ statementHash }) => mayBeGiven(statementHash));
    const given = pending.reduce((all, { claims }) => all.union(claims), settled.value);
    toAll = toAll === null ? given : toAll.intersection(given);
    toSome = toSome.union(given);
  }
  return succeed({ toAll: toAll ?? new Set(), toSome });
}

/** Writes down what is about to be given, before it can be. */
export async function noteGiving(place: GivenPlace, holders: readonly Holder[], giving: BundleClaims): Promise<Result<void, NoteError>> {
  for (const holder of new Set(holders)) {
    const kept = await addBundle(place.vault, pendingOf(place.caseId, holder), giving);
    if (!kept.ok) return kept;
  }
  return succeed(undefined);
}

/** Writes down that a bundle was handed over, or that it was not. Doing it again changes nothing. */
export async function settleGiving(
  place: GivenPlace,
  holders: readonly Holder[],
  statementHash: string,
  wasHandedOver: boolean,
): Promise<Result<void, NoteError>> {
  for (const holder of new Set(holders)) {
    const [given, giving] = [await readGiven(place, holder), await readGiving(place, holder)];
    if (!given.ok) return given;
    if (!giving.ok) return giving;
    const settled = giving.value.filter((each) => each.statementHash === statementHash);
    if (settled.length === 0) continue;
    const all = settled.reduce((sum, { claims }) => sum.union(claims), given.value);
    // First it counts twice, then once: at no moment it does not count.
    const kept = wasHandedOver ? await keepClaims(place.vault, noteOf(place.caseId, holder), all) : succeed(undefined);
    if (!kept.ok) return kept;
    const left = giving.value.filter((each) => each.statementHash !== statementHash);
    const cleared = await keepGiving(place, holder, left);
    if (!cleared.ok) return cleared;
  }
  return succeed(undefined);
}
