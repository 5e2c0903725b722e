import { tellFailure } from "../state/ask.ts";
import { isEditable, isNow, useCaseMirror } from "../state/case-mirror.ts";
import { openDialog, useDesk } from "../state/desk.ts";
import { isUnlocked } from "./session.ts";

/** A bundle that was opened from outside while the window was locked; shown after the unlocking. */
let waiting: File | null = null;

/** Files dropped on the window: a bundle is checked, an identity compared, a receipt or notice read, a backup checked, anything else is offered for import. The browser never opens them itself. */
export function takeDroppedFiles(): () => void {
  const hold = (event: DragEvent): void => event.preventDefault();
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file !== undefined && isUnlocked() && useDesk.getState().dialog === null) offerFile(file);
  };
  window.addEventListener("dragover", hold);
  window.addEventListener("drop", drop);
  const stopWaiting = useDesk.subscribe((desk, before) => {
    if (desk.screen !== before.screen && waiting !== null && isUnlocked()) offerFile(waiting);
  });
  return () => {
    window.removeEventListener("dragover", hold);
    window.removeEventListener("drop", drop);
    stopWaiting();
  };
}

/** A file that came from the file manager. */
export function offerFile(file: File): void {
  waiting = isUnlocked() ? null : file;
  if (waiting !== null) return;
  const name = file.name.toLowerCase();
  if (name.endsWith(".dalel-id")) return openDialog({ kind: "partners", file });
  if (name.endsWith(".dalel-receipt") || name.endsWith(".dalel-notice")) return openDialog({ kind: "register", file, shows: "all" });
  if (name.endsWith(".dalel-backup")) return openDialog({ kind: "backup", file });
  const isCase = useDesk.getState().screen === "workbench";
  // What is shown is the past: nothing is added to it, and the person hears why.
  if (isCase && !isNow(useCaseMirror.getState().look)) return tellFailure({ kind: "looking-back" });
  if (name.endsWith(".dalel-hits")) return isCase && isEditable() ? openDialog({ kind: "read-hits", file }) : tellFailure({ kind: "no-case" });
  if (name.endsWith(".dalel")) openDialog({ kind: "receive", file });
  else if (isCase && isEditable()) openDialog({ kind: "import", file });
}
