import type { Bytes } from "../../kernel/bytes.ts";
import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import { documentReaders } from "../document-readers.ts";
import type { Encoding, IntakeError, Notice, ReadingChoices } from "../model.ts";
import type { Recognised } from "../recognise/model.ts";
import { recogniseText } from "../recognise/recognise-text.ts";
import { hiddenSigns } from "../recognise/signs.ts";
import { findTextForm, textPieces } from "./text-form.ts";

/** Bytes of a document, at most: its text is held whole. */
const mostDocumentBytes = 64 * 1024 * 1024;

/** A document as text. */
export interface ReadDocument {
  readonly container: "text" | "pdf" | "mail";
  readonly encoding: Encoding;
  readonly hasMark: boolean;
  /** One where it has no pages. */
  readonly pages: readonly string[];
  readonly notices: readonly Notice[];
}

/** Whether a file is a PDF: readers take one whose header stands within its first kilobyte. */
export const isPdfLike = (head: Bytes): boolean => new TextDecoder("latin1").decode(head.subarray(0, 1024)).includes("%PDF-");

/** Whether a text begins with the head of a mail: names with colons before the first empty line, one of them of who sent it. */
export function isMailLike(beginning: string): boolean {
  const head = beginning.split(/\r?\n\r?\n/, 1)[0] ?? "";
  const names = head.split(/\r?\n/).flatMap((line) => (/^[ \t]/.test(line) ? [] : [/^([!-9;-~]+):/.exec(line)?.[1]?.toLowerCase() ?? ""]));
  const isHead = names.length >= 3 && names.slice(0, -1).every((name) => name !== "");
  return isHead && ["from", "received", "return-path", "delivered-to", "message-id"].some((name) => names.includes(name));
}

/**
 * Reads a document as text. Holds it.
 *
 * Fails   as `findTextForm`, `too-large`, or as the readers of PDF and mail do; `no-document-reader` where this machine has none.
 */
export async function readDocument(
  source: ByteSource,
  kind: ReadDocument["container"],
  choices: ReadingChoices = {},
): Promise<Result<ReadDocument, IntakeError>> {
  if (source.sizeBytes > mostDocumentBytes) return fail("too-large");
  if (kind === "text") return readText(source, choices);
  const readers = documentReaders();
  if (readers === null) return fail("no-document-reader");
  const read = await readers[kind](await bytesOf(source));
  if (!read.ok) return read;
  const { pages, attachments } = read.value;
  const blank = kind === "pdf" ? pages.filter((page) => page.trim() === "").length : 0;
  const notices: readonly Notice[] = [
    { name: "unread-attachments", count: attachments },
    { name: "pages-without-text", count: blank },
  ];
  return succeed({ container: kind, encoding: "utf-8", hasMark: false, pages, notices: notices.filter(({ count }) => count > 0) });
}

async function readText(source: ByteSource, { encoding }: ReadingChoices): Promise<Result<ReadDocument, IntakeError>> {
  const form = await findTextForm(source, encoding);
  if (!form.ok) return form;
  let text = "";
  for await (const piece of textPieces(source, form.value)) text += piece;
  return succeed({ container: "text", encoding: form.value.encoding, hasMark: form.value.markBytes > 0, pages: [text], notices: [] });
}

async function bytesOf(source: ByteSource): Promise<Bytes> {
  const bytes = new Uint8Array(source.sizeBytes);
  let at = 0;
  for await (const piece of source.pieces()) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** What a document holds, in its order. Lines are counted within a page. */
export function recognisedIn({ container, pages }: ReadDocument): { readonly items: readonly Recognised[]; readonly hidden: number } {
  const items: Recognised[] = [];
  let hidden = 0;
  for (const [at, text] of pages.entries()) {
    const before = items.length;
    hidden += hiddenSigns(text);
    for (const one of recogniseText({ text, page: container === "pdf" ? at + 1 : 0 }))
      items.push(one.within === null ? one : { ...one, within: one.within + before });
  }
  return { items, hidden };
}
