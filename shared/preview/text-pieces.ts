import { bytesToUtf8 } from "../kernel/bytes.ts";
import { type Result, fail, succeed } from "../kernel/result.ts";
import { longestPiece, mostTextBytes } from "./limits.ts";
import type { PreviewError, TextEncodingName, TextFacts, TextPiece } from "./model.ts";

interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncodingName;
  readonly hasMark: boolean;
}

/** A text in pieces short enough to be drawn. */
export interface PiecedText {
  readonly facts: TextFacts;
  readonly text: string;
  /** Where pieces begin in the text; a line's end belongs to no piece. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly lines: readonly number[];
}

/**
 * Reads bytes as text: by byte order mark, else UTF-8 where it is valid, else UTF-16 where zeros stand on one side only, else windows-1251. Null where it is none: a
 * NUL, or more than one sign in a hundred that no text has. `isCut`: the bytes may end within a letter.
 */
export function decodeAnyText(bytes: Uint8Array, isCut = false): DecodedText | null {
  const decoded = decodeByMark(bytes) ?? decodeUtf8(bytes, isCut) ?? decodeUtf16(bytes, isCut) ?? decodeCyrillic(bytes);
  return decoded === null || hasForeignSigns(decoded.text) ? null : decoded;
}

function decodeByMark(bytes: Uint8Array): DecodedText | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeAs(bytes.subarray(3), "utf-8", true);
  if (a === 0xff && b === 0xfe) return decodeAs(even(bytes.subarray(2)), "utf-16le", true);
  if (a === 0xfe && b === 0xff) return decodeAs(even(bytes.subarray(2)), "utf-16be", true);
  return null;
}

/** A text that was cut may end within a letter: up to three bytes are left out. */
function decodeUtf8(bytes: Uint8Array, isCut: boolean): DecodedText | null {
  for (let less = 0; less <= (isCut ? 3 : 0); less++) {
    const text = bytesToUtf8(bytes.subarray(0, bytes.length - less));
    if (text !== null) return text.includes("\0") ? null : { text, encoding: "utf-8", hasMark: false };
  }
  return null;
}

/** UTF-16 without a mark is told by its spaces and line ends, whose other byte is zero, on one side only. */
function decodeUtf16(bytes: Uint8Array, isCut: boolean): DecodedText | null {
  if (bytes.length % 2 !== 0 && !isCut) return null;
  const zeros = [0, 0];
  const looked = Math.min(bytes.length, 4_096);
  for (let at = 0; at < looked; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [high = 0, low = 0] = zeros;
  if (Math.max(high, low) * 20 < looked || Math.min(high, low) > 0) return null;
  return decodeAs(even(bytes), low > high ? "utf-16le" : "utf-16be", false);
}

function decodeCyrillic(bytes: Uint8Array): DecodedText | null {
  return bytes.includes(0) ? null : decodeAs(bytes, "windows-1251", false);
}

function decodeAs(bytes: Uint8Array, encoding: TextEncodingName, hasMark: boolean): DecodedText | null {
  try {
    return { text: new TextDecoder(encoding, { fatal: !hasMark }).decode(bytes), encoding, hasMark };
  } catch {
    // The platform throws on bytes that are no text of this encoding; here that is an answer.
    return null;
  }
}

const even = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length - (bytes.length % 2));

/** Of a text at most one sign in a hundred is a control other than those of layout and of terminals (tab, line and page ends, backspace, escape). */
function hasForeignSigns(text: string): boolean {
  const looked = Math.min(text.length, 65_536);
  let foreign = 0;
  for (let at = 0; at < looked; at++) {
    const code = text.charCodeAt(at);
    if (code === 0) return true;
    if ((code < 0x20 && !(code >= 0x08 && code <= 0x0d) && code !== 0x1b) || code === 0x7f || code === 0xfffd) foreign++;
  }
  return foreign * 100 > looked;
}

/** The whole text in pieces. O(bytes). Fails `too-large` above `mostTextBytes` and `not-text`. */
export function pieceText(bytes: Uint8Array): Result<PiecedText, PreviewError> {
  if (bytes.length > mostTextBytes) return fail("too-large");
  const decoded = decodeAnyText(bytes);
  if (decoded === null) return fail("not-text");
  const { text, encoding, hasMark } = decoded;
  const [starts, ends, lines]: [number[], number[], number[]] = [[], [], []];
  let line = 0;
  for (let start = 0; start <= text.length; ) {
    const { end, next } = lineEnd(text, start);
    if (end === text.length && start === end && line > 0) break;
    line++;
    for (let at = start; at === start || at < end; ) {
      const until = pieceEnd(text, at, end);
      starts.push(at);
      ends.push(until);
      lines.push(line);
      at = until === at ? end + 1 : until;
    }
    start = next;
  }
  return succeed({ facts: { encoding, hasMark, lines: line, pieces: starts.length }, text, starts, ends, lines });
}

const lineBreak = /\r\n|\n|\r/g;

function lineEnd(text: string, start: number): { readonly end: number; readonly next: number } {
  lineBreak.lastIndex = start;
  const found = lineBreak.exec(text);
  return found === null ? { end: text.length, next: text.length + 1 } : { end: found.index, next: found.index + found[0].length };
}

/** No piece ends within a letter of two code units. */
function pieceEnd(text: string, at: number, end: number): number {
  if (end - at <= longestPiece) return end;
  const until = at + longestPiece;
  const code = text.charCodeAt(until);
  return code >= 0xdc00 && code <= 0xdfff ? until - 1 : until;
}

export function piecesFrom(pieced: PiecedText, from: number, count: number): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  for (let at = Math.max(0, from); at < Math.min(pieced.starts.length, from + count); at++) {
    const line = pieced.lines[at] ?? 0;
    pieces.push({ line, isContinued: pieced.lines[at - 1] === line, text: pieced.text.slice(pieced.starts[at], pieced.ends[at]) });
  }
  return pieces;
}
