import type { ClaimId } from "../../../shared/kernel/brand.ts";

/** Which value is being edited: a claim of ours, or a new one. */
export interface Editing {
  readonly property: string;
  readonly claim: ClaimId | "new";
}
