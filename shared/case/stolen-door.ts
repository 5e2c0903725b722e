import type { AuthorId, CaseId, ClaimId, EntityId, InstantMs } from "../kernel/brand.ts";
import type { Failure, Result } from "../kernel/result.ts";
import type { Value } from "../ledger/model.ts";
import type { CaseError, Done } from "./answer.ts";

/** What of a case rests on keys that were in other hands: shown everywhere, kept home, and ruled on by a person. */
export interface StolenDoor {
  /** What rests on one key, at most 2,000 statements, those to be ruled on first. */
  stolenStatements(argument: { readonly key: AuthorId }): Promise<Result<StolenList, CaseError>>;
  /**
   * Rules on statements of a stolen key, in one act that can be undone. Keep: they count, and may leave. Retract: contested, or taken back where they are
   * said for our agency. Ask again: noted that their officer was asked to say them anew; they stay marked and stay home. Said again: those of them that
   * their agency says again with a sound, compared key (`SaidAgain`) are kept, with that key and bundle as the ground; the others stay as they are.
   *
   * Takes   `claims`: null = all that are neither kept nor contested.
   * Fails   `reason-needed`; `missing` for a statement that does not rest on this key; `not-ours` when only withdrawals of another agency are to be
   *         contested; `already-said` when nothing is left to rule on.
   */
  ruleOnStolen(argument: StolenRulingDraft): Promise<Result<Done, CaseError | Failure<"not-ours">>>;
  /** How much of the open case we said here under a key of ours from the day on that we revoked it, and still say. */
  toSayAgain(argument: null): Promise<Result<ToSayAgain, CaseError>>;
  /**
   * Says exactly that again under the key that counts, in one act that can be undone: the same statements with the same marks, sources and notes; what was
   * said under the revoked key is withdrawn by it, so that nothing stands twice (decision 0094).
   * Fails   `own-key-revoked`; `already-said` when there is nothing to say again.
   */
  sayAgain(argument: null): Promise<Result<Done, CaseError>>;
}

export interface ToSayAgain {
  readonly statements: number;
  readonly withdrawals: number;
  /** Not said again, because another agency contests them. */
  readonly contested: number;
}

export const stolenRulings = ["keep", "retract", "ask-again", "said-again"] as const;
export type StolenRuling = (typeof stolenRulings)[number];

export interface StolenRulingDraft {
  readonly key: AuthorId;
  readonly claims: readonly ClaimId[] | null;
  readonly ruling: StolenRuling;
  readonly why: string;
}

/** `open`: nobody ruled. `asked`: its officer was asked to say it again. `kept`: we rely on it all the same. `contested`: we contest it. */
export type StolenState = "open" | "asked" | "kept" | "contested";
export const stolenStates = ["open", "asked", "kept", "contested"] as const satisfies readonly StolenState[];
/** `doubted`: the key was accepted on the word of a key that had been stolen or lost before. */
export type StolenReason = "stolen" | "lost" | "doubted";

/** A key that statements of the case rest on, and how many of them stand how. */
export interface StolenKey {
  readonly key: AuthorId;
  readonly agency: string;
  readonly officer: string;
  readonly reason: StolenReason;
  /** From this moment on it may have been in other hands. */
  readonly from: InstantMs;
  readonly counts: Readonly<Record<StolenState, number>>;
  /** Statements of this key that are shown to be older than the theft: not marked. */
  readonly before: number;
}

/** All of a case that rests on stolen keys. Things by the id they are shown under, with how many of their statements are open or asked. */
export interface StolenSight {
  readonly caseId: CaseId;
  readonly keys: readonly StolenKey[];
  readonly marks: ReadonlyMap<ClaimId, StolenMark>;
  readonly things: ReadonlyMap<EntityId, number>;
}
export interface StolenMark {
  readonly key: AuthorId;
  readonly state: StolenState;
}

export interface StolenStatement {
  readonly claim: ClaimId;
  /** The thing as it is shown; null when it is not. */
  readonly entity: EntityId | null;
  readonly type: string;
  readonly title: string;
  /** Of a withdrawal, what it takes back. */
  readonly property: string;
  readonly value: Value;
  readonly isWithdrawal: boolean;
  readonly saidAt: InstantMs;
  readonly state: StolenState;
  /** null = it is not said again, or nothing waits to be ruled. */
  readonly again: SaidAgain | null;
}
export interface StolenList {
  readonly statements: readonly StolenStatement[];
  readonly total: number;
  /** Of all, also those not listed: how many wait and are said again. */
  readonly again: number;
}
/** That an agency says again, with a key that is sound and was compared, what was said with its stolen key. */
export interface SaidAgain {
  /** The key that says it. */
  readonly by: AuthorId;
  readonly agency: string;
  readonly officer: string;
  /** The bundle that says the very statement; "" = it is told anew in the case. */
  readonly statementHash: string;
}
/** What a bundle under review says again of what waits in our case. */
export interface SaidAgainCount extends Pick<SaidAgain, "by" | "agency" | "officer"> {
  /** The stolen key they wait under. */
  readonly key: AuthorId;
  readonly count: number;
  /** Of these, what the bundle withdraws under the stolen key: that waits no longer once it is accepted. */
  readonly withdrawn: number;
  /** How many wait under that key in all. */
  readonly waiting: number;
}
