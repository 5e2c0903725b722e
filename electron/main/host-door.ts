import type { IpcMain, IpcMainInvokeEvent } from "electron";
import type { About, ChosenFolder, ClipboardAnswer, FolderFile, HostError, MenuSection } from "../../shared/host/host.ts";
import { askChannel, type HostAsk, parseAsk, type SaveAnswer } from "../../shared/host/ipc.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { fail, type Result } from "../../shared/kernel/result.ts";
import type { BackupFolders } from "./backup-folders.ts";
import type { FileSaver } from "./file-saver.ts";
import type { Log } from "./log.ts";
import { isOwnFrame } from "./policy.ts";

/** What the door is wired to. */
export interface HostDoor {
  readonly about: About;
  readonly saver: FileSaver;
  readonly folders: BackupFolders;
  readonly setMenu: (menu: readonly MenuSection[]) => void;
  readonly quit: () => void;
  readonly clearClipboard: (sha256: string) => Promise<ClipboardAnswer>;
  readonly log: Log;
}

/**
 * The one door from the window to the machine. An ask from anywhere but the top frame of our own window, or with an argument
 * that is not exactly of its kind, is refused; a bug is answered as a bug, without its text.
 */
export function openHostDoor(ipc: IpcMain, door: HostDoor): void {
  ipc.handle(askChannel, async (event, value: unknown) => {
    const ask = isOurs(event) ? parseAsk(value) : null;
    if (ask === null) {
      door.log("ask-refused");
      return fail("refused");
    }
    try {
      return await answerTo(ask, door);
    } catch (problem) {
      door.log("ask-failed", problem instanceof Error ? problem.name : "unknown");
      return fail("bug");
    }
  });
}

function isOurs(event: IpcMainInvokeEvent): boolean {
  return isOwnFrame(event.senderFrame, event.sender.mainFrame);
}

type Answer =
  | About
  | ClipboardAnswer
  | undefined
  | SaveAnswer
  | Result<void, HostError>
  | Result<Bytes, HostError>
  | Result<ChosenFolder | "cancelled", HostError>
  | Result<readonly FolderFile[], HostError>;

async function answerTo(ask: HostAsk, { about, saver, folders, setMenu, quit, clearClipboard }: HostDoor): Promise<Answer> {
  switch (ask.ask) {
    case "about":
      return about;
    case "saveFile":
      return saver.begin(ask.offer);
    case "writeFile":
      return saver.write(ask.file, ask.chunk);
    case "closeFile":
      return saver.close(ask.file);
    case "abortFile":
      await saver.abort(ask.file);
      return undefined;
    case "setMenu":
      setMenu(ask.menu);
      return undefined;
    case "clearClipboard":
      return clearClipboard(ask.sha256);
    case "quit":
      quit();
      return undefined;
    case "readFile":
      return saver.read(ask.file, ask.offset);
    case "chooseFolder":
      return folders.choose();
    case "listFolder":
      return folders.list(ask.folder);
    case "removeFromFolder":
      return folders.remove(ask);
    case "writeToFolder": {
      const path = folders.pathOf(ask);
      return path === null ? fail("refused") : saver.beginAt(path);
    }
  }
}
