import type { AuthorId, CaseId, ClaimId, EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import type { SealKind } from "../crypto/age-header.ts";
import type { Failure } from "../kernel/result.ts";
import type { InteropKind } from "../interop/model.ts";
import type { Commit, Handling, LedgerError } from "../ledger/model.ts";
import type { Identity, Partner } from "../partner/model.ts";

/** The bundle format we write. A newer one is refused with its number; those before open for ever. */
export const bundleFormat = 2;

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
  /** ISO date after which it must not be used any more; absent or "" = not said. */
  readonly expiresAt?: string;
  /** The national mark of the whole. "" keeps claims home that are marked so; absent = nobody was asked, and they go. */
  readonly nationalMark?: NationalMark;
  /** Several recipients get one file that names them all. Otherwise `shareAll` makes each a bundle of their own, which names nobody else. */
  readonly isTogether?: boolean;
  /** Rules by which claims stay, besides `withhold`. */
  readonly redact?: readonly RedactRule[];
  /** Claims that leave although a rule names them, or although they were withheld from a recipient before. It overrules these, and nothing else. */
  readonly keep?: readonly ClaimId[];
  /** Sealed to ordinary keys although all recipients have post-quantum ones: for those whose courts open it with an `age` before 1.3. Absent = not. */
  readonly isOrdinary?: boolean;
  /** Only what the recipients were not given yet, and what takes back or contests what they were. */
  readonly isOnlyNew?: boolean;
  /** Charts to go along, as they stand: of them only the places of what travels does. */
  readonly charts?: readonly BundledChart[];
  /** The bundle of ours this one replaces, and why: said inside it, where it goes to everybody who holds the other. Absent = none. */
  readonly replaces?: { readonly statementHash: string; readonly why: string };
  /** A copy under a passphrase for somebody without keys, such as a court: whom it is for. Then `to` is empty. Absent or "" = sealed to `to`. */
  readonly addressee?: string;
  /** Other programs' forms that go along, of what the recipient sees. */
  readonly interop?: readonly InteropKind[];
  /**
   * Reasons for which chosen claims may stay without a question. Any other claim that may not leave blocks the whole: somebody has to say that it
   * stays. Absent = nobody is asked; they stay and are counted.
   */
  readonly mayStay?: readonly ("above-ceiling" | "originator")[];
}

/**
 * What stays, as a rule. Pure data, which a template keeps. Rules add up; their order decides nothing.
 * `type` of a property: "" = of any type. `handling`: this and everything stricter. `grade`: a source (A–F) or information (1–6) worse than the one named;
 * "" = whatever it is. `source`: what was read from a file, and its exhibit. `personal`: personal data. `protected`: all of victims and minors.
 */
export type RedactRule =
  | { readonly by: "type"; readonly type: string }
  | { readonly by: "property"; readonly type: string; readonly property: string }
  | { readonly by: "source"; readonly file: FileHash }
  | { readonly by: "handling"; readonly handling: Handling }
  | { readonly by: "grade"; readonly source: string; readonly information: string }
  | { readonly by: "entity"; readonly entity: EntityId }
  | { readonly by: "personal" }
  | { readonly by: "protected" };

/** Exactly what leaves, and what stays and why. `blocked` not empty = no file is made. */
export interface Selection {
  readonly disclosed: ReadonlySet<ClaimId>;
  /** Of the commits that travel: claims that stay, with the reason. */
  readonly withheld: ReadonlyMap<ClaimId, WithholdReason>;
  /** Live claims of what was chosen that stay for a reason of their own, whether or not their commit travels. */
  readonly stays: ReadonlyMap<ClaimId, WithholdReason>;
  readonly files: readonly FileHash[];
  /** How many of the disclosed only take something back. */
  readonly withdrawals: number;
  /** Withdrawals that would travel but for `SelectInput.refused`. */
  readonly withdrawalsRefused: number;
  /** Entities that stay home whole because what identifies them does. */
  readonly entitiesWithheld: readonly EntityId[];
  readonly warnings: readonly ShareWarning[];
  /** Whom or what the warnings are about, where that can be shown. */
  readonly warned: ReadonlyMap<ShareWarning["kind"], readonly EntityId[]>;
  readonly blocked: readonly ShareBlock[];
  /** How many live claims of the choice each rule of the plan names, in the plan's order. */
  readonly ruleCounts: readonly number[];
  /** Charts that go along, reduced to what travels. */
  readonly charts: readonly BundledChart[];
}
export type WithholdReason =
  | "not-selected"
  | "by-hand"
  | "by-rule"
  | "withheld-before"
  | "already-given"
  | "above-ceiling"
  | "identity-withheld"
  | "names-withheld"
  | "end-withheld"
  | "exhibit-withheld"
  | "originator"
  | "bookkeeping"
  | "revoked-key"
  | "undone";
