import type { MergeDraft, PairDraft } from "../../../shared/case/ledger-door.ts";
import { askOrTell } from "../../state/ask.ts";
import { selectEntities } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";

/** What may be said of two: that they are surely not one, or that they may be. */
export type PairSaying = "distinct" | "possible";

/** Makes several one and selects it. False when nothing was said: why has then been told. */
export async function mergeThings(draft: MergeDraft): Promise<boolean> {
  const done = await askOrTell("merge", draft);
  if (done === null) return false;
  const [kept] = done.entities;
  if (kept !== undefined) selectEntities([kept]);
  notify("success", "sameness:notice.merged", { count: done.entities.length });
  return true;
}

/** Says of two what they are to each other. False when nothing was said: why has then been told. */
export async function sayOfPair(saying: PairSaying, pair: PairDraft): Promise<boolean> {
  const done = await askOrTell(saying === "distinct" ? "sayDistinct" : "sayPossible", pair);
  if (done !== null) notify("success", `sameness:notice.${saying}`);
  return done !== null;
}
