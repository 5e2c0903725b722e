import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WindowServer } from "../../electron/launch/window-server.ts";
import { addEntity, chooseExhibit, addLink, dialogOf, importFile, makeCase, selectByName, waitForCase } from "../e2e/case-steps.ts";
import { type Enrolled, enrol, tryPassphrase } from "../e2e/gate-steps.ts";
import { Typist } from "../e2e/keyboard.ts";
import { expectQuiet, leaveAccessibilityToOthers, openOffice, openWorkstation, removeFolder, type Workstation } from "../e2e/office.ts";
import { findAtRest, makeMark } from "../kit/find-at-rest.ts";
import { browserOf, groupOf, killGroup } from "./killed-browser.ts";

/**
 * The whole window: marks are typed wherever something can be typed, then looked for in every byte of the browser's profile; after a session, after the
 * browser was killed in the middle of one, and after the case was deleted. Linux only: the browser's own process is found in /proc.
 */
const [latin, cyrillic, secret] = [makeMark("latin"), makeMark("cyrillic"), makeMark("latin")];
const title = `Дело ${cyrillic}`;
const number = `N-${latin}`;
const passphrase = `${secret} granite lantern 7314`;
const wallet = "TBayr7W7qqQBX8GCW7fTAStruv381VMp1r";
const sample = join(import.meta.dirname, `../../assets/samples/TRON-tokenTransfer-${wallet}--1743811200000.csv`);
const kills = Number(process.env["DALEL_WINDOW_KILLS"] ?? "1");

let office: WindowServer;
let station: Workstation;
let folder: string;
let me: Enrolled;
/** Names that were said: when their dialog had closed. */
const acked: string[] = [];

beforeAll(async () => {
  // Every one of these screens is one of `tests/e2e/walk.spec.ts`.
  leaveAccessibilityToOthers();
  folder = await mkdtemp(join(tmpdir(), "dalel-marks-"));
  office = await openOffice();
  station = await openWorkstation({ origin: office.origin });
});
afterAll(async () => {
  await station.close();
  await office.close();
  for (const each of [folder, station.profile]) await removeFolder(each);
});

/** Whatever was planted, in all files of the profile. */
const found = (): Promise<readonly string[]> =>
  findAtRest(station.profile, [latin, cyrillic, secret, wallet, me.recoveryCode, me.recoveryCode.replaceAll("-", ""), me.recoveryCode.toLowerCase()]);

async function addPerson(name: string): Promise<void> {
  await addEntity(station.page, me, "person", "fullName", name);
  acked.push(name);
}

async function addExhibit(path: string): Promise<void> {
  const { page } = station;
  await chooseExhibit(page, me, path);
  await dialogOf(page)
    .getByRole("button", { name: me.words("add-exhibit:submit") })
    .click();
  await dialogOf(page).waitFor({ state: "detached" });
}

async function search(page: Page): Promise<void> {
  await page.locator("#table-filter").fill(`${latin} sought`);
  await page.locator("#table-filter").fill("");
  await me.typist.press("Alt+Digit1", "Control+KeyK");
  await page.keyboard.insertText(`@${cyrillic}`);
  await page.getByRole("option").first().waitFor();
  await me.typist.press("Escape");
}

test("nothing that was typed, imported, kept or searched lies in the profile in the clear after a session", async () => {
  me = await enrol(station.page, {
    language: "en",
    languageName: "English",
    agencyKey: "gate:agency.afm",
    officer: `${cyrillic} ${latin}`,
    passphrase,
  });
  const { page } = station;
  await makeCase(page, me, title, number);
  await addPerson(`${cyrillic} 0`);
  await addEntity(page, me, "exchange", "name", `${latin} Hub`);
  await addEntity(page, me, "site", "domain", `${latin}.kz`);
  await addLink(page, me, "operates", `${cyrillic} 0`, `${latin} Hub`);
  const list = join(folder, `${latin}.csv`);
  await writeFile(list, await readFile(sample));
  await importFile(page, me, list);
  const exhibit = join(folder, `${cyrillic}.txt`);
  await writeFile(exhibit, `${latin} said ${cyrillic}`.repeat(50));
  await addExhibit(exhibit);
  await selectByName(page, me, wallet);
  await search(page);
  await expectQuiet(station);
  // The search itself must be able to find: what a page stores in the clear.
  const control = makeMark("cyrillic");
  await plainlyStore(page, control);
  await station.close();
  expect(await found()).toEqual([]);
  const places = (await findAtRest(station.profile, [control])).join(" ");
  for (const place of ["Local Storage", "IndexedDB", "File System"]) expect(places).toContain(place);
});

