import { askOrTell, tellFailure } from "../../state/ask.ts";
import { notify } from "../../state/jobs.ts";
import { saveBytes } from "../../state/save-file.ts";

/**
 * Saves the action log, or the acts of it that are named by "<author>/<act>", as a signed extract: the signed JSON first, since it can be checked
 * by itself, then the CSV. It leaves the vault, and the notice says so.
 */
export async function exportAudit(acts: readonly string[] | null): Promise<void> {
  const extract = await askOrTell("exportAudit", { acts });
  if (extract === null) return;
  const json = await saveBytes({ name: extract.json.name, mediaType: "application/json" }, extract.json.bytes);
  if (!json.ok) return tellFailure(json.error);
  if (json.value === "cancelled") return;
  const csv = await saveBytes({ name: extract.csv.name, mediaType: "text/csv" }, extract.csv.bytes);
  if (!csv.ok) tellFailure(csv.error);
  if (!csv.ok || csv.value === "cancelled") notify("warning", "audit:export.half");
  else notify("success", "audit:export.saved", { name: extract.json.name, sha256: extract.sha256 });
}
