import type { NoticeFault, BundleNotice } from "../bundle/recall.ts";
import type { ReceiptFault, ReceiptWarning } from "../bundle/judge-receipt.ts";
import type { Receipt } from "../bundle/receipt.ts";
import type { Retention } from "../bundle/retention.ts";
import type { AuthorId, CaseId, EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import type { Failure, Result } from "../kernel/result.ts";
import type { NoteError } from "../partner/signed-note.ts";
import type { CaseError, NamedBytes } from "./answer.ts";
import type { NoticeDecision } from "./bundle-book.ts";
import type { ExchangeDetails } from "./exchange-record.ts";

/** What a person can ask about bundles that left or arrived: the register, receipts, recalls. Part of the counter (`door.ts`). */
export interface RegisterDoor {
  /** Every bundle that left or arrived here, the last first, and what became of it. Reads a sealed note a bundle. */
  bundleRegister(argument: null): Promise<Result<BundleRegister, CaseError>>;
  /**
   * Signs a receipt for a bundle that was accepted, or opened in this session, as its case has it now. The same is given again, byte for byte, while nothing changed.
   * `deed`: "arrival" = accepted whole or in part, or looked at (also what was set aside, or taken back); "refused"; "destroyed", once its case is destroyed here; "answer" to `notice`, as decided.
   * Fails   `unknown-bundle`; `not-for-us`; `not-decided` (no decision about that notice, or it was undone); `not-destroyed`; `read-only`: its case is damaged.
   */
  makeReceipt(argument: {
    readonly statementHash: string;
    readonly deed: "arrival" | "refused" | "destroyed" | "answer";
    readonly notice: FileHash | null;
  }): Promise<Result<WrittenNote, CaseError | RegisterFault>>;
  /**
   * Reads a receipt or a notice a partner gave us, holds it against the register, keeps it and says it in the case.
   * Fails   as reading a note does; `not-a-note`; `our-own`; `stranger` and `unknown-bundle`; what is wrong with it (ReceiptFault, NoticeFault).
   */
  takeNote(argument: { readonly bytes: Uint8Array<ArrayBuffer> }): Promise<Result<TakenNote, CaseError | NoteFault>>;
  /** Recalls a bundle of ours: says it in the case, keeps the signed notice, and puts it into every later bundle to the same officers until they answer. Fails `unknown-bundle`, `reason-needed`, `already-said`. */
  recallBundle(argument: { readonly statementHash: string; readonly why: string }): Promise<Result<WrittenNote, CaseError | RegisterFault>>;
  /** The same, with another bundle of ours in its place. Fails also `unknown-replacement`: that one did not go to everybody who has this one, is of another case or older. */
  supersedeBundle(argument: {
    readonly statementHash: string;
    readonly by: string;
    readonly why: string;
  }): Promise<Result<WrittenNote, CaseError | RegisterFault>>;
  /** What came by a bundle that is recalled, as the open case has it. Fails `no-case` unless its case is open. */
  whatCameBy(argument: { readonly statementHash: string }): Promise<Result<CameBy, CaseError | RegisterFault>>;
  /**
   * Decides about a notice that arrived. "out-of-use" contests in the open case what came by that bundle alone and stands there uncontested; "destroyed"
   * needs its case to be destroyed here. May be decided anew.
   * Fails   `unknown-note`, `no-case`, `not-destroyed`, `not-recorded` (an older version accepted it); as saying does.
   */
  decideNotice(argument: {
    readonly notice: FileHash;
    readonly decision: NoticeDecision;
    readonly why: string;
  }): Promise<Result<{ readonly claims: number }, CaseError | RegisterFault>>;
  /** The bytes of a note that is kept, to be saved once more. Fails `unknown-note`. */
  keptNote(argument: { readonly note: FileHash }): Promise<Result<NamedBytes, CaseError | RegisterFault>>;
}

export type RegisterFault = Failure<
  "unknown-bundle" | "unknown-replacement" | "unknown-note" | "not-decided" | "not-destroyed" | "not-recorded" | "already-said" | "reason-too-long"
>;
export type NoteFault =
  | NoteError
  | ReceiptFault
  | NoticeFault
  | Failure<"not-a-note" | "revoked-key" | "our-own" | "stranger" | "unknown-bundle" | "too-many-notes">;

export interface WrittenNote {
  readonly file: NamedBytes;
  readonly hash: FileHash;
  /** Whether it could be said in the log of its case: not in one that is archived, damaged or not here. */
  readonly isLogged: boolean;
}

/** A note that was read and holds. `isKnown`: it was kept before, and nothing was kept or said again. */
export type TakenNote =
  | {
      readonly kind: "receipt";
      readonly hash: FileHash;
      readonly receipt: Receipt;
      readonly warnings: readonly (ReceiptWarning | "other-name")[];
      readonly isKnown: boolean;
    }
  | {
      readonly kind: "notice";
      readonly hash: FileHash;
      readonly notice: BundleNotice;
      /** Whether the bundle it is about was accepted here. */
      readonly isBundleHere: boolean;
      readonly isKnown: boolean;
    };

export interface BundleRegister {
  /** What the day is: what is due, is due on it. ISO. */
  readonly today: string;
  readonly entries: readonly RegisterEntry[];
}

/** An officer at the other end; names are "" where the key is of nobody we know. */
export interface RegisterPartner {
  readonly author: AuthorId;
  /** All keys of this officer that followed each other by changes we accepted, this one among them. */
  readonly keys: readonly AuthorId[];
  readonly agency: string;
  readonly officer: string;
}
/** In order of weight: what a row is called by. */
export type RegisterState =
  | "recalled"
  | "superseded"
  | "destroyed"
  | "out-of-use"
  | "refused"
  | "looked-at"
  /** Taken in, and undone since: nothing of it is in the case by it. */
  | "taken-back"
  | "set-aside"
  | "accepted-in-part"
  | "accepted"
  | "receipt"
  | "receipt-part"
  | "handed-over"
  | "never-left";

export interface RegisterEntry {
  readonly direction: "sent" | "received";
  readonly statementHash: string;
  readonly caseId: CaseId;
  /** What became of the case here. */
  readonly caseState: "here" | "archived" | "destroyed" | "absent";
  readonly partners: readonly RegisterPartner[];
  /** Whom a copy under a passphrase was for, who has no key here; "" = it went to `partners`. */
  readonly addressee: string;
  readonly sequence: number;
  /** When it left or was accepted here. */
  readonly at: InstantMs;
  /** null = written by a version that kept less, or it was never accepted. */
  readonly details: ExchangeDetails | null;
  /** null = not kept, or gone with its case. */
  readonly words: { readonly purpose: string; readonly legalBasis: string } | null;
  /** SHA-256 of the file; "" = not known. */
  readonly fileHash: FileHash | "";
  readonly state: RegisterState;
  /** "done": it was destroyed, here or (sent) by everyone who has it. */
  readonly retention: Retention | "done";
  readonly receipts: readonly RegisterReceipt[];
  readonly notices: readonly RegisterNotice[];
  /** Numbers of the same row of bundles that are not here: sent ones never are. */
  readonly missing: readonly number[];
}
export interface RegisterReceipt {
  readonly hash: FileHash;
  readonly receipt: Receipt;
  readonly keptAt: InstantMs;
  /** Which of the bundle's officers gave it, though they may sign with a newer key by now. */
  readonly by: AuthorId;
}
export interface RegisterNotice {
  readonly hash: FileHash;
  readonly notice: BundleNotice;
  readonly keptAt: InstantMs;
  /** Of one that arrived: what we decided; null = nothing yet, or what was done by it was undone. Of one of ours always null. */
  readonly decision: { readonly is: NoticeDecision; readonly at: InstantMs } | null;
  /** Of one of ours: who answered it, and how. */
  readonly answers: readonly { readonly author: AuthorId; readonly deed: Receipt["deed"] }[];
  /** Of one of ours: its key was revoked, so partners refuse it and it travels no more; it can be said again with the key of today. */
  readonly isUnderRevoked: boolean;
}

/** What a bundle brought into the case. */
export interface CameBy {
  /** null = it was accepted by a version that did not write it down. */
  readonly claims: {
    readonly all: number;
    /** Those that came by no other bundle that still stands. */
    readonly only: number;
    /** Of those, how many are of others and stand uncontested: what taking it out of use contests. */
    readonly standing: number;
  } | null;
  readonly entities: readonly { readonly entity: EntityId; readonly type: string; readonly title: string; readonly claims: number }[];
  readonly files: readonly { readonly sha256: FileHash; readonly name: string }[];
}
