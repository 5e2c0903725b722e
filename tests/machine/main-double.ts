import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Electron from "electron";
import type { HostNews } from "../../shared/host/ipc.ts";
import { Events, runBuilt, strict } from "./electron-double.ts";

type Function_ = (...words: readonly never[]) => unknown;
/** What a session was told; each handler is called by the tests as Chromium would call it. */
export interface SessionDouble {
  readonly double: object;
  readonly handlers: Map<string, (...words: readonly unknown[]) => unknown>;
}

export interface MainOptions {
  readonly isPackaged?: boolean;
  readonly platform?: NodeJS.Platform;
  readonly words?: readonly string[];
  readonly isFirst?: boolean;
  readonly screens?: readonly object[];
}

/** The built main process, started in a double of Electron, up to its window being loaded. */
export class MainDouble {
  readonly folder = mkdtempSync(join(tmpdir(), "dalel-main-"));
  readonly app = new Events();
  readonly power = new Events();
  readonly contents = new Events();
  readonly window = new Events();
  readonly own = sessionDouble();
  readonly fallback = sessionDouble();
  /** What happened, in order, as one word each: for "before ready". */
  readonly order: string[] = [];
  readonly switches = new Map<string, string>();
  readonly schemes: unknown[] = [];
  readonly windows: { readonly webPreferences?: unknown }[] = [];
  readonly told: HostNews[] = [];
  readonly loaded: string[] = [];
  readonly menus: unknown[] = [];
  readonly boxes: string[] = [];
  /** The button that is pressed when a question is asked. */
  pressed = 0;
  readonly intervals: (() => void)[] = [];
  readonly required: readonly string[];
  readonly asks = new Map<string, (...words: readonly unknown[]) => unknown>();
  windowOpen: unknown = null;
  reloads = 0;
  partition = "";
  idleSeconds = 0;
  /** What the clipboard of the system holds. */
  clipboardText = "";
  isProtected = false;
  saveTarget: string | null = null;
  folderTarget: string | null = null;
  readonly #options: MainOptions;
  #ready: () => void = () => undefined;

  constructor(code: string, options: MainOptions = {}) {
    this.#options = options;
    mkdirSync(join(this.folder, "dist/renderer/assets"), { recursive: true });
    writeFileSync(join(this.folder, "dist/renderer/index.html"), "<!doctype html>");
    writeFileSync(join(this.folder, "dist/renderer/assets/case.worker-abc123.js"), "0;");
    writeFileSync(join(this.folder, "package.json"), "{}");
    this.required = runBuilt(code, {
      electron: this.#modules(),
      process: { argv: ["electron", ".", ...(options.words ?? [])], platform: options.platform ?? "linux", env: {} },
      onInterval: (run) => this.intervals.push(run),
    });
  }

  /** Lets Electron be ready and the window loaded. */
  async ready(): Promise<this> {
    this.order.push("ready");
    this.#ready();
    await new Promise((resolve) => setTimeout(resolve, 20));
    this.contents.fire("did-finish-load");
    return this;
  }

  /** Asks the host door as the window's top frame does, unless another event is given. */
  ask(what: unknown, event: object = this.event()): Promise<unknown> {
    const handler = this.asks.get("dalel:ask");
    if (handler === undefined) throw new Error("no door was opened");
    return Promise.resolve(handler(event, what));
  }

  event(url = "app://bundle/index.html"): { senderFrame: object | null; sender: { mainFrame: object } } {
    const frame = { url, isDestroyed: () => false };
    return { senderFrame: frame, sender: { mainFrame: frame } };
  }

