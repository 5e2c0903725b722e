import type { WithholdReason } from "../../../shared/bundle/model.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";

/** What of the preview is looked at: claims that stay for one reason, or the things a warning is about. */
export interface Focus {
  readonly reason: WithholdReason | null;
  readonly only: ReadonlySet<EntityId> | null;
}
export const noFocus: Focus = { reason: null, only: null };
