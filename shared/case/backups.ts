import { backupName } from "../kernel/backup-name.ts";
import { bytesToHex } from "../kernel/bytes.ts";
import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";
import type { BackupContents, BackupPart, BackupWatch, Secret, StorageError, TamperError } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";
import { backupBook, caseHeadsOf, readBackupBook, rememberBackup } from "./backup-book.ts";
import type { BackupDoor, BackupInspection, BackupReceipt } from "./backup-door.ts";
import { openBooks } from "./books.ts";
import type { BooksDoor } from "./books-door.ts";
import type { CaseDeps } from "./deps.ts";
import { registryRuns } from "./registry.ts";
import { needSession, type Session, type SessionHolder } from "./session.ts";
import { enterSession, startSession } from "./start-session.ts";
import { snapshotRun } from "./snapshot.ts";
import { isTamper } from "../vault/tamper.ts";

/** A backup that is being written, or was and waits to be read back. */
interface Making {
  readonly session: Session;
  readonly token: string;
  readonly name: string;
  readonly parts: AsyncIterator<Result<BackupPart, TamperError | StorageError>>;
  contents: BackupContents | null;
}

/** Backups: written piece by piece, read back, remembered; any of them inspected; one restored into an empty place. */
export function openBackups(deps: CaseDeps, holder: SessionHolder): BackupDoor & BooksDoor {
  const stops = { count: 0 };
  const watchOf = (job: string): BackupWatch => {
    const own = stops.count;
    // The last step is told once, by whoever asked: it ends the job.
    return {
      progress: (done, total) => deps.tell({ kind: "progress", job, done: Math.min(done, total - 1), total }),
      isStopped: () => stops.count !== own,
    };
  };
  return {
    ...openMaking(deps, holder, watchOf),
    listBackups: async () => {
      const session = needSession(holder);
      return session.ok ? readBackupBook(session.value.vault) : session;
    },
    inspectBackup: async ({ file, secret }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const inspected = await inspect(deps, session.value, file, secret, watchOf("check-backup"));
      deps.tell(ended("check-backup"));
      return inspected;
    },
    restoreBackup: async ({ file, name, secret }) => {
      if (holder.current !== null) return fail("exists");
      const restored = await deps.vault.restore(file, secret, watchOf("restore-backup"));
      deps.tell(ended("restore-backup"));
      if (!restored.ok) return restored;
      const { vault, contents } = restored.value;
      const session = await startSession(deps, vault);
      // What was restored is in the backup it came from. Where that cannot be noted the restoring stands all the same: a backup is then asked for.
      if (session.ok && session.value.own !== null) await rememberBackup(vault, receiptOf(name, contents));
      return enterSession(holder, vault, session);
    },
    ...openBooks(deps, holder, watchOf),
    stopBackup: async () => {
      stops.count += 1;
      return succeed(null);
    },
  };
}

type MakingDoor = Pick<BackupDoor, "beginBackup" | "backupPiece" | "finishBackup" | "dropBackup">;

/** The one backup that is being made. */
function openMaking(deps: CaseDeps, holder: SessionHolder, watchOf: (job: string) => BackupWatch): MakingDoor {
  let making: Making | null = null;
  const drop = (): void => {
    void making?.parts.return?.();
    making = null;
  };
  const makingOf = (token: string): Making | null => (making?.token === token && making.session === holder.current ? making : null);
  return {
    beginBackup: async () => {
      const session = needSession(holder);
      if (!session.ok) return session;
      drop();
      making = begin(deps, session.value);
      return succeed({ token: making.token, name: making.name });
    },
    backupPiece: async ({ token }) => {
      const own = makingOf(token);
      if (own === null || own.contents !== null) return fail("token-expired");
      const { done, value } = await own.parts.next();
      if (done === true) return fail("token-expired");
      if (!value.ok) return damagedCase(value.error);
      own.contents = value.value.contents;
      const { bytes, done: records, total, contents } = value.value;
      return succeed({ bytes, done: records, total, isLast: contents !== null, transfer: [bytes.buffer] });
    },
    finishBackup: async ({ token, file }) => {
      const own = makingOf(token);
      if (own === null || own.contents === null) return fail("token-expired");
      const receipt = await readBack(own, own.contents, file, watchOf("check-backup"));
      deps.tell(ended("check-backup"));
      if (receipt.ok) drop();
      return receipt;
    },
    dropBackup: async ({ token }) => {
      if (making?.token === token) drop();
      return succeed(null);
    },
  };
}

const ended = (job: string) => ({ kind: "progress", job, done: 1, total: 1 }) as const;

function begin(deps: CaseDeps, session: Session): Making {
  const at = deps.clock.now();
  const cases = [...session.registry.cases.keys()].map((caseId) => `case/${caseId}`);
  const runs = [...cases, ...registryRuns, backupBook];
  return {
    session,
    token: bytesToHex(deps.random.bytes(16)),
    name: backupName(at, deps.random.bytes(3)),
    parts: session.vault.backup({ at, runs, leftOut: [...session.registry.cases.keys()].map(snapshotRun) })[Symbol.asyncIterator](),
    contents: null,
  };
}

async function readBack(
  { session, name }: Making,
  written: BackupContents,
  file: Blob,
  watch: BackupWatch,
): Promise<Result<BackupReceipt, CaseError>> {
  const checked = await session.vault.checkBackup(file, watch);
  if (!checked.ok) return damagedCase(checked.error);
  if (checked.value.sha256 !== written.sha256) return fail("backup-damaged", "written");
  const receipt = receiptOf(name, checked.value);
  const kept = await rememberBackup(session.vault, receipt);
  return kept.ok ? succeed(receipt) : kept;
}

/** A damage of a case, told as such: `case-is-damaged`, with the case's id. */
function damagedCase<Kind extends string>(error: Failure<Kind>): Result<never, Failure<Kind | "case-is-damaged">> {
  const isDamage = isTamper(error.kind);
  const caseId = isDamage ? /^case\/([0-9a-f]{32}) /.exec(error.where ?? "")?.[1] : undefined;
  return caseId === undefined ? { ok: false, error } : fail("case-is-damaged", caseId);
}

const receiptOf = (name: string, { sha256, sizeBytes, madeAt, runs }: BackupContents): BackupReceipt => ({
  name,
  sha256,
  sizeBytes,
  at: madeAt,
  cases: caseHeadsOf(runs),
});

/** As one of this vault when no secret is given, else by its own: then there is nothing to compare it with. */
async function inspect(
  deps: CaseDeps,
  session: Session,
  file: Blob,
  secret: Secret | null,
  watch: BackupWatch,
): Promise<Result<BackupInspection, CaseError>> {
  if (secret !== null) {
    const theirs = await deps.vault.inspectBackup(file, secret, watch);
    return theirs.ok ? inspectionOf(session, theirs.value, null) : theirs;
  }
  const ours = await session.vault.checkBackup(file, watch);
  return ours.ok ? inspectionOf(session, ours.value, ours.value.beside) : ours;
}

async function inspectionOf(
  session: Session,
  contents: BackupContents,
  beside: BackupInspection["beside"],
): Promise<Result<BackupInspection, CaseError>> {
  const book = await readBackupBook(session.vault);
  const { sha256, sizeBytes, madeAt, runs } = contents;
  // A damaged book must not keep a sound backup from being looked at.
  const isRemembered = book.ok && book.value.some((receipt) => receipt.sha256 === sha256);
  return succeed({ sha256, sizeBytes, at: madeAt, cases: caseHeadsOf(runs), beside, isRemembered });
}
