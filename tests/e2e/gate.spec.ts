import { readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WindowServer } from "../../electron/launch/window-server.ts";
import { enrol, tryPassphrase } from "./gate-steps.ts";
import { Typist } from "./keyboard.ts";
import { wordsIn } from "./words.ts";
import { expectAccessible, expectQuiet, openOffice, openWorkstation, removeFolder, type Workstation } from "./office.ts";

let office: WindowServer;
let station: Workstation;

beforeAll(async () => {
  office = await openOffice();
  station = await openWorkstation({ origin: office.origin });
});
afterAll(async () => {
  await station.close();
  await office.close();
  await removeFolder(station.profile);
});

test("first run by keyboard, lock, a wrong passphrase refused, unlocked by passphrase and by recovery code", async () => {
  const { page } = station;
  const passphrase = "correct horse battery staple 42";
  const me = await enrol(page, { language: "ru", languageName: "Русский", agencyKey: "gate:agency.afm", officer: "Сериков Ғабит", passphrase });
  const list = page.getByRole("heading", { name: me.words("cases:title") });
  await list.waitFor();
  await expectAccessible(page, "no cases");
  await me.typist.press("Control+L");
  await page.getByRole("heading", { name: me.words("gate:unlock.title") }).waitFor();
  await expectAccessible(page, "locked");
  await tryPassphrase(page, me, "not this one at all");
  await page.getByText(me.words("failure:wrong-secret-or-damaged")).waitFor();
  await expectAccessible(page, "refused");
  await page.waitForFunction(() => !document.querySelector<HTMLInputElement>("input[type=password]")?.disabled);
  await page.locator(".gate-wait").waitFor({ state: "detached" });
  await tryPassphrase(page, me, passphrase);
  await list.waitFor();
  await me.typist.press("Control+L");
  await me.typist.activate(page.getByRole("button", { name: me.words("gate:unlock.useRecovery") }));
  await me.typist.write(page.getByLabel(me.words("gate:unlock.recovery")).first(), me.recoveryCode.toLowerCase());
  await me.typist.press("Enter");
  await list.waitFor();
  await page.reload();
  await page.getByRole("heading", { name: me.words("gate:unlock.title") }).waitFor();
  await expectQuiet(station);
  expect(await page.locator("html").getAttribute("lang")).toBe("ru");
});

const first = "correct horse battery staple 42";
const second = "granite lantern orbit mackerel 7";

/** As a person knows the locked screen: the fields and what is said there. */
function lockedScreen({ page }: Workstation) {
  const words = wordsIn("ru");
  return {
    words,
    typist: new Typist(page),
    list: page.getByRole("heading", { name: words("cases:title") }),
    refusal: page.getByText(words("failure:wrong-secret-or-damaged")),
    wait: page.locator(".gate-wait"),
    open: page.getByRole("button", { name: words("gate:unlock.open"), exact: true }),
  };
}

test("the wait after wrong passphrases survives a reload, and holds until it has run down", async () => {
  const { page } = station;
  const { words, typist, list, refusal, wait, open } = lockedScreen(station);
  for (let n = 0; n < 7; n++) {
    await wait.waitFor({ state: "detached" });
    await tryPassphrase(page, { typist, words }, `not this one ${n}`);
    await page.waitForFunction(() => document.querySelector(".gate-unlock .bp6-spinner") === null);
    await refusal.waitFor();
    if (n < 3) expect(await wait.count()).toBe(0);
    else await wait.waitFor();
  }
  await page.reload();
  await wait.waitFor();
  await typist.write(page.getByLabel(words("gate:unlock.passphrase")).first(), first);
  await typist.press("Enter");
  expect(await open.isDisabled()).toBe(true);
  expect(await list.count()).toBe(0);
  await expectAccessible(page, "waiting");
  await wait.waitFor({ state: "detached" });
  await typist.press("Enter");
  await list.waitFor();
});

test("the passphrase is changed from the settings: the old one opens nothing any more", async () => {
  const { page } = station;
  const { words, typist, list, refusal } = lockedScreen(station);
  await typist.press("Control+Comma");
  await typist.activate(page.getByRole("button", { name: words("shell:settings.keys") }));
  const field = (label: string) => page.getByLabel(words(label)).first();
  await typist.write(field("keys:proof.passphrase"), first);
  await typist.write(field("keys:passphrase.next"), second);
  await typist.write(field("gate:passphrase.again"), second);
  await expectAccessible(page, "change of passphrase");
  await typist.press("Enter");
  await page.getByText(words("keys:passphrase.changed")).waitFor();
  await typist.press("Control+L");
  await tryPassphrase(page, { typist, words }, first);
  await refusal.waitFor();
  await tryPassphrase(page, { typist, words }, second);
  await list.waitFor();
  await expectQuiet(station);
});

