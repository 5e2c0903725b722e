import type { Page } from "playwright";
import { expect } from "vitest";
import type { Enrolled } from "./gate-steps.ts";
import { expectAccessible } from "./office.ts";

/** What the steps of one officer share: the page, the words of the chosen language, the keyboard. */
export type Officer = Pick<Enrolled, "words" | "typist">;

export const dialogOf = (page: Page) => page.getByRole("dialog");

export async function makeCase(page: Page, { words, typist }: Officer, title: string, number: string): Promise<void> {
  await typist.press("Control+N");
  const dialog = dialogOf(page);
  await typist.write(dialog.getByLabel(words("cases:new.name")), title);
  await typist.write(dialog.getByLabel(words("cases:new.number")), number);
  await expectAccessible(page, "new case");
  await typist.press("Enter");
  await waitForCase(page, `${number} ${title}`);
}

/** Waits until the workbench of a case is there: its name in the bar. While it opens, the list names it too. */
export async function waitForCase(page: Page, name: string): Promise<void> {
  await page.locator(".shell-crumb-case").getByText(name).waitFor();
}

/** The import wizard by keys: choose the file, next, next, import, done. Gives the sentence that accounts for every row. */
export async function importFile(page: Page, { words, typist }: Officer, path: string): Promise<string> {
  await typist.press("Control+I");
  const dialog = dialogOf(page);
  const choosing = page.waitForEvent("filechooser");
  await typist.activate(dialog.getByRole("button", { name: words("intake:file.choose") }));
  await (await choosing).setFiles(path);
  await dialog.getByText(words("intake:file.sha256"), { exact: true }).waitFor();
  await expectAccessible(page, "import: file");
  for (const step of ["columns", "preview"] as const) {
    await typist.press("Alt+KeyN");
    await page.waitForTimeout(200);
    await expectAccessible(page, `import: ${step}`);
  }
  await typist.press("Alt+KeyN");
  await dialog.getByText(words("intake:run.marking")).waitFor();
  await expectAccessible(page, "import: run");
  await typist.press("Control+Enter");
  await dialog.getByText(words("intake:report.title")).waitFor();
  await expectAccessible(page, "import: report");
  const said = await dialog.innerText();
  await typist.press("Escape");
  await dialog.waitFor({ state: "detached" });
  return said;
}

/** Adds an entity by its type and the text of one property. */
export async function addEntity(page: Page, { words, typist }: Officer, type: string, property: string, text: string): Promise<void> {
  await typist.press("Control+Shift+KeyN");
  const dialog = dialogOf(page);
  const wanted = dialog.getByRole("radio", { name: words(`ontology:type.${type}`), exact: true });
  await typist.reach(dialog.getByRole("radio").first());
  await typist.press("Space");
  for (let presses = 0; presses < 20 && !(await wanted.isChecked()); presses++) await typist.press("ArrowRight");
  expect(await wanted.isChecked()).toBe(true);
  await typist.write(dialog.getByLabel(words(`ontology:property.${property}`)).first(), text);
  await expectAccessible(page, `add ${type}`);
  await typist.press("Enter");
  await dialog.waitFor({ state: "detached" });
}

/** Opens the dialog of a new exhibit from the palette and chooses a file in it. */
export async function chooseExhibit(page: Page, { words, typist }: Officer, path: string): Promise<void> {
  await typist.press("Control+KeyK");
  await page.keyboard.insertText(words("add-exhibit:command"));
  await page.getByRole("option").first().waitFor();
  await typist.press("Enter");
  const choosing = page.waitForEvent("filechooser");
  await dialogOf(page)
    .getByRole("button", { name: words("add-exhibit:choose") })
    .click();
  await (await choosing).setFiles(path);
}

export async function addLink(page: Page, { words, typist }: Officer, type: string, from: string, to: string): Promise<void> {
  await typist.press("Control+Shift+KeyL");
  const dialog = dialogOf(page);
  await dialog.getByRole("button", { name: words("entity:link.submit") }).waitFor();
  for (const [end, title] of [
    ["from", from],
    ["to", to],
  ] as const) {
    const change = dialog.getByRole("button", { name: words("common:picker.change", { label: words(`entity:link.${end}`) }) });
    if ((await change.count()) > 0) await typist.activate(change);
    await typist.write(dialog.getByRole("combobox", { name: words(`entity:link.${end}`) }), title);
    await dialog.getByRole("option").first().waitFor();
    await typist.press("Enter");
  }
  await typist.choose(dialog.getByLabel(words("entity:link.type")), words(`ontology:verb.${type}`));
  await expectAccessible(page, `link ${type}`);
  await typist.activate(dialog.getByRole("button", { name: words("entity:link.submit") }));
  await dialog.waitFor({ state: "detached" });
}

/** Finds an entity in the palette and selects it. */
export async function selectByName(page: Page, { typist }: Pick<Officer, "typist">, name: string): Promise<void> {
  await typist.press("Control+KeyK");
  await page.keyboard.insertText(`@${name}`);
  await page.getByRole("option").first().waitFor();
  await typist.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}
