import { fileKindOf } from "../../shared/kernel/file-endings.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hasDisplay, runBrowserShell } from "./browser-shell.ts";
import { buildWindow } from "./build-window.ts";
import { type ElectronBinary, getElectron } from "./electron-binary.ts";
import { projectFolder, runProgram } from "./run-program.ts";

/** The version in package.json: shown by both shells. */
export function appVersion(): string {
  const said: unknown = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
  return typeof said === "object" && said !== null && "version" in said ? String(said.version) : "";
}

/**
 * `npm start`: builds what is missing and opens the workbench, in Electron where its program is to be had, else in the browser shell.
 * Options: `--browser` or `--electron` chooses the shell; `--data <folder>` (or DALEL_DATA) and DALEL_PORT are for a second copy and tests.
 */
export async function start(words: readonly string[]): Promise<number> {
  const built = await buildWindow();
  if (built !== 0) return built;
  const at = words.indexOf("--data");
  const folder = at === -1 ? undefined : words[at + 1];
  const environment = { ...process.env, ...(folder === undefined ? {} : { DALEL_DATA: folder }) };
  const electron = await chooseElectron(words, environment);
  if ("path" in electron) {
    say("Shell: Electron.");
    return runProgram(electron.path, electronWords(words), { environment: folder === undefined ? {} : { DALEL_DATA: folder } });
  }
  say(`Shell: browser, because ${electron.why}.`);
  return runBrowserShell({ version: appVersion(), environment, say });
}

async function chooseElectron(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<ElectronBinary> {
  if (words.includes("--browser")) return { why: "it was asked for" };
  if (!hasDisplay(environment)) return { why: "there is no display for Electron" };
  return getElectron();
}

/** Chromium's sandbox refuses to run as root, on Linux only. Files to open are handed on. */
function electronWords(words: readonly string[]): readonly string[] {
  const asRoot = process.platform === "linux" && process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return [...asRoot, projectFolder, ...words.filter((word) => !word.startsWith("-") && fileKindOf(word) !== null)];
}

function say(sentence: string): void {
  console.log(`dalel: ${sentence}`);
}
