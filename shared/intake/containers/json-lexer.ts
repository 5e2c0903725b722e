import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { IntakeError } from "../model.ts";

/** A word of JSON. `text` is a string's value, a number as written, else the sign itself. */
export interface JsonToken {
  readonly kind: "{" | "}" | "[" | "]" | "," | ":" | "string" | "number" | "literal";
  readonly text: string;
  /** Line of the file, from 1. */
  readonly line: number;
}

/** Characters of one string or one row, at most. */
export const longestJson = 2 ** 24;

/**
 * Cuts text into the words of JSON, as the text comes. Numbers stay the text they are: no digit of an amount is lost.
 *
 * Fails   `broken-json` with the line (from 1) where no word of JSON begins; `too-complex` when a string is longer than a row may be.
 * Source  RFC 8259; checked against the platform's own reading in tests/property/intake.
 */
export class JsonLexer {
  #rest = "";
  #line: number;

  constructor(firstLine = 1) {
    this.#line = firstLine;
  }

  /** The words that end in what has come so far; all of them when it is the last. */
  lex(piece: string, isLast: boolean): Result<readonly JsonToken[], IntakeError> {
    const text = this.#rest + piece;
    const tokens: JsonToken[] = [];
    let at = this.#skipSpaces(text, 0);
    while (at < text.length) {
      const end = endOfToken(text, at);
      if (end === null) return fail("broken-json", String(this.#line));
      // What touches the end may go on.
      if (end > text.length || (end === text.length && !isLast && !isSign(text, at))) break;
      const token = tokenOf(text.slice(at, end), this.#line);
      if (token === null) return fail("broken-json", String(this.#line));
      tokens.push(token);
      at = this.#skipSpaces(text, end);
    }
    this.#rest = text.slice(at);
    if (isLast && this.#rest !== "") return fail("broken-json", String(this.#line));
    return this.#rest.length > longestJson ? fail("too-complex", String(this.#line)) : succeed(tokens);
  }

  #skipSpaces(text: string, start: number): number {
    let at = start;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 0x0a) this.#line += 1;
      else if (code !== 0x20 && code !== 0x09 && code !== 0x0d) return at;
      at += 1;
    }
  }
}

const isSign = (text: string, at: number): boolean => "{}[],:".includes(text[at] ?? " ");

/** Where the word that begins here ends; beyond the text when it does not end in it; null when no word begins here. */
function endOfToken(text: string, start: number): number | null {
  if (isSign(text, start)) return start + 1;
  if (text[start] === '"') return endOfString(text, start);
  let at = start;
  while (at < text.length && /[\w.+-]/.test(text[at] ?? "")) at += 1;
  return at === start ? null : at;
}

function endOfString(text: string, start: number): number | null {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return null;
    if (code === 0x5c) at += 1;
  }
  return text.length + 1;
}

function tokenOf(word: string, line: number): JsonToken | null {
  const first = word[0] ?? "";
  if (first === "{" || first === "}" || first === "[" || first === "]" || first === "," || first === ":") return { kind: first, text: first, line };
  if (first === '"') {
    const text = word.includes("\\") ? unescaped(word) : word.slice(1, -1);
    return text === null ? null : { kind: "string", text, line };
  }
  if (word === "true" || word === "false" || word === "null") return { kind: "literal", text: word, line };
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word) ? { kind: "number", text: word, line } : null;
}

function unescaped(word: string): string | null {
  try {
    return String(JSON.parse(word));
  } catch {
    // The platform throws on an escape that is none; here that is an answer.
    return null;
  }
}
