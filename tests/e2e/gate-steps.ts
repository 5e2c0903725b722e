import type { Page } from "playwright";
import { expect } from "vitest";
import { Typist } from "./keyboard.ts";
import { expectAccessible } from "./office.ts";
import type { Language, Words } from "./words.ts";
import { wordsIn } from "./words.ts";

export interface Newcomer {
  readonly language: Language;
  /** The name the window gives the language in itself. */
  readonly languageName: string;
  readonly agencyKey: string;
  readonly officer: string;
  readonly passphrase: string;
}
export interface Enrolled {
  readonly words: Words;
  readonly typist: Typist;
  readonly fingerprint: string;
  readonly recoveryCode: string;
}

/** First run by keyboard: language, officer, passphrase, keys, recovery code typed back. Looks at each step's accessibility. */
export async function enrol(page: Page, newcomer: Newcomer): Promise<Enrolled> {
  const typist = new Typist(page);
  const words = wordsIn(newcomer.language);
  const next = page.getByRole("button", { name: words("common:next") });
  await page.getByRole("radio", { name: newcomer.languageName }).waitFor();
  await chooseLanguage(page, newcomer.languageName);
  await expectAccessible(page, "language");
  await typist.activate(next);
  await typist.choose(page.getByLabel(words("gate:officer.agency")), words(newcomer.agencyKey));
  await typist.write(page.getByLabel(words("gate:officer.officer")), newcomer.officer);
  await expectAccessible(page, "officer");
  await typist.activate(next);
  const [first, again] = [page.getByLabel(words("gate:passphrase.label"), { exact: false }).first(), page.getByLabel(words("gate:passphrase.again"))];
  await typist.write(first, newcomer.passphrase);
  await typist.write(again, newcomer.passphrase);
  await expectAccessible(page, "passphrase");
  await typist.press("Enter");
  await page.getByRole("heading", { name: words("gate:keys.title") }).waitFor();
  const fingerprint = (await page.locator(".ui-fingerprint-large span").allInnerTexts()).join(" ");
  expect(fingerprint).toMatch(/^(\d{5} ){7}\d{5}$/);
  await expectAccessible(page, "keys");
  await typist.activate(next);
  const recoveryCode = await readRecoveryCode(page);
  await expectAccessible(page, "recovery code");
  await typist.activate(page.getByRole("button", { name: words("gate:recovery.kept") }));
  await typeBack(page, typist, words, recoveryCode);
  await page.getByRole("heading", { name: words("cases:title") }).waitFor();
  return { words, typist, fingerprint, recoveryCode };
}

/** Arrow keys move among the radios until the language is chosen. */
async function chooseLanguage(page: Page, name: string): Promise<void> {
  const typist = new Typist(page);
  const chosen = page.getByRole("radio", { name });
  await typist.reach(page.getByRole("radio", { checked: true }));
  for (let presses = 0; presses < 3 && !(await chosen.isChecked()); presses++) await typist.press("ArrowRight");
  expect(await chosen.isChecked()).toBe(true);
}

async function readRecoveryCode(page: Page): Promise<string> {
  const groups = await page.locator(".gate-code strong").allInnerTexts();
  expect(groups.length).toBe(8);
  return groups.join("-");
}

async function typeBack(page: Page, typist: Typist, words: Words, code: string): Promise<void> {
  await page.getByRole("heading", { name: words("gate:recovery.backTitle") }).waitFor();
  const groups = code.split("-");
  for (let place = 1; place <= groups.length; place++) {
    const field = page.getByLabel(words("gate:recovery.group", { place }));
    if ((await field.count()) > 0) await typist.write(field, (groups[place - 1] ?? "").toLowerCase());
  }
  await expectAccessible(page, "recovery typed back");
  await typist.press("Enter");
}

/** Types a passphrase on the locked screen. */
export async function tryPassphrase(page: Page, { typist, words }: Pick<Enrolled, "typist" | "words">, passphrase: string): Promise<void> {
  await typist.write(page.getByLabel(words("gate:unlock.passphrase")).first(), passphrase);
  await typist.press("Enter");
}
