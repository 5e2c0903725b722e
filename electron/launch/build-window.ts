import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectFolder, runScript } from "./run-program.ts";

/** What the built program is made of; a change in any file below builds it anew. */
const sources = ["renderer", "shared", "electron/main", "electron/preload", "assets", "package.json", "package-lock.json"];
const results = ["dist/renderer/index.html", "dist/main/main.cjs", "dist/preload/preload.cjs"];
const mark = join(projectFolder, "dist", ".built-sha256");

/**
 * Builds the window and Electron's two scripts into dist/, unless they already come from exactly these sources.
 * Gives the exit code of the build; 0 without building takes a quarter of a second.
 */
export async function buildWindow(): Promise<number> {
  const wanted = await hashOf(sources);
  if (await isBuiltFrom(wanted)) return 0;
  await rm(mark, { force: true });
  const code = await runScript("node_modules/vite/bin/vite.js", ["build", "--app", "--config", "renderer/vite.config.ts", "--logLevel", "warn"]);
  if (code === 0) await writeFile(mark, wanted);
  return code;
}

async function isBuiltFrom(wanted: string): Promise<boolean> {
  if (!results.every((path) => existsSync(join(projectFolder, path))) || !existsSync(mark)) return false;
  return (await readFile(mark, "utf8")) === wanted;
}

async function hashOf(roots: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of (await Promise.all(roots.map(filesBelow))).flat().sort()) {
    hash
      .update(`${path}\0`)
      .update(await readFile(join(projectFolder, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

async function filesBelow(path: string): Promise<readonly string[]> {
  const entries = await readdir(join(projectFolder, path), { withFileTypes: true }).catch(() => null);
  if (entries === null) return [path];
  return (await Promise.all(entries.map((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)])))).flat();
}
