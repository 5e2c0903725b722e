type Listener = (text: string) => void;
let listener: Listener = () => undefined;

/** The window hears of every text that our own buttons and commands copy. One listener. */
export function onCopiedText(hear: Listener): void {
  listener = hear;
}

/** Copies a text to the clipboard; false when the browser refuses. The one way to do so: what is copied otherwise is never cleared. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return false; // no gesture, or no focus: the button says so
  }
  listener(text);
  return true;
}
