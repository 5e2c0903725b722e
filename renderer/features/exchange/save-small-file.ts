import { askOrTell, tellFailure } from "../../state/ask.ts";
import { notify } from "../../state/jobs.ts";
import { saveBytes } from "../../state/save-file.ts";

/** A small file for partners, with its name. */
export interface SmallFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Saves an identity file or a notice, and says so. */
export async function saveSmallFile({ name, bytes }: SmallFile): Promise<void> {
  const saved = await saveBytes({ name, mediaType: "application/octet-stream" }, bytes);
  if (!saved.ok) tellFailure(saved.error);
  else if (saved.value === "saved") notify("success", "exchange:own.saved", { name });
}

/** Saves our identity file. */
export async function saveIdentity(): Promise<void> {
  const file = await askOrTell("identityFile", null);
  if (file !== null) await saveSmallFile(file);
}
