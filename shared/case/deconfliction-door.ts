import type { DeconflictionError, IdentifierKind, StayReason } from "../deconfliction/model.ts";
import type { AuthorId, EntityId, InstantMs } from "../kernel/brand.ts";
import type { Result } from "../kernel/result.ts";
import type { Partner } from "../partner/model.ts";
import type { CaseError, NamedBytes } from "./answer.ts";

type Compared<Value> = Promise<Result<Value, CaseError | DeconflictionError>>;

/**
 * What a person can ask to learn whether another agency works on the same wallets, domains, phones and numbers, without either showing the case. Part of the
 * counter (`door.ts`). The open case is compared. Every file made or read is a record of the case, which never travels. Long asks tell progress as job
 * "compare-hits", in things; `cancel` ends them and nothing was done.
 */
export interface DeconflictionDoor {
  /** How many identifiers would go in to this partner, and how many stay, by kind. `entities` null = the whole case. Quick: nothing is stretched. */
  countIdentifiers(argument: { readonly to: AuthorId; readonly entities: readonly EntityId[] | null }): Compared<IdentifierCounts>;
  /** A new secret to be said aloud: five groups of five digits. It is kept nowhere. */
  proposeSecret(argument: null): Promise<Result<string, CaseError>>;
  /**
   * Makes a signed question for one partner; the record of it is durable before the bytes exist.
   * Fails `weak-shared-secret`, `unverified-recipient`, `nothing-to-compare`, `too-many-to-compare`, `cancelled`.
   */
  makeHits(argument: HitsPlan): Compared<MadeHits>;
  /**
   * Checks a file a partner gave: who made it, for whom, until when, whether it was read before. Needs no secret and compares nothing; only that a partner
   * refused is noted. The file is kept aside under `token`, the last one only.
   */
  inspectHits(argument: { readonly file: Blob }): Compared<HitsSight>;
  /** Compares the open case with the file. Fails `wrong-shared-secret`, `token-expired`, `cancelled`. Nothing of it reaches the partner. */
  readHits(argument: { readonly token: string; readonly secret: string }): Compared<FoundHits>;
  /** Makes the signed answer to a question: of the hits that may be told, or a refusal. Fails `hits-not-read` for hits that were not read yet. */
  answerHits(argument: { readonly token: string; readonly says: "answered" | "refused" }): Compared<NamedBytes>;
}

export interface HitsPlan {
  readonly to: AuthorId;
  readonly kinds: readonly IdentifierKind[];
  /** null = the whole case. */
  readonly entities: readonly EntityId[] | null;
  readonly secret: string;
  /** Days it may be answered, 1 to 90. */
  readonly days: number;
}
export interface IdentifierCounts {
  readonly kinds: readonly { readonly kind: IdentifierKind; readonly goes: number; readonly stays: Readonly<Record<StayReason, number>> }[];
  /** Values that are not what they claim to be. */
  readonly unreadable: number;
}
export interface MadeHits extends NamedBytes {
  /** Identifiers that went in, and digests in the file. */
  readonly asked: number;
  readonly digests: number;
  readonly until: InstantMs;
}
export interface HitsSight {
  readonly token: string;
  readonly is: "question" | "answer" | "refusal";
  readonly partner: Partner;
  readonly at: InstantMs;
  /** Of a question; null = of an answer. */
  readonly until: InstantMs | null;
  readonly kinds: readonly IdentifierKind[];
  /** Digests in it, random ones among them; 0 of a refusal. */
  readonly digests: number;
  /** Ours that it would be compared with, and how many of them are stretched one by one. */
  readonly own: number;
  readonly slow: number;
  /** When the same file was read before; null = never. */
  readonly readBefore: InstantMs | null;
}
export interface FoundHits {
  readonly hits: readonly FoundHit[];
  /** Our identifiers that were compared. */
  readonly compared: number;
  /** Hits an answer would leave out: above the partner's ceiling, or another agency's. */
  readonly untold: number;
}
export interface FoundHit {
  readonly kind: IdentifierKind;
  /** Canonical. */
  readonly value: string;
  readonly entities: readonly EntityId[];
  readonly stays: StayReason | null;
}
