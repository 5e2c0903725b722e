import { fail, type Result, succeed } from "../../kernel/result.ts";
import { type Bytes, concatBytes, utf8ToBytes } from "../../kernel/bytes.ts";
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
 * Fails   `empty`, `bad-byte` with the place of the first byte that is no text (from 1).
 */
export async function findTextForm(source: ByteSource, encoding?: Encoding): Promise<Result<TextForm, IntakeError>> {
  const first = await source.pieces()[Symbol.asyncIterator]().next();
  if (first.done === true || first.value.length === 0) return fail("empty");
  const mark = markOf(first.value);
  const wide = wideEncodingOf(first.value);
  const candidates =
    encoding !== undefined ? [encoding] : mark !== null ? [mark.encoding] : wide !== null ? [wide] : (["utf-8", "windows-1251"] as const);
  let trouble: IntakeError = { kind: "empty" };
  for (const one of candidates) {
    const form = { encoding: one, markBytes: mark?.encoding === one ? mark.bytes : 0 };
    const problem = await problemOf(source, form);
    if (problem === null) return succeed(form);
    trouble = problem;
  }
  return { ok: false, error: trouble };
}

const fewestZeros = 16;
/** UTF-16 without a mark, by the zeros it has beside each plain sign; null when it has none. */
function wideEncodingOf(bytes: Bytes): "utf-16le" | "utf-16be" | null {
  const looked = bytes.subarray(0, 1024);
  const zeros = [0, 0];
  looked.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const many = Math.max(fewestZeros, looked.length / 8);
  return odd > many && even === 0 ? "utf-16le" : even > many && odd === 0 ? "utf-16be" : null;
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
  const decoder = new TextDecoder(form.encoding, { fatal: true, ignoreBOM: true });
  let [skip, passed, isBlank] = [form.markBytes, 0, true];
  let begun: Bytes = new Uint8Array(0);
  for await (const piece of source.pieces()) {
    const bytes = piece.subarray(skip);
    const placeOf = (good: number): IntakeError => ({ kind: "bad-byte", where: String(passed + skip - begun.length + good + 1) });
    const text = decodePiece(decoder, bytes);
    if (text === null) return placeOf(goodBytes(form.encoding, concatBytes(begun, bytes)));
    const control = text.search(controls);
    if (control >= 0) return placeOf(bytesOf(text.slice(0, control), form.encoding));
    isBlank &&= text.trim() === "";
    begun = begunIn(concatBytes(begun, bytes.slice(-4)), form.encoding);
    passed += piece.length;
    skip = 0;
  }
  if (decodePiece(decoder, null) === null) return { kind: "bad-byte", where: String(passed - begun.length + 1) };
  return isBlank ? { kind: "empty" } : null;
}

/** The bytes at the end that begin a character which the next piece ends. */
function begunIn(bytes: Bytes, encoding: Encoding): Bytes {
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    const high = bytes.at(encoding === "utf-16le" ? -1 : -2) ?? 0;
    return bytes.slice(high >= 0xd8 && high <= 0xdb ? -2 : bytes.length);
  }
  if (encoding !== "utf-8") return bytes.slice(bytes.length);
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes.at(-back) ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const whole = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return bytes.slice(whole > back ? -back : bytes.length);
  }
  return bytes.slice(bytes.length);
}

function decodePiece(decoder: TextDecoder, bytes: Bytes | null): string | null {
  try {
    return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    // The platform throws on bytes that are no text of this encoding; here that is an answer.
    return null;
  }
}

/** How many bytes at the beginning are text: found by halving. */
function goodBytes(encoding: Encoding, bytes: Bytes): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (decodePiece(new TextDecoder(encoding, { fatal: true, ignoreBOM: true }), bytes.subarray(0, middle)) === null) bad = middle;
    else good = middle;
  }
  return good;
}

function bytesOf(text: string, encoding: Encoding): number {
  if (encoding === "utf-8") return utf8ToBytes(text).length;
  return encoding === "utf-16le" || encoding === "utf-16be" ? text.length * 2 : text.length;
}
