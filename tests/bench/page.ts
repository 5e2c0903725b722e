import FoldWorker from "./ledger/fold-worker.ts?worker";
import { measureWindow } from "./ledger/window-side.ts";
import type { Report } from "./measure.ts";

declare global {
  interface Window {
    runBench(name: string): Promise<Report>;
    tellBench?: (line: string) => void;
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

window.runBench = async (name) => {
  if (name === "ledger-fold") return measureFold();
  return measureWindow(tell);
};
