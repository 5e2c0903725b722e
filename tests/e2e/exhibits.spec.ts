import { randomBytes } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WindowServer } from "../../electron/launch/window-server.ts";
import { addEntity, chooseExhibit, dialogOf, makeCase } from "./case-steps.ts";
import { type Enrolled, enrol, tryPassphrase } from "./gate-steps.ts";
import { expectAccessible, expectQuiet, openOffice, openWorkstation, removeFolder, type Workstation } from "./office.ts";

const mebibyte = 1_048_576;
let office: WindowServer;
let station: Workstation;
let folder: string;
let me: Enrolled;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dalel-files-"));
  office = await openOffice();
  station = await openWorkstation({ origin: office.origin });
  me = await enrol(station.page, {
    language: "en",
    languageName: "English",
    agencyKey: "gate:agency.afm",
    officer: "Serikov Gabit",
    passphrase: "correct horse battery staple 42",
  });
  await makeCase(station.page, me, "Files", "7");
});
afterAll(async () => {
  await station.close();
  await office.close();
  await removeFolder(station.profile);
  await removeFolder(folder);
});

async function makeFile(name: string, sizeBytes: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, randomBytes(sizeBytes));
  return path;
}

const keep = (): Promise<void> =>
  dialogOf(station.page)
    .getByRole("button", { name: me.words("add-exhibit:submit") })
    .click();
const closed = (): Promise<void> => dialogOf(station.page).waitFor({ state: "detached" });

/** What lies in the origin's files, from the window: names and sizes. */
const chunkFiles = (): Promise<readonly (readonly [string, number])[]> =>
  station.page.evaluate(async () => {
    const files: (readonly [string, number])[] = [];
    const chunks = await (await navigator.storage.getDirectory()).getDirectoryHandle("dalel.chunks", { create: true });
    for await (const [name, handle] of chunks.entries()) files.push([name, (await (handle as FileSystemFileHandle).getFile()).size]);
    return files;
  });

/** How many bytes the browser lets the program store. Its own `estimate` says nothing of it, as on a full disk. */
async function limitStorage(quotaSize: number): Promise<void> {
  const session = await station.context.newCDPSession(station.page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: office.origin, quotaSize });
  limits.push(session);
}
/** A limit holds as long as the session that set it. */
const limits: { detach(): Promise<void> }[] = [];
async function liftLimit(): Promise<void> {
  for (const session of limits.splice(0)) await session.detach();
}
const usedBytes = (): Promise<number> => station.page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);

test("a file is kept in sealed chunks, checked, found damaged, refused, and repaired by adding it again", async () => {
  const { page } = station;
  const path = await makeFile("video.mp4", 10 * mebibyte);
  await chooseExhibit(station.page, me, path);
  await keep();
  await closed();
  const files = await chunkFiles();
  expect(files.map(([, size]) => size).sort((a, b) => a - b)).toEqual([2 * mebibyte + 65, 4 * mebibyte + 65, 4 * mebibyte + 65]);

  await me.typist.press("Alt+Shift+KeyV");
  await dialogOf(page)
    .getByRole("cell", { name: me.words("exhibits:state.sound"), exact: true })
    .waitFor();
  await expectAccessible(page, "check: sound");
  await me.typist.press("Escape");
  await page.evaluate(async (name) => {
    const chunks = await (await navigator.storage.getDirectory()).getDirectoryHandle("dalel.chunks");
    const stream = await (await chunks.getFileHandle(name)).createWritable({ keepExistingData: true });
    await stream.write({ type: "write", position: 1000, data: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]) });
    await stream.close();
  }, files[0]?.[0] ?? "");

  await me.typist.press("Alt+KeyV");
  await dialogOf(page)
    .getByRole("cell", { name: me.words("exhibits:state.damaged"), exact: true })
    .waitFor();
  await expectAccessible(page, "check: damaged");
  const saving = page.waitForEvent("download");
  await dialogOf(page)
    .getByRole("button", { name: me.words("exhibits:save") })
    .click();
  expect((await saving).suggestedFilename()).toBe("exhibits.csv");
  await me.typist.press("Escape");
  // Inspector, table and navigator.
  await expect.poll(() => page.locator(".ui-tag", { hasText: me.words("exhibits:state.damaged") }).count()).toBeGreaterThanOrEqual(3);
  await expectAccessible(page, "quarantine");
  await page
    .getByRole("button", { name: me.words("entity:sources.open") })
    .first()
    .click();
  await dialogOf(page).getByText(me.words("failure:quarantined")).waitFor();
  await me.typist.press("Escape");

  await chooseExhibit(station.page, me, path);
  await keep();
  await closed();
  await expect.poll(() => page.locator(".ui-tag", { hasText: me.words("exhibits:state.damaged") }).count()).toBe(0);
  expect(await chunkFiles()).toHaveLength(3);
  await expectQuiet(station);
});

