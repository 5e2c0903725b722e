import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright";
import type { WindowServer } from "../../electron/launch/window-server.ts";
import { dialogOf } from "./case-steps.ts";
import { type Enrolled, enrol } from "./gate-steps.ts";
import { expectAccessible, expectQuiet, openOffice, openWorkstation, type Workstation } from "./office.ts";

let office: WindowServer;
let station: Workstation;
let officer: Enrolled;
beforeAll(async () => {
  office = await openOffice();
  station = await openWorkstation({ origin: office.origin, width: 1280, height: 720 });
  const newcomer = { language: "en", languageName: "English", agencyKey: "gate:agency.afm", officer: "Aigul Suleimenova" } as const;
  officer = await enrol(station.page, { ...newcomer, passphrase: "тоқсан тоғыз көк тұлпар 77" });
});
afterAll(async () => {
  await station?.close();
  await office?.close();
});

/** Turns one bit of a box in the middle of the largest run, in the database of the profile. */
async function damageMiddleBox(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const done = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open("dalel"));
    const store = database.transaction("boxes", "readwrite").objectStore("boxes");
    const rows = await done(store.getAll());
    const sizes = new Map<string, number>();
    for (const { run } of rows) sizes.set(run, (sizes.get(run) ?? 0) + 1);
    const [largest] = [...sizes].sort(([, a], [, b]) => b - a)[0] ?? [""];
    const boxes = rows.filter(({ run }) => run === largest);
    const row = boxes[Math.floor(boxes.length / 2)];
    row.sealed[99] ^= 1;
    await done(store.put(row));
    database.close();
    return row.sequence + 1;
  });
}

test("a case damaged in the profile is reported when it opens, over a restart, and made whole from a backup by the keys", async () => {
  const { page } = station;
  const { words, typist } = officer;
  await typist.activate(page.getByRole("button", { name: words("sample:open") }));
  const status = page.locator(".shell-status");
  await status.getByText(/saved|Saved/).waitFor({ timeout: 60_000 });
  // The build rewrites the stylesheet: the shade that says that a table goes on to the right must outlive it.
  const shadedBy = await page
    .locator(".ui-grid")
    .first()
    .evaluate((grid) => getComputedStyle(grid).getPropertyValue("animation-timeline"));
  expect(shadedBy).toContain("scroll");
  const counts = await status.locator(".tabular").first().innerText();
  await page.keyboard.press("Alt+Shift+KeyB");
  const downloading = page.waitForEvent("download");
  await typist.activate(dialogOf(page).getByRole("button", { name: words("backup:toFile") }));
  const backup = await (await downloading).path();
  await dialogOf(page).getByText(words("backup:done")).waitFor();
  await typist.press("Escape");
  const box = await damageMiddleBox(page);
  await page.reload();
  await typist.write(page.locator("input[type=password]"), "тоқсан тоғыз көк тұлпар 77");
  await typist.press("Enter");
  await page.getByRole("heading", { name: words("cases:title") }).waitFor({ timeout: 60_000 });
  await typist.activate(page.getByRole("button", { name: words("sample:open") }));
  await dialogOf(page).getByText(words("damage:found")).waitFor();
  await expectAccessible(page, "damage report");
  expect(await dialogOf(page).innerText()).toContain(words("damage:boxes.damaged", { list: String(box) }));
  await typist.press("Escape");
  await status.getByText(words("shell:status.readOnly")).waitFor();
  await page.keyboard.press("Alt+Shift+KeyM");
  const choosing = page.waitForEvent("filechooser");
  await typist.activate(dialogOf(page).getByRole("button", { name: words("damage:choose") }));
  await (await choosing).setFiles({ name: "my.dalel-backup", mimeType: "", buffer: await readFile(backup) });
  await dialogOf(page).getByText(words("damage:plan.whole")).waitFor();
  await expectAccessible(page, "damage repair");
  await typist.activate(dialogOf(page).getByRole("button", { name: words("damage:repair"), exact: true }));
  await dialogOf(page).waitFor({ state: "detached" });
  await page.getByText(words("damage:repaired")).waitFor();
  expect(await status.locator(".tabular").first().innerText()).toBe(counts);
  await expectQuiet(station);
});
