import type { CosignError } from "../bundle/cosign.ts";
import type { BundleStatement, SharePlan } from "../bundle/model.ts";
import type { Sealing } from "../bundle/sealing.ts";
import type { AuthorId, InstantMs } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { Failure, Result } from "../kernel/result.ts";
import type { Handling } from "../ledger/model.ts";
import type { Partner } from "../partner/model.ts";
import type { CaseError, NamedBytes } from "./answer.ts";
import type { ShareReceipt } from "./share-door.ts";

/** From which marking on two officers sign; "" = one is enough. */
export type TwoPersonRule = Handling | "";

/**
 * Why a file that goes between two officers is refused. `not-our-agency`: the asker is no verified officer of our agency; `not-asked-of-us`: it asks another;
 * `no-second-officer`: no verified officer of our agency was chosen; `unknown-request`: we asked for nothing that this answers.
 */
export type CosignFault = CosignError | Failure<"not-our-agency" | "not-asked-of-us" | "no-second-officer" | "unknown-request">;

/** What a second officer is asked to sign, as far as statements tell. The content he sees only if he has the case himself. */
export interface CosignOrder {
  readonly from: Partner;
  readonly at: InstantMs;
  readonly statements: readonly {
    readonly statement: BundleStatement;
    readonly statementHash: string;
    /** To what keys it will be sealed, as far as we know the keys it names; null = we know none of them. */
    readonly sealing: Sealing["kind"] | null;
  }[];
}

/** A share that waits for a second officer. */
export interface PendingShare {
  readonly id: string;
  readonly plan: SharePlan;
  readonly second: AuthorId;
  readonly at: InstantMs;
}

/** The two-person rule: a second officer of our agency signs the same statements before anything leaves. */
export interface CosignDoor {
  twoPersonRule(argument: null): Promise<Result<TwoPersonRule, CaseError>>;
  setTwoPersonRule(argument: { readonly from: TwoPersonRule }): Promise<Result<null, CaseError>>;
  /** Settles the bundles of a plan, down to the byte, and asks a second officer to sign: gives the file for him. Nothing is recorded, nothing leaves. */
  askSecondOfficer(argument: { readonly plan: SharePlan; readonly second: AuthorId }): Promise<Result<NamedBytes, CaseError | CosignFault>>;
  /** Shares of the open case that wait for a second officer, oldest first. */
  pendingShares(argument: null): Promise<Result<readonly PendingShare[], CaseError>>;
  dropPendingShare(argument: { readonly id: string }): Promise<Result<null, CaseError>>;
  /** As the second officer: what a request asks for. */
  inspectCosignRequest(argument: { readonly bytes: Bytes }): Promise<Result<CosignOrder, CaseError | CosignFault>>;
  /** As the second officer: signs all of it, and gives the file for the first. */
  cosign(argument: { readonly bytes: Bytes }): Promise<Result<NamedBytes, CaseError | CosignFault>>;
  /**
   * As the first officer: makes the bundles a second one signed. `cosign-outdated`: the case, the partners or the books changed since he was asked, so that
   * what would leave is not what he signed; he is asked again.
   */
  shareCosigned(argument: { readonly bytes: Bytes }): Promise<Result<readonly ShareReceipt[], CaseError | CosignFault>>;
}
