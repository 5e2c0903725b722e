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

/** Reads bytes as text: by byte order mark, else UTF-8 where it is valid, else windows-1251. Spreadsheets and other binaries are named. */
/** How an encrypted bundle begins: "age-encryption.org/v1" (C2SP age). */
const ageMagic = [...new TextEncoder().encode("age-encryption.org/v1")];

export function decodeText(bytes: Uint8Array): Result<DecodedText, IntakeError> {
  if (bytes.length === 0) return fail("empty");
  if (bytes.length > mostFileBytes) return fail("too-large");
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return fail("spreadsheet");
  if (startsWith(bytes, ageMagic)) return fail("bundle");
  const decoded = decodeAny(bytes);
  if (decoded === null || hasControls(decoded.text)) return fail("not-text");
  return decoded.text.trim() === "" ? fail("empty") : succeed(decoded);
}

function decodeAny(bytes: Uint8Array): DecodedText | null {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return decodeUtf8(bytes.subarray(3), true);
  if (startsWith(bytes, [0xff, 0xfe])) return decodeAs(bytes.subarray(2), "utf-16le", true);
  if (startsWith(bytes, [0xfe, 0xff])) return decodeAs(bytes.subarray(2), "utf-16be", true);
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
