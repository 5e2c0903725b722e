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
   * said for our agency. Ask again: noted that their officer was asked to say them anew; they stay marked and stay home.
   *
   * Takes   `claims`: null = all that are neither kept nor contested.
   * Fails   `reason-needed`; `missing` for a statement that does not rest on this key; `not-ours` when only withdrawals of another agency are to be
   *         contested; `already-said` when nothing is left to rule on.
   */
  ruleOnStolen(argument: StolenRulingDraft): Promise<Result<Done, CaseError | Failure<"not-ours">>>;
}

export const stolenRulings = ["keep", "retract", "ask-again"] as const;
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
}
export interface StolenList {
  readonly statements: readonly StolenStatement[];
  readonly total: number;
}
