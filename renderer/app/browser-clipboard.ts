import { clipboardHash } from "../../shared/host/clipboard-text.ts";
import type { CopiedText, ClipboardAnswer } from "../../shared/host/host.ts";

/**
 * Clears the clipboard of a browser. Reading is allowed by the profile of the browser shell, and elsewhere never asked for: then it is cleared only when
 * the window kept the focus since, so that nothing is destroyed that another program may have copied.
 */
export async function clearBrowserClipboard({ sha256, wasAway }: CopiedText): Promise<ClipboardAnswer> {
  if (!document.hasFocus()) return "refused";
  try {
    const held = await readHash();
    if (held === null ? wasAway : held !== sha256) return "other";
    await navigator.clipboard.writeText("");
    return "cleared";
  } catch {
    return "refused"; // the focus went meanwhile
  }
}

/** Hash of the text the clipboard holds; null when it may not be read without a question. */
async function readHash(): Promise<string | null> {
  // The name is Chromium's, and not in the standard library's list.
  const { state } = await navigator.permissions.query({ name: "clipboard-read" as PermissionName });
  return state === "granted" ? clipboardHash(await navigator.clipboard.readText()) : null;
}
