import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { browserPath } from "../../electron/launch/system-browser.ts";
import { runningVersion } from "../../electron/launch/window-server.ts";
import { openDisplay } from "./display.ts";

/** The launcher as a person starts it, as a process of its own; it needs the built window. */
const root = join(import.meta.dirname, "../..");
const folders: string[] = [];
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) if (child.exitCode === null) signalAll(child, "SIGKILL");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Shell {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

function start(port: number, environment: Readonly<Record<string, string>> = {}): Shell {
  const data = mkdtempSync(join(tmpdir(), "dalel-shell-"));
  folders.push(data);
  const surroundings = { PATH: process.env["PATH"] ?? "", HOME: data, DALEL_PORT: String(port), DALEL_DATA: data, ...environment };
  const child = spawn(process.execPath, [join(root, "electron/launch/run.mjs"), "start", "--browser"], {
    env: surroundings,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (text += part.toString()));
  return { child, said: () => text, ended: new Promise((resolve) => child.once("exit", (code) => resolve(code))) };
}

async function freePort(): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  return { port: typeof at === "object" && at !== null ? at.port : 0, close: () => void server.close() };
}

test.skipIf(process.platform !== "linux")("without a display it prints the address, stays up, and ends at Ctrl+C", async () => {
  const { port, close } = await freePort();
  close();
  const shell = start(port);
  await expect.poll(shell.said, { timeout: 15_000 }).toContain(`is at http://127.0.0.1:${port}/`);
  await expect.poll(shell.said).toContain("No window was opened, because there is no display");
  expect(await runningVersion(port)).toMatch(/^\d+\.\d+\.\d+$/);
  const second = start(port);
  expect(await second.ended).toBe(0);
  expect(second.said()).toContain(`is already running at http://127.0.0.1:${port}/`);
  signalAll(shell.child, "SIGINT");
  expect(await shell.ended).toBe(0);
});

test("a port that belongs to another program is named, and not left for another", async () => {
  const { port, close } = await freePort();
  const shell = start(port);
  expect(await shell.ended).toBe(1);
  expect(shell.said()).toContain(`The port ${port} belongs to another program`);
  close();
});

test("a port that is no port is refused", async () => {
  const shell = start(80);
  expect(await shell.ended).toBe(1);
  expect(shell.said()).toContain("DALEL_PORT must be a number");
});

test("with a display it opens an app window with its own private profile; closing the window ends it", async ({ skip }) => {
  const display = await openDisplay();
  if (display === null || browserPath() === null) return skip("needs Xvfb and a browser");
  const { port, close } = await freePort();
  close();
  const shell = start(port, { DISPLAY: display.name });
  const profile = (): string => /data: (.*)/.exec(shell.said())?.[1] ?? "";
  await expect.poll(() => existsSync(join(profile(), "Default", "History")), { timeout: 20_000 }).toBe(true);
  expect(statSync(profile()).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(profile(), "Default/Preferences"), "utf8")).toContain(`http://127.0.0.1:${port},*`);
  const browser = browsersOf(shell);
  expect(browser).toHaveLength(1);
  process.kill(browser[0] ?? 0, "SIGTERM");
  expect(await shell.ended).toBe(0);
  const kept = readdirSync(join(profile(), "Default"));
  expect(kept).toContain("Preferences");
  expect(kept.filter((name) => /^(History|Sessions|Web Data|Top Sites|Visited Links|shared_proto_db)/.test(name))).toEqual([]);
  display.close();
}, 40_000);

test("Ctrl+C also ends the browser it started", async ({ skip }) => {
  const display = await openDisplay();
  if (display === null || browserPath() === null) return skip("needs Xvfb and a browser");
  const { port, close } = await freePort();
  close();
  const shell = start(port, { DISPLAY: display.name });
  await expect.poll(() => browsersOf(shell).length, { timeout: 20_000 }).toBe(1);
  const [browser = 0] = browsersOf(shell);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  signalAll(shell.child, "SIGINT");
  expect(await shell.ended).toBe(0);
  expect(existsSync(`/proc/${browser}`)).toBe(false);
  display.close();
}, 40_000);

/** As a terminal does at Ctrl+C: the signal goes to the launcher and everything it started, at once. */
function signalAll(child: ChildProcess, signal: NodeJS.Signals): void {
  process.kill(-(child.pid ?? 0), signal);
}

/** run.mjs starts steps.ts, and that starts the browser. */
function browsersOf(shell: Shell): readonly number[] {
  return childrenOf(shell.child.pid ?? 0).flatMap(childrenOf);
}

function childrenOf(pid: number): readonly number[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  return existsSync(path) ? readFileSync(path, "utf8").trim().split(" ").filter(Boolean).map(Number) : [];
}
