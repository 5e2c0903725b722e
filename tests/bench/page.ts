import { measureClaims, measureSealing } from "./bundle/sealing.ts";
import { measureSites, measureTransfers, measureWorkbook } from "./intake/importing.ts";
import FoldWorker from "./ledger/fold-worker.ts?worker";
import { measureWindow } from "./ledger/window-side.ts";
import type { Report } from "./measure.ts";
import { measureCommits } from "./vault/committing.ts";
import { keepLargest, measureKeeping } from "./vault/keeping.ts";
import { makeForOpening, measureOpening } from "./vault/opening.ts";

declare global {
  interface Window {
    runBench(name: string): Promise<Report>;
    tellBench?: (line: string) => void;
    /** Resident memory of this page's process, MB: now, and the most since it was last asked. */
    processMemory?: () => Promise<{ readonly nowMb: number; readonly peakMb: number }>;
    /** Bytes of all IndexedDB databases of this profile on the disk. */
    diskBytes?: () => Promise<number>;
    /** Used heap of the one worker after a collection, MB: asked of the debugger. */
    workerHeapMb?: () => Promise<number>;
  }
}

const tell = (line: string): void => window.tellBench?.(line);

function measureFold(): Promise<Report> {
  const worker = new FoldWorker();
  return new Promise((resolve, reject) => {
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
    worker.addEventListener("message", ({ data }: MessageEvent<{ readonly line?: string; readonly report?: Report; readonly heap?: true }>) => {
      if (data.heap === true) void window.workerHeapMb?.().then((heapMb) => worker.postMessage({ heapMb }));
      if (data.line !== undefined) tell(data.line);
      if (data.report === undefined) return;
      worker.terminate();
      resolve(data.report);
    });
  });
}

const exhibitBytes = 2 ** 30;

/** Every step of every part, by its name in `run.ts`. */
const steps: Readonly<Record<string, () => Promise<Report>>> = {
  "ledger-fold": measureFold,
  "ledger-window": () => measureWindow(tell),
  "vault-open-make": () => makeForOpening(tell),
  "vault-open": () => measureOpening(tell),
  "vault-commit": () => measureCommits(tell),
  "vault-exhibit": () => measureKeeping(tell),
  "bundle-exhibit": () => measureSealing(tell, exhibitBytes),
  "bundle-claims": () => measureClaims(tell),
  "intake-table": () => measureTransfers(tell),
  "intake-workbook": () => measureWorkbook(tell),
  "intake-sites": () => measureSites(tell),
  "vault-largest": () => keepLargest(tell),
};

window.runBench = async (name) => {
  const run = steps[name];
  if (run === undefined) throw new Error(`no step ${name}`);
  return run();
};
