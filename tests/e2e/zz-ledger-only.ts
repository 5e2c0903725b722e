import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Camera, type Look } from "./camera.ts";
import { photographFirstRun } from "./first-run-screens.ts";
import { Typist } from "./keyboard.ts";
import { openOffice, openWorkstation, removeFolder } from "./office.ts";
import { photographLedger } from "./ledger-screens.ts";
import { type Language, wordsIn } from "./words.ts";
const [, , out = "/tmp/w-polish/ledger", languages = "ru", widths = "1280", themes = "light"] = process.argv;
const looks: readonly Look[] = widths.split(",").flatMap((w) => themes.split(",").map((theme) => ({ width: Number(w), theme: theme === "dark" ? "dark" : "light" })));
const office = await openOffice();
for (const language of languages.split(",") as Language[]) {
  const folder = join(out, language); await mkdir(folder, { recursive: true });
  const st = await openWorkstation({ origin: office.origin, width: 1280, height: 800 });
  const words = wordsIn(language);
  const quiet = new Camera(st.page, folder, looks, words("shell:command.theme"));
  await photographFirstRun(null, words, { language, agency: "afm", officer: "Сериков Ғабит" }, st.page);
  try { await photographLedger(quiet, { words, typist: new Typist(st.page) }); } catch (e) { console.error(language, String(e)); await quiet.take("failed"); }
  console.log(language, st.complaints);
  await st.close(); await removeFolder(st.profile);
}
await office.close();
