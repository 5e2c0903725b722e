import type { Page } from "playwright";

/**
 * Which of the texts stand in the heap of a page, after what is garbage was swept: a snapshot by Chromium's own profiler, searched as text. It names
 * strings up to their first thousand characters, in every form V8 keeps them; it sees the page's own thread, not its workers.
 */
export async function findInHeap(page: Page, texts: readonly string[]): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  // Weak references and finalizers need more than one round.
  for (let round = 0; round < 4; round++) {
    await session.send("HeapProfiler.collectGarbage");
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await session.detach();
  const snapshot = chunks.join("");
  if (process.env["DALEL_HEAP"] !== undefined) await (await import("node:fs/promises")).writeFile(process.env["DALEL_HEAP"], snapshot);
  return texts.filter((text) => snapshot.includes(text));
}
