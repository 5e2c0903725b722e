import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFolderBoxStore } from "../../../electron/cli/folder-box-store.ts";
import { finishTransaction, isSystemError, writeTransaction } from "../../../electron/cli/folder-transaction.ts";
import { newVault, readRun, runOf, unlockAgain } from "../../kit/vaults.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "transaction-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (path: string) => readFile(join(folder, path), "utf8");
const isThere = (path: string) =>
  access(join(folder, path)).then(
    () => true,
    () => false,
  );

test("writes files into folders that were not there, replaces, and leaves nothing aside", async () => {
  await writeTransaction(folder, [
    { path: "runs/a/0", bytes: bytes("one") },
    { path: "header", bytes: bytes("h") },
  ]);
  await writeTransaction(folder, [{ path: "header", bytes: bytes("h2") }]);
  expect([await read("runs/a/0"), await read("header")]).toEqual(["one", "h2"]);
  expect(await readdir(join(folder, "pending"))).toEqual([]);
});

/** What a crash leaves while three files are written: so many lie aside; with a journal, so many have their names already. */
async function crash(aside: number, journal: "none" | "half" | "whole", named: number): Promise<void> {
  await mkdir(join(folder, "pending"), { recursive: true });
  await mkdir(join(folder, "slots"), { recursive: true });
  const paths = ["slots/a", "slots/b", "runs/r/0"];
  for (let i = 0; i < aside; i++) await writeFile(join(folder, i < named ? (paths[i] ?? "") : `pending/${i}`), `new ${i}`);
  const text = JSON.stringify(paths);
  if (journal === "half") await writeFile(join(folder, "pending/journal.json.new"), text.slice(0, 9));
  if (journal === "whole") await writeFile(join(folder, "pending/journal.json"), text);
}

test.each([0, 1, 3])("a crash before the journal, %i files aside: nothing happened", async (aside) => {
  await crash(aside, aside === 3 ? "half" : "none", 0);
  await finishTransaction(folder);
  expect(await Promise.all(["slots/a", "slots/b", "runs/r/0"].map(isThere))).toEqual([false, false, false]);
  expect(await readdir(join(folder, "pending"))).toEqual([]);
});

test.each([0, 1, 2])("a crash after the journal, %i files named: all of it happened", async (named) => {
  await crash(3, "whole", named);
  await finishTransaction(folder);
  await finishTransaction(folder);
  expect(await Promise.all(["slots/a", "slots/b", "runs/r/0"].map(read))).toEqual(["new 0", "new 1", "new 2"]);
  expect(await readdir(join(folder, "pending"))).toEqual([]);
});

test.each([0, 1, 2, 3])("a crash while a run is replaced, %i of three files named: only the new boxes are there", async (named) => {
  const paths = ["runs/r/0", "runs/r/1", "slots/r"];
  await writeTransaction(
    folder,
    ["0", "1", "2", "3"].map((box) => ({ path: `runs/r/${box}`, bytes: bytes("old") })),
  );
  // From the first name on the old ones are gone.
  if (named > 0) await rm(join(folder, "runs/r"), { recursive: true });
  for (const made of ["runs/r", "slots", "pending"]) await mkdir(join(folder, made), { recursive: true });
  for (const [i, path] of paths.entries()) await writeFile(join(folder, i < named ? path : `pending/${i}`), `new ${i}`);
  await writeFile(join(folder, "pending/journal.json"), JSON.stringify({ cleared: "runs/r", paths }));
  await finishTransaction(folder);
  expect(await readdir(join(folder, "runs/r"))).toEqual(["0", "1"]);
  expect(await Promise.all(paths.map(read))).toEqual(["new 0", "new 1", "new 2"]);
});

test.each([0, 1, 2, 3])("a crash while the end of a run is replaced, %i of two files and a removal done: only the new end is there", async (done) => {
  const paths = ["runs/r/1", "slots/r"];
  await writeTransaction(
    folder,
    ["0", "1", "2", "3"].map((box) => ({ path: `runs/r/${box}`, bytes: bytes("old") })),
  );
  for (const made of ["slots", "pending"]) await mkdir(join(folder, made), { recursive: true });
  for (const [i, path] of paths.entries()) await writeFile(join(folder, i < done ? path : `pending/${i}`), `new ${i}`);
  if (done === 3) await rm(join(folder, "runs/r/2"));
  await writeFile(join(folder, "pending/journal.json"), JSON.stringify({ cleared: null, removed: ["runs/r/2", "runs/r/3"], paths }));
  await finishTransaction(folder);
  expect(await readdir(join(folder, "runs/r"))).toEqual(["0", "1"]);
  expect(await Promise.all(["runs/r/0", ...paths].map(read))).toEqual(["old", "new 0", "new 1"]);
});

test("a vault in a folder opens again, and names are refused that are no stored names", async () => {
  const store = createFolderBoxStore(folder);
  const { vault } = await newVault(store);
  await (await runOf(vault, "case")).append([bytes("entry")]);
  const again = await unlockAgain(createFolderBoxStore(folder));
  expect(await readRun(await runOf(again, "case"))).toEqual({ entries: [bytes("entry")], error: null });
  for (const name of ["", "../x", "a/b", "A", ".", ".."]) await expect(store.readSlot(name).then(() => "answered")).rejects.toThrow("stored name");
  expect((await store.readHeader()).ok).toBe(true);
});

test("a folder that cannot be used is unavailable", async () => {
  await writeFile(join(folder, "file"), "x");
  const store = createFolderBoxStore(join(folder, "file"));
  expect(await store.readHeader()).toEqual({ ok: false, error: { kind: "unavailable" } });
  expect(await store.writeHeader(bytes("x"))).toEqual({ ok: false, error: { kind: "unavailable" } });
});

test("knows the system's errors by code", () => {
  expect(isSystemError(Object.assign(new Error("no"), { code: "ENOENT" }), "ENOENT")).toBe(true);
  expect(isSystemError(new Error("ENOENT"), "ENOENT")).toBe(false);
  expect(isSystemError({ code: "ENOENT" }, "ENOENT")).toBe(false);
});
