import { attachPreview, type PreviewThread } from "../../renderer/state/preview-bridge.ts";
import previewWorkerAddress from "../../renderer/workers/preview.worker.ts?worker&url";
import { type Client, connectDoor } from "../../shared/host/rpc.ts";
import type { PreviewDoor } from "../../shared/preview/door.ts";

/** The preview thread itself, in a browser. */
export function startPreviewWorker(onEnd: (why: "bug") => void): PreviewThread {
  const worker = new Worker(previewWorkerAddress, { type: "module" });
  worker.addEventListener("error", () => onEnd("bug"));
  return {
    channel: {
      postMessage: (message, transfer) => worker.postMessage(message, transfer as Transferable[]),
      addEventListener: (type, listener) => worker.addEventListener(type, listener),
    },
    stop: () => worker.terminate(),
  };
}

/** Gives the window's state real preview threads. */
export function attachPreviewWorker(): void {
  attachPreview(startPreviewWorker);
}

/** A preview thread's own door. */
export function openPreviewDoor(): { readonly door: Client<PreviewDoor>; readonly died: Promise<"bug">; stop(): void } {
  let die: (why: "bug") => void = () => undefined;
  const died = new Promise<"bug">((resolve) => {
    die = resolve;
  });
  const { channel, stop } = startPreviewWorker((why) => die(why));
  return { door: connectDoor<PreviewDoor>(channel), died, stop };
}
