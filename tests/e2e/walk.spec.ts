import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WindowServer } from "../../electron/launch/window-server.ts";
import { addEntity, addLink, importFile, makeCase, selectByName, waitForCase } from "./case-steps.ts";
import { admitPartner, expectRefused, openBundle, saveIdentity, saveOpeningKey, shareSelection } from "./exchange-steps.ts";
import { type Enrolled, enrol, tryPassphrase } from "./gate-steps.ts";
import { expectAccessible, expectQuiet, openOffice, openWorkstation, removeFolder, type Workstation } from "./office.ts";
import { findAtRest } from "../kit/find-at-rest.ts";

/**
 * The main job, end to end, by keyboard alone: two agencies, two browser profiles, one file between them. The parts build on each
 * other and run in order; each ends with no policy violation, no console complaint and no missing word.
 */
const root = join(import.meta.dirname, "../..");
const samples = join(root, "assets/samples");
const collector = "TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb";
const transferFile = `TRON-tokenTransfer-${collector}--1743811200000.csv`;
const operatorFile = "TRON-tokenTransfer-TBayr7W7qqQBX8GCW7fTAStruv381VMp1r--1743811200000.csv";
const run = promisify(execFile);

const title = "Үміт Инвест";
const number = "2026-0417";
const operator = "Өтебаев Ғалымжан";
const exchange = "SwapHub OTC";
const site = "umit-invest.example";
const passphrases = { fma: "correct horse battery staple 42", mci: "тоқсан тоғыз көк тұлпар 77" };

let office: WindowServer;
let folder: string;
let fma: Workstation;
let mci: Workstation;
let investigator: Enrolled;
let registrar: Enrolled;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dalel-walk-"));
  office = await openOffice();
  [fma, mci] = [await openWorkstation({ origin: office.origin }), await openWorkstation({ origin: office.origin })];
});
afterAll(async () => {
  for (const station of [fma, mci]) await station.close();
  await office.close();
  for (const each of [folder, fma.profile, mci.profile]) await removeFolder(each);
});

const chart = (page: Page) => page.locator('[data-scope="chart"][data-nodes]').first();
const counts = async (page: Page) => {
  await page.locator('[data-scope="chart"][data-layout="ready"]').first().waitFor();
  const [nodes, edges, flows] = await Promise.all(["data-nodes", "data-edges", "data-flows"].map((name) => chart(page).getAttribute(name)));
  return { nodes: Number(nodes), edges: Number(edges), flows: Number(flows) };
};

test("two agencies make their keys: the first in Russian, the second in Kazakh", async () => {
  investigator = await enrol(fma.page, {
    language: "ru",
    languageName: "Русский",
    agencyKey: "gate:agency.afm",
    officer: "Сериков Ғабит",
    passphrase: passphrases.fma,
  });
  registrar = await enrol(mci.page, {
    language: "kk",
    languageName: "Қазақша",
    agencyKey: "gate:agency.mci",
    officer: "Қасымова Әсел",
    passphrase: passphrases.mci,
  });
  await expectQuiet(fma);
  await expectQuiet(mci);
});

test("a case holds a wallet export and 4,000 sites; rows that do not fit are named", async () => {
  const { page } = fma;
  await makeCase(page, investigator, title, number);
  expect(await importFile(page, investigator, join(samples, transferFile))).toContain(
    investigator.words("intake:report.law", { rows: 146, accepted: 146, duplicates: 0, rejected: 0 }),
  );
  const rows = (await readFile(join(samples, operatorFile), "utf8")).split("\n");
  const damaged = rows
    .map((row, line) => (line === 2 ? row.replace(/,[\d.]+,USDT/, ",1e3,USDT") : line === 4 ? row.replace(/,T(\w)/, ",TX$1") : row))
    .join("\n");
  await writeFile(at("damaged.csv"), damaged);
  expect(await importFile(page, investigator, at("damaged.csv"))).toContain(
    investigator.words("intake:report.law", { rows: 28, accepted: 26, duplicates: 0, rejected: 2 }),
  );
  await importFile(page, investigator, join(samples, "domains_4000.csv"));
  const { nodes, flows } = await counts(page);
  expect(nodes).toBeGreaterThan(66);
  expect(flows).toBeGreaterThan(66);
  await expectAccessible(page, "workbench");
  await expectQuiet(fma);
});

