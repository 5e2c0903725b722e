import type { ActId, AuthorId, ClaimId, CommitId, EntityId, InstantMs } from "../kernel/brand.ts";
import type { Failure, Result } from "../kernel/result.ts";
import type { Grade, Handling, Intent } from "../ledger/model.ts";
import type { BundleNoteKind } from "../ontology/table-notes.ts";
import type { CustodyAction } from "../ontology/custody.ts";
import type { Matches } from "../projections/matches.ts";
import type { AuditEntry, Entity, Fact } from "../projections/model.ts";
import type { CaseError, Done, NamedBytes } from "./answer.ts";

/** What a person can ask of the ledger itself: rulings, sameness, lineage, looking back, the audit. Part of the counter (`door.ts`). */
export interface LedgerDoor {
  // ── rival values ──
  /** Says which live value our agency relies on; a ruling of ours on the same property is withdrawn in the same act. */
  rule(argument: RulingDraft): Promise<Result<Done, CaseError>>;
  /** Takes rulings of ours back; `why` is kept, and told to whom was given what is withdrawn. */
  withdrawRuling(argument: { readonly rulings: readonly ClaimId[]; readonly why?: string }): Promise<Result<Done, CaseError>>;
  /** Says that we contest what another agency said, or no longer do. `why` is kept beside it, and travels with what is contested. Ours is retracted instead (`retract`). */
  dispute(argument: { readonly claims: readonly ClaimId[]; readonly why?: string }): Promise<Result<Done, CaseError>>;

  // ── the same and not the same ──
  /**
   * Makes several one: `others` become part of `keep`. Reversible: nothing that was said changes. What is to be relied on of values that so come side by
   * side is ruled in the same act (`relyOn`), and undone with it.
   * Fails   `missing` when a claim of `relyOn` is a value of none of them; `reason-needed` when there is one and no `why`.
   */
  merge(argument: MergeDraft): Promise<Result<Done, CaseError>>;
  /** Takes back, or contests, every merge that ties `member` to others. */
  unmerge(argument: { readonly member: EntityId }): Promise<Result<Done, CaseError>>;
  /** Into which groups of ids a merged thing would come apart if `member` were separated: the group of `member` first. Says nothing. */
  wouldSeparate(argument: { readonly member: EntityId }): Promise<Result<readonly (readonly EntityId[])[], CaseError>>;
  /** Remembers that two are surely not one: they are not suggested again, and cannot be merged while it stands. */
  sayDistinct(argument: PairDraft): Promise<Result<Done, CaseError>>;
  /** Keeps a possible match as a link. */
  sayPossible(argument: PairDraft): Promise<Result<Done, CaseError>>;

  // ── lineage ──
  /** Says that one exhibit repeats another. */
  sayCopy(argument: { readonly copy: EntityId; readonly original: EntityId; readonly why: string }): Promise<Result<Done, CaseError>>;

  // ── looking back ──
  /** What happened to the case here, in the order we came to know it. */
  historyPoints(argument: null): Promise<Result<readonly HistoryPoint[], CaseError>>;
  /**
   * Shows the case as we knew it after a point of its history, and as it was on a day; null = now. Told as `look` news, in parts, before the
   * answer. While looking back nothing may be said (`looking-back`).
   * Fails   `cancelled` when `cancel` asked for it: the view then is what it was.
   */
  lookAt(argument: Look): Promise<Result<Look, CaseError>>;
  /** Ends a long ask of this name ("look-at", "verify-chain", "suggest-copies", "keep-exhibit", "keep-exhibits", "import-file", "verify-exhibits", "copy-exhibit", "inspect-damage", "plan-repair"); it answers `cancelled`. */
  cancel(argument: { readonly job: string }): Promise<Result<null, never>>;

  // ── audit ──
  audit(argument: null): Promise<Result<readonly AuditAct[], CaseError>>;
}

/** What may be one, and what repeats what: computed when asked, never claims. Part of the counter. */
export interface SuggestionsDoor {
  /**
   * Pairs that may be one, best first, at most `limit`; computed when asked, never claims. With `entity` only those with it.
   * Gives   as `kept` how many pairs somebody keeps as possible matches: they are links, wait for an answer there, and are not suggested again.
   */
  suggestMatches(argument: {
    readonly entity: EntityId | null;
    readonly limit: number;
  }): Promise<Result<Matches & { readonly kept: number }, CaseError>>;
  /** Exhibits whose texts are alike and of which nobody said yet that they go back to the same originals, best first; computed when asked, never claims. Tells progress as job "suggest-copies". */
  suggestCopies(argument: null): Promise<Result<readonly CopySuggestion[], CaseError>>;
}

/** The audit of a case. Part of the counter. */
export interface AuditDoor {
  /** What one act changed, thing by thing, in the ledger's one order: before and after. */
  auditDetail(argument: { readonly author: AuthorId; readonly act: ActId }): Promise<Result<AuditDetail, CaseError>>;
  /** The acts that touched an entity, by "<author>/<act>". */
  actsTouching(argument: { readonly entity: EntityId }): Promise<Result<readonly string[], CaseError>>;
  /** All that was ever said of an entity, and of what is one with it and what is not, newest first: live, taken back or contested. */
  everSaid(argument: { readonly entity: EntityId }): Promise<Result<readonly EverSaid[], CaseError>>;
  /** Verifies every commit anew: id, root, signature, claims, parents, order. Tells progress as job "verify-chain". */
  verifyChain(argument: null): Promise<Result<ChainReport, CaseError>>;
  /** Bundles that partners made for us about the case and that were never accepted here, as the numbers of those accepted show. */
  missingBundles(argument: null): Promise<Result<readonly MissingBundles[], CaseError>>;
  /** The audit log as two files that belong together: CSV to read, JSON signed by this officer's key. `acts` by "<author>/<act>"; null = all. */
  exportAudit(argument: { readonly acts: readonly string[] | null }): Promise<Result<AuditExtract, CaseError>>;
}

