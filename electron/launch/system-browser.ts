import { existsSync, realpathSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** Where a system keeps Chromium, Chrome and Edge; the first that exists is taken. */
const installedAt: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: ["Google\\Chrome\\Application\\chrome.exe", "Chromium\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"].flatMap(
    (tail) =>
      [process.env["ProgramFiles"], process.env["ProgramFiles(x86)"], process.env["LOCALAPPDATA"]].flatMap((base) =>
        base ? [join(base, tail)] : [],
      ),
  ),
  darwin: ["Google Chrome", "Chromium", "Microsoft Edge"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
};
const namesOnPath = ["chromium", "google-chrome", "google-chrome-stable", "chrome", "chromium-browser", "microsoft-edge", "microsoft-edge-stable"];

/** The system's Chromium, Chrome or Edge, or null. `DALEL_BROWSER` names another one. */
export function browserPath(environment: NodeJS.ProcessEnv = process.env): string | null {
  const chosen = environment["DALEL_BROWSER"];
  if (chosen !== undefined && chosen !== "") return existsSync(chosen) ? chosen : null;
  const onPath = (environment["PATH"] ?? "").split(delimiter).flatMap((folder) => namesOnPath.map((name) => join(folder, name)));
  const candidates = process.platform === "linux" ? onPath : (installedAt[process.platform] ?? []);
  const found = candidates.filter((path) => existsSync(path));
  return found.find((path) => !isSnap(path)) ?? found[0] ?? null;
}

/** A browser in a snap sees no hidden folder of the home folder. */
function isSnap(path: string): boolean {
  return path.startsWith("/snap/") || realpathSync(path).endsWith("/snap");
}

/** The folder that keeps everything of this person: `DALEL_DATA`, else the system's place for user data. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env, browser: string | null = null): string {
  const chosen = environment["DALEL_DATA"];
  if (chosen !== undefined && chosen !== "") return chosen;
  if (process.platform === "win32") return join(environment["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "dalel");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "dalel");
  if (browser !== null && isSnap(browser)) return join(homedir(), "snap", "chromium", "common", "dalel");
  return join(environment["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "dalel");
}

/**
 * The switches that make a system browser a silent app window: its own profile, a dead proxy for every address but ours,
 * and nothing of its own that calls home.
 *
 * Source  measured in Chromium 156: with these, no DNS question and no byte outside loopback (tests/machine/silence.test.ts).
 */
export function browserSwitches(offer: { readonly origin: string; readonly profile: string; readonly isRoot: boolean }): readonly string[] {
  return [
    `--app=${offer.origin}/`,
    `--user-data-dir=${offer.profile}`,
    ...silentSwitches(offer.origin),
    ...(process.platform === "linux" ? ["--password-store=basic"] : []),
    ...(process.platform === "darwin" ? ["--use-mock-keychain"] : []),
    ...(offer.isRoot && process.platform === "linux" ? ["--no-sandbox"] : []),
  ];
}

/** `<-loopback>` first: without it every loopback address would pass the dead proxy by. */
export function silentSwitches(origin: string): readonly string[] {
  return [
    "--proxy-server=http://127.0.0.1:9",
    `--proxy-bypass-list=<-loopback>;${new URL(origin).host}`,
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-extensions",
    "--disable-features=MediaRouter,OptimizationHints,Translate,AutofillServerCommunication,CertificateTransparencyComponentUpdater",
  ];
}

/** Where Chromium writes down titles, addresses, typed fields and names of saved files, whatever its settings say. */
const traces: readonly string[] = [
  ...["History", "Web Data", "Top Sites", "Favicons", "Shortcuts", "Network Action Predictor"].flatMap((name) => [name, `${name}-journal`]),
  "Sessions",
  "Sessions_Encrypted",
  "Visited Links",
  "shared_proto_db",
];

/**
 * Removes what the browser itself wrote down about the window, before it starts and after it has ended. The vault is not
 * among it: IndexedDB holds sealed boxes only.
 */
export async function forgetTraces(profile: string): Promise<void> {
  const inside = traces.map((name) => join(profile, "Default", name));
  await Promise.all([...inside, join(profile, "segmentation_platform")].map((path) => rm(path, { recursive: true, force: true })));
}

/**
 * Makes the profile folder, for its owner only, and says once that our origin keeps its storage for good: otherwise the
 * browser may throw the vault away when the disk is full. Nothing typed, visited or searched is remembered. A profile that already has preferences is left as it is.
 */
export async function prepareProfile(profile: string, origin: string): Promise<void> {
  await mkdir(join(profile, "Default"), { recursive: true, mode: 0o700 });
  const preferences = {
    profile: {
      content_settings: {
        exceptions: {
          durable_storage: { [`${origin},*`]: { setting: 1 } },
          // To see whether the clipboard still holds what was copied here, before it is cleared.
          clipboard: { [`${origin},*`]: { setting: 1 } },
        },
      },
    },
    credentials_enable_service: false,
    autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
    history: { saving_disabled: true },
    search: { suggest_enabled: false },
    browser: { enable_spellchecking: false },
    translate: { enabled: false },
  };
  const path = join(profile, "Default", "Preferences");
  if (!existsSync(path)) await writeFile(path, JSON.stringify(preferences), { mode: 0o600 });
}
