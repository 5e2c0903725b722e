import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { endOf, projectFolder, startProgram } from "./run-program.ts";

const packageFolder = join(projectFolder, "node_modules/electron");
const refusal = join(projectFolder, "node_modules/.electron-refused");
const downloads = join(projectFolder, "node_modules/.electron-download");
const dayMs = 86_400_000;
/** A download that has not grown for so long is given up. */
const patienceMs = 20_000;

/** Either the path of Electron's program, or why there is none. */
export type ElectronBinary = { readonly path: string } | { readonly why: string };

/** Electron's program where it is already on this machine. Never loads the package: its main module would start a download. */
export function findElectron(environment: NodeJS.ProcessEnv = process.env): string | null {
  const listed = join(packageFolder, "path.txt");
  const folder = environment["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(packageFolder, "dist");
  const name = existsSync(listed)
    ? readFileSync(listed, "utf8").trim()
    : { win32: "electron.exe", darwin: "Electron.app/Contents/MacOS/Electron" }[String(process.platform)];
  const path = join(folder, name ?? "electron");
  return existsSync(path) ? path : null;
}

/**
 * Finds Electron, or gets it once with the package's own installer (which checks its SHA-256).
 * A machine that cannot have it is not asked again for a day. Takes at most 20 s without progress.
 */
export async function getElectron(): Promise<ElectronBinary> {
  const present = findElectron();
  if (present !== null) return { path: present };
  if (existsSync(refusal) && Date.now() - statSync(refusal).mtimeMs < dayMs) return { why: "its program could not be downloaded earlier today" };
  const isDone = await runInstaller();
  const path = findElectron();
  if (isDone && path !== null) return { path };
  await writeFile(refusal, "Electron's program could not be downloaded. Delete this file to try again.\n");
  return { why: "its program is not on this machine and cannot be downloaded" };
}

async function runInstaller(): Promise<boolean> {
  await rm(downloads, { recursive: true, force: true });
  await mkdir(downloads, { recursive: true });
  const places = { TMPDIR: downloads, TEMP: downloads, TMP: downloads };
  const child = startProgram(process.execPath, [join(packageFolder, "install.js")], { environment: places, isQuiet: true });
  let [size, grewAtMs] = [0, Date.now()];
  const watch = setInterval(async () => {
    const now = await sizeBelow(downloads);
    if (now !== size) [size, grewAtMs] = [now, Date.now()];
    if (Date.now() - grewAtMs > patienceMs) child.kill();
  }, 500);
  const code = await endOf(child);
  clearInterval(watch);
  await rm(downloads, { recursive: true, force: true });
  return code === 0;
}

async function sizeBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        (found) => found.size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
