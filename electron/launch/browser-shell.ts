import type { ChildProcess } from "node:child_process";
import { chmod } from "node:fs/promises";
import { join, resolve } from "node:path";
import { defaultPort } from "../../shared/host/policy.ts";
import { endOf, projectFolder, startProgram } from "./run-program.ts";
import { browserPath, browserSwitches, dataFolder, forgetTraces, prepareProfile } from "./system-browser.ts";
import { runningVersion, serveWindow } from "./window-server.ts";

/** What the browser shell is started with. */
export interface ShellOffer {
  readonly version: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Says one sentence to the person at the terminal. */
  readonly say: (sentence: string) => void;
}

/**
 * The browser shell: serves the built window from the one fixed address and shows it in the system's browser.
 *
 * Gives   the exit code when it ends: 0 after Ctrl+C or after its window was closed, 1 when the port belongs to another program.
 * Shows   the running Dalel when there is one; without a display or a browser it prints the address and stays up.
 */
export async function runBrowserShell({ version, environment, say }: ShellOffer): Promise<number> {
  const port = portIn(environment);
  if (port === null) return refuse(say, "DALEL_PORT must be a number from 1024 to 65535.");
  const served = await serveWindow({ folder: join(projectFolder, "dist/renderer"), port, version });
  if (served.ok) {
    say(`Dalel ${version} is at ${served.value.origin}/`);
    const code = await showUntilEnd({ origin: served.value.origin, environment, say, isOurs: true });
    await served.value.close();
    return code;
  }
  if (served.error.kind === "not-built") return refuse(say, "The window is not built. Run `npm run build` first.");
  if (served.error.kind === "unavailable") return refuse(say, `The port ${port} cannot be opened on this machine.`);
  const running = await runningVersion(port);
  if (running === null) {
    return refuse(
      say,
      `The port ${port} belongs to another program. The data belongs to this address, so Dalel does not move: end that program and start again.`,
    );
  }
  say(`Dalel ${running} is already running at http://127.0.0.1:${port}/`);
  return showUntilEnd({ origin: `http://127.0.0.1:${port}`, environment, say, isOurs: false });
}

/** Whether a window can be shown: on Linux there must be a display. */
export function hasDisplay(environment: NodeJS.ProcessEnv): boolean {
  return process.platform !== "linux" || Boolean(environment["DISPLAY"] || environment["WAYLAND_DISPLAY"]);
}

interface Showing {
  readonly origin: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly say: (sentence: string) => void;
  /** Whether this process serves the address, and so must stay up without a window. */
  readonly isOurs: boolean;
}

async function showUntilEnd(showing: Showing): Promise<number> {
  const { environment, isOurs, say } = showing;
  const browser = browserPath(environment);
  const reason = !hasDisplay(environment) ? "there is no display" : browser === null ? "no Chromium, Chrome or Edge was found" : null;
  if (browser === null || reason !== null) {
    if (isOurs) say(`No window was opened, because ${reason}. Open the address in a browser of this machine; Ctrl+C ends Dalel.`);
    return isOurs ? stopSignal() : 0;
  }
  const startedAtMs = Date.now();
  const profile = join(resolve(dataFolder(environment, browser)), "browser-profile");
  if (isOurs) await forgetTraces(profile);
  const child = await openWindow(browser, profile, showing);
  const ended = await Promise.race([endOf(child).then((code) => ({ code })), stopSignal().then(() => null)]);
  if (ended === null) await stopBrowser(child);
  if (isOurs) await forgetTraces(profile);
  if (ended === null) return 0;
  if (ended.code === 0 || Date.now() - startedAtMs > 5000) return 0;
  say(`The browser ended at once (code ${ended.code}): ${browser}`);
  return isOurs ? stopSignal() : 1;
}

async function openWindow(browser: string, profile: string, { origin, say }: Showing): Promise<ChildProcess> {
  await prepareProfile(profile, origin);
  await chmod(profile, 0o700);
  say(`Window: ${browser}; data: ${profile}`);
  return startProgram(browser, browserSwitches({ origin, profile, isRoot: process.getuid?.() === 0 }), { isQuiet: true });
}

/** Asks the browser to end, so that it writes its storage to the end; after five seconds it is ended. */
async function stopBrowser(child: ChildProcess): Promise<void> {
  const ended = endOf(child);
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(late);
}

/** Resolves with exit code 0 at Ctrl+C or when the system asks us to end. A terminal may say it twice: it never ends us half-way. */
function stopSignal(): Promise<number> {
  return new Promise((done) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => done(0));
  });
}

function portIn(environment: NodeJS.ProcessEnv): number | null {
  const said = environment["DALEL_PORT"];
  if (said === undefined || said === "") return defaultPort;
  const port = Number(said);
  return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : null;
}

function refuse(say: (sentence: string) => void, sentence: string): number {
  say(sentence);
  return 1;
}
