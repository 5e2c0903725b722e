import type { EntityId } from "../../../shared/kernel/brand.ts";
import { askOrTell } from "../../state/ask.ts";
import { notify } from "../../state/jobs.ts";

/** Says that one exhibit repeats another. False when nothing was said: why has then been told. */
export async function markCopy(copy: EntityId, original: EntityId, why: string): Promise<boolean> {
  const done = await askOrTell("sayCopy", { copy, original, why });
  if (done !== null) notify("success", "lineage:notice.marked");
  return done !== null;
}
