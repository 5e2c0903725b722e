import { parseCaseId, parseInstantMs } from "../kernel/brand.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { BackupRun, OpenVault, StorageError, TamperError } from "../vault/model.ts";
import type { BackupReceipt, CaseHead } from "./backup-door.ts";

export const backupBook = "registry/backups";
const casePrefix = "case/";

/** The case heads among the runs of a backup. */
export function caseHeadsOf(runs: readonly BackupRun[]): readonly CaseHead[] {
  return runs.flatMap(({ name, boxes, last }) => {
    const caseId = name.startsWith(casePrefix) ? parseCaseId(name.slice(casePrefix.length)) : null;
    return caseId === null ? [] : [{ caseId, boxes, last }];
  });
}

/** All backups that were remembered, oldest first. */
export async function readBackupBook(vault: OpenVault): Promise<Result<readonly BackupReceipt[], StorageError | TamperError>> {
  const run = await vault.run(backupBook);
  if (!run.ok) return run;
  const receipts: BackupReceipt[] = [];
  for await (const entry of run.value.entries()) {
    if (!entry.ok) return entry;
    const receipt = decodeReceipt(entry.value);
    if (receipt === null) return fail("box-damaged", backupBook);
    receipts.push(receipt);
  }
  return succeed(receipts);
}

export async function rememberBackup(vault: OpenVault, receipt: BackupReceipt): Promise<Result<void, StorageError>> {
  const run = await vault.run(backupBook);
  return run.ok ? run.value.append([encodeReceipt(receipt)]) : run;
}

function encodeReceipt({ name, sha256, sizeBytes, at, cases }: BackupReceipt): Bytes {
  const heads = cases.map(({ caseId, boxes, last }) => ({ case: caseId, boxes, last }));
  return utf8ToBytes(canonicalText({ name, sha256, sizeBytes, at, cases: heads }));
}

function decodeReceipt(bytes: Bytes): BackupReceipt | null {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json === null || !hasExactKeys(json, ["name", "sha256", "sizeBytes", "at", "cases"]) || !Array.isArray(json.cases)) return null;
  const { name, sha256, sizeBytes } = json;
  const [at, cases] = [parseInstantMs(json.at), (json.cases as readonly Json[]).map(decodeHead)];
  if (typeof name !== "string" || typeof sha256 !== "string" || typeof sizeBytes !== "number" || at === null) return null;
  return cases.every((head) => head !== null) ? { name, sha256, sizeBytes, at, cases } : null;
}

function decodeHead(json: Json): CaseHead | null {
  if (!hasExactKeys(json, ["case", "boxes", "last"])) return null;
  const caseId = parseCaseId(json.case);
  return caseId !== null && typeof json.boxes === "number" && typeof json.last === "string" ? { caseId, boxes: json.boxes, last: json.last } : null;
}
