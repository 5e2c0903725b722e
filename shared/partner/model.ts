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
  readonly createdAt: InstantMs;
  /** SHA-256 of the canonical identity, as 8 groups of 5 digits (132 bits): what two people compare aloud. */
  readonly fingerprint: string;
}

/** An identity we decided to trust. */
export interface Partner extends Identity {
  readonly verified: "in-person" | "phone" | "document";
  readonly verifiedAt: InstantMs;
  /** Nothing above this is ever offered to them. */
  readonly ceiling: Handling;
}

export type IdentityError = Failure<
  "bad-encoding" | "bad-signature" | "newer-format" | "too-large" | "wrong-fingerprint" | "our-own" | "other-key-known"
>;
