import { dirname, join, resolve } from "node:path";
import { app, BrowserWindow, clipboard, dialog, ipcMain, Menu, powerMonitor, protocol, screen, session } from "electron";
import type { LockReason } from "../../shared/host/host.ts";
import { type HostNews, newsChannel } from "../../shared/host/ipc.ts";
import { appScheme } from "../../shared/host/policy.ts";
import { BackupFolders } from "./backup-folders.ts";
import { clearClipboard } from "./clear-clipboard.ts";
import { FileSaver } from "./file-saver.ts";
import { askBeforeClosing } from "./keep-open.ts";
import { openHostDoor } from "./host-door.ts";
import { lockDownApp, lockDownContents, lockDownSession } from "./lockdown.ts";
import { openLog } from "./log.ts";
import { watchSession } from "./must-lock.ts";
import { menuTemplate } from "./native-menu.ts";
import { pathsIn, readOpenedFile } from "./opened-files.ts";
import { mayReload } from "./policy.ts";
import { windowHandler, windowUrl } from "./serve-window.ts";
import { keepPlace, readPlace } from "./window-place.ts";
import { wordsFor } from "./words.ts";

/** Electron's main process: makes the one window, closes every way out, and wires the host door. Rules live in the files it imports. */

const data = process.env["DALEL_DATA"];
if (data !== undefined && data !== "") app.setPath("userData", join(resolve(data), "electron"));
const log = openLog(join(app.getPath("userData"), "logs"));
const placePath = join(app.getPath("userData"), "window-place.json");
let window: BrowserWindow | null = null;
let isListening = false;
/** Where the person saved last, until Dalel ends: Electron's dialogs forget, and nothing of it is written down. */
let lastFolder: string | null = null;
const waitingNews: HostNews[] = [];
const diedAtMs: number[] = [];
const saver = new FileSaver(async (offer) => {
  const chosen =
    window === null ? null : await dialog.showSaveDialog(window, { defaultPath: join(lastFolder ?? app.getPath("documents"), offer.name) });
  if (chosen === null || chosen.canceled || chosen.filePath === "") return null;
  lastFolder = dirname(chosen.filePath);
  return chosen.filePath;
});
const folders = new BackupFolders(
  async () => {
    const chosen = window === null ? null : await dialog.showOpenDialog(window, { properties: ["openDirectory", "createDirectory"] });
    return chosen === null || chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  },
  join(app.getPath("userData"), "folder-key"),
);

lockDownApp(app);
protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
app.on("open-file", (event, path) => {
  event.preventDefault();
  void openPaths([path]);
});
app.on("web-contents-created", (_event, contents) => lockDownContents(contents, log));
app.on("window-all-closed", () => app.quit());
app.on("before-quit", () => {
  mustLock("quit");
  log("quit");
});

const firstPaths = pathsIn(process.argv.slice(1), process.cwd());
if (app.requestSingleInstanceLock({ paths: firstPaths })) {
  app.on("second-instance", (_event, _words, _folder, given) => {
    window?.show();
    window?.focus();
    void openPaths(pathsGiven(given));
  });
  void app.whenReady().then(makeWindow);
} else {
  app.quit();
}

function makeWindow(): void {
  const own = session.fromPartition("persist:dalel");
  for (const each of [own, session.defaultSession]) lockDownSession(each, app.isPackaged);
  own.protocol.handle(appScheme, windowHandler(join(app.getAppPath(), "dist/renderer")));
  const words = wordsFor(app.getPreferredSystemLanguages());
  openHostDoor(ipcMain, {
    about: { appVersion: app.getVersion(), shell: "electron", platform: platformName() },
    saver,
    folders,
    setMenu: (menu) =>
      Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(menu, process.platform, words, (command) => tell({ news: "command", command })))),
    quit: () => app.quit(),
    clearClipboard: (sha256) => clearClipboard(clipboard, sha256),
    log,
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate([], process.platform, words, () => undefined)));
  watchSession(powerMonitor, process.platform, mustLock);
  showWindow();
  void openPaths(firstPaths);
  log("started");
}

function showWindow(): void {
  const place = readPlace(
    placePath,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const made = new BrowserWindow({
    ...place,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: "Dalel",
    webPreferences: {
      partition: "persist:dalel",
      preload: join(app.getAppPath(), "dist/preload/preload.cjs"),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window = made;
  if (place.isMaximized) made.maximize();
  if (process.argv.includes("--protect-content")) made.setContentProtection(true);
  made.once("ready-to-show", () => made.show());
  made.on("close", () => keepPlace(placePath, { ...made.getNormalBounds(), isMaximized: made.isMaximized() }));
  made.on("closed", () => {
    window = null;
    isListening = false;
  });
  made.webContents.on("did-start-loading", () => {
    isListening = false;
  });
  made.webContents.on("did-finish-load", () => {
    isListening = true;
    for (const news of waitingNews.splice(0)) tell(news);
  });
  askBeforeClosing(made, dialog, wordsFor(app.getPreferredSystemLanguages()));
  made.webContents.on("render-process-gone", (_event, details) => restart(made, details.reason));
  made.on("unresponsive", () => log("renderer-unresponsive"));
  void made.loadURL(windowUrl);
}

/** The window's process died: what it was writing is no file, and it starts again at the lock screen. Its data is in the store. */
function restart(dead: BrowserWindow, reason: string): void {
  log("renderer-gone", reason);
  void saver.abortAll();
  if (!mayReload(reason, diedAtMs, Date.now())) return;
  diedAtMs.push(Date.now());
  dead.webContents.reload();
}

function tell(news: HostNews): void {
  if (window !== null && isListening) window.webContents.send(newsChannel, news);
  else if (news.news === "open-file") waitingNews.push(news);
}

function mustLock(why: LockReason): void {
  log("must-lock", why);
  tell({ news: "must-lock", why });
}

async function openPaths(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const read = await readOpenedFile(path);
    if (read.ok) tell({ news: "open-file", file: read.value });
    else {
      log("file-refused", read.error.kind);
      const words = wordsFor(app.getPreferredSystemLanguages());
      dialog.showErrorBox("Dalel", read.error.kind === "too-large" ? words.fileTooLarge : words.fileUnreadable);
    }
  }
}

/** The paths a second copy was started with, as it handed them over: only full paths of our own kind of file. */
function pathsGiven(given: unknown): readonly string[] {
  const listed: unknown = typeof given === "object" && given !== null && "paths" in given ? given.paths : [];
  return Array.isArray(listed)
    ? pathsIn(
        listed.filter((path) => typeof path === "string"),
        process.cwd(),
      )
    : [];
}

function platformName(): "win32" | "darwin" | "linux" | "other" {
  return process.platform === "win32" || process.platform === "darwin" || process.platform === "linux" ? process.platform : "other";
}
