import type { FileOffer, FolderPlace, HostError, LockReason, MenuItem, MenuSection, OpenedFile } from "./host.ts";
import { isBackupName } from "../kernel/backup-name.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { Result } from "../kernel/result.ts";

/** The two channels between Electron's preload and its main process; there is no third. */
export const askChannel = "dalel:ask";
export const newsChannel = "dalel:news";

/** What the preload may ask of the main process. `file` is the number that `saveFile` answered. */
export type HostAsk =
  | { readonly ask: "about" }
  | { readonly ask: "saveFile"; readonly offer: FileOffer }
  | { readonly ask: "writeFile"; readonly file: number; readonly chunk: Bytes }
  | { readonly ask: "closeFile"; readonly file: number }
  | { readonly ask: "abortFile"; readonly file: number }
  | { readonly ask: "setMenu"; readonly menu: readonly MenuSection[] }
  | { readonly ask: "clearClipboard"; readonly sha256: string }
  | { readonly ask: "quit" }
  | { readonly ask: "readFile"; readonly file: number; readonly offset: number }
  | { readonly ask: "chooseFolder" }
  | { readonly ask: "listFolder"; readonly folder: string }
  | ({ readonly ask: "writeToFolder" | "removeFromFolder" } & FolderPlace);

/** What the main process tells without being asked. */
export type HostNews =
  | { readonly news: "command"; readonly command: string }
  | { readonly news: "must-lock"; readonly why: LockReason }
  | { readonly news: "open-file"; readonly file: OpenedFile };

/** The answer to `saveFile`: the number of the file that is being written, or what the person said. */
export type SaveAnswer = Result<number | "cancelled", HostError>;

/** Bounds of what crosses the door: more is refused. */
export const doorLimits = { nameLength: 200, chunkBytes: 16 * 1024 * 1024, sections: 20, itemsPerSection: 100, textLength: 200 } as const;

/**
 * Reads an ask that came from the window. The window is trusted with its own work, not with the machine: every argument is checked.
 * Gives   null for anything that is not exactly one of {@link HostAsk}.
 */
export function parseAsk(value: unknown): HostAsk | null {
  if (!isRecord(value)) return null;
  switch (value["ask"]) {
    case "about":
    case "quit":
    case "chooseFolder":
      return { ask: value["ask"] };
    case "saveFile": {
      const offer = parseOffer(value["offer"]);
      return offer && { ask: "saveFile", offer };
    }
    case "writeFile": {
      const { file, chunk } = value;
      return isFileNumber(file) && isChunk(chunk) ? { ask: "writeFile", file, chunk } : null;
    }
    case "closeFile":
    case "abortFile":
      return isFileNumber(value["file"]) ? { ask: value["ask"], file: value["file"] } : null;
    case "setMenu": {
      const menu = parseMenu(value["menu"]);
      return menu && { ask: "setMenu", menu };
    }
    case "readFile": {
      const { file, offset } = value;
      return isFileNumber(file) && typeof offset === "number" && Number.isSafeInteger(offset) && offset >= 0
        ? { ask: "readFile", file, offset }
        : null;
    }
    case "listFolder":
      return isToken(value["folder"]) ? { ask: "listFolder", folder: value["folder"] } : null;
    case "writeToFolder":
    case "removeFromFolder": {
      const { folder, name } = value;
      return isToken(folder) && typeof name === "string" && isBackupName(name) ? { ask: value["ask"], folder, name } : null;
    }
    case "clearClipboard": {
      const { sha256 } = value;
      return isText(sha256) && /^[0-9a-f]{64}$/.test(sha256) ? { ask: "clearClipboard", sha256 } : null;
    }
    default:
      return null;
  }
}

/** A name to offer in the save dialog: one file name, no path in it, nothing a file system would read as a command. */
function parseOffer(value: unknown): FileOffer | null {
  if (!isRecord(value)) return null;
  const { name, mediaType } = value;
  if (!isText(name) || !isText(mediaType) || name.length > doorLimits.nameLength) return null;
  const isPlain = name !== "" && !name.startsWith(".") && !/[/\\:*?"<>|\p{Cc}\p{Cf}]/u.test(name);
  return isPlain ? { name, mediaType } : null;
}

function parseMenu(value: unknown): readonly MenuSection[] | null {
  if (!Array.isArray(value) || value.length > doorLimits.sections) return null;
  const sections = value.map(parseSection);
  return sections.every((section) => section !== null) ? sections : null;
}

function parseSection(value: unknown): MenuSection | null {
  if (!isRecord(value) || !isText(value["label"]) || !Array.isArray(value["items"])) return null;
  if (value["items"].length > doorLimits.itemsPerSection) return null;
  const items = value["items"].map(parseItem);
  return items.every((item) => item !== null) ? { label: value["label"], items } : null;
}

function parseItem(value: unknown): MenuItem | null {
  if (!isRecord(value)) return null;
  const { command, label, accelerator, enabled } = value;
  return isText(command) && isText(label) && isText(accelerator) && typeof enabled === "boolean" ? { command, label, accelerator, enabled } : null;
}

const isToken = (value: unknown): value is string => typeof value === "string" && /^[A-Za-z0-9_-]{1,8192}$/.test(value);
const isText = (value: unknown): value is string => typeof value === "string" && value.length <= doorLimits.textLength;
const isFileNumber = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value > 0;
const isChunk = (value: unknown): value is Bytes =>
  value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && value.length <= doorLimits.chunkBytes;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
