import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";

/** Bytes of all files under a folder; 0 when there is none. */
export async function bytesUnder(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    files.map((file) =>
      stat(join(folder, file)).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Lets the page ask how much memory its own process has in use: resident set as the kernel counts it (`VmRSS` and `VmHWM` of /proc/<pid>/status), window
 * and workers together, with the browser's own code. The peak is counted anew after each asking.
 */
export async function watchMemory(page: Page): Promise<void> {
  const pid = await ownRenderer(page);
  await page.exposeFunction("processMemory", async () => {
    const text = await readFile(`/proc/${pid}/status`, "utf8");
    const megabytes = (name: string): number => (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(text)?.[1]) * 1024) / 1e6;
    const memory = { nowMb: megabytes("VmRSS"), peakMb: megabytes("VmHWM") };
    await writeFile(`/proc/${pid}/clear_refs`, "5");
    return memory;
  });
}

/** Chromium draws its own bars in a process of this kind. */
const barsOfBrowser = "--top-chrome-webui";

/** The process of this page: of those that draw pages, the one that works while the page does. */
async function ownRenderer(page: Page): Promise<number> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("a page has a browser");
  const session = await browser.newBrowserCDPSession();
  const times = async (): Promise<ReadonlyMap<number, number>> => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const pages = processInfo.filter(({ type, id }) => type === "renderer" && !readFileSync(`/proc/${id}/cmdline`, "utf8").includes(barsOfBrowser));
    return new Map(pages.map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await times();
  // On a busy machine it takes a while until the page has worked enough to be told from the others.
  for (let turn = 0; turn < 20; turn++) {
    await page.evaluate(() => {
      const end = performance.now() + 400;
      while (performance.now() < end) Math.sqrt(end);
    });
    const spent = [...(await times())].map(([id, cpuTime]) => ({ id, seconds: cpuTime - (before.get(id) ?? 0) }));
    const [most, next] = spent.sort((a, b) => b.seconds - a.seconds);
    if (most !== undefined && most.seconds > 0.3 && most.seconds > 3 * (next?.seconds ?? 0)) return most.id;
  }
  throw new Error("the page's process is found by its work");
}
