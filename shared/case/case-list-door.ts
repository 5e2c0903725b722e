import type { AuthorId, CaseId, CommitId, InstantMs } from "../kernel/brand.ts";
import type { Result } from "../kernel/result.ts";
import type { CaseError } from "./answer.ts";

/** What a person can ask of the list of cases: order in it, and the end of a case. Part of the counter (`door.ts`). */
export interface CaseListDoor {
  /** Says the case's number and title anew: one signed commit in it; "" takes the number back. Fails `archived`, `case-title-needed`, `already-said`. */
  renameCase(argument: { readonly caseId: CaseId; readonly number: string; readonly title: string }): Promise<Result<null, CaseError>>;
  /** An archived case can be read and changed by nobody here until it is taken back. It is no statement of the case: only our books say it. */
  setArchived(argument: { readonly caseId: CaseId; readonly isArchived: boolean }): Promise<Result<null, CaseError>>;
  /** Says what our agency says live in a case once more, in a new case: other claims, ids and times (decision 0039). `note` says where it is from. */
  copyCase(argument: {
    readonly caseId: CaseId;
    readonly number: string;
    readonly title: string;
    readonly note: string;
  }): Promise<Result<CopiedCase, CaseError>>;
  /** How many bytes a case takes here. Reads its sealed boxes once, and remembers it until the case changes. */
  measureCase(argument: { readonly caseId: CaseId }): Promise<Result<CaseSize, CaseError>>;
  /** What deleting would destroy. Reads every case that may share an exhibit; told as progress of the job "read-cases". */
  previewDelete(argument: { readonly caseId: CaseId }): Promise<Result<DeletePreview, CaseError>>;
  /**
   * Destroys a case here: its keys, then its data. Begun, it is finished even over a crash, at the next unlocking.
   * Fails   `not-typed` unless `typed` is its number (its title when it has none); `case-is-open`.
   */
  deleteCase(argument: { readonly caseId: CaseId; readonly typed: string; readonly keepsName: boolean }): Promise<Result<DestroyedEntry, CaseError>>;
  /** Cases that were destroyed here, the last first. */
  listDestroyed(argument: null): Promise<Result<readonly DestroyedEntry[], CaseError>>;
}

export interface CopiedCase {
  readonly caseId: CaseId;
  readonly claims: number;
  /** Things and links that were not copied: what makes them a thing was said by a partner. */
  readonly leftOut: number;
}
export interface CaseSize {
  /** Its sealed boxes. */
  readonly ledgerBytes: number;
  /** The exhibits whose files lie here, in the clear; null until the case was opened once by a version that counts them. */
  readonly exhibitBytes: number | null;
}
export interface DeletePreview {
  readonly caseId: CaseId;
  readonly number: string;
  readonly title: string;
  readonly commits: number;
  readonly claims: number;
  /** Exhibits no other case uses: they are destroyed. */
  readonly exhibits: number;
  readonly exhibitBytes: number;
  /** Exhibits that stay, because another case uses them or could not be read whole. */
  readonly sharedExhibits: number;
  readonly ledgerBytes: number;
  /** When a bundle of it last left, and last came; null = never. */
  readonly lastSentAt: InstantMs | null;
  readonly lastReceivedAt: InstantMs | null;
  /** Whether all of it could be read; of a damaged case, exhibits named behind the damage are not known and stay. */
  readonly isWhole: boolean;
}
/** What our books keep of a case that was destroyed. */
export interface DestroyedCase {
  readonly caseId: CaseId;
  readonly at: InstantMs;
  readonly author: AuthorId;
  readonly officer: string;
  readonly commits: number;
  readonly claims: number;
  readonly exhibits: number;
  readonly sharedExhibits: number;
  /** The last commits of its history: who holds the case elsewhere can show that it is the one. */
  readonly heads: readonly CommitId[];
  /** "" unless the officer chose to keep them. */
  readonly number: string;
  readonly title: string;
}
/** As the list tells it; not finished = begun, and cut short by a full disk: the next unlocking goes on. */
export interface DestroyedEntry extends DestroyedCase {
  readonly isFinished: boolean;
}
