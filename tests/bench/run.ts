import { createServer } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { chromium, type Page } from "playwright";
import { build } from "vite";
import { benchDesk } from "./desk/desk.ts";
import { benchUnderNode } from "./bundle/under-node.ts";
import { giveFiles } from "./given-file.ts";
import { bytesUnder, watchMemory } from "./process-memory.ts";
import { browserPath, silentSwitches } from "../../electron/launch/system-browser.ts";
import type { Bar, Report } from "./measure.ts";

/** What can be measured, and the parts it is measured in. The steps of a part share a profile on the disk; each runs in a browser of its own. */
const benches: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  ledger: { "ledger-fold": ["ledger-fold"], "ledger-window": ["ledger-window"] },
  vault: { "vault-open": ["vault-open-make", "vault-open"], "vault-commit": ["vault-commit"], "vault-exhibit": ["vault-exhibit"] },
  bundle: { "bundle-exhibit": ["bundle-exhibit"], "bundle-claims": ["bundle-claims"] },
  intake: { "intake-table": ["intake-table"], "intake-workbook": ["intake-workbook"], "intake-sites": ["intake-sites"] },
  /** Four gibibytes, and twice that on the disk: by itself, when it is asked for. */
  largest: { "vault-largest": ["vault-largest"] },
};
/** What is measured without a page: what a person does at the built window, by keys; a bundle under plain Node, as the part "bundle-node". */
const otherBenches: Readonly<Record<string, () => Promise<Report>>> = { desk: benchDesk, bundle: () => benchUnderNode(2 ** 30) };
const types: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

/** Serves a folder on loopback, to this machine only. */
async function serveFolder(folder: string): Promise<{ readonly origin: string; stop(): void }> {
  const server = createServer((asked, answer) => {
    const path = normalize(decodeURIComponent(asked.url ?? "/")).replace(/^([.]{2}[/\\])+/, "");
    readFile(join(folder, path)).then(
      (bytes) => answer.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" }).end(bytes),
      () => answer.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { origin: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

/** Lets the page ask how much memory its worker holds. */
async function watchWorkers(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  let worker = "";
  let asked = 0;
  const waiting = new Map<number, (answer: Record<string, number>) => void>();
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") worker = sessionId;
  });
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const answer: { readonly id?: number; readonly result?: Record<string, number> } = JSON.parse(message);
    waiting.get(answer.id ?? 0)?.(answer.result ?? {});
  });
  const ask = (method: string): Promise<Record<string, number>> => {
    asked += 1;
    const id = asked;
    const answered = new Promise<Record<string, number>>((resolve) => waiting.set(id, resolve));
    return session.send("Target.sendMessageToTarget", { sessionId: worker, message: JSON.stringify({ id, method }) }).then(() => answered);
  };
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  await page.exposeFunction("workerHeapMb", async () => {
    await ask("HeapProfiler.collectGarbage");
    const { usedSize = Number.NaN, backingStorageSize = 0 } = await ask("Runtime.getHeapUsage");
    return (usedSize + backingStorageSize) / 1e6;
  });
}

async function measure(step: string, origin: string, profile: string): Promise<Report> {
  const executablePath = browserPath() ?? undefined;
  const memory = ["--js-flags=--max-old-space-size=4096"];
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...silentSwitches(origin), ...memory, ...root],
  });
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => console.error(error.message));
    await page.exposeFunction("tellBench", (line: string) => console.log(`  … ${line}`));
    await page.exposeFunction("diskBytes", () => bytesUnder(join(profile, "Default", "IndexedDB")));
    await giveFiles(page, profile);
    await watchWorkers(page);
    await page.goto(`${origin}/page.html`);
    await watchMemory(page);
    return await page.evaluate((name) => window.runBench(name), step);
  } finally {
    await browser.close();
  }
}

const sentence = ({ name, measured, most, unit, detail }: Bar): string =>
  `${measured <= most ? "holds " : "MISSED"}  ${name}: ${measured.toFixed(unit === "×" ? 2 : 1)} ${unit} (at most ${most} ${unit}); ${detail}`;

/** Builds the page, serves it, and measures each part in browsers of its own. */
async function benchPages(parts: Readonly<Record<string, readonly string[]>>, only: string | undefined): Promise<readonly Bar[]> {
  const folder = await mkdtemp(join(tmpdir(), "dalel-bench-"));
  await build({
    root: import.meta.dirname,
    base: "./",
    logLevel: "warn",
    configFile: false,
    worker: { format: "es" },
    build: { outDir: folder, emptyOutDir: true, target: "esnext", rolldownOptions: { input: join(import.meta.dirname, "page.html") } },
  });
  const { origin, stop } = await serveFolder(folder);
  const bars: Bar[] = [];
  for (const [part, steps] of Object.entries(parts)) {
    if (only !== undefined && part !== only) continue;
    console.log(`bench: ${part}`);
    const profile = await mkdtemp(join(tmpdir(), "dalel-bench-profile-"));
    for (const step of steps) bars.push(...tell(await measure(step, origin, profile)));
    await rm(profile, { recursive: true, force: true });
  }
  stop();
  await rm(folder, { recursive: true, force: true });
  return bars;
}

function tell({ facts, bars }: Report): readonly Bar[] {
  for (const fact of facts) console.log(`  ${fact}`);
  return bars;
}

const [name = "", only] = process.argv.slice(2);
const parts = benches[name];
const other = otherBenches[name];
if (parts === undefined && other === undefined) {
  console.error(`bench: say one of ${[...new Set([...Object.keys(benches), ...Object.keys(otherBenches)])].join(", ")}`);
  process.exit(2);
}
const isOtherWanted = other !== undefined && (only === undefined || only === `${name}-node`);
const bars = [...(parts === undefined ? [] : await benchPages(parts, only)), ...(isOtherWanted ? tell(await other()) : [])];
for (const bar of bars) console.log(sentence(bar));
process.exit(bars.every(({ measured, most }) => measured <= most) ? 0 : 1);
