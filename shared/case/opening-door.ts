import type { CaseId, EntityId } from "../kernel/brand.ts";
import type { Result } from "../kernel/result.ts";
import type { Handling } from "../ledger/model.ts";
import type { CaseError } from "./answer.ts";
import type { TamperError } from "../vault/model.ts";

/** Opening and closing a case: a part of the counter. One case is open at a time. */
export interface OpeningDoor {
  /**
   * Reads, verifies and folds the case; tells it as one patch of everything, and before it what is kept of its last closing (`unchecked`). Asks of a case wait
   * until it is open. Progress and `cancel` as job "open-case", in claims: `cancelled` then, and nothing is open.
   */
  openCase(argument: { readonly caseId: CaseId }): Promise<Result<OpenedCase, CaseError>>;
  /** Also ends an opening. */
  closeCase(argument: null): Promise<Result<null, CaseError>>;
  /**
   * Keeps what the open case shows, so that its next opening shows it at once; also done after closing. To be asked when nobody does anything: what is said
   * meanwhile ends it. Gives whether it is kept: a small case is not worth it.
   */
  keepSnapshot(argument: null): Promise<Result<boolean, CaseError>>;
}

export interface OpenedCase {
  readonly caseId: CaseId;
  /** The entity of the case itself. */
  readonly caseEntity: EntityId;
  readonly number: string;
  readonly title: string;
  readonly handling: Handling;
  /** A damage that was found; the case then is read-only up to there. */
  readonly damage: TamperError | null;
  /** It is archived: to be read only, until it is taken back. */
  readonly isArchived: boolean;
  /** Nothing here is to be changed: the session was unlocked to read (`unlockToRead`). */
  readonly isToRead?: true;
}
