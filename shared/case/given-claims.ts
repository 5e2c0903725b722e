import { type AuthorId, type CaseId, type ClaimId, parseClaimId } from "../kernel/brand.ts";
import { bytesToHex, concatBytes, hexToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { OpenVault, StorageError, TamperError } from "../vault/model.ts";

/**
 * Which claims of a case an officer was given, kept beside the case: what we take back later is told to those who hold it, and to nobody else.
 * A sealed note each, 32 bytes a claim. What is in a bundle of which nobody knows yet whether it was handed over stands in a second note, bundle by
 * bundle, so that it can be taken out again.
 */
const noteOf = (caseId: CaseId, author: AuthorId): string => `given/${caseId}/${author}`;
const pendingOf = (caseId: CaseId, author: AuthorId): string => `giving/${caseId}/${author}`;
const idBytes = 32;
const countBytes = 4;

type NoteError = StorageError | TamperError;

/** What a bundle that may not have been handed over holds. */
export interface Giving {
  /** SHA-256 of its statement. */
  readonly statementHash: string;
  readonly claims: ReadonlySet<ClaimId>;
}
/** To whom, of which case, out of which vault. */
interface GivenPlace {
  readonly vault: OpenVault;
  readonly caseId: CaseId;
}

/** The notes of what each of these officers was given of a case. */
export function givenNotes(caseId: CaseId, authors: readonly AuthorId[]): readonly string[] {
  return authors.flatMap((author) => [noteOf(caseId, author), pendingOf(caseId, author)]);
}

async function readGiven({ vault, caseId }: GivenPlace, author: AuthorId): Promise<Result<ReadonlySet<ClaimId>, NoteError>> {
  const note = await vault.readNote(noteOf(caseId, author));
  if (!note.ok) return note;
  const given = claimsIn(note.value ?? new Uint8Array());
  return given === null ? fail("box-damaged", noteOf(caseId, author)) : succeed(given);
}

/** Bundles for an officer of which it was not said yet whether they were handed over, in the order they were made. */
export async function readGiving({ vault, caseId }: GivenPlace, author: AuthorId): Promise<Result<readonly Giving[], NoteError>> {
  const note = await vault.readNote(pendingOf(caseId, author));
  if (!note.ok) return note;
  const giving = givingIn(note.value ?? new Uint8Array());
  return giving === null ? fail("box-damaged", pendingOf(caseId, author)) : succeed(giving);
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
export async function noteGiving(place: GivenPlace, authors: readonly AuthorId[], giving: Giving): Promise<Result<void, NoteError>> {
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
    const kept = wasHandedOver ? await place.vault.keepNote(noteOf(place.caseId, author), bytesOf(all)) : succeed(undefined);
    if (!kept.ok) return kept;
    const left = giving.value.filter((each) => each.statementHash !== statementHash);
    const cleared = await keepGiving(place, author, left);
    if (!cleared.ok) return cleared;
  }
  return succeed(undefined);
}

function keepGiving({ vault, caseId }: GivenPlace, author: AuthorId, giving: readonly Giving[]): Promise<Result<void, StorageError>> {
  const parts = giving.flatMap(({ statementHash, claims }) => {
    const count = new Uint8Array(countBytes);
    new DataView(count.buffer).setUint32(0, claims.size);
    const hash = hexToBytes(statementHash);
    invariant(hash?.length === idBytes, "a statement hash is SHA-256");
    return [hash, count, bytesOf(claims)];
  });
  return vault.keepNote(pendingOf(caseId, author), concatBytes(...parts));
}

function bytesOf(claims: ReadonlySet<ClaimId>): Uint8Array<ArrayBuffer> {
  return concatBytes(...[...claims].map((id) => hexToBytes(id) ?? new Uint8Array()));
}

function claimsIn(bytes: Uint8Array): ReadonlySet<ClaimId> | null {
  const claims = new Set<ClaimId>();
  for (let at = 0; at < bytes.length; at += idBytes) {
    const id = parseClaimId(bytesToHex(bytes.subarray(at, at + idBytes)));
    if (id === null) return null;
    claims.add(id);
  }
  return claims;
}

function givingIn(bytes: Uint8Array): readonly Giving[] | null {
  const giving: Giving[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = bytes.subarray(at, at + idBytes + countBytes);
    if (head.length < idBytes + countBytes) return null;
    const count = new DataView(head.buffer, head.byteOffset + idBytes).getUint32(0);
    const from = at + idBytes + countBytes;
    const claims = claimsIn(bytes.subarray(from, from + count * idBytes));
    if (claims === null || claims.size !== count) return null;
    giving.push({ statementHash: bytesToHex(head.subarray(0, idBytes)), claims });
    at = from + count * idBytes;
  }
  return giving;
}
