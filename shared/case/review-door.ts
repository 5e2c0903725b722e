import type { ReportLine } from "../bundle/model.ts";
import type { BundleNotice } from "../bundle/recall.ts";
import type { CaseId, EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import type { Grade, Handling, Value } from "../ledger/model.ts";
import type { Identity } from "../partner/model.ts";

/** What of an opened bundle a person reviews before it is accepted. */
export interface BundleReview {
  readonly token: string;
  readonly statementHash: string;
  /** Recalls and the like to look at: about this very bundle, or carried by it about earlier ones. */
  readonly notes: readonly ReviewNote[];
  readonly report: readonly ReportLine[];
  readonly canMerge: boolean;
  readonly sender: Identity | null;
  readonly caseId: CaseId;
  readonly caseTitle: string;
  readonly isNewCase: boolean;
  readonly marking: Handling;
  readonly sentAt: InstantMs;
  readonly purpose: string;
  readonly legalBasis: string;
  /** What accepting would change. */
  readonly added: readonly SharedRow[];
  readonly changed: readonly ChangedRow[];
  readonly unchanged: number;
  readonly newCommits: number;
  readonly newClaims: number;
  /** What partners took back, contest, ruled or merged in it: changes to look at one by one. */
  readonly notices: readonly ReviewNotice[];
  readonly withheldClaims: number;
  readonly files: readonly { readonly sha256: FileHash; readonly name: string; readonly sizeBytes: number; readonly isNew: boolean }[];
}
/** A recall or supersede notice that is told with a bundle. */
export interface ReviewNote {
  readonly hash: FileHash;
  readonly notice: BundleNotice;
  readonly isAboutThis: boolean;
  /** Whether the bundle it is about was accepted here. */
  readonly isBundleHere: boolean;
  readonly isKnown: boolean;
}
/** One thing that accepting a bundle would change in what we already hold. */
export interface ReviewNotice {
  readonly kind:
    | "retracted"
    | "disputed"
    | "no-longer-disputed"
    | "restored"
    | "rival"
    | "ruled"
    | "ruling-withdrawn"
    | "merged"
    | "unmerged"
    | "merge-contested"
    | "copy";
  readonly entity: EntityId;
  readonly type: string;
  readonly title: string;
  readonly property: string;
  /** The value it is about; null for merges. */
  readonly value: Value | null;
  /** The agency that brings it about. */
  readonly agency: string;
  /** The other thing of a merge or copy; "" = none. */
  readonly other: string;
  readonly why: string;
  /** Of a value: how sure it was said, what it was read from, and whether we contest it. null = it is about no value. */
  readonly said: {
    readonly grade: Grade;
    /** Name of the exhibit and the place in it; null = an officer's own word. */
    readonly source: { readonly name: string; readonly page: number; readonly row: number } | null;
    readonly isContestedByUs: boolean;
  } | null;
}
export interface SharedRow {
  readonly entity: EntityId;
  readonly type: string;
  readonly title: string;
  readonly form: "node" | "link";
  /** What a link joins, as it will be called; type "unknown" and no title where we are not told. null = it has no ends, or is no link. */
  readonly ends: { readonly from: NamedEnd; readonly to: NamedEnd } | null;
  readonly facts: number;
}
export interface NamedEnd {
  readonly id: EntityId;
  readonly type: string;
  readonly title: string;
}
/** A row we hold already, and how many of its facts come, go, become disputed, or are disputed no longer. */
export interface ChangedRow extends SharedRow {
  readonly come: number;
  readonly go: number;
  readonly disputed: number;
  readonly undisputed: number;
}
