import type { Page } from "playwright";
import type { Camera } from "./camera.ts";
import type { Language, Words } from "./words.ts";

export interface Beginner {
  readonly language: Language;
  /** Name of the agency's key in the words of the gate. */
  readonly agency: string;
  readonly officer: string;
}

/** The five steps of the first run, photographed where there is a camera; ends at the list of cases. */
export async function photographFirstRun(camera: Camera | null, words: Words, who: Beginner, other?: Page): Promise<void> {
  const page = camera?.page ?? other;
  if (page === undefined) throw new Error("a camera or a page is needed");
  const next = page.getByRole("button", { name: words("common:next") });
  await page.getByRole("radio", { name: words(`common:language.${who.language}`) }).click();
  await camera?.take("10-language");
  await next.click();
  await page.getByLabel(words("gate:officer.agency")).selectOption(words(`gate:agency.${who.agency}`));
  await page.getByLabel(words("gate:officer.officer")).fill(who.officer);
  await camera?.take("11-officer");
  await next.click();
  const fields = page.locator("input[type=password]");
  for (const place of [0, 1]) await fields.nth(place).fill("тоқсан тоғыз көк тұлпар 77");
  await camera?.take("12-passphrase");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: words("gate:keys.title") }).waitFor({ timeout: 60_000 });
  await camera?.take("13-keys");
  await next.click();
  const groups = await page.locator(".gate-code strong").allInnerTexts();
  await camera?.take("14-recovery");
  await page.getByRole("button", { name: words("gate:recovery.kept") }).click();
  await page.getByRole("heading", { name: words("gate:recovery.backTitle") }).waitFor();
  await camera?.take("15-recovery-back");
  for (const [place, group] of groups.entries()) {
    const field = page.getByLabel(words("gate:recovery.group", { place: place + 1 }));
    if ((await field.count()) > 0) await field.fill(group);
  }
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: words("cases:title") }).waitFor();
}
