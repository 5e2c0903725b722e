import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright";
import type { Camera } from "./camera.ts";
import { addEntity, addLink, dialogOf, type Officer } from "./case-steps.ts";
import { openBundle, saveIdentity } from "./exchange-steps.ts";

export interface Side {
  readonly camera: Camera;
  readonly officer: Officer;
}

/** Partners, share and receive: the two sides meet, a bundle goes over, is reviewed, accepted, refused and found to bring nothing new. */
export async function photographExchange(ours: Side, theirs: Side, folder: string): Promise<void> {
  const { camera, officer } = ours;
  await officer.typist.press("Control+Shift+KeyP");
  await camera.take("60-partners-empty");
  await leave(camera.page, officer);
  const our = await saveIdentity(camera.page, officer, join(folder, "ours.dalel-id"));
  const their = await saveIdentity(theirs.camera.page, theirs.officer, join(folder, "theirs.dalel-id"));
  await admit(ours, their, true);
  await admit(theirs, our, false);
  const bundle = join(folder, "share.dalel");
  await share(ours, bundle);
  await receive(theirs, bundle, folder);
  const later = join(folder, "later.dalel");
  await shareInPlace(ours, later);
  await lookOver(theirs, later);
}

async function leave(page: Page, { typist }: Officer): Promise<void> {
  await typist.press("Escape");
  await dialogOf(page).waitFor({ state: "detached" });
}

async function admit({ camera, officer }: Side, path: string, isPhotographed: boolean): Promise<void> {
  const { page } = camera;
  const { words } = officer;
  const take = async (name: string): Promise<void> => {
    if (isPhotographed) await camera.take(name);
  };
  await officer.typist.press("Control+Shift+KeyP");
  const dialog = dialogOf(page);
  await dialog.getByRole("button", { name: words("exchange:partners.add") }).click();
  await take("61-partner-file");
  const choosing = page.waitForEvent("filechooser");
  await dialog.getByRole("button", { name: words("exchange:add.choose") }).click();
  await (await choosing).setFiles(path);
  const group = dialog.getByLabel(words("exchange:add.lastGroup"));
  await group.waitFor();
  await take("62-partner-compare");
  const groups = await dialog.locator(".ui-fingerprint span").allInnerTexts();
  await group.fill(groups.at(-1) ?? "");
  await dialog.getByRole("button", { name: words("exchange:add.admit") }).click();
  await dialog.getByText(words("exchange:partners.list")).waitFor();
  await take("63-partners");
  await leave(page, officer);
}

async function share({ camera, officer }: Side, path: string): Promise<void> {
  const { page } = camera;
  const { words, typist } = officer;
  const next = async (): Promise<void> => {
    const button = dialogOf(page).getByRole("button", { name: words("common:next"), disabled: false });
    await button.click();
  };
  await page.locator("[data-scope=table]").getByRole("grid").focus();
  await typist.press("End", "Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowUp");
  await typist.press("Control+Shift+KeyE");
  const dialog = dialogOf(page);
  await dialog.getByText(words("exchange:what.scope")).first().waitFor();
  await camera.take("70-share-what");
  await next();
  await dialog.getByRole("checkbox").first().check({ force: true });
  await camera.take("71-share-to");
  await next();
  await dialog.getByRole("radio", { name: /TLP:AMBER(?!\+)/ }).check({ force: true });
  await dialog.getByLabel(words("exchange:marking.purpose")).fill("Блокирование сайтов схемы");
  await camera.take("72-share-marking");
  await next();
  await dialog.getByRole("treegrid").waitFor();
  await dialog.getByRole("treegrid").focus();
  await typist.press("Home", "ArrowRight", "ArrowDown", "Space");
  await page.waitForTimeout(600);
  await camera.take("73-share-preview");
  await next();
  await dialog.getByText(words("exchange:sign.honest")).waitFor();
  await camera.take("74-share-sign");
  const saving = page.waitForEvent("download");
  await typist.press("Control+Enter");
  await (await saving).saveAs(path);
  await dialog.getByText(words("exchange:receipt.sha256")).waitFor();
  await camera.take("75-share-receipt");
  await dialog.getByRole("button", { name: words("common:done") }).click();
  await dialog.waitFor({ state: "detached" });
}

