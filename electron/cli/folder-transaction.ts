import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";

/** A file to be written; the path is inside the folder, with "/". */
export interface PendingFile {
  readonly path: string;
  readonly bytes: Bytes;
}

const pending = "pending";
const journal = "journal.json";

/** What goes as part of a transaction: a folder, emptied before its files get their names; or files beside them. */
interface Going {
  readonly cleared?: string;
  readonly removed?: readonly string[];
}

/**
 * Writes all the files or none: aside first, then the journal (from here on it is done), then each under its name; then what is to go goes.
 * Resolved = durable.
 */
export async function writeTransaction(folder: string, files: readonly PendingFile[], { cleared, removed = [] }: Going = {}): Promise<void> {
  const aside = join(folder, pending);
  await finishTransaction(folder);
  await mkdir(aside, { recursive: true });
  for (const [i, file] of files.entries()) await writeDurably(join(aside, String(i)), file.bytes);
  const written: Journal = { cleared: cleared ?? null, removed, paths: files.map((file) => file.path) };
  await writeDurably(join(aside, `${journal}.new`), new TextEncoder().encode(JSON.stringify(written)));
  await syncFolder(aside);
  await rename(join(aside, `${journal}.new`), join(aside, journal));
  await syncFolder(aside);
  await finishTransaction(folder);
}

/** Finishes what a crash left: with a journal every file gets its name; without one nothing had happened, and what lies aside goes. */
export async function finishTransaction(folder: string): Promise<void> {
  const aside = join(folder, pending);
  await mkdir(aside, { recursive: true });
  const names = await readdir(aside);
  if (names.includes(journal)) await finishJournal(folder, await readJournal(join(aside, journal)), names);
  for (const name of names) await rm(join(aside, name), { force: true });
}

/** Removes files and folders, in the order given; what is not there is passed over. Resolved = durable. */
export async function removePaths(folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(join(folder, path), { recursive: true, force: true });
  for (const parent of new Set(paths.map((path) => dirname(path)))) {
    await mkdir(join(folder, parent), { recursive: true });
    await syncFolder(join(folder, parent));
  }
}

/** Empties what is to be emptied, once: what has its name already must stay. Done again after a crash it ends the same. */
async function finishJournal(folder: string, { cleared, removed, paths }: Journal, names: readonly string[]): Promise<void> {
  const isBegun = paths.some((_, i) => !names.includes(String(i)));
  if (cleared !== null && !isBegun) await removePaths(folder, [cleared]);
  await renameAll(folder, paths, names);
  await removePaths(folder, removed);
}

async function renameAll(folder: string, paths: readonly string[], names: readonly string[]): Promise<void> {
  for (const [i, path] of paths.entries()) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    if (names.includes(String(i))) await rename(join(folder, pending, String(i)), target);
  }
  for (const parent of new Set(paths.flatMap(foldersAbove))) await syncFolder(join(folder, parent));
}

/** "runs/a/0" → "runs/a", "runs", ".". */
function foldersAbove(path: string): readonly string[] {
  const above = dirname(path);
  return above === "." ? [above] : [above, ...foldersAbove(above)];
}

interface Journal {
  readonly cleared: string | null;
  readonly removed: readonly string[];
  readonly paths: readonly string[];
}

/** A journal of an earlier version is a list of paths, or names no files that go. */
async function readJournal(path: string): Promise<Journal> {
  const written: unknown = JSON.parse(await readFile(path, "utf8"));
  const {
    cleared,
    removed = [],
    paths,
  } = Array.isArray(written) ? { cleared: null, paths: written as unknown } : (written as Record<string, unknown>);
  invariant(isListOfTexts(paths) && isListOfTexts(removed), "a journal names files");
  invariant(cleared === null || typeof cleared === "string", "a journal names a folder to be emptied, or none");
  return { cleared, removed, paths };
}

const isListOfTexts = (list: unknown): list is readonly string[] => Array.isArray(list) && list.every((each) => typeof each === "string");

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes renames in a folder durable. Windows cannot open folders, and needs no such call. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Whether an error is the system's, of this code. */
export function isSystemError(problem: unknown, code: string): boolean {
  return problem instanceof Error && "code" in problem && problem.code === code;
}
