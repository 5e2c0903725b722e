import type { AuthorId, CaseId, ClaimId, EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import type { Failure } from "../kernel/result.ts";
import type { Commit, Handling, LedgerError } from "../ledger/model.ts";
import type { Identity, Partner } from "../partner/model.ts";

/** The bundle format. A newer one is refused with its number; version 1 opens for ever. */
export const bundleFormat = 1;

/** What the person chose to give. Pure data: the window edits it, the preview answers it. */
export interface SharePlan {
  /** Entities to give (links between them travel too); null = the whole case. */
  readonly entities: readonly EntityId[] | null;
  readonly withhold: readonly ClaimId[];
  /** Exhibits (files) to put in; a file travels only when nothing withheld is read from it. */
  readonly files: readonly FileHash[];
  readonly to: readonly AuthorId[];
  readonly marking: Handling;
  readonly legalBasis: string;
  readonly purpose: string;
  /** ISO date after which the recipient should have deleted it; "" = not said. */
  readonly retainUntil: string;
}

/** Exactly what leaves, and what stays and why. `blocked` not empty = no file is made. */
export interface Selection {
  readonly disclosed: ReadonlySet<ClaimId>;
  /** Of the commits that travel: claims that stay, with the reason. */
  readonly withheld: ReadonlyMap<ClaimId, WithholdReason>;
  /** Live claims of what was chosen that stay for a reason of their own, whether or not their commit travels. */
  readonly stays: ReadonlyMap<ClaimId, WithholdReason>;
  readonly files: readonly FileHash[];
  /** Entities that stay home whole because what identifies them does. */
  readonly entitiesWithheld: readonly EntityId[];
  readonly warnings: readonly ShareWarning[];
  readonly blocked: readonly ShareBlock[];
}
export type WithholdReason =
  | "not-selected"
  | "by-hand"
  | "above-ceiling"
  | "identity-withheld"
  | "names-withheld"
  | "end-withheld"
  | "originator"
  | "bookkeeping"
  | "undone";
export interface ShareWarning {
  readonly kind: "orphan-link" | "personal-data" | "file-left-out" | "above-marking" | "taken-back-untold";
  readonly count: number;
}
export interface ShareBlock {
  readonly kind:
    | "no-recipient"
    | "unverified-recipient"
    | "above-ceiling"
    | "nothing-to-share"
    | "originator-forbids"
    | "no-marking"
    | "no-purpose"
    | "reason-too-long";
  readonly count: number;
}

/** statement.json: what the sender signs about the whole bundle. Canonical JSON (RFC 8785). */
export interface BundleStatement {
  readonly type: "dalel.bundle";
  readonly format: 1;
  readonly case: CaseId;
  readonly sentAt: InstantMs;
  readonly sender: { readonly author: AuthorId; readonly agency: string; readonly agencyName: string; readonly officer: string };
  /** Authors addressed, and SHA-256 of their age recipients. */
  readonly recipients: readonly { readonly author: AuthorId; readonly recipientHash: string }[];
  /** Counts from 1 for each sender, case and set of recipients; `previous` = SHA-256 of the statement before, "" for the first. */
  readonly sequence: number;
  readonly previous: string;
  readonly marking: Handling;
  readonly legalBasis: string;
  readonly purpose: string;
  readonly retainUntil: string;
  readonly counts: { readonly commits: number; readonly disclosed: number; readonly withheld: number; readonly files: number };
  /** SHA-256 and size of every payload file, by its path in the bag ("data/commits.jsonl"). */
  readonly payload: readonly { readonly path: string; readonly sha256: FileHash; readonly sizeBytes: number }[];
  /** Names of rules a reader must know to read on; empty in version 1. */
  readonly critical: readonly string[];
}

/** One line of the verification report. `detail` holds names and numbers for the sentence, already safe to show. */
export interface ReportLine {
  readonly check: ReportCheck;
  readonly verdict: "pass" | "warn" | "fail";
  /** Which sentence of this check: locale key `bundle-report:report.<check>.<outcome>`. */
  readonly outcome: string;
  readonly detail: Readonly<Record<string, string | number>>;
}
export type ReportCheck =
  | "format"
  | "decryption"
  | "addressed"
  | "sender"
  | "signature"
  | "integrity"
  | "commits"
  | "withheld"
  | "sequence"
  | "marking"
  | "retention";

/** A bundle that was opened and checked; merged only after the person accepts. */
export interface OpenedBundle {
  readonly statement: BundleStatement;
  readonly statementHash: string;
  readonly sender: Identity | Partner | null;
  readonly isSenderKnown: boolean;
  readonly report: readonly ReportLine[];
  /** False when any line failed: nothing can be merged. With an unknown sender one may look, not merge. */
  readonly canMerge: boolean;
  readonly commits: readonly Commit[];
  readonly files: readonly BundledFile[];
}
export interface BundledFile {
  readonly sha256: FileHash;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** `where` names a file of the bag, a commit id or a position; never content. */
export type BundleError =
  | LedgerError
  | Failure<
      | "not-a-bundle"
      | "cut-off"
      | "damaged"
      | "not-for-us"
      | "newer-format"
      | "too-large"
      | "bad-archive"
      | "bad-manifest"
      | "bad-statement"
      | "unknown-sender"
      | "no-recipient"
      | "unverified-recipient"
      | "above-ceiling"
      | "nothing-to-share"
      | "file-missing"
      | "blocked"
    >;