test("an exchange, its operator, a scheme and a site are said by hand and linked; every step undone and redone", async () => {
  const { page } = fma;
  const before = await counts(page);
  await addEntity(page, investigator, "exchange", "name", exchange);
  await addEntity(page, investigator, "person", "fullName", operator);
  await addEntity(page, investigator, "scheme", "name", "Үміт");
  await addEntity(page, investigator, "site", "domain", site);
  await addLink(page, investigator, "operates", operator, exchange);
  await addLink(page, investigator, "owns", operator, collector);
  await addLink(page, investigator, "depositsTo", collector, "Үміт");
  await addLink(page, investigator, "promotes", site, "Үміт");
  await expect.poll(() => counts(page), { timeout: 20_000 }).toMatchObject({ edges: before.edges + 4 });
  const after = await counts(page);
  for (let steps = 0; steps < 8; steps++) await undoOrRedo(page, "Control+KeyZ");
  await expect.poll(() => counts(page), { timeout: 20_000 }).toMatchObject({ edges: before.edges });
  for (let steps = 0; steps < 8; steps++) await undoOrRedo(page, "Control+Shift+KeyZ");
  await expect.poll(() => counts(page), { timeout: 20_000 }).toEqual(after);
  await expectQuiet(fma);
});

/** One step, waited for: the status bar says when it was saved, the tool bar what comes next. */
async function undoOrRedo(page: Page, keys: string): Promise<void> {
  await page.keyboard.press(keys);
  await page.waitForTimeout(250);
}

test("the case is looked at as it was known at its beginning, and now is where it was", async () => {
  const { page } = fma;
  const { typist, words } = investigator;
  const now = await counts(page);
  await typist.press("Control+Shift+KeyB");
  await typist.reach(page.getByRole("slider", { name: words("looking:known") }));
  await typist.press("Home", "ArrowRight");
  await page.getByText(words("looking:editingOff")).waitFor();
  await expect.poll(() => counts(page), { timeout: 20_000 }).toMatchObject({ edges: 0 });
  expect(
    await page
      .getByRole("button", { name: words("entity:command.add"), exact: true })
      .first()
      .isDisabled(),
  ).toBe(true);
  await expectAccessible(page, "looking back");
  await typist.press("Escape");
  await expect.poll(() => counts(page), { timeout: 20_000 }).toEqual(now);
  await typist.press("Control+Shift+KeyB");
  await expectQuiet(fma);
});

test("a value's source opens the exhibit at its row", async () => {
  const { page } = fma;
  const { typist, words } = investigator;
  await selectByName(page, investigator, collector);
  const chip = page.getByRole("button", { name: new RegExp(`${transferFile}.*${words("entity:source.row", { row: "\\d+" })}`) }).first();
  await typist.activate(chip);
  const dialog = page.getByRole("dialog");
  await dialog.getByText(collector).first().waitFor();
  await expectAccessible(page, "exhibit");
  await typist.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expectQuiet(fma);
});

test("after a reload everything is there, and a wrong passphrase is refused", async () => {
  const { page } = fma;
  const before = await counts(page);
  await page.reload();
  await page.getByRole("heading", { name: investigator.words("gate:unlock.title") }).waitFor();
  await tryPassphrase(page, investigator, "something else entirely");
  await page.getByText(investigator.words("failure:wrong-secret-or-damaged")).waitFor();
  await page.locator(".gate-wait").waitFor({ state: "detached" });
  await tryPassphrase(page, investigator, passphrases.fma);
  await page.getByRole("heading", { name: investigator.words("cases:title") }).waitFor();
  await expectAccessible(page, "cases");
  await investigator.typist.reach(page.getByRole("grid").first());
  await investigator.typist.press("Home", "Enter");
  await waitForCase(page, `${number} ${title}`);
  await expect.poll(() => counts(page), { timeout: 20_000 }).toEqual(before);
  await expectQuiet(fma);
});

