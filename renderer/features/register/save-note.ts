import type { NamedBytes } from "../../../shared/case/answer.ts";
import { tellFailure } from "../../state/ask.ts";
import { notify } from "../../state/jobs.ts";
import { saveBytes } from "../../state/save-file.ts";

/** Saves a signed note as a file. It is kept in the register already: who says no here can save it from there. */
export async function saveNote({ name, bytes }: NamedBytes): Promise<boolean> {
  const saved = await saveBytes({ name, mediaType: "application/octet-stream" }, new Uint8Array(bytes));
  if (!saved.ok) tellFailure(saved.error);
  else if (saved.value === "saved") notify("success", "register:noteSaved", { name });
  return saved.ok && saved.value === "saved";
}
