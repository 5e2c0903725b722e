import { bytesToUtf8 } from "../kernel/bytes.ts";
import { type Result, fail, succeed } from "../kernel/result.ts";
import type { Encoding, IntakeError } from "./model.ts";

/** Bytes of one file, at most: what a window can hold as text and columns at once. */
export const mostFileBytes = 256 * 1024 * 1024;

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  readonly hasMark: boolean;
}

/** How an encrypted bundle begins: "age-encryption.org/v1" (C2SP age). */
const ageMagic = [...new TextEncoder().encode("age-encryption.org/v1")];

/** What a file is that is no text by its first bytes; null when it may be one. */
export function foreignKind(head: Uint8Array): "spreadsheet" | "bundle" | null {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return "spreadsheet";
  return startsWith(head, ageMagic) ? "bundle" : null;
}

/** Reads bytes as text: by byte order mark, else UTF-8 where it is valid, else windows-1251. Spreadsheets and other binaries are named. */
export function decodeText(bytes: Uint8Array): Result<DecodedText, IntakeError> {
  if (bytes.length === 0) return fail("empty");
  if (bytes.length > mostFileBytes) return fail("too-large");
  const foreign = foreignKind(bytes);
  if (foreign !== null) return fail(foreign);
  const decoded = decodeAny(bytes);
  if (decoded === null || hasControls(decoded.text)) return fail("not-text");
  return decoded.text.trim() === "" ? fail("empty") : succeed(decoded);
}

const marks: readonly (readonly [readonly number[], Encoding])[] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/** The byte order mark a file begins with. */
export function markOf(head: Uint8Array): { readonly encoding: Encoding; readonly bytes: number } | null {
  const found = marks.find(([signature]) => startsWith(head, signature));
  return found === undefined ? null : { encoding: found[1], bytes: found[0].length };
}

function decodeAny(bytes: Uint8Array): DecodedText | null {
  const mark = markOf(bytes);
  if (mark?.encoding === "utf-8") return decodeUtf8(bytes.subarray(mark.bytes), true);
  if (mark !== null) return decodeAs(bytes.subarray(mark.bytes), mark.encoding, true);
  return decodeUtf8(bytes, false) ?? decodeAs(bytes, "windows-1251", false);
}

function decodeUtf8(bytes: Uint8Array, hasMark: boolean): DecodedText | null {
  const text = bytesToUtf8(bytes);
  return text === null ? null : { text, encoding: "utf-8", hasMark };
}

function decodeAs(bytes: Uint8Array, encoding: Encoding, hasMark: boolean): DecodedText | null {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, hasMark };
  } catch {
    // The platform throws on bytes that are no text of this encoding; here that is an answer.
    return null;
  }
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

/** Control characters other than tab, line feed and carriage return do not occur in tables. */
function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return true;
  }
  return false;
}
