import type { AuthorId, InstantMs } from "../kernel/brand.ts";
import type { Failure } from "../kernel/result.ts";
import type { Handling } from "../ledger/model.ts";

/** What an identity file says: the public half of an officer's keys, signed by themselves. */
export interface Identity {
  readonly agency: string;
  readonly agencyName: string;
  readonly officer: string;
  readonly author: AuthorId;
  /** "age1…". */
  readonly ageRecipient: string;
  /** "age1pq1…", signed by `author` behind the identity or beside it; "" = none is known. The fingerprint is not of it: it is of the key that signed it. */
  readonly hybridRecipient: string;
  readonly createdAt: InstantMs;
  /** SHA-256 of the canonical identity, as 8 groups of 5 digits (132 bits): what two people compare aloud. */
  readonly fingerprint: string;
}

/** How we made sure of a key. `key-change`: the fingerprint was not compared; the key before it, which we knew, signed it. */
export type Verified = "in-person" | "phone" | "document" | "key-change";

/** What our officer decided of a key: how sure we are, how far and how long we trust it. */
export interface Trust {
  readonly verified: Verified;
  readonly verifiedAt: InstantMs;
  /** The officer of ours who compared; "" in records of format 1, which did not say. */
  readonly verifiedBy: string;
  /** Nothing above this is ever offered to them. */
  readonly ceiling: Handling;
  /** Whether they may receive what is marked for official use. Beside TLP, not a part of it. */
  readonly officialUse: boolean;
  /** The last day on which we trust the key, "2027-11-26"; "" = until we say otherwise. */
  readonly trustedUntil: string;
  /** Our own words; never leaves. */
  readonly note: string;
}

/** What became of a key since it was admitted, as signed notices and our own book say. */
export interface KeyFate {
  readonly revoked: Revocation | null;
  /** The keys its owner announced in its place. `isAccepted`: we know the new ones as a partner, and these are history. */
  readonly replaced: { readonly by: Identity; readonly at: InstantMs; readonly isAccepted: boolean } | null;
  /** When we took our trust back. */
  readonly removedAt: InstantMs | null;
  /** It was accepted because an earlier key signed it, and that key was revoked from before it did. */
  readonly isDoubted: boolean;
}

/** An identity we decided to trust, and what became of it. Only `standingOf` says whether it may be used. */
export interface Partner extends Identity, Trust, KeyFate {}

/** `expiring`: still trusted, but not for long. Of all others only `active` may receive and be believed without a word. */
export type Standing = "active" | "expiring" | "expired" | "doubted" | "revoked" | "replaced" | "removed";

/** "I have new keys": said by the key of before and by the new one. */
export interface KeyChange {
  readonly kind: "key-change";
  /** The key of before. */
  readonly author: AuthorId;
  readonly identity: Identity;
  /** The identity file of the new keys, as text. */
  readonly identityFile: string;
  readonly reason: KeyChangeReason;
  readonly at: InstantMs;
}
export type KeyChangeReason = "planned" | "precaution";

/** "This key is not to be believed any more": said by the key itself or by another officer of the same agency. */
export interface Revocation {
  readonly kind: "revocation";
  /** Who says so. */
  readonly author: AuthorId;
  readonly key: AuthorId;
  readonly agency: string;
  readonly officer: string;
  readonly reason: RevocationReason;
  /** What it signed from then on is refused. */
  readonly from: InstantMs;
  readonly at: InstantMs;
}
export type RevocationReason = "lost" | "stolen" | "left";

/** "This is my post-quantum opening key": said by the signing key it belongs to. */
export interface HybridKey {
  readonly kind: "hybrid-key";
  readonly author: AuthorId;
  readonly hybridRecipient: string;
}
export type KeyNotice = KeyChange | Revocation | HybridKey;

/** What a notice did, or why it does nothing. Only the first four are kept. */
export type NoticeOutcome =
  | "revoked"
  | "own-key-revoked"
  | "key-announced"
  | "hybrid-learned"
  | "other-hybrid"
  | "known"
  | "unknown-signer"
  | "signer-not-trusted"
  | "other-agency"
  | "other-officer"
  | "key-revoked"
  | "already-replaced"
  | "impossible-day"
  | "our-own";

/** A notice and what came of it. `partner`: whose key it is about, as known afterwards. */
export interface NoticeEffect {
  readonly notice: KeyNotice;
  readonly outcome: NoticeOutcome;
  readonly partner: Partner | null;
}

export type IdentityError = Failure<
  | "bad-encoding"
  | "bad-signature"
  | "newer-format"
  | "too-large"
  | "wrong-fingerprint"
  | "our-own"
  | "other-key-known"
  | "revoked-key"
  | "other-hybrid-key"
>;
