import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WindowServer } from "../../electron/launch/window-server.ts";
import { deceivingMail, textPdf } from "../kit/preview-files.ts";
import { chooseExhibit, dialogOf, makeCase } from "./case-steps.ts";
import { type Enrolled, enrol } from "./gate-steps.ts";
import { expectAccessible, expectQuiet, openOffice, openWorkstation, removeFolder, type Workstation } from "./office.ts";

let office: WindowServer;
let station: Workstation;
let folder: string;
let me: Enrolled;
/** Every address that anything of the browser asked for, threads included. */
const asked = new Set<string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dalel-preview-"));
  office = await openOffice();
  station = await openWorkstation({ origin: office.origin });
  station.context.on("request", (request) => asked.add(new URL(request.url()).origin));
  me = await enrol(station.page, {
    language: "kk",
    languageName: "Қазақша",
    agencyKey: "gate:agency.afm",
    officer: "Сериков Ғабит",
    passphrase: "correct horse battery staple 42",
  });
  await makeCase(station.page, me, "Үміт", "7");
});
afterAll(async () => {
  await station.close();
  await office.close();
  await removeFolder(station.profile);
  await removeFolder(folder);
});

/** Keeps a file as an exhibit and opens it by its key. */
async function lookAt(name: string, bytes: Uint8Array | string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  await chooseExhibit(station.page, me, path);
  await dialogOf(station.page)
    .getByRole("button", { name: me.words("add-exhibit:submit") })
    .click();
  await dialogOf(station.page).waitFor({ state: "detached" });
  // The kept file is selected once it is there.
  await station.page.locator(".shell-crumb-case").waitFor();
  await expect.poll(() => station.page.getByText(name, { exact: true }).count(), { timeout: 20_000 }).toBeGreaterThan(1);
  await me.typist.press("Control+Shift+KeyX");
  await dialogOf(station.page).getByText("SHA-256").waitFor();
}

async function close(): Promise<void> {
  const dialog = dialogOf(station.page);
  await dialog
    .getByRole("button", { name: me.words("common:close") })
    .last()
    .click();
  await dialog.waitFor({ state: "detached" });
}

/** A PDF with embedded fonts and Kazakh text, printed by the browser itself. */
async function kazakhPdf(): Promise<Uint8Array> {
  const page = await station.context.newPage();
  await page.setContent("<h1>Дәлелдеме</h1><p>Құрметті әріптес, үш миллион теңге</p><p style='break-before:page'>Екінші бет: өтініш</p>");
  const pdf = await page.pdf();
  await page.close();
  return pdf;
}

test("a PDF with Kazakh text is read page by page, selected, searched and zoomed by keys, under the production policy", async () => {
  const { page } = station;
  await lookAt("хаттама.pdf", await kazakhPdf());
  const dialog = dialogOf(page);
  await dialog.locator(".preview-run", { hasText: "Құрметті әріптес" }).waitFor();
  await dialog.getByRole("img", { name: me.words("preview:pdf.pageLabel", { page: "1" }) }).waitFor();
  await expectAccessible(page, "preview: PDF");
  const width = (): Promise<number> => dialog.locator("canvas").evaluate((canvas) => canvas.getBoundingClientRect().width);
  const before = await width();
  await me.typist.press("Minus");
  await expect.poll(width, { timeout: 20_000 }).toBeLessThan(before);
  await me.typist.press("Control+KeyF");
  await page.keyboard.insertText("ӨТІНІШ");
  await dialog.locator(".preview-run-found", { hasText: "Екінші бет" }).waitFor();
  await dialog.getByRole("img", { name: me.words("preview:pdf.pageLabel", { page: "2" }) }).waitFor();
  await close();
  await expectQuiet(station);
});

test("standard fonts come from the program; scripts are told; a program that is called a PDF is told", async () => {
  const { page } = station;
  const catalogue = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>";
  await lookAt("bill.pdf", textPdf(["Pay 545 000 USDT"], { catalogue }));
  await dialogOf(page).getByText(me.words("preview:pdf.scripts")).waitFor();
  await dialogOf(page).locator(".preview-run", { hasText: "Pay 545 000 USDT" }).waitFor();
  await close();
  await lookAt("төлем.pdf", `MZ${"\0".repeat(100)}`);
  await dialogOf(page).getByText(me.words("preview:ending.title")).waitFor();
  await expectAccessible(page, "preview: bytes");
  await close();
  await expectQuiet(station);
});

test("a mail is text: nothing of its HTML is loaded, run or followed", async () => {
  const { page } = station;
  await lookAt("letter.eml", deceivingMail);
  const dialog = dialogOf(page);
  await dialog.getByText("Төлем туралы").waitFor();
  await dialog.getByText(/Переведите 545 000 USDT/).waitFor();
  await dialog.getByRole("tab", { name: me.words("preview:mail.html") }).click();
  await dialog.getByText(/⟨https:\/\/evil\.example\/login⟩/).waitFor();
  expect(await dialog.locator("a, img, iframe, form, script").count()).toBe(0);
  await expectAccessible(page, "preview: mail");
  await close();
  await expectQuiet(station);
});

test("the custody sheet prints alone, with case, marking and page numbers in Kazakh; the PDF is read back in the viewer", async () => {
  const { page } = station;
  await me.typist.press("Alt+Shift+KeyT");
  const print = dialogOf(page).getByRole("button", { name: me.words("custody-sheet:print") });
  await expect.poll(() => print.isEnabled(), { timeout: 20_000 }).toBe(true);
  await expectAccessible(page, "custody sheet");
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await close();
  await expectQuiet(station);
  await lookAt("парақ.pdf", pdf);
  const runs = dialogOf(page).locator(".preview-runs");
  await expect.poll(async () => (await runs.textContent()) ?? "", { timeout: 20_000 }).toMatch(/Бет\s*1\s*\/\s*1/);
  const text = ((await runs.textContent()) ?? "").replaceAll(/\s+/g, " ");
  for (const words of ["7 · Үміт", "TLP:AMBER", me.words("custody-sheet:title"), "letter.eml", me.words("custody-sheet:state.sound")])
    expect(text).toContain(words);
  await close();
  await expectQuiet(station);
});

test("nothing was asked of anybody but the program itself", () => {
  expect([...asked].filter((origin) => origin !== office.origin && origin !== "null")).toEqual([]);
});
