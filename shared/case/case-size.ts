import type { CaseId } from "../kernel/brand.ts";
import { bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import { type Result, succeed } from "../kernel/result.ts";
import type { OpenVault, StorageError } from "../vault/model.ts";
import type { CaseSize } from "./case-list-door.ts";
import type { CaseEntry } from "./door.ts";

/** What a case took when it was last measured. */
export const sizeNote = (caseId: CaseId): string => `size/${caseId}`;

/** Measures the ledger of a case, once for each change of it. Cost: one read of its sealed bytes. */
export async function sizeOfCase(vault: OpenVault, { caseId, changedAt, claims, exhibitBytes }: CaseEntry): Promise<Result<CaseSize, StorageError>> {
  const note = await vault.readNote(sizeNote(caseId));
  const known = note.ok && note.value !== null ? parseCanonical(bytesToUtf8(note.value) ?? "") : null;
  if (hasExactKeys(known, ["at", "claims", "bytes"]) && known.at === changedAt && known.claims === claims && typeof known.bytes === "number")
    return succeed({ ledgerBytes: known.bytes, exhibitBytes });
  const measured = await vault.runBytes(`case/${caseId}`);
  if (!measured.ok) return measured;
  const kept = await vault.keepNote(sizeNote(caseId), utf8ToBytes(canonicalText({ at: changedAt, claims, bytes: measured.value })));
  // A full disk is no reason not to tell a size.
  return kept.ok || kept.error.kind === "disk-full" ? succeed({ ledgerBytes: measured.value, exhibitBytes }) : kept;
}