test("the agencies compare fingerprints and admit each other", async () => {
  const [ours, theirs] = [
    await saveIdentity(fma.page, investigator, at("fma.dalel-id")),
    await saveIdentity(mci.page, registrar, at("mci.dalel-id")),
  ];
  await admitPartner(fma.page, investigator, theirs, registrar.fingerprint);
  await admitPartner(mci.page, registrar, ours, investigator.fingerprint);
  await expectQuiet(fma);
  await expectQuiet(mci);
});

test("a selection is shared under TLP:AMBER with one claim withheld", async () => {
  const { page } = fma;
  const { typist, words } = investigator;
  await selectByName(page, investigator, exchange);
  const table = page.getByRole("grid", { name: words("table:tab.entities") });
  await typist.reach(table);
  await typist.press("End", "Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowUp");
  const receipt = await shareSelection(page, investigator, {
    partner: "Қасымова Әсел",
    purpose: "Блокирование сайтов схемы",
    withhold: { entity: exchange, property: "name" },
    path: at("share.dalel"),
    // The public tools of a court come last, and their age may be older than 1.3.
    isOrdinary: true,
  });
  expect(receipt).toContain(investigator.words("share:sealing.chosen"));
  expect(receipt).toMatch(/[0-9a-f]{16}\.dalel/);
  await expectQuiet(fma);
});

test("the partner opens, compares, accepts: the facts are the sender's; a second time nothing is new", async () => {
  const { page } = mci;
  const { typist, words } = registrar;
  const dialog = await openBundle(page, registrar, at("share.dalel"));
  await dialog.getByText(words("exchange:review.verdict.accept")).waitFor();
  await expectAccessible(page, "review");
  expect(await dialog.innerText()).toContain(operator);
  expect(await dialog.innerText()).not.toContain(exchange);
  await typist.press("Control+Enter");
  await dialog.getByText(words("register:offer.help")).waitFor();
  await expectAccessible(page, "receipt for the sender");
  await typist.press("Escape");
  await page.getByText(title).first().waitFor();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("grid").getByText(operator).first().waitFor();
  expect(await page.getByRole("grid").getByText("ҚМА").count()).toBeGreaterThan(3);
  expect(await page.locator("body").innerText()).not.toContain(exchange);
  expect((await counts(page)).nodes).toBeGreaterThanOrEqual(4);
  await expectAccessible(page, "partner's workbench");
  const again = await openBundle(page, registrar, at("share.dalel"));
  await again.getByText(words("exchange:review.verdict.nothing-new")).waitFor();
  await typist.press("Escape");
  await again.waitFor({ state: "detached" });
  await expectQuiet(mci);
});

test("a flipped byte, a cut file and somebody else's file are refused with a sentence each, and change nothing", async () => {
  const bytes = await readFile(at("share.dalel"));
  const flipped = Buffer.from(bytes);
  const middle = Math.floor(bytes.length / 2);
  flipped[middle] = (flipped[middle] ?? 0) ^ 1;
  await writeFile(at("flipped.dalel"), flipped);
  await writeFile(at("cut.dalel"), bytes.subarray(0, middle));
  const before = await counts(mci.page);
  await expectRefused(mci.page, registrar, at("flipped.dalel"), ["damaged"]);
  await expectRefused(mci.page, registrar, at("cut.dalel"), ["cut-off", "damaged"]);
  await expectRefused(fma.page, investigator, at("share.dalel"), ["not-for-us"]);
  expect(await counts(mci.page)).toEqual(before);
  await expectQuiet(mci);
  await expectQuiet(fma);
});

