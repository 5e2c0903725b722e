import { afterAll, beforeAll, expect, test } from "vitest";
import type { WindowServer } from "../../electron/launch/window-server.ts";
import { enrol, tryPassphrase } from "./gate-steps.ts";
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

test("a second window waits for the first one to close", async () => {
  const words = wordsIn("ru");
  const second = await station.context.newPage();
  await second.goto(`${office.origin}/`);
  await second.getByText(words("shell:elsewhere.title")).waitFor();
  await expectAccessible(second, "elsewhere");
  await station.page.close();
  await second.getByRole("heading", { name: words("gate:unlock.title") }).waitFor();
  expect(await second.evaluate(() => navigator.storage.persisted())).toBe(true);
});
