import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, chromium, type Page } from "playwright";
import { expect } from "vitest";
import { browserPath, forgetTraces, prepareProfile, silentSwitches } from "../../electron/launch/system-browser.ts";
import { serveWindow, type WindowServer } from "../../electron/launch/window-server.ts";

const projectFolder = join(import.meta.dirname, "../..");

/** What a page of the window collects about itself; every test asserts that it is empty. */
interface Watched {
  readonly violations: string[];
}
declare global {
  interface Window {
    dalelWatched?: Watched;
    /** Locale keys that were asked for and are in no file (renderer/ui/translate.ts). */
    dalelMissingKeys?: ReadonlySet<string>;
  }
}

/** The built window, served with the production headers on a free port: both agencies use one origin, each in a profile of its own. */
export async function openOffice(): Promise<WindowServer> {
  const server = await serveWindow({ folder: join(projectFolder, "dist/renderer"), port: 0, version: "test" });
  if (!server.ok) throw new Error(`the window cannot be served: ${server.error.kind}`);
  return server.value;
}

/** One agency's workstation: a browser with its own profile folder. */
export interface Workstation {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly profile: string;
  /** What the console said: errors and warnings only. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface WorkstationOffer {
  readonly origin: string;
  /** An existing profile folder, to come back to. */
  readonly profile?: string;
  readonly width?: number;
  readonly height?: number;
}

export async function openWorkstation({ origin, profile, width = 1440, height = 900 }: WorkstationOffer): Promise<Workstation> {
  const folder = profile ?? (await mkdtemp(join(tmpdir(), "dalel-profile-")));
  await prepareProfile(folder, origin);
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: browserPath() ?? "chromium",
    args: [...silentSwitches(origin), ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-quic"],
    viewport: { width, height },
    reducedMotion: "reduce",
    acceptDownloads: true,
    locale: "en-GB",
    timezoneId: "Asia/Almaty",
  });
  await context.addInitScript(() => {
    const watched: Watched = { violations: [] };
    window.dalelWatched = watched;
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
      watched.violations.push(`${effectiveDirective} ${blockedURI} ${sample}`),
    );
    // A file dialog of the system cannot be answered by a test: the window then saves by download, which it offers where there is no picker.
    Reflect.deleteProperty(window, "showSaveFilePicker");
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`${origin}/`);
  const close = async (): Promise<void> => {
    await context.close();
    // As the shell does after each end: what the browser itself noted of a session is swept away.
    await forgetTraces(folder);
  };
  return { context, page, profile: folder, complaints, close };
}

/** No policy violation, no complaint in the console, no missing word: asserted after every part of the walk. */
export async function expectQuiet({ page, complaints }: Workstation): Promise<void> {
  expect(await page.evaluate(() => window.dalelWatched?.violations)).toEqual([]);
  expect(await page.evaluate(() => [...(window.dalelMissingKeys ?? [])])).toEqual([]);
  expect(complaints).toEqual([]);
}

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let isLooking = true;
/** For a file whose screens are looked at by another walk: half of its time. */
export function leaveAccessibilityToOthers(): void {
  isLooking = false;
}

/** No accessibility violation on what is shown now (WCAG 2.2 AA). */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  if (!isLooking) return;
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const said = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${where}: ${id} at ${target.join(" ")}: ${failureSummary ?? ""}`),
  );
  expect(said).toEqual([]);
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
