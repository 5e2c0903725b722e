import type { About, FileOffer, FileSink, Host, HostError } from "../../shared/host/host.ts";
import { clearBrowserClipboard } from "./browser-clipboard.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";
import { makeFolders } from "./browser-folders.ts";
import { type PickedFile, sinkOf } from "./picked-file.ts";

/** The machine as a browser has it: a save dialog or a download, no native menu, no files opened from outside. */
export function makeBrowserHost(appVersion: string): Host {
  return {
    about: () => Promise.resolve({ appVersion, shell: "browser", platform: platformName() }),
    saveFile: (offer) =>
      window.showSaveFilePicker === undefined
        ? Promise.resolve(succeed(downloadSink(offer)))
        : pickFile(offer, window.showSaveFilePicker.bind(window)),
    setMenu: () => Promise.resolve(),
    onCommand: () => () => undefined,
    onMustLock: (listener) => {
      const freeze = (): void => listener("suspend");
      document.addEventListener("freeze", freeze);
      return () => document.removeEventListener("freeze", freeze);
    },
    onOpenFile: () => () => undefined,
    quit: () => {
      window.close();
      return Promise.resolve();
    },
    ...makeFolders(),
    clearClipboard: clearBrowserClipboard,
  };
}

/** What the File System Access API has, as far as we use it. */
type PickSaveFile = (options: { readonly suggestedName: string }) => Promise<PickedFile>;
declare global {
  interface Window {
    /** Chromium; needs a gesture that is not older than a few seconds. */
    showSaveFilePicker?: PickSaveFile;
  }
}

async function pickFile(offer: FileOffer, pick: PickSaveFile): Promise<Result<FileSink | "cancelled", HostError>> {
  try {
    return succeed(await sinkOf(await pick({ suggestedName: offer.name })));
  } catch (error) {
    // AbortError = the person said no; SecurityError = the gesture is too old for a dialog, and a download needs none.
    if (error instanceof DOMException && error.name === "AbortError") return succeed("cancelled");
    return error instanceof DOMException && error.name === "SecurityError" ? succeed(downloadSink(offer)) : fail("refused");
  }
}

/** Collects the chunks and hands them to the browser's downloads when all are there. */
function downloadSink(offer: FileOffer): FileSink {
  // Blobs of their own: the browser keeps them where it has room, not in this window's memory.
  let chunks: Blob[] = [];
  let handedOver = new Blob();
  return {
    write: (chunk) => {
      chunks.push(new Blob([chunk]));
      return Promise.resolve(succeed(undefined));
    },
    close: () => {
      handedOver = new Blob(chunks, { type: offer.mediaType });
      const address = URL.createObjectURL(handedOver);
      const link = document.createElement("a");
      link.href = address;
      link.download = offer.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      chunks = [];
      return Promise.resolve(succeed(undefined));
    },
    abort: () => {
      chunks = [];
      return Promise.resolve();
    },
    readBack: () => Promise.resolve(succeed(handedOver)),
  };
}

function platformName(): About["platform"] {
  const agent = navigator.userAgent;
  if (agent.includes("Windows")) return "win32";
  return agent.includes("Mac OS") ? "darwin" : agent.includes("Linux") ? "linux" : "other";
}
