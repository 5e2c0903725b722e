import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { afterEach, expect, test } from "vitest";
import { browserPath, forgetTraces, prepareProfile, silentSwitches } from "../../electron/launch/system-browser.ts";
import { isOnPath } from "../../electron/launch/system-packages.ts";
import { serveWindow, type WindowServer } from "../../electron/launch/window-server.ts";
import { openDisplay } from "./display.ts";

/** Nothing leaves the machine: the system calls of the whole browser are counted, with our switches and, as the control, without. */
const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const folders: string[] = [];
let server: WindowServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function aWindow(script = "none.js"): Promise<{ readonly origin: string; readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "dalel-silence-"));
  folders.push(folder);
  mkdirSync(join(folder, "window"));
  writeFileSync(join(folder, "window/index.html"), "<!doctype html><title>window</title><p>window</p>");
  writeFileSync(join(folder, "window", script), "");
  const served = await serveWindow({ folder: join(folder, "window"), port: 0, version: "1" });
  if (!served.ok) throw new Error(served.error.kind);
  server = served.value;
  return { origin: served.value.origin, folder };
}

interface Heard {
  readonly outside: readonly string[];
  /** Connections to our own window's address: the browser really ran. */
  readonly window: number;
}

/** What a browser says to the world in some seconds: one line per TCP connection and per packet that is not for this machine. */
async function outgoing(folder: string, words: readonly string[], display: string, seconds: number, port: string): Promise<Heard> {
  const trace = join(folder, "trace");
  const watched = ["-f", "-qq", "-yy", "-s", "0", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", trace];
  const child = spawn("strace", [...watched, browserPath() ?? "", ...words], {
    stdio: "ignore",
    env: { ...process.env, DISPLAY: display },
    detached: true,
  });
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-(child.pid ?? 0), "SIGKILL");
  await ended;
  const lines = readFileSync(trace, "utf8").split("\n");
  return {
    outside: lines.filter(leavesTheMachine),
    window: lines.filter((line) => /connect\(\d+<TCP/.test(line) && line.includes(`htons(${port})`)).length,
  };
}

/** Reads one line of strace -yy. A UDP `connect` sends nothing, and Chromium does it to learn whether there is IPv6. */
function leavesTheMachine(line: string): boolean {
  const call = /\b(connect|sendto|sendmsg|sendmmsg)\(\d+<(TCP|UDP)(?:v6)?:/.exec(line);
  if (call === null || (call[1] === "connect" && call[2] === "UDP")) return false;
  const named = /sin6?_addr=inet_addr\("([^"]+)"|inet_pton\(AF_INET6, "([^"]+)"|->\[?([0-9a-f.:]+?)\]?:\d+\]/.exec(line);
  const to = named?.[1] ?? named?.[2] ?? named?.[3] ?? "unknown";
  const isName = /htons\(53\)|:53\]/.test(line);
  return isName || !/^(127\.|::1$|::ffff:127\.)/.test(to);
}

test("the reader of system calls knows what leaves the machine", () => {
  const lines = {
    '1 connect(30<TCP:[1]>, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("93.184.216.34")}, 16) = -1 EINPROGRESS': true,
    '1 connect(30<TCP:[1]>, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 ECONNREFUSED': false,
    '1 connect(30<UDPv6:[1]>, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2001:4860:4860::8888", &sin6_addr)}, 28) = 0': false,
    '1 sendto(30<UDP:[10.0.0.2:4000->10.0.0.1:53]>, ""..., 40, 0, NULL, 0) = 40': true,
    '1 sendto(30<UDP:[1]>, ""..., 40, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 40': true,
    "1 sendmsg(30<TCP:[127.0.0.1:4000->127.0.0.1:47623]>, {}, 0) = 40": false,
    '1 sendmsg(30<UNIX-STREAM:[1->2]>, {msg_iov=[{iov_base=""..., iov_len=4}]}, 0) = 4': false,
  };
  expect(Object.fromEntries(Object.keys(lines).map((line) => [line, leavesTheMachine(line)]))).toEqual(lines);
});

test("with our switches the browser says nothing to anyone, even when a page outside is asked for; without them it does", async ({ skip }) => {
  const display = await openDisplay();
  if (display === null || browserPath() === null || !isOnPath("strace")) return skip("needs Xvfb, strace and a browser");
  const { origin, folder } = await aWindow();
  const words = (profile: string): readonly string[] => [
    `--user-data-dir=${join(folder, profile)}`,
    ...asRoot,
    "--password-store=basic",
    "http://outside.invalid/",
    `${origin}/`,
  ];
  await prepareProfile(join(folder, "silent"), origin);
  const silent = await outgoing(folder, [...silentSwitches(origin), ...words("silent")], display.name, 15, new URL(origin).port);
  const control = await outgoing(folder, ["--no-first-run", ...words("control")], display.name, 10, new URL(origin).port);
  display.close();
  expect(silent.outside).toEqual([]);
  expect(silent.window, "the silent browser showed the window").toBeGreaterThan(0);
  expect(control.outside.length, "the control speaks: the counter counts").toBeGreaterThan(0);
}, 60_000);

test("our origin's storage is kept for good, and its page is isolated; another port of this machine is out of reach", async ({ skip }) => {
  const executablePath = browserPath();
  if (executablePath === null) return skip("needs a browser");
  const { origin, folder } = await aWindow();
  const other = await serveWindow({ folder: join(folder, "window"), port: 0, version: "1" });
  if (!other.ok) throw new Error(other.error.kind);
  await prepareProfile(join(folder, "profile"), origin);
  const context = await chromium.launchPersistentContext(join(folder, "profile"), {
    executablePath,
    headless: true,
    args: [...silentSwitches(origin), ...asRoot],
  });
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  expect(await page.evaluate(async () => [await navigator.storage.persist(), crossOriginIsolated, isSecureContext])).toEqual([true, true, true]);
  const reached = await page.goto(`${other.value.origin}/`).then(
    (answer) => answer?.status() ?? 0,
    (problem: unknown) => String(problem),
  );
  expect(reached).toMatch(/ERR_PROXY_CONNECTION_FAILED/);
  await context.close();
  await other.value.close();
}, 40_000);

test("what is typed, shown and saved is found in no file of the profile after the window has closed", async ({ skip }) => {
  const executablePath = browserPath();
  const display = await openDisplay();
  if (executablePath === null || display === null) return skip("needs Xvfb and a browser");
  const { origin, folder } = await aWindow("form.js");
  writeFileSync(
    join(folder, "window/index.html"),
    '<!doctype html><title>window</title><form><input name="name"><input name="address"><button>ok</button></form><script type="module" src="./form.js"></script>',
  );
  writeFileSync(
    join(folder, "window/form.js"),
    'document.title = "CANARYTITLE"; history.replaceState(null, "", "#CANARYHASH"); document.forms[0].onsubmit = (event) => { event.preventDefault(); document.forms[0].remove(); };',
  );
  const profile = join(folder, "profile");
  await prepareProfile(profile, origin);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: false,
    env: { ...process.env, DISPLAY: display.name },
    args: [...silentSwitches(origin), ...asRoot, "--password-store=basic", `--app=${origin}/`],
  });
  const [page = await context.newPage()] = context.pages();
  await page.waitForSelector("form");
  await page.locator("input").first().pressSequentially("CANARYNAME");
  await page.locator("input").last().pressSequentially("CANARYADDRESS");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(3000);
  await context.close();
  display.close();
  expect(canariesIn(profile), "the browser does write things down").not.toEqual([]);
  await forgetTraces(profile);
  expect(canariesIn(profile)).toEqual([]);
}, 60_000);

/** Files of a folder that hold a canary, in UTF-8 or UTF-16. */
function canariesIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return paths.filter((path) => /CANARY|C\0A\0N\0A\0R\0Y/.test(readFileSync(path, "latin1")));
}