test("what cannot fit is said before it is tried", async () => {
  const { page } = station;
  const path = await makeFile("large.bin", 12 * mebibyte);
  await limitStorage((await usedBytes()) + 5 * mebibyte);
  await chooseExhibit(station.page, me, path);
  await dialogOf(page).getByText("are free for Dalel. It cannot be kept.").waitFor();
  await expectAccessible(page, "no room");
  expect(
    await dialogOf(page)
      .getByRole("button", { name: me.words("add-exhibit:submit") })
      .isDisabled(),
  ).toBe(true);
  await me.typist.press("Escape");
  expect(await chunkFiles()).toHaveLength(3);
  await liftLimit();
});

test("a disk that fills up in the middle of a file leaves the case as it was, and says what to do", async () => {
  const { page } = station;
  const path = await makeFile("huge.bin", 160 * mebibyte);
  await chooseExhibit(station.page, me, path);
  const limit = (await usedBytes()) + 30 * mebibyte;
  await keep();
  await expect.poll(async () => (await chunkFiles()).length, { interval: 20 }).toBeGreaterThan(4);
  await limitStorage(limit);
  await dialogOf(page).getByText("There is no space left on the disk").waitFor();
  expect(await dialogOf(page).getByRole("alert").innerText()).toMatch(/\d+(\.\d)?\s[KMG]?B are free for Dalel.*empty the recycle bin/s);
  await expectAccessible(page, "disk full");
  await me.typist.press("Escape");
  await liftLimit();
  await expect.poll(async () => (await chunkFiles()).length).toBe(3);
  expect(await page.getByText("huge.bin").count()).toBe(0);
});

test("a claim that finds no room is not said, and what was said before is there after a restart", async () => {
  const { page } = station;
  await addEntity(page, me, "person", "fullName", "Before Full");
  // The browser remembers for minutes how much a database may still grow: it asks anew once the database was let go for some seconds.
  await page.goto("about:blank");
  await page.waitForTimeout(5000);
  await page.goto(`${office.origin}/`);
  await limitStorage(1);
  await reopen();
  await me.typist.press("Control+Shift+KeyN");
  const dialog = dialogOf(page);
  await dialog.getByRole("radio", { name: me.words("ontology:type.person"), exact: true }).check({ force: true });
  await me.typist.write(dialog.getByLabel(me.words("ontology:property.fullName")).first(), "After Full");
  await me.typist.press("Enter");
  await page.getByText("There is no space left on the disk").first().waitFor();
  await liftLimit();
  // What was typed is still there, and is dropped only when that is said.
  await me.typist.press("Escape");
  await page.getByRole("button", { name: me.words("common:draft.drop") }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await page.getByText("After Full").count()).toBe(0);
  await addEntity(page, me, "person", "fullName", "Later On");
  await me.typist.press("Control+KeyL");
  await reopen();
  await page.getByText("Later On").first().waitFor();
  expect(await page.getByText("Before Full").count()).toBeGreaterThan(0);
  expect(await page.getByText("After Full").count()).toBe(0);
});

/** From the lock to the case. */
async function reopen(): Promise<void> {
  const { page } = station;
  await page.getByRole("heading", { name: me.words("gate:unlock.title") }).waitFor();
  await tryPassphrase(page, me, "correct horse battery staple 42");
  await page.getByRole("gridcell", { name: "Files", exact: true }).click();
  await page.getByRole("button", { name: me.words("cases:open"), exact: true }).click();
  await page.getByText("Before Full").first().waitFor();
}