export interface RulingDraft {
  readonly entity: EntityId;
  /** The live claim we rely on. */
  readonly claim: ClaimId;
  readonly why: string;
  /** Last day it holds, ISO date; "" = until withdrawn. */
  readonly until: string;
  readonly handling: Handling;
}
export interface MergeDraft {
  readonly keep: EntityId;
  readonly others: readonly EntityId[];
  readonly why: string;
  /** Live values of these things that our agency relies on once they are one, at most one a property; absent = nothing is ruled. */
  readonly relyOn?: readonly ClaimId[];
  readonly grade: Grade;
  readonly handling: Handling;
}
export interface PairDraft {
  readonly a: EntityId;
  readonly b: EntityId;
  readonly why: string;
}
export interface CopySuggestion {
  readonly a: EntityId;
  readonly b: EntityId;
  /** Resemblance of the two texts: share of word sequences they have in common, 0 … 100. */
  readonly resemblance: number;
}

/** One step of the history: an act of ours, or the arrival of a bundle. */
export interface HistoryPoint {
  /** 0 … n−1; `lookAt({known: index})` shows the case right after it. */
  readonly index: number;
  readonly act: ActId;
  readonly author: AuthorId;
  readonly agency: string;
  readonly intent: Intent;
  readonly undoes: ActId | "";
  readonly saidAt: InstantMs;
  readonly commit: CommitId;
  /** Claims that could be read from here on. */
  readonly claims: number;
}
export interface Look {
  /** Index of a history point; null = all we know. */
  readonly known: number | null;
  /** ISO day; null = of any time. */
  readonly valid: string | null;
}

export interface AuditDetail {
  readonly changes: readonly AuditChange[];
  /** Changes beyond the first 2,000 are counted only. */
  readonly more: number;
  /** Claims of the act that we may not read. */
  readonly withheld: number;
}
export interface AuditChange {
  readonly entity: EntityId;
  readonly type: string;
  readonly title: string;
  /** What a link joins or joined; null = it is none. */
  readonly ends: Entity["ends"];
  readonly property: string;
  readonly before: readonly Fact[];
  readonly after: readonly Fact[];
}
/**
 * An act of the log. Of its retractions `restored` bring back what was taken back before, and `contested` contest another agency's word. `notes`: what it was
 * besides its intent. `kinds`: what it made, or of what was made it takes back or brings back.
 */
export type AuditAct = AuditEntry & {
  readonly restored: number;
  readonly contested: number;
  readonly notes: readonly ActNote[];
  readonly kinds: readonly ThingKind[];
  /** Of a share: whom a bundle was handed over to. */
  readonly to: readonly HandedTo[];
};
/** A recipient by agency and key; whom a copy under a passphrase was for by name, `key` "". */
export interface HandedTo {
  readonly name: string;
  readonly key: string;
}
/** What an act was besides its intent: a note about a bundle, an official act of custody (and that it corrects or cancels one), a table that left, what never left. */
export type ActNote = BundleNoteKind | `custody-${CustodyAction}` | "custody-replaces" | "custody-cancels" | "table-exported" | "not-handed-over";
/** How many things of one type. */
export interface ThingKind {
  readonly type: string;
  readonly count: number;
}

/** One statement about an entity, whatever became of it. */
export interface EverSaid {
  readonly fact: Fact;
  readonly act: ActId;
  readonly intent: Intent;
  readonly isLive: boolean;
  /** Set when the statement says what this is to another: the same, not the same, maybe the same; `other` = the end that is not this. */
  readonly relation: { readonly type: string; readonly other: EntityId } | null;
  /**
   * Who took it back or contests it, who took that back, and so on, latest first; `isHeld` = that retraction still counts. `target` = what it names: the
   * statement itself, or a retraction above it.
   */
  readonly takenBack: readonly {
    readonly claim: ClaimId;
    readonly target: ClaimId;
    readonly effect: "taken-back" | "brought-back" | "contested" | "no-longer-contested";
    readonly agency: string;
    readonly author: AuthorId;
    readonly act: ActId;
    readonly clock: number;
    readonly saidAt: InstantMs;
    readonly intent: Intent;
    readonly isHeld: boolean;
    /** The reason given with it; "" = none, or none that we may read. */
    readonly why: string;
  }[];
}
/** Of one sender and one set of recipients, ascending; at most 100 are named. */
export interface MissingBundles {
  readonly author: AuthorId;
  readonly numbers: readonly number[];
}
export interface ChainReport {
  readonly commits: number;
  readonly claims: number;
  /** Claims of the records that are here which their senders kept back. */
  readonly withheld: number;
  /** Records named as predecessors that nobody gave us: no error, since a bundle carries only records it discloses something of. */
  readonly gaps: number;
  readonly forks: number;
  /** null = all hold; else the first that does not. */
  readonly fault: { readonly commit: CommitId; readonly kind: Failure<string>["kind"]; readonly position: number } | null;
}
export interface AuditExtract {
  readonly csv: NamedBytes;
  readonly json: NamedBytes;
  /** SHA-256 of the JSON file, hex. */
  readonly sha256: string;
  readonly entries: number;
}
