import { contextBridge, ipcRenderer } from "electron";
import type {
  About,
  ChosenFolder,
  ClipboardAnswer,
  FileSink,
  FolderFile,
  Host,
  HostError,
  LockReason,
  OpenedFile,
  Unsubscribe,
} from "../../shared/host/host.ts";
import { askChannel, type HostAsk, type HostNews, newsChannel, type SaveAnswer } from "../../shared/host/ipc.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import type { Result } from "../../shared/kernel/result.ts";

/** The window's only way to the machine: exactly the verbs of Host, each a closed function. No channel, no event, nothing generic. */

function ask(what: { readonly ask: "about" } & HostAsk): Promise<About>;
function ask(what: { readonly ask: "saveFile" } & HostAsk): Promise<SaveAnswer>;
function ask(what: { readonly ask: "readFile" } & HostAsk): Promise<Result<Bytes, HostError>>;
function ask(what: { readonly ask: "chooseFolder" } & HostAsk): Promise<Result<ChosenFolder | "cancelled", HostError>>;
function ask(what: { readonly ask: "listFolder" } & HostAsk): Promise<Result<readonly FolderFile[], HostError>>;
function ask(what: { readonly ask: "writeToFolder" } & HostAsk): Promise<Result<number, HostError>>;
function ask(what: { readonly ask: "writeFile" | "closeFile" | "removeFromFolder" } & HostAsk): Promise<Result<void, HostError>>;
function ask(what: { readonly ask: "clearClipboard" } & HostAsk): Promise<ClipboardAnswer>;
function ask(what: { readonly ask: "abortFile" | "setMenu" | "quit" } & HostAsk): Promise<void>;
function ask(what: HostAsk): Promise<unknown> {
  return ipcRenderer.invoke(askChannel, what);
}

const commandListeners = new Set<(command: string) => void>();
const lockListeners = new Set<(why: LockReason) => void>();
const fileListeners = new Set<(file: OpenedFile) => void>();
/** Files opened before the window listens: none is lost. */
const waitingFiles: OpenedFile[] = [];

ipcRenderer.on(newsChannel, (_event, news: HostNews) => {
  if (news.news === "command") for (const listener of commandListeners) listener(news.command);
  else if (news.news === "must-lock") for (const listener of lockListeners) listener(news.why);
  else if (fileListeners.size === 0) waitingFiles.push(news.file);
  else for (const listener of fileListeners) listener(news.file);
});

const host: Host = {
  about: () => ask({ ask: "about" }),
  saveFile: async (offer) => {
    const begun = await ask({ ask: "saveFile", offer });
    return begun.ok && begun.value !== "cancelled" ? { ok: true, value: sinkOf(begun.value) } : begun.ok ? { ok: true, value: "cancelled" } : begun;
  },
  setMenu: (menu) => ask({ ask: "setMenu", menu }),
  onCommand: (listener) => listen(commandListeners, listener),
  onMustLock: (listener) => listen(lockListeners, listener),
  onOpenFile: (listener) => {
    const stop = listen(fileListeners, listener);
    for (const file of waitingFiles.splice(0)) listener(file);
    return stop;
  },
  quit: () => ask({ ask: "quit" }),
  chooseFolder: () => ask({ ask: "chooseFolder" }),
  writeToFolder: async ({ folder, name }) => {
    const begun = await ask({ ask: "writeToFolder", folder, name });
    return begun.ok ? { ok: true, value: sinkOf(begun.value) } : begun;
  },
  listFolder: ({ folder }) => ask({ ask: "listFolder", folder }),
  removeFromFolder: ({ folder, name }) => ask({ ask: "removeFromFolder", folder, name }),
  clearClipboard: ({ sha256 }) => ask({ ask: "clearClipboard", sha256 }),
};
contextBridge.exposeInMainWorld("dalelHost", host);

function sinkOf(file: number): FileSink {
  return {
    write: (chunk) => ask({ ask: "writeFile", file, chunk }),
    close: () => ask({ ask: "closeFile", file }),
    abort: () => ask({ ask: "abortFile", file }),
    readBack: () => readBack(file),
  };
}

/** The file as it is on the disk. Each piece becomes a blob of its own, which the browser need not keep in memory. */
async function readBack(file: number): Promise<Result<Blob, HostError>> {
  const pieces: Blob[] = [];
  for (let offset = 0; ; ) {
    const read = await ask({ ask: "readFile", file, offset });
    if (!read.ok) return read;
    if (read.value.length === 0) return { ok: true, value: new Blob(pieces) };
    pieces.push(new Blob([read.value]));
    offset += read.value.length;
  }
}

function listen<News>(listeners: Set<(news: News) => void>, listener: (news: News) => void): Unsubscribe {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
