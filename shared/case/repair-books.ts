import { bytesToHex, type Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { BackupWatch, OpenVault } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";
import { backupBook } from "./backup-book.ts";
import { readOwnIdentity, repairOwnIdentity } from "./own-identity.ts";
import { registryRuns } from "./registry.ts";
import { isTamper } from "../vault/tamper.ts";

/** Repairs the books that are damaged, each in one transaction, and our identity; says how many records are lost. Fails `nothing-to-repair`. */
export async function repairBooks(vault: OpenVault, file: Blob, watch: BackupWatch): Promise<Result<number, CaseError>> {
  const damaged = await damagedBooks(vault);
  if (!damaged.ok) return damaged;
  const own = await readOwnIdentity(vault);
  if (!own.ok && own.error.kind !== "identity-damaged") return own;
  if (damaged.value.length === 0 && own.ok) return fail("nothing-to-repair");
  let lost = 0;
  for (const { book, here } of damaged.value) {
    const repaired = await repairBook(vault, book, here, file, watch);
    if (!repaired.ok) return repaired;
    lost += repaired.value;
  }
  const identity = own.ok ? succeed(undefined) : await repairOwnIdentity(vault, file, watch);
  return identity.ok ? succeed(lost) : identity;
}

interface DamagedBook {
  readonly book: string;
  /** Its lines up to the damage. */
  readonly here: readonly Bytes[];
}

async function damagedBooks(vault: OpenVault): Promise<Result<readonly DamagedBook[], CaseError>> {
  const damaged: DamagedBook[] = [];
  for (const book of [...registryRuns, backupBook]) {
    const here = await readBook(vault, book);
    if (!here.ok) return here;
    if (here.value.isDamaged) damaged.push({ book, here: here.value.lines });
  }
  return succeed(damaged);
}

/** The lines of a book up to its first damage. */
async function readBook(
  vault: OpenVault,
  book: string,
): Promise<Result<{ readonly lines: readonly Bytes[]; readonly isDamaged: boolean }, CaseError>> {
  const run = await vault.run(book);
  if (!run.ok) return run;
  const lines: Bytes[] = [];
  for await (const line of run.value.entries()) {
    if (line.ok) lines.push(line.value);
    else if (isTamper(line.error.kind)) return succeed({ lines, isDamaged: true });
    else return line;
  }
  return succeed({ lines, isDamaged: false });
}

/**
 * A book only grows: what is readable here and what the backup has are its beginning, one longer than the other; what opens behind the damage follows. Of
 * a line that is nowhere only the number is known.
 */
async function repairBook(
  vault: OpenVault,
  book: string,
  here: readonly Bytes[],
  file: Blob,
  watch: BackupWatch,
): Promise<Result<number, CaseError>> {
  const theirs = await vault.readBackupRun(file, book, watch);
  if (!theirs.ok) return theirs;
  const backed: Bytes[] = [];
  for await (const line of theirs.value?.entries() ?? []) {
    if (!line.ok) return line;
    backed.push(line.value);
  }
  const behind = await linesThatOpen(vault, book, theirs.value?.tail ?? null);
  if (!behind.ok) return behind;
  const start = backed.length > here.length ? backed : here;
  const known = new Set(start.map(bytesToHex));
  const all = [...start, ...behind.value.lines.filter((line) => !known.has(bytesToHex(line)))];
  const kept = await vault.replaceRun(book, all);
  // Each line lies in a box of its own.
  return kept.ok ? succeed(Math.max(0, (behind.value.boxes ?? 0) - all.length)) : kept;
}

async function linesThatOpen(
  vault: OpenVault,
  book: string,
  tail: Bytes | null,
): Promise<Result<{ readonly lines: readonly Bytes[]; readonly boxes: number | null }, CaseError>> {
  const lines: Bytes[] = [];
  let boxes: number | null = null;
  for await (const seen of vault.inspectRun(book, tail)) {
    if (!seen.ok) return seen;
    if (seen.value.kind === "entry") lines.push(seen.value.bytes);
    if (seen.value.kind === "tail") boxes = seen.value.boxes;
  }
  return succeed({ lines, boxes });
}