async function receive({ camera, officer }: Side, path: string, folder: string): Promise<void> {
  const { page } = camera;
  const { words, typist } = officer;
  await typist.press("Control+Shift+KeyO");
  await camera.take("80-receive-choose");
  await leave(page, officer);
  const bytes = await readFile(path);
  await writeFile(join(folder, "cut.dalel"), bytes.subarray(0, Math.floor(bytes.length / 2)));
  await openBundle(page, officer, join(folder, "cut.dalel"));
  await dialogOf(page)
    .getByRole("button", { name: words("exchange:receive.other") })
    .waitFor();
  await camera.take("81-receive-refused");
  await leave(page, officer);
  const dialog = await openBundle(page, officer, path);
  await dialog.getByText(words("exchange:review.verdict.accept")).waitFor();
  await camera.take("82-receive-review");
  await typist.press("Control+Enter");
  await dialog.getByText(words("register:offer.help")).waitFor();
  await typist.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.waitForTimeout(1500);
  await camera.take("84-received-workbench");
  await openBundle(page, officer, path);
  await dialogOf(page).getByText(words("exchange:review.verdict.nothing-new")).waitFor();
  await camera.take("83-receive-nothing-new");
  await leave(page, officer);
}

const [newcomer, newcomersShop] = ["Бекова Ажар", "Жаңа айырбас"];

/** A later share that replaces the first. */
async function shareInPlace({ camera, officer }: Side, path: string): Promise<void> {
  const { page } = camera;
  const { words, typist } = officer;
  await addEntity(page, officer, "exchange", "name", newcomersShop);
  await addEntity(page, officer, "person", "fullName", newcomer);
  await addLink(page, officer, "operates", newcomer, newcomersShop);
  await typist.press("Control+Shift+KeyE");
  const dialog = dialogOf(page);
  await dialog.getByText(words("exchange:what.scope")).first().waitFor();
  const next = () => dialog.getByRole("button", { name: words("common:next"), disabled: false }).click();
  await next();
  await dialog.getByRole("checkbox").first().check({ force: true });
  await next();
  await dialog.getByRole("radio", { name: /TLP:AMBER(?!\+)/ }).check({ force: true });
  await dialog.getByLabel(words("exchange:marking.purpose")).fill("Блокирование сайтов схемы, уточнение");
  await dialog.getByLabel(words("share:replaces.label")).selectOption({ index: 1 });
  await dialog.getByLabel(words("share:replaces.why")).fill("Оператор назван неверно");
  await camera.take("76-share-replaces");
  await next();
  await dialog.getByRole("treegrid").waitFor();
  await page.waitForTimeout(600);
  await next();
  await dialog.getByText(words("exchange:sign.honest")).waitFor();
  await camera.take("77-share-replaces-sign");
  const saving = page.waitForEvent("download");
  await typist.press("Control+Enter");
  await (await saving).saveAs(path);
  await dialog.getByRole("button", { name: words("share:replaces.save") }).waitFor();
  await camera.take("78-share-replaced");
  await dialog.getByRole("button", { name: words("common:done") }).click();
  await dialog.waitFor({ state: "detached" });
}

/** What came is compared, set aside, and looked at over the whole workbench. */
async function lookOver({ camera, officer }: Side, path: string): Promise<void> {
  const { page } = camera;
  const { words, typist } = officer;
  await addEntity(page, officer, "person", "fullName", "Ажар Бекова");
  const dialog = await openBundle(page, officer, path);
  await dialog.getByRole("tab", { name: words("arrival:matches.tab") }).click();
  await dialog.getByRole("listitem").filter({ hasText: "Бекова" }).first().waitFor();
  await camera.take("85-receive-matches");
  await dialog.getByRole("tab", { name: words("arrival:tab") }).click();
  await dialog.getByRole("button", { name: words("arrival:rules.open") }).click();
  await page.waitForTimeout(400);
  await camera.take("86-receive-rules");
  await dialog.getByRole("button", { name: words("arrival:setAsideAct") }).click();
  await dialog.waitFor({ state: "detached" });
  await page.waitForTimeout(1500);
  await typist.press("Control+KeyK");
  await page.keyboard.type(words("exchange:command.layers"));
  await page.waitForTimeout(400);
  await typist.press("Enter");
  await dialogOf(page)
    .getByRole("button", { name: words("arrival:over.show") })
    .waitFor();
  await camera.take("87-layers");
  await dialogOf(page)
    .getByRole("button", { name: words("arrival:over.show") })
    .click();
  await page.getByRole("complementary", { name: words("arrival:over.aside") }).waitFor();
  await page.locator('[data-scope="chart"][data-layout="ready"]').first().waitFor();
  await page.waitForTimeout(6000);
  await page.locator("[data-scope=table]").getByRole("row", { name: newcomersShop }).click();
  await page.waitForTimeout(800);
  await camera.take("88-looked-at-over");
  await page
    .getByRole("complementary")
    .getByRole("button", { name: words("arrival:over.takeAll") })
    .click();
  await dialogOf(page).getByText(words("register:offer.help")).waitFor();
  await camera.take("89-taken-in-receipt");
  await leave(page, officer);
  await page.waitForTimeout(1500);
  await camera.take("89-taken-in");
}
