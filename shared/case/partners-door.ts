import type { AuthorId, CaseId, InstantMs } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { Failure, Result } from "../kernel/result.ts";
import type { Handling } from "../ledger/model.ts";
import type { Identity, IdentityError, KeyChangeReason, NoticeEffect, Partner, Revocation, RevocationReason, Standing } from "../partner/model.ts";
import type { NoteError } from "../partner/signed-note.ts";
import type { Secret } from "../vault/model.ts";
import type { CaseError, NamedBytes } from "./answer.ts";

/** What can be asked about whom we exchange with, and about our own keys. */
export interface PartnersDoor {
  inspectIdentity(argument: { readonly bytes: Bytes }): Promise<Result<Identity, IdentityError | CaseError>>;
  /** Makes an identity a partner after its fingerprint was compared; the same key again renews everything said of it. */
  admitPartner(argument: PartnerDraft): Promise<Result<ListedPartner, IdentityError | PartnerError>>;
  /** Compares a key again, or for the first time one a partner announced: as `admitPartner`, without its file. */
  verifyPartner(argument: Omit<PartnerDraft, "bytes"> & { readonly author: AuthorId }): Promise<Result<ListedPartner, IdentityError | PartnerError>>;
  /** All that were ever admitted, with how they stand today. */
  listPartners(argument: null): Promise<Result<readonly ListedPartner[], CaseError>>;
  /** Changes what a partner may receive and how long we trust it; not how it was verified. */
  changeTrust(argument: TrustDraft): Promise<Result<ListedPartner, PartnerError>>;
  /** Takes our trust back. The name stays known for what is here already. */
  removePartner(argument: { readonly author: AuthorId }): Promise<Result<ListedPartner, PartnerError>>;
  /** Takes the keys a partner announced because the old key signed them, without comparing: as far trusted as the old ones, and said so. */
  acceptKeyChange(argument: { readonly author: AuthorId }): Promise<Result<ListedPartner, PartnerError>>;

  /**
   * Reads a notice about keys and does what it says: a revocation at once, new keys wait to be compared or accepted, and bring their post-quantum key along. An
   * identity file with a post-quantum key is such a notice too: of a known partner the key is taken, and nothing else in the file.
   */
  takeKeyNotice(argument: { readonly bytes: Bytes }): Promise<Result<NoticeEffect, NoteError | CaseError>>;
  /**
   * Every signed notice a partner is to have, each a file of its own, for when there is nothing to share: what we said of our keys, the revocations we
   * know of, and recalls and replacements of bundles they were given and did not answer. Named by hashes alone.
   */
  noticesFor(argument: { readonly author: AuthorId }): Promise<Result<readonly NamedBytes[], PartnerError>>;
  /** Keys that are not to be believed, known to us as partners or not. */
  listRevoked(argument: null): Promise<Result<readonly Revocation[], CaseError>>;
  /**
   * Says with our key that a key is not to be believed: ours, or that of a partner of our own agency. The notice is to be handed on. Asks the passphrase again.
   * Fails   `before-key`, `day-to-come` (of a theft or loss; that an officer will leave may be said beforehand); as `unlock` does.
   */
  revokeKey(argument: RevocationDraft): Promise<Result<NamedBytes, PartnerError>>;

  ownKeys(argument: null): Promise<Result<OwnKeys, CaseError>>;
  /**
   * Makes new keys for us. The old signing key announces them and is gone then; what was sealed to the old ones still opens. Asks the passphrase again.
   * Fails   `case-is-open`; `too-many-keys`.
   */
  makeNewKeys(argument: { readonly proof: Secret; readonly reason: KeyChangeReason }): Promise<Result<NewKeys, PartnerError>>;
  /** What we say of our keys once more, for partners who did not get it: changes, revocations, and the post-quantum key. */
  ownNotices(argument: null): Promise<Result<readonly NamedBytes[], CaseError>>;
}

export type PartnerError =
  | CaseError
  | Failure<
      | "unknown-partner"
      | "not-trusted"
      | "no-key-change"
      | "note-too-long"
      | "bad-date"
      | "past-day"
      | "before-key"
      | "day-to-come"
      | "other-agency"
      | "already-revoked"
      | "too-many-keys"
    >;

export interface ListedPartner extends Partner {
  readonly standing: Standing;
  /** The last bundle that left to this officer and the last that came from them, by whichever of their keys; null = none. */
  readonly lastSent: LastExchange | null;
  readonly lastReceived: LastExchange | null;
}
export interface LastExchange {
  readonly at: InstantMs;
  /** Its number in its row of bundles. */
  readonly sequence: number;
  readonly caseId: CaseId;
  /** It went under a key of before, theirs or ours: with new keys the numbers begin anew. */
  readonly isFormerKey: boolean;
}
export interface PartnerDraft extends Omit<TrustDraft, "author" | "officialUse" | "trustedUntil" | "note"> {
  readonly bytes: Bytes;
  /** The last group of the fingerprint, typed by the officer after comparing it aloud. */
  readonly typedGroup: string;
  readonly verified: Exclude<Partner["verified"], "key-change">;
  /** Who of us compared; absent or "" = the officer of this vault. */
  readonly verifiedBy?: string;
  /** Absent = not for official use, no end, no note. */
  readonly officialUse?: boolean;
  readonly trustedUntil?: string;
  readonly note?: string;
}
export interface TrustDraft {
  readonly author: AuthorId;
  readonly ceiling: Handling;
  readonly officialUse: boolean;
  /** The last day, or ""; not one that has passed, unless it is the one that stands already. */
  readonly trustedUntil: string;
  readonly note: string;
}
export interface RevocationDraft {
  readonly author: AuthorId;
  readonly reason: RevocationReason;
  readonly from: InstantMs;
  readonly proof: Secret;
}
export interface OwnKeys {
  readonly me: Identity;
  /** Our identity as text, without the post-quantum key, which is too long for a QR code: one that a camera reads holds half of it. */
  readonly identityText: string;
  /** Our keys of before, newest first. */
  readonly earlier: readonly AuthorId[];
  /** Why our key is not to be believed; null = it is. */
  readonly revoked: Revocation | null;
}
export interface NewKeys {
  readonly me: Identity;
  /** The change of keys to be handed to every partner; null when the old key was revoked and can announce nothing. */
  readonly notice: NamedBytes | null;
}
