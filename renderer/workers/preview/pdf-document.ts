import type { PDFDocumentProxy } from "pdfjs-dist";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { type Result, fail, succeed } from "../../../shared/kernel/result.ts";
import { findInRuns } from "../../../shared/preview/find-text.ts";
import {
  longestSide,
  mostHits,
  mostPageItems,
  mostPdfBytes,
  mostPdfPicturePixels,
  mostSearchedPages,
  mostShownPixels,
} from "../../../shared/preview/limits.ts";
import { pageLines } from "../../../shared/preview/page-lines.ts";
import type { Found, Hit, PdfFacts, PdfPage, PreviewError } from "../../../shared/preview/model.ts";
import { memory, NoFilters, pdfjsHere, ThreadCanvases } from "./pdf-load.ts";
import { pageText } from "./pdf-text.ts";
import { pixelsOf } from "./picture.ts";

/** An opened PDF: pages as pixels and runs of text. */
export interface PdfDocument {
  readonly facts: PdfFacts;
  draw(page: number, scale: number): Promise<Result<PdfPage, PreviewError>>;
  find(text: string): Promise<Result<Found, PreviewError>>;
  /** The text of a page in lines, without its pixels. */
  lines(page: number): Promise<Result<string, PreviewError>>;
  /** Ends it, and frees what it holds. */
  close(): Promise<void>;
}

/**
 * Opens a PDF with pdf.js. No script of it is run (the interpreter is not shipped), no XFA form is laid out, nothing is asked of a network, no font of it is given to the
 * system: letters are drawn as paths. Fonts and character maps it leaves out come from `partsAddress`.
 *
 * Fails   `too-large`, `protected` where it wants a password, `damaged` where it cannot be read.
 */
export async function openPdf(bytes: Bytes, partsAddress: string): Promise<Result<PdfDocument, PreviewError>> {
  if (bytes.length > mostPdfBytes) return fail("too-large");
  const pdfjs = await pdfjsHere();
  const parts = (folder: string): string => `${partsAddress}${folder}/`;
  const task = pdfjs.getDocument({
    // Its own copy: it is moved about, and the bytes stay to be looked at.
    data: bytes.slice(),
    verbosity: 0,
    enableXfa: false,
    stopAtErrors: false,
    disableFontFace: true,
    useSystemFonts: false,
    maxImageSize: mostPdfPicturePixels,
    canvasMaxAreaInBytes: 4 * mostPdfPicturePixels,
    CanvasFactory: ThreadCanvases,
    FilterFactory: NoFilters,
    useWorkerFetch: true,
    cMapUrl: parts("cmaps"),
    cMapPacked: true,
    standardFontDataUrl: parts("standard_fonts"),
    wasmUrl: parts("wasm"),
    iccUrl: parts("iccs"),
  });
  return attempt(async () => documentOf(await task.promise));
}

/** What pdf.js throws on is damaged, or wants a password; both are answers here. It goes on after most faults: what unpacks too far is told all the same. */
async function attempt<Value>(run: () => Promise<Value>): Promise<Result<Value, PreviewError>> {
  memory.isExceeded = false;
  try {
    const value = await run();
    return memory.isExceeded ? fail("unpacks-too-far") : succeed(value);
  } catch (thrown) {
    if (memory.isExceeded) return fail("unpacks-too-far");
    return fail(thrown instanceof Error && thrown.name === "PasswordException" ? "protected" : "damaged");
  }
}

async function documentOf(pdf: PDFDocumentProxy): Promise<PdfDocument> {
  const facts = await factsOf(pdf);
  const runs = new Map<number, readonly string[]>();
  return {
    facts,
    async draw(number, scale) {
      if (number < 1 || number > pdf.numPages) return fail("no-such-page");
      return attempt(() => drawPage(pdf, number, scale));
    },
    find: (text) => attempt(() => findIn(pdf, runs, text)),
    close: () => pdf.loadingTask.destroy(),
    lines: (number) =>
      attempt(async () => {
        const page = await pdf.getPage(number);
        const items = await pageText(page);
        page.cleanup();
        return pageLines(items);
      }),
  };
}

async function factsOf(pdf: PDFDocumentProxy): Promise<PdfFacts> {
  const [{ info }, hasScripts, fields, attachments] = await Promise.all([
    pdf.getMetadata(),
    pdf.hasJSActions(),
    pdf.getFieldObjects(),
    pdf.getAttachments(),
  ]);
  const said: Readonly<Record<string, unknown>> = { ...info };
  const text = (name: string): string => (typeof said[name] === "string" ? said[name].slice(0, 500) : "");
  return {
    pages: pdf.numPages,
    title: text("Title"),
    author: text("Author"),
    producer: text("Producer"),
    made: text("CreationDate"),
    hasScripts,
    hasForm: fields !== null,
    attachments: namesOf(attachments).slice(0, 1_000),
  };
}

/** Of attached files pdf.js says a map by name. */
function namesOf(attachments: unknown): readonly string[] {
  if (attachments instanceof Map) return [...attachments.keys()].map(String);
  return attachments !== null && typeof attachments === "object" ? Object.keys(attachments) : [];
}

async function drawPage(pdf: PDFDocumentProxy, number: number, wanted: number): Promise<PdfPage> {
  const page = await pdf.getPage(number);
  const { width: pointsWide, height: pointsHigh } = page.getViewport({ scale: 1 });
  const scale = Math.min(
    Math.max(wanted, 0.05),
    Math.sqrt(mostShownPixels / (pointsWide * pointsHigh)),
    longestSide / Math.max(pointsWide, pointsHigh),
  );
  const viewport = page.getViewport({ scale });
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  invariant(context !== null, "a canvas has a context for pixels");
  // pdf.js draws on either kind of canvas, and names the one of a document only.
  const canvasContext = context as unknown as CanvasRenderingContext2D;
  await page.render({ canvas: null, canvasContext, viewport, annotationMode: 1 }).promise;
  const items = await pageText(page);
  page.cleanup();
  return { ...pixelsOf(context), pointsWide, pointsHigh, items: items.slice(0, mostPageItems), isTextCut: items.length > mostPageItems };
}

async function findIn(pdf: PDFDocumentProxy, runs: Map<number, readonly string[]>, text: string): Promise<Found> {
  const hits: Hit[] = [];
  const last = Math.min(pdf.numPages, mostSearchedPages);
  for (let number = 1; number <= last && hits.length < mostHits; number++) {
    const ofPage = runs.get(number) ?? (await pageText(await pdf.getPage(number))).slice(0, mostPageItems).map((item) => item.text);
    runs.set(number, ofPage);
    hits.push(...findInRuns(ofPage, text).map((item) => ({ at: number, item })));
  }
  return { hits: hits.slice(0, mostHits), isCut: hits.length >= mostHits || last < pdf.numPages };
}
