import type { Camera } from "./camera.ts";
import { dialogOf, type Officer } from "./case-steps.ts";

/** A table that leaves: its rows and format, for whom, what leaves and what stays, the file; and the register that tells of it. */
export async function photographExport(camera: Camera, { words, typist }: Officer): Promise<void> {
  const { page } = camera;
  const dialog = dialogOf(page);
  await typist.press("Alt+Shift+KeyX");
  await dialog.getByText(words("export:intro")).waitFor();
  await camera.take("66-export-what");
  await typist.press("Alt+KeyN");
  const recipient = dialog.getByLabel(`${words("export:whom.label")} *`);
  await recipient.waitFor();
  await camera.take("67-export-whom-empty");
  await recipient.selectOption("other");
  await dialog.getByLabel(words("export:whom.name")).fill("Алматы қаласының мамандандырылған соты");
  await dialog.getByRole("radio", { name: /TLP:AMBER(?!\+)/ }).click();
  await dialog.getByLabel(words("exchange:marking.purpose")).fill("№ 17 талап арызға қосымша");
  await dialog.getByLabel(words("exchange:marking.legalBasis")).fill("ҚПК 122-бап");
  await camera.take("67-export-whom");
  await typist.press("Alt+KeyN");
  await dialog.getByText(words("export:preview.said")).waitFor();
  await camera.take("68-export-preview");
  const downloading = page.waitForEvent("download");
  await typist.press("Control+Enter");
  await downloading;
  await dialog.getByText(words("export:file.saved"), { exact: true }).waitFor();
  await camera.take("69-export-file");
  await typist.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  await typist.press("Alt+Shift+KeyG");
  await dialog.getByRole("tab").nth(2).click();
  await dialog.getByRole("row").nth(1).click();
  await camera.take("69-register-exports");
  await typist.press("Escape");
  await dialog.waitFor({ state: "detached" });
}
