import { type AuthorId, type CaseId, type ClaimId, parseClaimId } from "../kernel/brand.ts";
import { bytesToHex, concatBytes, hexToBytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { OpenVault, StorageError, TamperError } from "../vault/model.ts";

/**
 * Which claims of a case an officer was given, kept beside the case: what we take back later is told to those who hold it, and to nobody else.
 * A sealed note each, 32 bytes a claim.
 */
const noteOf = (caseId: CaseId, author: AuthorId): string => `given/${caseId}/${author}`;
const idBytes = 32;

/** The notes of what each of these officers was given of a case. */
export function givenNotes(caseId: CaseId, authors: readonly AuthorId[]): readonly string[] {
  return authors.map((author) => noteOf(caseId, author));
}

async function readGiven(vault: OpenVault, caseId: CaseId, author: AuthorId): Promise<Result<ReadonlySet<ClaimId>, StorageError | TamperError>> {
  const note = await vault.readNote(noteOf(caseId, author));
  if (!note.ok) return note;
  const bytes = note.value ?? new Uint8Array();
  const given = new Set<ClaimId>();
  for (let at = 0; at < bytes.length; at += idBytes) {
    const id = parseClaimId(bytesToHex(bytes.subarray(at, at + idBytes)));
    if (id === null) return fail("box-damaged", noteOf(caseId, author));
    given.add(id);
  }
  return succeed(given);
}

/** Claims that each of these officers was given, and those that any of them was. */
export async function givenTo(
  vault: OpenVault,
  caseId: CaseId,
  authors: readonly AuthorId[],
): Promise<Result<{ readonly toAll: ReadonlySet<ClaimId>; readonly toSome: ReadonlySet<ClaimId> }, StorageError | TamperError>> {
  let toAll: ReadonlySet<ClaimId> | null = null;
  let toSome: ReadonlySet<ClaimId> = new Set();
  for (const author of new Set(authors)) {
    const given = await readGiven(vault, caseId, author);
    if (!given.ok) return given;
    toAll = toAll === null ? given.value : toAll.intersection(given.value);
    toSome = toSome.union(given.value);
  }
  return succeed({ toAll: toAll ?? new Set(), toSome });
}

/** Writes down what is about to be given. */
export async function noteGiven(
  vault: OpenVault,
  caseId: CaseId,
  authors: readonly AuthorId[],
  disclosed: ReadonlySet<ClaimId>,
): Promise<Result<void, StorageError | TamperError>> {
  for (const author of new Set(authors)) {
    const given = await readGiven(vault, caseId, author);
    if (!given.ok) return given;
    const ids = [...given.value.union(disclosed)].map((id) => hexToBytes(id) ?? new Uint8Array());
    const kept = await vault.keepNote(noteOf(caseId, author), concatBytes(...ids));
    if (!kept.ok) return kept;
  }
  return succeed(undefined);
}
