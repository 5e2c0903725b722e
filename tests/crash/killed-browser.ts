import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { browserPath, prepareProfile, silentSwitches } from "../../electron/launch/system-browser.ts";

/** A headless browser of our own, in a process group of its own, so that it can be killed whole and nothing else is. */
export interface KillableBrowser {
  /** SIGKILL to all its processes; resolves when none of them lives. */
  kill(): Promise<void>;
  /** Rejects when it ends by itself. */
  readonly ended: Promise<never>;
}

export async function startBrowser(profile: string, origin: string, address: string): Promise<KillableBrowser> {
  await prepareProfile(profile, origin);
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const words = [
    "--headless=new",
    `--user-data-dir=${profile}`,
    "--password-store=basic",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--mute-audio",
  ];
  const child = spawn(browserPath() ?? "chromium", [...words, ...silentSwitches(origin), ...root, address], { detached: true, stdio: "ignore" });
  let isKilled = false;
  const over = new Promise<void>((resolve) => child.once("exit", () => resolve()).once("error", () => resolve()));
  const ended = over.then((): Promise<never> => (isKilled ? new Promise(() => undefined) : Promise.reject(new Error("the browser ended by itself"))));
  // Heard by whoever waits for the page; nobody may be waiting.
  ended.catch(() => undefined);
  return {
    ended,
    kill: async () => {
      isKilled = true;
      killAll(child);
      await over;
      while (isAlive(child)) await new Promise((resolve) => setTimeout(resolve, 10));
    },
  };
}

function killAll({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === "win32") spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"]);
  else killGroup(pid);
}

/** SIGKILL to every process of a group. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

/** Whether a process of the group still runs and may hold a file; what is dead and not yet collected does not count. */
function isAlive({ pid }: ChildProcess): boolean {
  if (process.platform !== "linux" || pid === undefined) return false;
  return groupOf(pid).length > 0;
}

/** Process ids of a group that are not dead (Linux). */
export function groupOf(group: number): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      // "pid (name) state ppid pgrp …": the name may hold anything, so read behind its last bracket.
      const [state, , pgrp] = statOf(name).split(") ").at(-1)?.split(" ") ?? [];
      return Number(pgrp) === group && state !== "Z" && state !== "X";
    })
    .map(Number);
}

function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}

/** The browser process that owns a profile folder (Linux): Playwright starts it as the first of a group of its own. */
export function browserOf(profile: string): number | null {
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    const words = commandOf(name);
    if (words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith("--type=")) && groupOf(Number(name)).length > 0)
      return Number(name);
  }
  return null;
}

function commandOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}
