import type { Locator, Page } from "playwright";
import { expect } from "vitest";
import { dialogOf, type Officer } from "./case-steps.ts";
import { expectAccessible } from "./office.ts";

/** Does something that ends in a saved file, and keeps the file. */
async function saved(page: Page, path: string, act: () => Promise<void>): Promise<string> {
  const downloading = page.waitForEvent("download");
  await act();
  await (await downloading).saveAs(path);
  return path;
}

/** Does something that asks for a file, and gives one. */
async function given(page: Page, path: string, act: () => Promise<void>): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await act();
  await (await choosing).setFiles(path);
}

export async function saveIdentity(page: Page, { words, typist }: Officer, path: string): Promise<string> {
  await typist.press("Control+Shift+KeyP");
  const dialog = dialogOf(page);
  await expectAccessible(page, "partners");
  await typist.activate(dialog.getByRole("button", { name: words("partners:command.ours") }));
  await dialog.getByText(words("partners:ours.qrHelp")).waitFor();
  await expectAccessible(page, "our keys");
  await saved(page, path, () => typist.activate(dialog.getByRole("button", { name: words("exchange:own.save") })));
  await typist.press("Escape");
  await dialog.waitFor({ state: "detached" });
  return path;
}

/** Reads a partner's identity file, compares, types the last group; a wrong one is refused first. */
export async function admitPartner(page: Page, { words, typist }: Officer, path: string, fingerprint: string): Promise<void> {
  await typist.press("Control+Shift+KeyP");
  const dialog = dialogOf(page);
  await typist.activate(dialog.getByRole("button", { name: words("exchange:partners.add") }));
  await given(page, path, () => typist.activate(dialog.getByRole("button", { name: words("exchange:add.choose") })));
  const group = dialog.getByLabel(words("exchange:add.lastGroup"));
  await group.waitFor();
  expect((await dialog.locator(".ui-fingerprint span").allInnerTexts()).join(" ")).toContain(fingerprint);
  await expectAccessible(page, "compare");
  const admit = dialog.getByRole("button", { name: words("exchange:add.admit") });
  await typist.write(group, fingerprint.endsWith("00000") ? "11111" : "00000");
  await typist.activate(admit);
  await dialog.getByText(words("bundle-report:identity.wrong-fingerprint")).waitFor();
  await typist.write(group, fingerprint.slice(-5));
  await typist.activate(admit);
  await dialog.getByText(words("exchange:partners.list")).waitFor();
  await expectAccessible(page, "partner admitted");
  await typist.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

export interface Share {
  readonly partner: string;
  readonly purpose: string;
  /** The entity and the property whose claim is withheld. */
  readonly withhold: { readonly entity: string; readonly property: string };
  readonly path: string;
  /** Sealed to ordinary keys, so that an age before 1.3 opens it. */
  readonly isOrdinary: boolean;
}

/** Shares the selection: what, to whom, marking, preview with one claim withheld, sign and save. */
export async function shareSelection(page: Page, { words, typist }: Officer, share: Share): Promise<string> {
  await typist.press("Control+Shift+KeyE");
  const dialog = dialogOf(page);
  await dialog.getByText(words("exchange:what.scope")).first().waitFor();
  await expectAccessible(page, "share: what");
  await typist.press("Alt+KeyN");
  await typist.activate(dialog.getByRole("checkbox", { name: share.partner }), "Space");
  await dialog.getByText(words("share:sealing.hybrid"), { exact: true }).waitFor();
  if (share.isOrdinary) await typist.activate(dialog.getByRole("checkbox", { name: words("share:sealing.choose") }), "Space");
  await expectAccessible(page, "share: to whom");
  await typist.press("Alt+KeyN");
  await chooseMarking(dialog, { words, typist });
  await typist.write(dialog.getByLabel(words("exchange:marking.purpose")), share.purpose);
  await expectAccessible(page, "share: marking");
  await typist.press("Alt+KeyN");
  await withholdClaim(page, { words, typist }, share.withhold);
  await expectAccessible(page, "share: preview");
  await dialog.getByRole("button", { name: words("common:next"), disabled: false }).waitFor();
  await typist.press("Alt+KeyN");
  await dialog.getByText(words("exchange:sign.honest")).waitFor();
  await expectAccessible(page, "share: sign");
  await saved(page, share.path, () => typist.press("Control+Enter"));
  await dialog.getByText(words("exchange:receipt.sha256")).waitFor();
  await expectAccessible(page, "share: receipt");
  const receipt = await dialog.innerText();
  await typist.activate(dialog.getByRole("button", { name: words("common:done") }));
  await dialog.waitFor({ state: "detached" });
  return receipt;
}

async function chooseMarking(dialog: Locator, { typist }: Officer): Promise<void> {
  const amber = dialog.getByRole("radio", { name: /TLP:AMBER(?!\+)/ });
  await typist.reach(dialog.getByRole("radio").first());
  await typist.press("Space");
  for (let presses = 0; presses < 6 && !(await amber.isChecked()); presses++) await typist.press("ArrowDown");
  expect(await amber.isChecked()).toBe(true);
}

/** Finds the entity by name, opens it in the tree, and withholds the claim of one property with the space bar. */
async function withholdClaim(page: Page, { words, typist }: Officer, { entity, property }: Share["withhold"]): Promise<void> {
  const dialog = dialogOf(page);
  await typist.write(dialog.getByLabel(words("exchange:preview.find")), entity);
  const tree = dialog.getByRole("treegrid");
  await typist.reach(tree);
  await typist.press("Home", "ArrowRight");
  const tick = dialog.getByRole("checkbox", {
    name: words("exchange:preview.withholdClaim", { property: words(`ontology:property.${property}`), name: entity }),
  });
  await tick.waitFor();
  const active = async (): Promise<string> => {
    const id = await tree.getAttribute("aria-activedescendant");
    return id === null ? "" : page.locator(`[id="${id}"]`).innerText();
  };
  for (let presses = 0; presses < 30 && !(await active()).includes(words(`ontology:property.${property}`)); presses++)
    await typist.press("ArrowDown");
  await typist.press("Space");
  await dialog.getByText(words("bundle-report:reason.by-hand")).first().waitFor();
  expect(await tick.isChecked()).toBe(true);
}

/** Opens the dialog for a bundle and gives it the file. */
export async function openBundle(page: Page, { words, typist }: Officer, path: string): Promise<Locator> {
  await typist.press("Control+Shift+KeyO");
  const dialog = dialogOf(page);
  await given(page, path, () => typist.activate(dialog.getByRole("button", { name: words("exchange:receive.file") })));
  return dialog;
}

/** A bundle that must be refused: its sentence, and nothing more. */
export async function expectRefused(page: Page, officer: Officer, path: string, kinds: readonly string[]): Promise<void> {
  const dialog = await openBundle(page, officer, path);
  const sentences = kinds.map((kind) => officer.words(`bundle-report:error.${kind}`).split("{{")[0] ?? "");
  await page.waitForFunction((texts) => texts.some((text) => document.querySelector("[role=dialog]")?.textContent?.includes(text)), sentences);
  await expectAccessible(page, `refused: ${kinds.join(" or ")}`);
  await officer.typist.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

/** The key that opens bundles sent to us, saved for a laboratory after the passphrase was asked again. */
export async function saveOpeningKey(page: Page, { words, typist }: Officer, passphrase: string, path: string): Promise<string> {
  await typist.press("Control+Comma");
  const dialog = dialogOf(page);
  await expectAccessible(page, "settings");
  await typist.write(dialog.getByLabel(words("shell:settings.passphrase")).first(), passphrase);
  await saved(page, path, () => typist.activate(dialog.getByRole("button", { name: words("shell:settings.saveKey") })));
  await typist.press("Escape");
  await dialog.waitFor({ state: "detached" });
  return path;
}