  /** Everything the program wrote down, as one text. */
  log(): string {
    const folder = join(this.folder, "data/logs");
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #modules() {
    const { order, folder, own, fallback } = this;
    const note = (word: string): void => void order.push(word);
    return {
      app: this.#appDouble(),
      protocol: strict<Electron.Protocol>("protocol", {
        registerSchemesAsPrivileged: (schemes: readonly unknown[]) => {
          note("schemes");
          this.schemes.push(...schemes);
        },
      }),
      session: strict<typeof Electron.session>("session", {
        fromPartition: (name: string) => {
          this.partition = name;
          return own.double;
        },
        defaultSession: fallback.double,
      }),
      ipcMain: strict<Electron.IpcMain>("ipcMain", {
        handle: (channel: string, handler: (...words: readonly unknown[]) => unknown) => this.asks.set(channel, handler),
      }),
      Menu: strict<typeof Electron.Menu>("Menu", {
        buildFromTemplate: (template: unknown) => template,
        setApplicationMenu: (menu: unknown) => this.menus.push(menu),
      }),
      dialog: strict<Electron.Dialog>("dialog", {
        showSaveDialog: async () => (this.saveTarget === null ? { canceled: true, filePath: "" } : { canceled: false, filePath: this.saveTarget }),
        showOpenDialog: async () =>
          this.folderTarget === null ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [this.folderTarget] },
        showErrorBox: (_title: string, text: string) => this.boxes.push(text),
        showMessageBoxSync: (_window: unknown, { buttons = [] }: Electron.MessageBoxSyncOptions) => {
          this.boxes.push(buttons.join(" / "));
          return this.pressed;
        },
      }),
      clipboard: strict<Electron.Clipboard>("clipboard", {
        readText: async () => this.clipboardText,
        clear: async () => void (this.clipboardText = ""),
      }),
      powerMonitor: strict<Electron.PowerMonitor>("powerMonitor", { on: this.power.on, getSystemIdleTime: () => this.idleSeconds }),
      screen: strict<Electron.Screen>("screen", { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] }),
      BrowserWindow: this.#windowClass(folder),
    };
  }

  #appDouble(): object {
    const { order, folder } = this;
    return strict<Electron.App>("app", {
      on: this.app.on,
      enableSandbox: () => void order.push("sandbox"),
      commandLine: strict<Electron.CommandLine>("commandLine", {
        appendSwitch: (name: string, value: string) => {
          order.push(`switch ${name}`);
          this.switches.set(name, value);
        },
      }),
      isPackaged: this.#options.isPackaged ?? true,
      requestSingleInstanceLock: () => this.#options.isFirst ?? true,
      quit: () => void order.push("quit"),
      whenReady: () => new Promise<void>((resolve) => void (this.#ready = resolve)),
      getPath: (name: string) => join(folder, name === "userData" ? "data" : name),
      setPath: () => undefined,
      getAppPath: () => folder,
      getVersion: () => "1.2.3",
      getPreferredSystemLanguages: () => ["kk-KZ", "en"],
    });
  }

  #windowClass(folder: string): Function_ {
    const double = this;
    const contents = strict<Electron.WebContents>("webContents", {
      on: double.contents.on,
      send: (_channel: string, news: HostNews) => double.told.push(news),
      reload: () => void (double.reloads += 1),
      setWindowOpenHandler: (handler: unknown) => void (double.windowOpen = handler),
      setWebRTCIPHandlingPolicy: (policy: string) => void double.order.push(`webrtc ${policy}`),
    });
    return function BrowserWindow(options: { readonly webPreferences?: unknown }): object {
      double.windows.push(options);
      double.order.push(`window in ${folder === "" ? "" : "folder"}`);
      double.app.fire("web-contents-created", {}, contents);
      return strict<Electron.BrowserWindow>("window", {
        webContents: contents,
        on: double.window.on,
        once: double.window.on,
        show: () => undefined,
        focus: () => undefined,
        maximize: () => undefined,
        isMaximized: () => false,
        getNormalBounds: () => ({ x: 1, y: 2, width: 1000, height: 800 }),
        setContentProtection: (isOn: boolean) => void (double.isProtected = isOn),
        loadURL: async (url: string) => void double.loaded.push(url),
      });
    };
  }
}

function sessionDouble(): SessionDouble {
  const handlers = new Map<string, (...words: readonly unknown[]) => unknown>();
  const keep = (name: string) => (handler: (...words: readonly unknown[]) => unknown) => void handlers.set(name, handler);
  const double = strict<Electron.Session>("session", {
    setPermissionRequestHandler: keep("request"),
    setPermissionCheckHandler: keep("check"),
    setDevicePermissionHandler: keep("device"),
    setDisplayMediaRequestHandler: keep("display"),
    setSpellCheckerEnabled: () => undefined,
    setSpellCheckerLanguages: () => undefined,
    webRequest: strict<Electron.WebRequest>("webRequest", { onBeforeRequest: keep("web") }),
    protocol: strict<Electron.Protocol>("session.protocol", {
      handle: (scheme: string, handler: (...words: readonly unknown[]) => unknown) => void handlers.set(`protocol ${scheme}`, handler),
    }),
  });
  return { double, handlers };
}
