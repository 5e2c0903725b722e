import type { Host, HostError } from "../../shared/host/host.ts";
import { isBackupName } from "../../shared/kernel/backup-name.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";
import { outcome, type PickedFile, sinkOf } from "./picked-file.ts";

/** A folder the person let us write in, as far as we use it. */
interface PickedFolder {
  readonly name: string;
  getFileHandle(name: string, options?: { readonly create: boolean }): Promise<PickedFile>;
  removeEntry(name: string): Promise<void>;
  values(): AsyncIterable<FolderEntry>;
}
interface FolderEntry {
  readonly kind: "file" | "directory";
  readonly name: string;
}
declare global {
  interface Window {
    /** Chromium; needs a gesture. */
    showDirectoryPicker?: (options: { readonly id: string; readonly mode: "readwrite" }) => Promise<PickedFolder>;
  }
}

type Folders = Pick<Host, "chooseFolder" | "writeToFolder" | "listFolder" | "removeFromFolder">;

/**
 * Folders for backups as a browser has them. They are held as long as the window: a handle that was kept would name the folder, in the clear, to
 * whoever finds the profile.
 */
export function makeFolders(): Folders {
  const chosen = new Map<string, PickedFolder>();
  const inFolder = async <Value>(token: string, act: (folder: PickedFolder) => Promise<Value>): Promise<Result<Value, HostError>> => {
    const folder = chosen.get(token);
    return folder === undefined ? fail("refused") : outcome(() => act(folder));
  };
  return {
    chooseFolder: async () => {
      if (window.showDirectoryPicker === undefined) return fail("unavailable");
      try {
        const folder = await window.showDirectoryPicker({ id: "dalel-backups", mode: "readwrite" });
        const token = crypto.randomUUID();
        chosen.set(token, folder);
        return succeed({ token, name: folder.name });
      } catch (error) {
        return error instanceof DOMException && error.name === "AbortError" ? succeed("cancelled") : fail("refused");
      }
    },
    writeToFolder: async ({ folder, name }) => {
      if (!isBackupName(name)) return fail("refused");
      const isTaken = await inFolder(folder, (picked) => picked.getFileHandle(name));
      if (isTaken.ok) return fail("refused");
      return inFolder(folder, async (picked) => {
        const sink = await sinkOf(await picked.getFileHandle(name, { create: true }));
        // The name was made with the file: without this an empty one would stay behind.
        return { ...sink, abort: () => sink.abort().then(() => picked.removeEntry(name)) };
      });
    },
    listFolder: ({ folder }) =>
      inFolder(folder, async (picked) => {
        const files = [];
        for await (const { kind, name } of picked.values()) {
          if (kind !== "file" || !isBackupName(name)) continue;
          files.push({ name, sizeBytes: (await (await picked.getFileHandle(name)).getFile()).size });
        }
        return files;
      }),
    removeFromFolder: ({ folder, name }) =>
      isBackupName(name) ? inFolder(folder, (picked) => picked.removeEntry(name)) : Promise.resolve(fail("refused")),
  };
}
