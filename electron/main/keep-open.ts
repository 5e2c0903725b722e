import type { BrowserWindow, Dialog } from "electron";
import type { Words } from "./words.ts";

/**
 * The window may ask not to be closed yet: a recovery code is shown once, something is being written. Electron then keeps it open without a word, so the
 * person is asked here. Staying is the answer of Enter and Escape.
 */
export function askBeforeClosing(window: BrowserWindow, dialog: Pick<Dialog, "showMessageBoxSync">, words: Words): void {
  window.webContents.on("will-prevent-unload", (event) => {
    const buttons = [words.stay, words.closeAnyway];
    const answer = dialog.showMessageBoxSync(window, {
      type: "warning",
      message: words.closing,
      detail: words.closingDetail,
      buttons,
      defaultId: 0,
      cancelId: 0,
    });
    // Preventing the prevention closes it.
    if (answer === 1) event.preventDefault();
  });
}
