import type { AuthorId, EntityId, InstantMs } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { Failure } from "../kernel/result.ts";

/** What two agencies may compare without showing it, in the order files name them. */
export const identifierKinds = ["wallet", "domain", "phone", "iin", "bin"] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

/** Numbers of which there are so few that all can be tried: each costs a stretching of its own (decision 0080). */
export const slowKinds: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>(["phone", "iin", "bin"]);

/** Digests of a question are a power of two of them, so that their number tells little. */
export const fewestDigests = 64;
export const mostDigests = 65_536;
/** Bytes of a digest, of a mark in an answer and of a check value: HMAC-SHA-256 cut in half. */
export const digestBytes = 16;

/** Why an identifier does not go in. */
export type StayReason = "above-ceiling" | "originator";

/** One identifier of the case in its canonical form. */
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  /** The entities that have it. */
  readonly entities: readonly EntityId[];
  /** null = it may be asked about and answered. */
  readonly stays: StayReason | null;
}

/** Whom an exchange is between: the one who asks, the one who is asked, and the random name of the exchange (32 hex digits). */
export interface Exchange {
  readonly author: AuthorId;
  readonly to: AuthorId;
  readonly exchange: string;
}

/** Whether somebody has any of what stands behind these digests. */
export interface Question extends Exchange {
  readonly at: InstantMs;
  /** After this it is not answered any more. */
  readonly until: InstantMs;
  /** In the order of `identifierKinds`. */
  readonly kinds: readonly IdentifierKind[];
  /** Tells a wrong secret from no hit. */
  readonly check: Bytes;
  /** One after the other, ascending, padded with random ones. */
  readonly digests: Bytes;
  /** SHA-256 of the file's first line: what an answer names. */
  readonly hash: string;
}

/** What was found of a question, for the one who asked. */
export interface Answer extends Exchange {
  readonly at: InstantMs;
  readonly question: string;
  readonly says: "answered" | "refused";
  /** Empty when refused. */
  readonly check: Bytes;
  /** As many as the question has digests: one for each hit, the others random. Empty when refused. */
  readonly marks: Bytes;
  readonly hash: string;
}

export type DeconflictionError = Failure<
  | "hits-bad-form"
  | "hits-bad-signature"
  | "hits-newer-format"
  | "hits-too-large"
  | "hits-not-for-us"
  | "hits-our-own"
  | "hits-unknown-sender"
  | "hits-expired"
  | "hits-from-future"
  | "hits-unknown-question"
  | "hits-name-used"
  | "hits-not-read"
  | "wrong-shared-secret"
  | "weak-shared-secret"
  | "nothing-to-compare"
  | "too-many-to-compare"
>;