/** Stores a text as a careless program would: in local storage, a database and a file. */
async function plainlyStore(page: Page, text: string): Promise<void> {
  await page.evaluate(async (content) => {
    localStorage.setItem("control", content);
    const opening = indexedDB.open("control", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("texts").put(content, "text");
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    opening.result.close();
    const file = await (await navigator.storage.getDirectory()).getFileHandle("control", { create: true });
    const stream = await file.createWritable();
    await stream.write(content);
    await stream.close();
  }, text);
}

/** Unlocks, and opens the only case. */
async function enter(): Promise<void> {
  const { page } = station;
  await page.getByRole("heading", { name: me.words("gate:unlock.title") }).waitFor();
  await tryPassphrase(page, me, passphrase);
  await page.getByRole("gridcell", { name: title }).waitFor();
  await me.typist.reach(page.getByRole("grid").first());
  await me.typist.press("Home", "Enter");
  await waitForCase(page, `${number} ${title}`);
}

async function comeBack(): Promise<void> {
  station = await openWorkstation({ origin: office.origin, profile: station.profile });
  // The keyboard of the new window.
  me = { ...me, typist: new Typist(station.page) };
}

/** SIGKILL to the browser of the profile, and its end. */
async function kill(): Promise<void> {
  const browser = browserOf(station.profile);
  if (browser === null) throw new Error("the browser of the profile is not found");
  killGroup(browser);
  await expect.poll(() => groupOf(browser)).toEqual([]);
  await station.context.close().catch(() => undefined);
}

test.runIf(process.platform === "linux")(
  "killed while things are said, the window comes back with all it had said; nothing lies in the clear",
  async () => {
    for (let n = 1; n <= kills; n++) {
      await comeBack();
      await enter();
      let isKilled = false;
      const saying = (async () => {
        for (let i = 0; !isKilled; i++) await addPerson(`${cyrillic} ${n}x${i}`);
      })().catch((stopped: unknown) => {
        if (!isKilled) throw stopped;
      });
      const before = acked.length;
      await expect.poll(() => acked.length, { timeout: 60_000, interval: 20 }).toBeGreaterThan(before);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 1500));
      isKilled = true;
      await kill();
      await saying;
      expect(await found()).toEqual([]);
    }
    await comeBack();
    await enter();
    const { page } = station;
    for (const name of acked) {
      await page.locator("#table-filter").fill(name);
      await page.getByRole("gridcell", { name, exact: true }).first().waitFor();
    }
    await expectQuiet(station);
  },
);

test("nothing lies in the clear after the case was deleted", async () => {
  if (process.platform !== "linux") {
    await comeBack();
    await enter();
  }
  const { page } = station;
  await page.reload();
  await page.getByRole("heading", { name: me.words("gate:unlock.title") }).waitFor();
  await tryPassphrase(page, me, passphrase);
  await page.getByRole("gridcell", { name: title }).waitFor();
  await me.typist.reach(page.getByRole("grid").first());
  await me.typist.press("Home", "Alt+Shift+KeyD");
  await me.typist.write(dialogOf(page).getByLabel(me.words("cases:delete.type", { name: number })), number);
  await me.typist.press("Enter");
  await dialogOf(page).waitFor({ state: "detached" });
  await page.getByRole("gridcell", { name: title }).waitFor({ state: "detached" });
  await expectQuiet(station);
  await station.close();
  expect(await found()).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});
