import { mkdir, mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { Camera, type Look } from "./camera.ts";
import { addEntity, addLink, dialogOf, importFile, type Officer, selectByName } from "./case-steps.ts";
import { photographFirstRun } from "./first-run-screens.ts";
import { Typist } from "./keyboard.ts";
import { openOffice, openWorkstation, removeFolder, type Workstation } from "./office.ts";
import { photographLedger } from "./ledger-screens.ts";
import { photographExport } from "./export-screens.ts";
import { photographExchange } from "./exchange-screens.ts";
import { type Language, wordsIn } from "./words.ts";

/**
 * Photographs every screen of the built window, so that a person can look at all of them after a change of looks or words:
 * `node electron/launch/run.mjs screens OUT [kk,ru,en] [900,1280,1440] [light,dark]`, after `npm run build`. Two workstations per language,
 * synthetic data only. An older Node refuses this file before it could say a word; run.mjs goes under any from 20 on, and runs it with the
 * project's own.
 */
const usage = "node electron/launch/run.mjs screens OUT [kk,ru,en] [900,1280,1440] [light,dark]";
const samples = join(import.meta.dirname, "../../assets/samples");
const collector = "TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb";
const transferFile = join(samples, `TRON-tokenTransfer-${collector}--1743811200000.csv`);
const operator = "Өтебаев Ғалымжан";
const exchange = "SwapHub OTC";
const site = "umit-invest.example";

const [, , out = "/tmp/dalel-screens", languages = "kk,ru,en", widths = "1280,1440", themes = "light,dark"] = process.argv;
const looks: readonly Look[] = widths
  .split(",")
  .flatMap((width) => themes.split(",").map((theme) => ({ width: Number(width), theme: theme === "dark" ? "dark" : "light" })));

if (!languages.split(",").every(isLanguage) || looks.some(({ width }) => !(width >= 320)) || !themes.split(",").every(isTheme)) {
  console.error(`dalel: ${usage}`);
  process.exit(2);
}
const office = await openOffice();
for (const language of languages.split(",").filter(isLanguage)) await photograph(language);
await office.close();

function isLanguage(word: string): word is Language {
  return ["kk", "ru", "en"].includes(word);
}
function isTheme(word: string): boolean {
  return ["light", "dark"].includes(word);
}

async function photograph(language: Language): Promise<void> {
  const folder = join(out, language);
  await mkdir(folder, { recursive: true });
  const files = await mkdtemp(join(tmpdir(), "dalel-screens-"));
  const [ours, theirs] = [await openWorkstation({ origin: office.origin }), await openWorkstation({ origin: office.origin })];
  const words = wordsIn(language);
  const [camera, other] = [ours, theirs].map(({ page }) => new Camera(page, folder, looks, words("shell:command.theme")));
  if (camera === undefined || other === undefined) throw new Error("two workstations have two cameras");
  const [us, them] = [
    { words, typist: new Typist(ours.page) },
    { words, typist: new Typist(theirs.page) },
  ];
  try {
    await photographFirstRun(camera, words, { language, agency: "afm", officer: "Сериков Ғабит" });
    await photographFirstRun(null, words, { language, agency: "mci", officer: "Қасымова Әсел" }, theirs.page);
    await photographCases(camera, us);
    await photographImport(camera, us);
    await photographWorkbench(camera, us);
    await photographDialogs(camera, us);
    await photographExchange({ camera, officer: us }, { camera: other, officer: them }, files);
    await photographExport(camera, us);
    await photographLock(camera, us);
    await photographUnlock(camera, us);
    await photographLedger(camera, us);
  } catch (fault) {
    await camera.take("failed");
    console.error(`${language}: ${String(fault)}`);
  }
  for (const name of await missingWords([ours, theirs])) console.error(`${language}: no words for ${name}`);
  for (const station of [ours, theirs]) await station.close();
  for (const each of [files, ours.profile, theirs.profile]) await removeFolder(each);
}

async function missingWords(stations: readonly Workstation[]): Promise<readonly string[]> {
  const found = await Promise.all(stations.map(({ page }) => page.evaluate(() => [...(window.dalelMissingKeys ?? [])])));
  return found.flat();
}

async function photographCases(camera: Camera, { words, typist }: Officer): Promise<void> {
  const { page } = camera;
  await camera.take("20-cases-empty");
  await typist.press("Control+N");
  const dialog = dialogOf(page);
  await dialog.getByLabel(words("cases:new.name")).fill("Үміт Инвест");
  await dialog.getByLabel(words("cases:new.number")).fill("2026-0417");
  await camera.take("21-new-case");
  await typist.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByText("2026-0417 Үміт Инвест").first().waitFor();
  await camera.take("22-workbench-empty");
}

/** The wizard step by step, with two rows that do not fit. */
async function photographImport(camera: Camera, { words, typist }: Officer): Promise<void> {
  const { page } = camera;
  await typist.press("Control+I");
  const dialog = dialogOf(page);
  await camera.take("30-import-choose");
  const choosing = page.waitForEvent("filechooser");
  await dialog.getByRole("button", { name: words("intake:file.choose") }).click();
  await (await choosing).setFiles({ name: transferFile.split("/").at(-1) ?? "", mimeType: "text/csv", buffer: await damagedCopy() });
  await dialog.getByText(words("intake:file.sha256"), { exact: true }).waitFor();
  await camera.take("31-import-file");
  await typist.press("Alt+KeyN");
  await camera.take("32-import-columns");
  await typist.press("Alt+KeyN");
  await dialog.getByRole("tab", { name: words("intake:preview.things") }).waitFor();
  for (const [place, tab] of ["things", "rows", "totals", "rejected"].entries()) {
    await dialog.getByRole("tab").nth(place).click();
    await camera.take(`33-import-preview-${tab}`);
  }
  await typist.press("Alt+KeyN");
  await dialog.getByText(words("intake:run.marking")).waitFor();
  await camera.take("34-import-run");
  await typist.press("Control+Enter");
  await dialog.getByText(words("intake:report.title")).waitFor();
  await camera.take("35-import-report");
  await typist.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

async function damagedCopy(): Promise<Buffer> {
  const rows = (await readFile(transferFile, "utf8")).split("\n");
  const damaged = rows.map((row, line) =>
    line === 2 ? row.replace(/,[\d.]+,USDT/, ",1e3,USDT") : line === 4 ? row.replace(/,T(\w)/, ",TX$1") : row,
  );
  return Buffer.from(damaged.join("\n"));
}

async function photographWorkbench(camera: Camera, officer: Officer): Promise<void> {
  const { page } = camera;
  const { words, typist } = officer;
  await importFile(page, officer, join(samples, "domains_4000.csv"));
  await addEntity(page, officer, "exchange", "name", exchange);
  await addEntity(page, officer, "person", "fullName", operator);
  await addEntity(page, officer, "scheme", "name", "Үміт");
  await addEntity(page, officer, "site", "domain", site);
  await addLink(page, officer, "operates", operator, exchange);
  await addLink(page, officer, "owns", operator, collector);
  await addLink(page, officer, "depositsTo", collector, "Үміт");
  await addLink(page, officer, "promotes", site, "Үміт");
  await page.locator('[data-scope="chart"][data-layout="ready"]').first().waitFor();
  // Until the chart stands and the notices are gone.
  await page.waitForTimeout(7000);
  await fitChart(page, typist);
  await camera.take("40-workbench");
  await selectByName(page, { typist }, collector);
  await fitChart(page, typist);
  const inspector = page.getByRole("tablist", { name: words("entity:tab.label") });
  for (const [place, tab] of ["properties", "links", "sources", "history"].entries()) {
    await inspector.getByRole("tab").nth(place).click();
    await camera.take(`41-inspector-${tab}`);
  }
  await selectByName(page, { typist }, operator);
  await inspector.getByRole("tab").first().click();
  await camera.take("42-person");
  const table = page.locator("[data-scope=table]");
  for (const [place, tab] of [
    [1, "links"],
    [2, "flows"],
  ] as const) {
    await table.getByRole("tab").nth(place).click();
    await camera.take(`43-table-${tab}`);
  }
  await table.getByRole("row").nth(1).click();
  await camera.take("44-flow");
  await table.getByRole("tab").first().click();
  await table.getByRole("row").nth(1).click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await camera.take("45-several");
  await typist.press("Control+Shift+KeyG");
  await camera.take("46-chart-list");
  await typist.press("Control+Shift+KeyG");
}

async function fitChart(page: Page, typist: Typist): Promise<void> {
  await page.getByRole("application").focus();
  await typist.press("KeyF");
}

async function photographDialogs(camera: Camera, { words, typist }: Officer): Promise<void> {
  const { page } = camera;
  const dialog = dialogOf(page);
  const close = async (): Promise<void> => {
    await typist.press("Escape");
    await dialog.first().waitFor({ state: "detached" });
  };
  await selectByName(page, { typist }, collector);
  for (const [keys, name] of [
    ["Control+KeyK", "50-palette"],
    ["F1", "51-shortcuts"],
    ["Control+Comma", "52-settings"],
    ["Control+Shift+KeyN", "53-add"],
    ["Control+Shift+KeyL", "54-link"],
    ["Control+Shift+KeyX", "55-exhibit"],
    ["Control+Shift+KeyH", "56-history"],
  ] as const) {
    await typist.press(keys);
    await dialog.first().waitFor();
    if (name === "50-palette") await page.keyboard.insertText("SwapHub");
    await page.waitForTimeout(300);
    await camera.take(name);
    if (name === "53-add") {
      await dialog.getByRole("radio", { name: words("ontology:type.person"), exact: true }).check({ force: true });
      await camera.take("53-add-person");
    }
    await close();
  }
}

async function photographUnlock({ page }: Camera, { words, typist }: Officer): Promise<void> {
  await page.locator("input[type=password]").fill("тоқсан тоғыз көк тұлпар 77");
  await typist.press("Enter");
  await page.getByRole("heading", { name: words("cases:title") }).waitFor({ timeout: 60_000 });
}

async function photographLock(camera: Camera, { words, typist }: Officer): Promise<void> {
  const { page } = camera;
  await page.getByRole("button", { name: words("shell:cases"), exact: true }).click();
  await page.getByRole("heading", { name: words("cases:title") }).waitFor();
  await camera.take("23-cases-full");
  await typist.press("Control+KeyL");
  await page.getByRole("heading", { name: words("gate:unlock.title") }).waitFor();
  await camera.take("24-locked");
}
