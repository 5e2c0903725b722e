import type { ReportLine } from "../bundle/model.ts";
import type { BundleNotice } from "../bundle/recall.ts";
import type { CaseId, ClaimId, EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import type { Result } from "../kernel/result.ts";
import type { Grade, Handling, Span, Value } from "../ledger/model.ts";
import type { Identity, NoticeEffect } from "../partner/model.ts";
import type { MatchReason } from "../projections/matches.ts";
import type { CaseError, Done } from "./answer.ts";
import type { SaidAgainCount } from "./stolen-door.ts";

/** Reviewing what arrived, row by row, and taking in what was chosen. Part of the counter (`door.ts`). */
export interface ReviewDoor {
  /**
   * Merges what was reviewed, or of it what was chosen and all that belongs with it, and opens its case: one act, undone as one.
   * `choice` null or absent = all. Fails `nothing-to-share` when nothing was chosen.
   */
  acceptBundle(argument: { readonly token: string; readonly choice?: BundleChoice | null }): Promise<Result<AcceptedBundle, CaseError>>;
  /** Keeps what was reviewed with the case, sealed, without taking it in, and opens the case: one act. Exhibits are kept too. */
  setBundleAside(argument: { readonly token: string }): Promise<Result<AcceptedBundle, CaseError>>;
  /** What is said of one row of a review, property by property: as we hold it and as it would be. */
  reviewRow(argument: { readonly token: string; readonly entity: EntityId }): Promise<Result<ReviewedRow, CaseError>>;
  /** What would be taken in with a choice, and what of the case would go by it. */
  weighChoice(argument: { readonly token: string; readonly choice: BundleChoice }): Promise<Result<ChoiceWeight, CaseError>>;
  /** Compares what is under review with its case as it is by now; the token stays. Of a layer what waits now. Fails `token-expired`; `missing`: the layer is no more. */
  compareAgain(argument: { readonly token: string }): Promise<Result<BundleReview, CaseError>>;
  /** Things it brings that are probably ours under another id, best first: nobody said yet that they are one, are not, or may be. Nothing is said by it. */
  reviewMatches(argument: { readonly token: string; readonly limit: number }): Promise<Result<ReviewMatches, CaseError>>;
  /** What a rule about grades comes to: nothing is taken in or decided by asking. */
  weighRule(argument: { readonly token: string; readonly rule: ReviewRule }): Promise<Result<RuleWeight, CaseError>>;
  /** What was set aside in the open case and is not wholly in it, latest first. */
  listLayers(argument: null): Promise<Result<readonly LayerEntry[], CaseError>>;
  /** Compares a layer with the case as it is now, as `openBundle` does with a file. */
  openLayer(argument: { readonly layer: EntityId }): Promise<Result<BundleReview, CaseError>>;
  /** Ends a layer: what of it was not taken in stays unread in the ledger. One act, which can be undone. */
  leaveLayer(argument: { readonly layer: EntityId }): Promise<Result<Done, CaseError>>;
}

/** Rows of a review taken whole, and single claims. */
export interface BundleChoice {
  readonly entities: readonly EntityId[];
  readonly claims: readonly ClaimId[];
}
export interface ChoiceWeight {
  /** Statements that go in. */
  readonly claims: number;
  /** Those of them that are not chosen themselves, and take nothing back. */
  readonly along: number;
  /** Those of them that take something back: of what is in the case they come whatever is chosen, unless it is said again beside them (decision 0097). */
  readonly withdrawals: number;
  /** Statements of the case that stand now, will not, and are not said again. */
  readonly goes: number;
  /** Of which things and links those are. */
  readonly rows: readonly GoingRow[];
}
export interface GoingRow {
  readonly entity: EntityId;
  readonly claims: number;
  /** Nothing is left of it. */
  readonly isEmptied: boolean;
}
/**
 * A rule for many values at once. "take": what is graded `least` or better in both its letter and its digit. "better": in each conflict the value whose
 * grade is better, as the inspector ranks grades; where they are equal, nothing. "ours-equal": ours where they are equal; else nothing.
 */
export type ReviewRule = { readonly kind: "take"; readonly least: Grade } | { readonly kind: "better" | "ours-equal" };
export interface RuleWeight {
  /** What "take" would choose, and how many values come in all. */
  readonly takes: readonly { readonly entity: EntityId; readonly claim: ClaimId }[];
  readonly values: number;
  /** What the other rules would decide, and how many conflicts there are in all. */
  readonly decides: readonly RuledConflict[];
  readonly conflicts: number;
}
export interface RuledConflict {
  readonly entity: EntityId;
  readonly property: string;
  readonly side: "ours" | "theirs";
  readonly claim: ClaimId;
}
export interface ReviewMatches {
  readonly pairs: readonly ReviewMatch[];
  /** Pairs beyond the limit. */
  readonly more: number;
}
export interface ReviewMatch {
  readonly ours: NamedEnd;
  readonly theirs: NamedEnd;
  /** 1 … 100. */
  readonly score: number;
  readonly reasons: readonly MatchReason[];
  /** Where one value is meant, and each side has another: what merging the two would put side by side, of which nothing was ruled. */
  readonly rivals: readonly MatchRival[];
}
export interface MatchRival {
  readonly property: string;
  readonly ours: MatchValue;
  readonly theirs: MatchValue;
  /** Whose would be relied on, were nothing ruled. */
  readonly first: "ours" | "theirs";
}
/** A value that one side of a match relies on. */
export type MatchValue = Pick<ReviewedValue, "claim" | "value" | "agency" | "grade">;
export interface AcceptedBundle {
  readonly caseId: CaseId;
  readonly newCommits: number;
  readonly newClaims: number;
  readonly newFiles: number;
}
/** What arrived and was set aside. */
export interface LayerEntry {
  readonly layer: EntityId;
  readonly senderAgency: string;
  readonly senderOfficer: string;
  readonly sentAt: InstantMs | null;
  readonly setAsideAt: InstantMs;
  readonly marking: Handling;
  readonly purpose: string;
  /** Claims of it, and those of them that are not in the case. */
  readonly claims: number;
  readonly waiting: number;
}

/** What of an opened bundle a person reviews before it is accepted. */
export interface BundleReview {
  readonly token: string;
  readonly statementHash: string;
  /** Recalls and the like to look at: about this very bundle, or carried by it about earlier ones. */
  readonly notes: readonly ReviewNote[];
  /** What it said of keys that counts by now, whether it is accepted or not; of a layer nothing. */
  readonly heard: readonly NoticeEffect[];
  /** Whether the register has it as accepted, with every message it carries: where it brings nothing new, nothing is left to be kept. Of a layer always. */
  readonly isReceived: boolean;
  /** The layer it was set aside as, and when; null = a file that has just been opened. */
  readonly layer: { readonly id: EntityId; readonly setAsideAt: InstantMs } | null;
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
  /** The things and links it speaks of, what needs looking at first in front. */
  readonly rows: readonly ReviewRow[];
  readonly newCommits: number;
  readonly newClaims: number;
  /** Of these, how many only take something back. */
  readonly newWithdrawals: number;
  /** What partners took back, contest, ruled or merged in it: changes to look at one by one. */
  readonly notices: readonly ReviewNotice[];
  readonly withheldClaims: number;
  /** What of the statements that wait under stolen keys its sender says again by signing it. */
  readonly saidAgain: readonly SaidAgainCount[];
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
/**
 * What accepting would do to a row: "conflict" = another value for what should have one; then "retracted" = something of it goes, "disputed", "new",
 * "changed", and "known" = nothing.
 */
export const rowStates = ["conflict", "retracted", "disputed", "new", "changed", "known"] as const;
export type RowState = (typeof rowStates)[number];
export interface ReviewRow extends ChangedRow {
  /** The first of `rowStates` that is true of it. */
  readonly state: RowState;
  /** All that are, in that order. */
  readonly states: readonly RowState[];
  /** Properties with rival values once it is in, at least one of which it brings. */
  readonly conflicts: readonly string[];
  /** Who says what comes, sorted. */
  readonly agencies: readonly string[];
  readonly handling: Handling;
  /** Of a record of custody, what was done and when; null of anything else. */
  readonly custody: CustodyAct | null;
}
export interface CustodyAct {
  readonly action: string;
  /** ISO 8601 of any precision, UTC where it has a time. */
  readonly happenedAt: string;
}
/** One row as it is and as it would be. */
export interface ReviewedRow {
  readonly entity: EntityId;
  readonly type: string;
  readonly properties: readonly ReviewedProperty[];
  /** Things that values name. */
  readonly named: readonly NamedEnd[];
}
export interface ReviewedProperty {
  readonly property: string;
  readonly isConflict: boolean;
  /** Values we hold and the sender did not know of, or none of theirs. */
  readonly ours: readonly ReviewedValue[];
  /** Values that come. */
  readonly theirs: readonly ReviewedValue[];
  /** Values that both held before. */
  readonly both: readonly ReviewedValue[];
}
export interface ReviewedValue {
  readonly claim: ClaimId;
  readonly value: Value;
  readonly during: Span | null;
  readonly agency: string;
  readonly grade: Grade;
  readonly handling: Handling;
  readonly note: string;
  /** Name of the exhibit and the place in it; null = an officer's own word. */
  readonly source: { readonly name: string; readonly page: number; readonly row: number } | null;
  /** What accepting does to it. */
  readonly fate: "stays" | "comes" | "goes" | "contested" | "no-longer-contested";
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
