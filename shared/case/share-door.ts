import type { SharePlan, ShareBlock, ShareWarning } from "../bundle/model.ts";
import type { Sealing } from "../bundle/sealing.ts";
import type { AuthorId, FileHash, InstantMs } from "../kernel/brand.ts";
import type { Result } from "../kernel/result.ts";
import type { CaseError } from "./answer.ts";

/** A share of several bundles, and what became of each. */
export interface ShareDoor {
  /** What each bundle of a plan would hold, and what blocks it: one for all recipients when they are together, else one for each. */
  weighShare(argument: SharePlan): Promise<Result<readonly ShareWeight[], CaseError>>;
  /**
   * Makes all bundles of a plan, each a commit of its own before its bytes exist. All or none: when one is blocked or fails, those that were
   * recorded are said not to have been handed over, and no bytes are given.
   */
  shareAll(argument: SharePlan): Promise<Result<readonly ShareReceipt[], CaseError>>;
  /** Bundles of the open case that were recorded and of which nobody said whether they were handed over: the window was ended meanwhile. */
  unsettledShares(argument: null): Promise<Result<readonly UnsettledShare[], CaseError>>;
  /**
   * Says of recorded bundles, by statement hash, whether their files were kept. Not: a commit says so, their claims no longer count as given, and
   * their numbers are free again. Doing it again changes nothing. Unknown hashes: `missing`.
   */
  settleShares(argument: { readonly statementHashes: readonly string[]; readonly wereHandedOver: boolean }): Promise<Result<null, CaseError>>;
}

export interface ShareWeight {
  readonly to: readonly AuthorId[];
  readonly disclosed: number;
  /** Of these, how many only take something back. */
  readonly withdrawals: number;
  /** As the statement says, of the records that leave; and what stays in all (`SharePreview`). */
  readonly withheld: number;
  readonly keptBack: number;
  readonly files: number;
  readonly warnings: readonly ShareWarning[];
  readonly blocked: readonly ShareBlock[];
  /** To what keys it would be sealed. */
  readonly sealing: Sealing;
}

export interface UnsettledShare {
  readonly statementHash: string;
  readonly to: readonly AuthorId[];
  /** Whom a copy under a passphrase was for; "" = it is sealed to `to`. */
  readonly addressee: string;
  /** A table in another program's format, and no bundle: it has no number. */
  readonly isTable: boolean;
  /** null = it was recorded and never sealed: its bytes never were. */
  readonly sequence: number | null;
  readonly at: InstantMs | null;
  readonly claims: number;
}

export interface ShareReceipt {
  readonly file: Blob;
  /** A random name that says nothing, ending in ".dalel". */
  readonly name: string;
  readonly to: readonly AuthorId[];
  /** Whom a copy under a passphrase is for, as it was signed; "" = it is sealed to `to`. */
  readonly addressee: string;
  /** What opens a copy for an addressee; told once and kept nowhere. "" = it is sealed to `to`. */
  readonly passphrase: string;
  /** The second officer who signed it as well; "" = nobody. */
  readonly cosigner: string;
  readonly sha256: FileHash;
  readonly statementHash: string;
  readonly sequence: number;
  readonly disclosed: number;
  /** Of these, how many only take something back. */
  readonly withdrawals: number;
  /** As the statement says, of the records that leave; and what stays in all (`SharePreview`). */
  readonly withheld: number;
  readonly keptBack: number;
  readonly sealing: Sealing;
}
