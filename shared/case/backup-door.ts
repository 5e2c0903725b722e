import type { CaseId, InstantMs } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { Result } from "../kernel/result.ts";
import type { Identity } from "../partner/model.ts";
import type { BackupBeside, Secret } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";

/** What a person can ask about backups. Part of the counter (`door.ts`). */
export interface BackupDoor {
  /** The backups made from this vault and found whole, oldest first. */
  listBackups(argument: null): Promise<Result<readonly BackupReceipt[], CaseError>>;
  /** Begins one; its bytes are asked for piece by piece, so that it is never whole in memory. Another one begun before is dropped. */
  beginBackup(argument: null): Promise<Result<{ readonly token: string; readonly name: string }, CaseError>>;
  /** The next bytes of the file. `done` and `total` count stored records. `token-expired` after the last one. */
  backupPiece(argument: { readonly token: string }): Promise<Result<BackupPiece, CaseError>>;
  /** Reads the written file back: it must be what was sealed, and open whole. Only then is the backup remembered. */
  finishBackup(argument: { readonly token: string; readonly file: Blob }): Promise<Result<BackupReceipt, CaseError>>;
  dropBackup(argument: { readonly token: string }): Promise<Result<null, never>>;
  /** Opens and checks any backup, by its own secret or, with null, as one of this vault. Changes nothing. */
  inspectBackup(argument: { readonly file: Blob; readonly secret: BackupSecret | null }): Promise<Result<BackupInspection, CaseError>>;
  /** Writes a backup into the empty place, and unlocks it. Fails `exists` when there is a vault. */
  restoreBackup(argument: { readonly file: Blob; readonly name: string; readonly secret: BackupSecret }): Promise<Result<Identity, CaseError>>;
  /** Ends checking and restoring at their next rest, which fail `cancelled`. */
  stopBackup(argument: null): Promise<Result<null, never>>;
}

/** What opens a backup: as it opened the vault when the backup was made. */
export type BackupSecret = Secret;
export interface BackupPiece {
  readonly bytes: Bytes;
  readonly done: number;
  readonly total: number;
  readonly isLast: boolean;
  /** The bytes are moved, not copied. */
  readonly transfer: readonly object[];
}
/** A backup that was written and read back. */
export interface BackupReceipt {
  readonly name: string;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly at: InstantMs;
  readonly cases: readonly CaseHead[];
}
/** How far a case went: how many boxes there were, and the SHA-256 of the last. Whoever has them can tell an older state. */
export interface CaseHead {
  readonly caseId: CaseId;
  readonly boxes: number;
  readonly last: string;
}
export interface BackupInspection extends Omit<BackupReceipt, "name"> {
  /** Where this vault stands beside it; null when it is a backup of another one. */
  readonly beside: BackupBeside | null;
  /** Whether this vault remembers having made it. */
  readonly isRemembered: boolean;
}
