import * as pdfjs from "pdfjs-dist";
import { mostUnpackedBytes } from "../../../shared/preview/limits.ts";

/**
 * Loads pdf.js with both its halves in this thread, so that no second thread is started: what parses finds `pdfjsWorker` there. Its parsing half serves whatever thread it
 * is loaded in, unless it sees a window: for that moment it is shown one, so that it hears nothing of what the window asks of us.
 */
async function loadPdfjs(): Promise<typeof pdfjs> {
  capArrays();
  Object.defineProperty(globalThis, "window", { value: globalThis, configurable: true });
  try {
    await import("pdfjs-dist/build/pdf.worker.mjs");
  } finally {
    Reflect.deleteProperty(globalThis, "window");
  }
  return pdfjs;
}

/** Whether a file asked for an array above the limit since this was last set to false. */
export const memory = { isExceeded: false };

/**
 * pdf.js unpacks a stream whole, into arrays that double: two megabytes of a file may ask for gigabytes. In this thread, which ends with the look, no array of bytes is made
 * above `mostUnpackedBytes`; what asks for one is refused as if the memory were full, and that is noted.
 */
function capArrays(): void {
  const capped = new Proxy(Uint8Array, {
    construct(target, given: readonly unknown[], newTarget) {
      const [asked] = given;
      // Once a stream went too far, what would unpack it a second way is refused at its sixteenth.
      if (typeof asked === "number" && asked > (memory.isExceeded ? mostUnpackedBytes / 16 : mostUnpackedBytes)) {
        memory.isExceeded = true;
        throw new RangeError("more is asked for than a file may unpack to");
      }
      return Reflect.construct(target, given, newTarget) as Uint8Array;
    },
  });
  Object.defineProperty(globalThis, "Uint8Array", { value: capped, configurable: true, writable: true });
  Object.defineProperty(globalThis, "DecompressionStream", { value: cappedDecompression(DecompressionStream), configurable: true, writable: true });
}

/** The browser's own unpacking, which pdf.js tries first and gathers whole: it ends at the same limit. */
function cappedDecompression(native: typeof DecompressionStream): typeof DecompressionStream {
  return class extends native {
    override readonly readable = super.readable.pipeThrough(countedBytes());
  };
}

function countedBytes(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let total = 0;
  return new TransformStream({
    transform(chunk, to) {
      total += chunk.byteLength;
      if (total <= mostUnpackedBytes) return to.enqueue(chunk);
      memory.isExceeded = true;
      to.error(new RangeError("more is unpacked than a file may hold"));
    },
  });
}

let loading: Promise<typeof pdfjs> | null = null;
export function pdfjsHere(): Promise<typeof pdfjs> {
  loading ??= loadPdfjs();
  return loading;
}

/** Canvases of a thread without a document. */
export class ThreadCanvases {
  create(width: number, height: number): CanvasAndContext {
    const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
    return { canvas, context: canvas.getContext("2d", { willReadFrequently: true }) };
  }

  reset(of: CanvasAndContext, width: number, height: number): void {
    if (of.canvas === null) return;
    of.canvas.width = width;
    of.canvas.height = height;
  }

  /** Frees the pixels at once. */
  destroy(of: CanvasAndContext): void {
    if (of.canvas !== null) [of.canvas.width, of.canvas.height] = [0, 0];
    [of.canvas, of.context] = [null, null];
  }
}
interface CanvasAndContext {
  canvas: OffscreenCanvas | null;
  context: OffscreenCanvasRenderingContext2D | null;
}

/** Filters need a document; without them transfer functions and luminosity masks are drawn pixel by pixel, as in pdf.js' own drawing thread. */
export class NoFilters {
  addFilter(): string {
    return "none";
  }
  addHCMFilter(): string {
    return "none";
  }
  addAlphaFilter(): string {
    return "none";
  }
  addLuminosityFilter(): string {
    return "none";
  }
  addKnockoutFilter(): string {
    return "none";
  }
  addHighlightHCMFilter(): string {
    return "none";
  }
  destroy(): void {
    // Nothing was made.
  }
}
