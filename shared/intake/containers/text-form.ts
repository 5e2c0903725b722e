import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import { markOf } from "../decode-text.ts";
import type { Encoding, IntakeError } from "../model.ts";

/** How bytes are text. */
export interface TextForm {
  readonly encoding: Encoding;
  /** Bytes of the mark at the beginning that says so; 0 = none. */
  readonly markBytes: number;
}

/**
 * How a file is text: by byte order mark, else UTF-8 where all of it is valid, else windows-1251. Reads it once. O(bytes).
 *
 * Takes   `encoding`: what a person says it is, which is then only tried.
 * Fails   `empty`, `not-text` with the place of the first byte that is none (from 1).
 */
export async function findTextForm(source: ByteSource, encoding?: Encoding): Promise<Result<TextForm, IntakeError>> {
  const first = await source.pieces()[Symbol.asyncIterator]().next();
  if (first.done === true || first.value.length === 0) return fail("empty");
  const mark = markOf(first.value);
  const candidates = encoding !== undefined ? [encoding] : mark !== null ? [mark.encoding] : (["utf-8", "windows-1251"] as const);
  let trouble: IntakeError = { kind: "not-text" };
  for (const one of candidates) {
    const form = { encoding: one, markBytes: mark?.encoding === one ? mark.bytes : 0 };
    const problem = await problemOf(source, form);
    if (problem === null) return succeed(form);
    trouble = problem;
  }
  return { ok: false, error: trouble };
}

/** The text of a file as it is decoded, a piece at a time. Throws when it is no text of that form: ask `findTextForm` first. */
export async function* textPieces(source: ByteSource, { encoding, markBytes }: TextForm): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let skip = markBytes;
  for await (const piece of source.pieces()) {
    const text = decoder.decode(piece.subarray(skip), { stream: true });
    skip = 0;
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

/** The first piece of a file's text, by which its kind is known. */
export async function firstTextOf(source: ByteSource, form: TextForm): Promise<string> {
  for await (const piece of textPieces(source, form)) return piece;
  return "";
}

// Control characters other than tab, line feed and carriage return do not occur in tables.
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

async function problemOf(source: ByteSource, form: TextForm): Promise<IntakeError | null> {
  let isBlank = true;
  try {
    for await (const text of textPieces(source, form)) {
      if (controls.test(text)) return { kind: "not-text" };
      isBlank &&= text.trim() === "";
    }
  } catch (error) {
    // The platform throws on bytes that are no text of this encoding; here that is an answer. A file that cannot be read throws another.
    if (error instanceof TypeError) return { kind: "not-text" };
    throw error;
  }
  return isBlank ? { kind: "empty" } : null;
}
