import { tellFailure } from "../state/ask.ts";
import { isEditable, isNow, useCaseMirror } from "../state/case-mirror.ts";
import { type ChosenFiles, filesOfDrop, filesOfPaste, hasFolder, isTextTarget, noFiles } from "../state/chosen-files.ts";
import { openDialog, useDesk } from "../state/desk.ts";
import { isUnlocked } from "./session.ts";

/** A bundle that was opened from outside while the window was locked; shown after the unlocking. */
let waiting: File | null = null;

/**
 * Files dropped on the window: a bundle is checked, an identity compared, a receipt, notice or request of two officers read, a backup checked, a table offered for import; any other, several, a folder, and
 * what is pasted where nothing is typed are offered to be kept as exhibits. The browser never opens them itself.
 */
export function takeDroppedFiles(): () => void {
  const hold = (event: DragEvent): void => event.preventDefault();
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const transfer = event.dataTransfer;
    if (transfer === null || !isUnlocked() || useDesk.getState().dialog !== null) return;
    const [file, ...more] = transfer.files;
    if (hasFolder(transfer) || more.length > 0) void filesOfDrop(transfer).then(offerFiles);
    else if (file !== undefined) offerFile(file);
  };
  const paste = (event: ClipboardEvent): void => {
    const isHere = useDesk.getState().screen === "workbench" && useDesk.getState().dialog === null;
    if (!isHere || event.defaultPrevented || event.clipboardData === null || isTextTarget(event.target)) return;
    const pasted = filesOfPaste(event.clipboardData, Date.now());
    if (pasted.files.length > 0) offerFiles(pasted);
  };
  window.addEventListener("dragover", hold);
  window.addEventListener("drop", drop);
  window.addEventListener("paste", paste);
  const stopWaiting = useDesk.subscribe((desk, before) => {
    if (desk.screen !== before.screen && waiting !== null && isUnlocked()) offerFile(waiting);
  });
  return () => {
    window.removeEventListener("dragover", hold);
    window.removeEventListener("drop", drop);
    window.removeEventListener("paste", paste);
    stopWaiting();
  };
}

/** A file that came from the file manager. */
export function offerFile(file: File): void {
  waiting = isUnlocked() ? null : file;
  if (waiting !== null) return;
  const name = file.name.toLowerCase();
  if (name.endsWith(".dalel-id")) return openDialog({ kind: "partners", file, part: "add" });
  if (name.endsWith(".dalel-key-notice")) return openDialog({ kind: "partners", file, part: "notice" });
  if (name.endsWith(".dalel-receipt") || name.endsWith(".dalel-notice")) return openDialog({ kind: "register", file, shows: "all" });
  if (name.endsWith(".dalel-ask")) return openDialog({ kind: "cosign", file });
  if (name.endsWith(".dalel-backup")) return openDialog({ kind: "backup", file });
  const isCase = useDesk.getState().screen === "workbench";
  // What is shown is the past: nothing is added to it, and the person hears why.
  if (isCase && !isNow(useCaseMirror.getState().look)) return tellFailure({ kind: "looking-back" });
  if (name.endsWith(".dalel-hits")) return isCase && isEditable() ? openDialog({ kind: "read-hits", file }) : tellFailure({ kind: "no-case" });
  if (name.endsWith(".dalel-cosign")) return isCase && isEditable() ? openDialog({ kind: "cosigned", file }) : tellFailure({ kind: "no-case" });
  if (name.endsWith(".dalel")) openDialog({ kind: "receive", file });
  else if (isCase && isEditable())
    openDialog(
      /\.(csv|tsv|txt)$/.test(name) ? { kind: "import", file } : { kind: "add-exhibit", files: { ...noFiles, files: [{ file, path: "" }] } },
    );
}

/** Files that were dropped together, a folder, or what was pasted: offered to be kept as exhibits. Nothing is kept before the person says so. */
export function offerFiles(files: ChosenFiles): void {
  if (useDesk.getState().screen !== "workbench") return;
  if (!isNow(useCaseMirror.getState().look)) return tellFailure({ kind: "looking-back" });
  if (isEditable()) openDialog({ kind: "add-exhibit", files });
}
