import { createHash } from "node:crypto";
import type { Clipboard } from "electron";
import { clipboardBytes } from "../../shared/host/clipboard-text.ts";
import type { ClipboardAnswer } from "../../shared/host/host.ts";

/** Empties the clipboard of the system when it holds the text of this hash, whichever program has the focus. */
export async function clearClipboard(clipboard: Pick<Clipboard, "readText" | "clear">, sha256: string): Promise<ClipboardAnswer> {
  const held = createHash("sha256")
    .update(clipboardBytes(await clipboard.readText()))
    .digest("hex");
  if (held !== sha256) return "other";
  await clipboard.clear();
  return "cleared";
}
