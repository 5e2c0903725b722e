import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { browserPath } from "../launch/system-browser.ts";

/** Draws assets/icons/dalel.svg at the sizes the systems ask for; run by hand when the mark changes. */
const folder = join(import.meta.dirname, "../../assets/icons");
const mark = readFileSync(join(folder, "dalel.svg"), "utf8");
const executablePath = browserPath();
if (executablePath === null) throw new Error("no Chromium, Chrome or Edge was found");
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${mark}`);
  await page.screenshot({ path: join(folder, `${size}x${size}.png`), omitBackground: true });
  await page.close();
}
await browser.close();