export interface ShareWarning {
  readonly kind:
    | "withheld-before"
    | "let-go"
    | "orphan-link"
    | "personal-data"
    | "file-left-out"
    | "file-without-exhibit"
    | "above-marking"
    | "taken-back-untold"
    | "stricter-origin"
    | "kept-stolen"
    | "stays-stolen"
    | "contested-stolen"
    | "own-revoked"
    | "victim-data"
    | "minor-data";
  readonly count: number;
}
export interface ShareBlock {
  readonly kind:
    | "no-recipient"
    | "unverified-recipient"
    | "above-ceiling"
    | "above-mark"
    | "nothing-to-share"
    | "nothing-new"
    | "claims-above"
    | "claims-forbidden"
    | "stolen-key"
    | "originator-forbids"
    | "no-marking"
    | "no-purpose"
    | "bad-date"
    | "reason-too-long";
  readonly count: number;
}

/** An officer as a statement names one. */
export interface NamedOfficer {
  readonly author: AuthorId;
  readonly agency: string;
  readonly agencyName: string;
  readonly officer: string;
}

/** A national mark beside TLP, which does not replace it: "official-use" = "Для служебного пользования" / "Қызмет бабында пайдалану үшін"; "" = none. */
export const nationalMarks = ["", "official-use"] as const;
export type NationalMark = (typeof nationalMarks)[number];

/**
 * statement.json: what the sender signs about the whole bundle. Canonical JSON (RFC 8785). Of format 1, what it could not say yet is as if nothing was
 * said: `cosigner` null, the texts "".
 */
export interface BundleStatement {
  readonly type: "dalel.bundle";
  readonly format: 1 | 2;
  readonly case: CaseId;
  readonly sentAt: InstantMs;
  readonly sender: NamedOfficer;
  /** The second officer of the sender's agency, who signed the same statement; null = one officer signs. */
  readonly cosigner: NamedOfficer | null;
  /** Authors addressed, and SHA-256 of the age recipients it is sealed to: post-quantum ones of all, or ordinary ones of all. Empty only where `addressee` is said. */
  readonly recipients: readonly { readonly author: AuthorId; readonly recipientHash: string }[];
  /** Whom a copy under a passphrase is for, such as a court; "" = it is sealed to recipients. */
  readonly addressee: string;
  /** Counts from 1 for each sender, case and set of recipients; `previous` = SHA-256 of the statement before, "" for the first. */
  readonly sequence: number;
  readonly previous: string;
  readonly marking: Handling;
  readonly nationalMark: NationalMark;
  readonly legalBasis: string;
  readonly purpose: string;
  readonly retainUntil: string;
  /** ISO date after which it must not be relied on; "" = not said. */
  readonly expiresAt: string;
  readonly counts: { readonly commits: number; readonly disclosed: number; readonly withheld: number; readonly files: number };
  /** SHA-256 and size of every payload file, by its path in the bag ("data/commits.jsonl"). */
  readonly payload: readonly { readonly path: string; readonly sha256: FileHash; readonly sizeBytes: number }[];
  /** Names of rules a reader must know to read on; none so far. */
  readonly critical: readonly string[];
}

/** A chart that travels: where things stand on it, in whole points. Only what is disclosed is on it. */
export interface BundledChart {
  readonly title: string;
  readonly nodes: readonly { readonly entity: EntityId; readonly x: number; readonly y: number }[];
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
  | "age"
  | "sequence"
  | "marking"
  | "retention"
  | "expiry";

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
  readonly charts: readonly BundledChart[];
  /** Signed notes that came along, each as its own bytes (`readSignedNote`): nothing of them was believed yet. */
  readonly notices: readonly Uint8Array<ArrayBuffer>[];
  /** To what the file was sealed, as its header says. */
  readonly sealedAs: SealKind;
}
/** Evidence in a bundle. Its hash was checked; its bytes are read from the bundle when they are wanted (`readBundledFile`). */
export interface BundledFile {
  readonly sha256: FileHash;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly name: string;
  /** Where it begins in the plain archive. */
  readonly at: number;
}

/** `where` names a file of the bag, a commit id or a position; never content. */
export type BundleError =
  | LedgerError
  | Failure<
      | "not-a-bundle"
      | "cut-off"
      | "damaged"
      | "not-for-us"
      | "needs-passphrase"
      | "wrong-passphrase"
      | "mixed-recipients"
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
