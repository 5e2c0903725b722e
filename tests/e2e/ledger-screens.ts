import type { Page } from "playwright";
import type { Camera } from "./camera.ts";
import { dialogOf, type Officer, selectByName } from "./case-steps.ts";

/** The worked example and every screen of the ledger over it: contradictions, rulings, figures, who repeats whom, who is who, history, looking back, menus. */
export async function photographLedger(camera: Camera, officer: Officer): Promise<void> {
  const { page } = camera;
  await runCommand(page, officer, "sample:open");
  await dialogOf(page).waitFor({ state: "detached", timeout: 60_000 });
  await page.waitForTimeout(6000);
  await page.getByRole("application").focus();
  await page.keyboard.press("KeyF");
  await page.waitForTimeout(400);
  await camera.take("a0-sample");
  await photographDialogs(camera, officer);
  await photographAbout(camera, officer);
  await photographLooking(camera, officer);
}

/** Runs a command by its words, as typed into the palette. */
async function runCommand(page: Page, { words, typist }: Officer, titleKey: string): Promise<void> {
  await typist.press("Control+KeyK");
  await page.getByRole("combobox").first().waitFor();
  await page.keyboard.insertText(words(titleKey));
  await page.waitForTimeout(250);
  await typist.press("Enter");
  await page.waitForTimeout(500);
}

const dialogs = [
  ["rivals:command.conflicts", "a1-conflicts"],
  ["rivals:command.print", "a2-rulings-sheet"],
  ["figures:command.check", "a3-figures"],
  ["lineage:command.show", "a4-lineage"],
  ["sameness:command.suggest", "a5-matches"],
  ["history:command.show", "a6-history"],
  ["exhibits:command.verifyAll", "a7-verify"],
  ["backup:command.make", "a8-backup"],
  ["keys:command.passphrase", "a9-keys"],
  ["exchange:command.share", "a10-share"],
  ["add-exhibit:command", "a11-add-exhibit"],
  ["locker:command.open", "a12-locker"],
  ["locker:command.place", "a13-place"],
] as const;

async function photographDialogs(camera: Camera, officer: Officer): Promise<void> {
  const { page } = camera;
  for (const [titleKey, name] of dialogs) {
    try {
      await runCommand(page, officer, titleKey);
      await dialogOf(page).first().waitFor({ timeout: 5000 });
      await page.waitForTimeout(600);
      const rows = dialogOf(page).locator("[role=row][aria-selected]");
      if ((await rows.count()) > 0) await rows.first().click({ force: true });
      await page.waitForTimeout(300);
      await camera.take(name);
      for (const [at, tab] of (await dialogOf(page).getByRole("tab").all()).entries()) {
        if (at === 0) continue;
        await tab.click();
        await camera.take(`${name}-${at}`);
      }
    } catch (fault) {
      console.error(`${name}: ${String(fault).split("\n")[0] ?? ""}`);
    }
    await leave(page, officer);
  }
}

async function leave(page: Page, { words, typist }: Officer): Promise<void> {
  for (let times = 0; times < 3 && (await dialogOf(page).count()) > 0; times++) {
    await typist.press("Escape");
    await page.waitForTimeout(200);
    const drop = page.getByRole("button", { name: words("common:draft.drop") });
    if ((await drop.count()) > 0) await drop.click();
  }
}

/** One thing with a contradiction: its tabs, relying on another value, and what asks why. */
async function photographAbout(camera: Camera, officer: Officer): Promise<void> {
  const { page } = camera;
  const { words, typist } = officer;
  await selectByName(page, officer, words("sample:figure.turnover"));
  const inspector = page.getByRole("tablist", { name: words("entity:tab.label") });
  for (const [place, tab] of ["properties", "links", "sources", "history"].entries()) {
    await inspector.getByRole("tab").nth(place).click();
    await page.waitForTimeout(300);
    await camera.take(`b0-figure-${tab}`);
  }
  await inspector.getByRole("tab").first().click();
  await page
    .getByRole("button", { name: new RegExp(`^${words("rivals:rely")}`) })
    .first()
    .click();
  await dialogOf(page).waitFor();
  await camera.take("b1-rule");
  await page.keyboard.insertText("Проверка");
  await typist.press("Escape");
  await page.waitForTimeout(200);
  await camera.take("b2-drop-question");
  await leave(page, officer);
  await page
    .getByRole("button", { name: words("rivals:ruling.withdraw") })
    .first()
    .click();
  await dialogOf(page).waitFor();
  await camera.take("b3-withdraw");
  await leave(page, officer);
  await page.locator("[data-claim]").first().getByRole("button").first().click();
  await page.waitForTimeout(200);
  await camera.take("b4-value-editor");
  await typist.press("Escape");
  await page.getByRole("button", { name: words("common:menu"), exact: true }).click();
  await page.waitForTimeout(200);
  await camera.take("b5-menu");
  await typist.press("Escape");
}

async function photographLooking(camera: Camera, officer: Officer): Promise<void> {
  const { page } = camera;
  await runCommand(page, officer, "looking:command.open");
  await camera.take("c0-looking-bar");
  await page.getByRole("slider").first().focus();
  for (let steps = 0; steps < 6; steps++) await page.keyboard.press("ArrowLeft");
  await page.waitForTimeout(1200);
  await camera.take("c1-looking-back");
  await runCommand(page, officer, "looking:command.now");
}