test("the command line and public tools alone say the same of the same file", { timeout: 120_000 }, async () => {
  const { page } = mci;
  const key = await saveOpeningKey(page, registrar, passphrases.mci, at("opening-key.txt"));
  const shown = await sentencesShown();
  const cli = await run(
    process.execPath,
    ["electron/cli/dalel.ts", "verify", at("share.dalel"), "--identity", key, "--partner", at("fma.dalel-id"), "--lang", "kk"],
    { cwd: root },
  );
  for (const name of ["signature", "integrity", "commits", "withheld", "marking"])
    expect(cli.stdout).toContain(registrar.words(`bundle-report:check.${name}`));
  const said = withoutSpaces(cli.stdout);
  // The sender is known there by the file named, here as a partner; what is new depends on what one holds. The rest is the same word for word.
  for (const name of ["format", "decryption", "addressed", "signature", "integrity", "marking", "retention"]) {
    const sentence = shown.get(registrar.words(`bundle-report:check.${name}`)) ?? "";
    expect(sentence).not.toBe("");
    expect(said).toContain(withoutSpaces(sentence));
  }
  const shell = await run("sh", ["tests/interop/verify-bundle.sh", at("share.dalel"), key], { cwd: root });
  expect(shell.stdout.trim().split("\n").at(-1)).toBe("OK");
});

/** The sentence of each check the window shows for the bundle, by the name of the check. */
async function sentencesShown(): Promise<ReadonlyMap<string, string>> {
  const dialog = await openBundle(mci.page, registrar, at("share.dalel"));
  const lines = dialog.locator(".exchange-report li");
  await lines.first().waitFor();
  const [names, sentences] = [await lines.locator("strong").allInnerTexts(), await lines.locator("strong + span").allInnerTexts()];
  expect(names.length).toBe(13);
  await registrar.typist.press("Escape");
  await dialog.waitFor({ state: "detached" });
  return new Map(names.map((name, place) => [name, sentences[place] ?? ""]));
}

/** Texts without any space: languages group digits with spaces, the command line does not. */
const withoutSpaces = (text: string): string => text.replaceAll(/\s+/g, "");

test("dark: the same screens are accessible", async () => {
  for (const [station, officer] of [
    [fma, investigator],
    [mci, registrar],
  ] as const) {
    await officer.typist.activate(station.page.getByRole("button", { name: officer.words("shell:command.theme") }).first());
    await station.page.locator("body.bp6-dark").waitFor();
    await expectAccessible(station.page, "workbench, dark");
    for (const [keys, name] of [
      ["Control+KeyI", "import"],
      ["Control+Shift+KeyN", "add"],
      ["Control+Shift+KeyP", "partners"],
      ["Control+Shift+KeyE", "share"],
      ["Control+Shift+KeyO", "receive"],
      ["Control+KeyK", "palette"],
      ["F1", "shortcuts"],
    ] as const) {
      await officer.typist.press(keys);
      await station.page.getByRole("dialog").first().waitFor();
      await expectAccessible(station.page, `${name}, dark`);
      await officer.typist.press("Escape");
      await station.page.getByRole("dialog").first().waitFor({ state: "detached" });
    }
    await officer.typist.press("Control+KeyL");
    await station.page.getByRole("heading", { name: officer.words("gate:unlock.title") }).waitFor();
    await expectAccessible(station.page, "locked, dark");
    await expectQuiet(station);
  }
});

test("nothing of the case lies in the profile folder in the clear", async () => {
  await fma.close();
  const secrets = [
    title,
    number,
    operator,
    exchange,
    site,
    "Үміт",
    "Сериков",
    collector,
    collector.slice(0, 16),
    "0-chain.com",
    "zzz-secret",
    transferFile,
    "domains_4000",
    "damaged.csv",
  ];
  expect(await findAtRest(fma.profile, secrets)).toEqual([]);
  // The search itself must be able to find: the origin is there in the clear.
  expect((await findAtRest(fma.profile, ["127.0.0.1"])).length).toBeGreaterThan(0);
  fma = await openWorkstation({ origin: office.origin, profile: fma.profile });
  await fma.page.getByRole("heading", { name: investigator.words("gate:unlock.title") }).waitFor();
});
