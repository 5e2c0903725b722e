import { mkdir } from "node:fs/promises";
import { photographFirstRun } from "./first-run-screens.ts";
import { openOffice, openWorkstation, removeFolder } from "./office.ts";
import { wordsIn } from "./words.ts";
const out = process.argv[2] ?? "/tmp/w-polish/sample"; const language = (process.argv[3] ?? "ru") as "ru";
await mkdir(out, { recursive: true });
const office = await openOffice();
const st = await openWorkstation({ origin: office.origin, width: 1280, height: 800 });
const { page } = st; const words = wordsIn(language);
await photographFirstRun(null, words, { language, agency: "afm", officer: "Сериков Ғабит" }, page);
await page.keyboard.press("Control+KeyK"); await page.getByRole("combobox").first().waitFor(); await page.keyboard.insertText(words("sample:open")); await page.waitForTimeout(300); await page.keyboard.press("Enter");
await page.waitForTimeout(7000);
for (const [w, h] of [[1280, 800], [1440, 900], [900, 700]] as const) {
  await page.setViewportSize({ width: w, height: h }); await page.waitForTimeout(500);
  await page.getByRole("application").focus(); await page.keyboard.press("KeyF"); await page.waitForTimeout(600);
  await page.screenshot({ path: `${out}/sample-${w}.png` });
}
console.log(st.complaints);
await st.close(); await removeFolder(st.profile); await office.close();
