import { acceptedEndings, type FileKind, fileKindOf } from "../../shared/kernel/file-endings.ts";
import { tellFailure } from "../state/ask.ts";
import { isEditable, isNow, useCaseMirror } from "../state/case-mirror.ts";
import { type ChosenFiles, filesOfDrop, filesOfPaste, hasFolder, isTextTarget, noFiles } from "../state/chosen-files.ts";
import { isUnlocked, type OpenDialog, openDialog, useDesk } from "../state/desk.ts";

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
  const kind = fileKindOf(file.name);
  if (kind !== null && kind !== "bundle" && !needsCase(kind)) return openDialog(anywhere[kind](file));
  const isCase = useDesk.getState().screen === "workbench";
  // What is shown is the past: nothing is added to it, and the person hears why.
  if (isCase && !isNow(useCaseMirror.getState().look)) return tellFailure({ kind: "looking-back" });
  if (kind === "bundle") return openDialog({ kind: "receive", file });
  if (kind !== null) return isCase && isEditable() ? openDialog(inCase[kind](file)) : tellFailure({ kind: "no-case" });
  if (!isCase || !isEditable()) return;
  const isTable = /\.(csv|tsv|txt)$/.test(file.name.toLowerCase());
  openDialog(isTable ? { kind: "import", file } : { kind: "add-exhibit", files: { ...noFiles, files: [{ file, path: "" }] } });
}

type Opens = (file: File) => OpenDialog;

/** What reads a file of ours wherever the person is: the list of cases is enough. */
const anywhere: Readonly<Record<Exclude<FileKind, "bundle" | "hits" | "cosignature">, Opens>> = {
  identity: (file) => ({ kind: "partners", file, part: "add" }),
  keyNotice: (file) => ({ kind: "partners", file, part: "notice" }),
  receipt: (file) => ({ kind: "register", file, shows: "all" }),
  bundleNotice: (file) => ({ kind: "register", file, shows: "all" }),
  request: (file) => ({ kind: "cosign", file }),
  backup: (file) => ({ kind: "backup", file }),
};
/** And what speaks of a case that must be open. */
const inCase: Readonly<Record<"hits" | "cosignature", Opens>> = {
  hits: (file) => ({ kind: "read-hits", file }),
  cosignature: (file) => ({ kind: "cosigned", file }),
};
const needsCase = (kind: FileKind): kind is keyof typeof inCase => kind in inCase;

/** Asks for a file of ours and opens it: what a file manager does where programs may tell it of their endings. */
export function chooseFile(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = acceptedEndings;
  input.hidden = true;
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    input.remove();
    if (file !== undefined) offerFile(file);
  });
  input.addEventListener("cancel", () => input.remove());
  // In the page until it is answered: an element nobody holds may be gone before the person has chosen.
  document.body.append(input);
  input.click();
}

/** Files that were dropped together, a folder, or what was pasted: offered to be kept as exhibits. Nothing is kept before the person says so. */
export function offerFiles(files: ChosenFiles): void {
  if (useDesk.getState().screen !== "workbench") return;
  if (!isNow(useCaseMirror.getState().look)) return tellFailure({ kind: "looking-back" });
  if (isEditable()) openDialog({ kind: "add-exhibit", files });
}
