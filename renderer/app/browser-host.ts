import type { About, FileOffer, FileSink, Host, HostError } from "../../shared/host/host.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { clearBrowserClipboard } from "./browser-clipboard.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";

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
    clearClipboard: clearBrowserClipboard,
  };
}

/** What the File System Access API has, as far as we use it. */
type PickSaveFile = (options: { readonly suggestedName: string }) => Promise<PickedFile>;
interface PickedFile {
  createWritable(): Promise<WritableFile>;
}
interface WritableFile {
  write(chunk: Bytes): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}
declare global {
  interface Window {
    /** Chromium; needs a gesture that is not older than a few seconds. */
    showSaveFilePicker?: PickSaveFile;
  }
}

async function pickFile(offer: FileOffer, pick: PickSaveFile): Promise<Result<FileSink | "cancelled", HostError>> {
  try {
    const file = await pick({ suggestedName: offer.name });
    const writable = await file.createWritable();
    return succeed({
      write: (chunk) => outcome(() => writable.write(chunk)),
      close: () => outcome(() => writable.close()),
      abort: () => writable.abort(),
    });
  } catch (error) {
    // AbortError = the person said no; SecurityError = the gesture is too old for a dialog, and a download needs none.
    if (error instanceof DOMException && error.name === "AbortError") return succeed("cancelled");
    return error instanceof DOMException && error.name === "SecurityError" ? succeed(downloadSink(offer)) : fail("refused");
  }
}

async function outcome(act: () => Promise<void>): Promise<Result<void, HostError>> {
  try {
    return succeed(await act());
  } catch (error) {
    return fail(error instanceof DOMException && error.name === "QuotaExceededError" ? "disk-full" : "unavailable");
  }
}

/** Collects the chunks and hands them to the browser's downloads when all are there. */
function downloadSink(offer: FileOffer): FileSink {
  let chunks: Bytes[] = [];
  return {
    write: (chunk) => {
      chunks.push(chunk);
      return Promise.resolve(succeed(undefined));
    },
    close: () => {
      const address = URL.createObjectURL(new Blob(chunks, { type: offer.mediaType }));
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
  };
}

function platformName(): About["platform"] {
  const agent = navigator.userAgent;
  if (agent.includes("Windows")) return "win32";
  return agent.includes("Mac OS") ? "darwin" : agent.includes("Linux") ? "linux" : "other";
}
