import type { EntityId, FileHash } from "../kernel/brand.ts";
import type { Result } from "../kernel/result.ts";
import type { Room } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";

/** Bytes stored, and free. */
export type StoredRoom = Room;

/** What a person can ask about the files that are kept. Part of the counter (`door.ts`). */
export interface ExhibitsDoor {
  /**
   * Reads exhibits of the case whole and compares their SHA-256; null = all. A damaged or lost one goes to quarantine, a sound one comes out of it.
   * Tells progress as job "verify-exhibits", in bytes. Fails `cancelled`; what was found by then stays found.
   */
  verifyExhibits(argument: { readonly exhibits: readonly EntityId[] | null }): Promise<Result<ExhibitsReport, CaseError>>;
  /** Files found damaged or lost, of all cases; also told as `quarantine` news whenever it changes. */
  quarantined(argument: null): Promise<Result<readonly Quarantined[], CaseError>>;
  /** A copy of an exhibit as a Blob, its hash verified; the browser may hold it on disk. For files too large for `readExhibit`. Job "copy-exhibit"; `sizeBytes` is for its progress. */
  copyExhibit(argument: { readonly sha256: FileHash; readonly sizeBytes: number }): Promise<Result<Blob, CaseError>>;
  /** Which of these files cannot be given: never came to us, lost, or in quarantine. One small read for each file. */
  absentFiles(argument: { readonly files: readonly FileHash[] }): Promise<Result<readonly FileHash[], CaseError>>;
  /** What this program has stored here, and whether `forBytes` more would fit: `freeBytes` is less than that when they would not. */
  storageRoom(argument: { readonly forBytes: number }): Promise<Result<StoredRoom, CaseError>>;
}

export interface Quarantined {
  readonly sha256: FileHash;
  /** `damaged`: what lies there is not the file. `lost`: a part of it, or all, lies there no more. */
  readonly state: "damaged" | "lost";
}
export interface ExhibitsReport {
  readonly exhibits: readonly CheckedExhibit[];
  /** Bytes that were read. */
  readonly bytes: number;
}
export interface CheckedExhibit {
  readonly entity: EntityId;
  readonly sha256: FileHash;
  /** As the case has it; "" = not said. */
  readonly fileName: string;
  readonly sizeBytes: number;
  /** `absent`: another agency's, whose file never came to us. That is no damage. */
  readonly state: "sound" | "absent" | Quarantined["state"];
}
