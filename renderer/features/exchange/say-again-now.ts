import { askCore, tellFailure } from "../../state/ask.ts";
import { notify } from "../../state/jobs.ts";

/** Says again under our new key what we said under a revoked one, and tells how much; true = something was said. */
export async function sayAgainNow(): Promise<boolean> {
  const said = await askCore("sayAgain", null);
  if (said.ok) notify("success", "stolen:anew.done", { count: said.value.claims, number: said.value.claims });
  else if (said.error.kind === "already-said") notify("success", "stolen:anew.nothing");
  else if (said.error.kind !== "locked") tellFailure(said.error);
  return said.ok;
}
