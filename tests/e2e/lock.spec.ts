import { afterAll, beforeAll, expect, test } from "vitest";
import type { WindowServer } from "../../electron/launch/window-server.ts";
import { addEntity, addLink, dialogOf, makeCase, selectByName, waitForCase } from "./case-steps.ts";
import { type Enrolled, enrol, tryPassphrase } from "./gate-steps.ts";
import { findInHeap } from "./heap.ts";
import { expectQuiet, openOffice, openWorkstation, removeFolder, type Workstation } from "./office.ts";

/** What a lock leaves behind in the window: nothing. Canaries of every kind are put into a case, shown in every panel, and then looked for. */
const title = "CANARYTITLE Umit";
const number = "CANARY-2026-0417";
const person = "CANARYPERSON Aliya";
const exchange = "CANARYEXCHANGE Hub";
const sought = "CANARYSOUGHT";
const typed = "CANARYTYPED";
const passphrase = "canary quartz passphrase 7314";
const inCase = [title, number, person, exchange];

let office: WindowServer;
let station: Workstation;
let me: Enrolled;

beforeAll(async () => {
  office = await openOffice();
  station = await openWorkstation({ origin: office.origin });
  me = await enrol(station.page, { language: "en", languageName: "English", agencyKey: "gate:agency.afm", officer: "CANARYOFFICER", passphrase });
});
afterAll(async () => {
  await station.close();
  await office.close();
  await removeFolder(station.profile);
});

const locked = (): Promise<void> => station.page.getByRole("heading", { name: me.words("gate:unlock.title") }).waitFor();

/** Shows the case in every way there is: chart, table, navigator, inspector, palette, history, share, a filter, a form half filled. */
async function showAll(): Promise<void> {
  const { page } = station;
  await selectByName(page, me, person);
  for (const tab of ["Alt+Digit1", "Alt+Digit2", "Alt+Digit3", "Alt+Digit1"]) await me.typist.press(tab);
  await page.locator("#table-filter").fill(sought);
  await page.waitForTimeout(400);
  await page.locator("#table-filter").fill("");
  for (const keys of ["Control+Shift+KeyH", "Control+Shift+KeyE"]) {
    // Out of the text field, to which keys belong while somebody types.
    await me.typist.press("Alt+Digit1");
    await me.typist.press(keys);
    await dialogOf(page).waitFor();
    await page.waitForTimeout(300);
    await me.typist.press("Escape");
    await dialogOf(page).waitFor({ state: "detached" });
  }
  await me.typist.press("Control+KeyZ");
  await page.waitForTimeout(300);
  await me.typist.press("Control+Shift+KeyZ");
  await page.waitForTimeout(300);
  await me.typist.press("Control+KeyK");
  await page.keyboard.insertText("@CANARY");
  await page.getByRole("option").first().waitFor();
}

test("after a lock no text of a case, no name and no passphrase is in the heap of the window, and no thread that read it runs", async () => {
  const { page } = station;
  await makeCase(page, me, title, number);
  await addEntity(page, me, "person", "fullName", person);
  await addEntity(page, me, "exchange", "name", exchange);
  await addLink(page, me, "operates", person, exchange);
  await showAll();
  // The measure itself: what is shown is found.
  expect(await findInHeap(page, inCase)).toEqual(inCase);
  expect(page.workers().length).toBeGreaterThan(1);
  await me.typist.press("Escape");
  const threads = page.workers();
  await me.typist.press("Control+L");
  await locked();
  // The lock screen asks fresh threads, which hold nothing: those that read the case have ended.
  await expect.poll(() => page.workers().filter((each) => threads.includes(each))).toEqual([]);
  expect(await findInHeap(page, [...inCase, sought, "CANARYOFFICER", passphrase, me.recoveryCode])).toEqual([]);
  await expectQuiet(station);
});

test("the same after unlocking and locking again, with the list of cases in sight", async () => {
  const { page } = station;
  await tryPassphrase(page, me, passphrase);
  await page.getByRole("gridcell", { name: title }).waitFor();
  expect(await findInHeap(page, [title])).toEqual([title]);
  // With the case open, something typed into what is open, and that copied.
  await me.typist.press("Enter");
  await waitForCase(page, `${number} ${title}`);
  await me.typist.press("Control+KeyK");
  await page.keyboard.insertText(typed);
  await me.typist.press("Control+A", "Control+C");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(typed);
  const threads = page.workers();
  await me.typist.press("Control+L");
  await locked();
  await expect.poll(() => page.workers().filter((each) => threads.includes(each))).toEqual([]);
  expect(await findInHeap(page, [...inCase, typed, "CANARYOFFICER", passphrase])).toEqual([]);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("");
});
