import type { Bytes } from "../kernel/bytes.ts";
import type { Failure, Result } from "../kernel/result.ts";

/** The machine outside the window. Two implementations: Electron's preload, and the browser shell (renderer/app/browser-host). */
export interface Host {
  /** Which shell runs us, and on what. No case content. */
  about(): Promise<About>;
  /**
   * Asks the person where to save, then takes the bytes in order. Nothing stands under the name before `close`.
   * Fails `refused` without a gesture or dialog, `disk-full`, `unavailable`. "cancelled" when the person said no.
   */
  saveFile(offer: FileOffer): Promise<Result<FileSink | "cancelled", HostError>>;
  /** Replaces the native menu. The browser shell has none and ignores it. */
  setMenu(menu: readonly MenuSection[]): Promise<void>;
  /** A command chosen in the native menu. */
  onCommand(listener: (commandId: string) => void): Unsubscribe;
  /** The session ends outside: the vault must be locked now. */
  onMustLock(listener: (why: LockReason) => void): Unsubscribe;
  /** A `.dalel` file opened from the file manager: its bytes and base name. */
  onOpenFile(listener: (file: OpenedFile) => void): Unsubscribe;
  quit(): Promise<void>;
  /** Asks the person for a folder to keep backups in. "cancelled" when they said no; `unavailable` where the machine has no folders to give. */
  chooseFolder(): Promise<Result<ChosenFolder | "cancelled", HostError>>;
  /** Begins a new file of a chosen folder. Fails `refused` for a name that is no backup's, that is taken, or a folder that was not chosen here. */
  writeToFolder(place: FolderPlace): Promise<Result<FileSink, HostError>>;
  /** The backups in a chosen folder: files of a backup's name, no others. */
  listFolder(folder: Pick<FolderPlace, "folder">): Promise<Result<readonly FolderFile[], HostError>>;
  /** Removes one file of a backup's name from a chosen folder. */
  removeFromFolder(place: FolderPlace): Promise<Result<void, HostError>>;
  /** Empties the clipboard if it still holds a text that was copied here. The text itself does not cross. */
  clearClipboard(copied: CopiedText): Promise<ClipboardAnswer>;
}

/** A text by its hash (`clipboard-text.ts`); `wasAway` = another program may have copied since. */
export interface CopiedText {
  readonly sha256: string;
  readonly wasAway: boolean;
}
/** "other" = it holds something else, or may; "refused" = the system does not let us now: ask again when the window has the focus. */
export type ClipboardAnswer = "cleared" | "other" | "refused";

export interface About {
  readonly appVersion: string;
  readonly shell: "electron" | "browser";
  readonly platform: "win32" | "darwin" | "linux" | "other";
}
export interface FileOffer {
  readonly name: string;
  readonly mediaType: string;
}
/** `token` stands for the folder and opens no other; it may be kept, sealed. A browser forgets it with the window. */
export interface ChosenFolder {
  readonly token: string;
  /** The folder's own name, without what it lies in. */
  readonly name: string;
}
export interface FolderPlace {
  readonly folder: string;
  readonly name: string;
}
export interface FolderFile {
  readonly name: string;
  readonly sizeBytes: number;
}
/** `close` = durable under its name; `abort` = no file is left. */
export interface FileSink {
  write(chunk: Bytes): Promise<Result<void, HostError>>;
  close(): Promise<Result<void, HostError>>;
  abort(): Promise<void>;
  /** After `close`: the file as it now stands under its name, read from there; where the machine does not let us, what was handed over. */
  readBack(): Promise<Result<Blob, HostError>>;
}
export interface MenuSection {
  readonly label: string;
  readonly items: readonly MenuItem[];
}
export interface MenuItem {
  readonly command: string;
  readonly label: string;
  /** Electron accelerator text, for example "CmdOrCtrl+K"; empty when the command has no key. */
  readonly accelerator: string;
  readonly enabled: boolean;
}
export interface OpenedFile {
  readonly name: string;
  readonly bytes: Bytes;
}
export type LockReason = "suspend" | "screen-lock" | "idle" | "quit";
export type HostError = Failure<"refused" | "disk-full" | "unavailable" | "bug">;
export type Unsubscribe = () => void;

/** Every key of Host, for the preload test: exactly these are exposed, nothing generic. */
export const hostKeys = [
  "about",
  "saveFile",
  "setMenu",
  "onCommand",
  "onMustLock",
  "onOpenFile",
  "quit",
  "chooseFolder",
  "writeToFolder",
  "listFolder",
  "removeFromFolder",
  "clearClipboard",
] as const satisfies readonly (keyof Host)[];
