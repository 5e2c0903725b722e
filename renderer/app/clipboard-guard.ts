import { clipboardHash } from "../../shared/host/clipboard-text.ts";
import { host } from "../state/bridge.ts";
import { useDesk } from "../state/desk.ts";
import { onCopiedText } from "../ui/copied-text.ts";

/** The last text that was copied here, by its hash; and whether the window lost the focus since, so that others may have copied. */
interface Copied {
  readonly sha256: string;
  wasAway: boolean;
}
let copied: Copied | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Whether the clipboard is to be cleared as soon as the system lets us. */
let isDue = false;
let turn = 0;

/** Hears of everything that is copied in this window: our buttons and commands, Ctrl+C and Ctrl+X. For the life of the window. */
export function watchClipboard(): void {
  onCopiedText((text) => void noteCopied(text));
  for (const kind of ["copy", "cut"] as const) document.addEventListener(kind, ({ clipboardData }) => void noteCopied(copiedBy(clipboardData)));
  window.addEventListener("blur", () => {
    if (copied !== null) copied.wasAway = true;
  });
  window.addEventListener("focus", () => {
    if (isDue) void clearCopied();
  });
}

/** Clears the clipboard if it still holds what was copied here last: on locking, and when its time is over. Nothing happens when nothing was copied. */
export async function clearCopied(): Promise<void> {
  clearTimeout(timer);
  const known = copied;
  if (known === null) return;
  const said = await host().clearClipboard(known);
  // A browser lets nobody at the clipboard without the focus: the next focus does it.
  isDue = said === "refused" && copied === known;
  if (said !== "refused" && copied === known) copied = null;
}

/** What the system is about to copy: what a handler put there, else what is selected. */
function copiedBy(clipboardData: DataTransfer | null): string {
  const put = clipboardData?.getData("text/plain") ?? "";
  if (put !== "") return put;
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
    return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
  return document.getSelection()?.toString() ?? "";
}

async function noteCopied(text: string): Promise<void> {
  if (text === "") return;
  turn += 1;
  const own = turn;
  const sha256 = await clipboardHash(text);
  if (own !== turn) return;
  clearTimeout(timer);
  isDue = false;
  copied = { sha256, wasAway: !document.hasFocus() };
  const { clipboardSeconds } = useDesk.getState().safety;
  if (clipboardSeconds > 0) timer = setTimeout(() => void clearCopied(), clipboardSeconds * 1000);
}