test("a key file is made, saved, and asked for: without it the locked screen does not open", async () => {
  const { page } = station;
  const { words, typist, list, open } = lockedScreen(station);
  await typist.press("Control+Comma");
  await typist.activate(page.getByRole("button", { name: words("shell:settings.keys") }));
  await typist.reach(page.getByRole("tab", { name: words("keys:tab.passphrase") }));
  await typist.press("End");
  const saving = page.waitForEvent("download");
  await typist.activate(page.getByRole("button", { name: words("keys:file.make") }));
  const path = await (await saving).path();
  expect(await readFile(path, "utf8")).toMatch(/^dalel key file 1\n[\w+/]{43}=\n$/);
  await typist.write(page.getByLabel(words("keys:proof.passphrase")).first(), second);
  await page.locator(".ui-key-file input").setInputFiles(path);
  await expectAccessible(page, "key file");
  await typist.activate(page.getByRole("button", { name: words("keys:file.use") }));
  await page.getByText(words("keys:file.set")).waitFor();
  await typist.press("Control+L");
  await page.getByRole("button", { name: words("keys:file.choose") }).waitFor();
  await typist.write(page.getByLabel(words("gate:unlock.passphrase")).first(), second);
  expect(await open.isDisabled()).toBe(true);
  await expectAccessible(page, "locked with a key file");
  await page.locator(".ui-key-file input").setInputFiles(path);
  await typist.activate(open);
  await list.waitFor();
  await expectQuiet(station);
});

test("a second officer has a vault of their own, and the locked screen names nobody", async () => {
  const { page } = station;
  const { words, typist, list, refusal } = lockedScreen(station);
  await typist.press("Control+L");
  await typist.activate(page.getByRole("button", { name: words("keys:place.another") }));
  const passphrase = "walnut ribbon cobalt thunder 9";
  await enrol(page, { language: "ru", languageName: "Русский", agencyKey: "gate:agency.knb", officer: "Сейтов Данияр", passphrase });
  await typist.press("Control+L");
  const choice = page.getByLabel(words("keys:place.label"));
  await choice.waitFor();
  await expectAccessible(page, "locked, two officers");
  expect(await choice.locator("option").count()).toBe(2);
  expect(await page.locator("body").innerText()).not.toMatch(/Сейтов|Сериков|КНБ|АФМ/);
  const outside = await page.evaluate(async () => ({ names: (await indexedDB.databases()).map(({ name }) => name), kept: { ...localStorage } }));
  // The third is empty: by it the browser is made to begin a new log (renderer/storage/renew-log.ts).
  expect(outside.names.toSorted()).toEqual(["dalel", "dalel-2", "dalel.log"]);
  expect(Object.keys(outside.kept).sort()).toEqual(["dalel.language", "dalel.place", "dalel.theme"]);
  await tryPassphrase(page, { typist, words }, second);
  await refusal.waitFor();
  await tryPassphrase(page, { typist, words }, passphrase);
  await list.waitFor();
  await page.reload();
  await choice.waitFor();
  expect(await choice.inputValue()).toBe("2");
  await choice.selectOption("1");
  await page.getByRole("button", { name: words("keys:file.choose") }).waitFor();
  await expectQuiet(station);
});

declare global {
  interface Window {
    /** The screens a window showed, in order. */
    dalelScreens?: readonly string[];
  }
}

/** From now on a page that is loaded keeps which screens it showed. */
async function rememberScreens(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const screens: string[] = [];
    window.dalelScreens = screens;
    new MutationObserver(() => {
      const screen = document.querySelector<HTMLElement>(".shell")?.dataset["screen"];
      if (screen !== undefined && screen !== screens.at(-1)) screens.push(screen);
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-screen"] });
  });
}

test("a second window waits for the first one to close", async () => {
  const words = wordsIn("ru");
  const second = await station.context.newPage();
  await rememberScreens(second);
  await second.goto(`${office.origin}/`);
  await second.getByText(words("shell:elsewhere.title")).waitFor();
  // It says at once that it waits: a blank window reads as a broken one.
  expect(await second.evaluate(() => window.dalelScreens)).toEqual(["starting", "waiting", "elsewhere"]);
  await expectAccessible(second, "elsewhere");
  await station.page.close();
  await second.getByRole("heading", { name: words("gate:unlock.title") }).waitFor();
  expect(await second.evaluate(() => navigator.storage.persisted())).toBe(true);
});
