import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { IntakeError } from "../model.ts";
import type { Json } from "./json-value.ts";

/** Objects and lists within each other, at most. */
export const deepest = 64;

/**
 * One value of JSON, from a text at hand. Numbers stay the text they are: no digit of an amount is lost.
 *
 * Takes   `firstLine`: the line of the file the text begins on.
 * Fails   `broken-json`, `too-complex` (deeper than 64), `duplicate-member` (a name twice in one object: which is meant?), each with the line.
 * Source  RFC 8259; checked against the platform's own reading in tests/property/intake.
 */
export function parseJson(text: string, firstLine = 1): Result<Json, IntakeError> {
  const reader = new JsonReader(text);
  const value = reader.value(0);
  if (value !== undefined && reader.isAtEnd()) return succeed(value);
  return fail(reader.trouble, String(firstLine + linesBefore(text, reader.at)));
}

/** Line ends before a place. */
export function linesBefore(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

const [quote, backslash, openObject, closeObject, openList, closeList, comma, colon] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a];
const bareWord = /(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Where the text of a string that begins at `start` ends, behind its quote; beyond the text when it does not end in it; null when a sign may not be there. */
export function endOfString(text: string, start: number): number | null {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code < 0x20) return null;
    if (code === backslash) at += 1;
  }
  return text.length + 1;
}

/** Where spaces and line ends are over. */
export function endOfSpaces(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

/** The value of a string as it is written, quotes included; null when an escape in it is none. */
export function unquoted(written: string): string | null {
  if (!written.includes("\\")) return written.slice(1, -1);
  try {
    return String(JSON.parse(written));
  } catch {
    // The platform throws on an escape that is none; here that is an answer.
    return null;
  }
}

class JsonReader {
  at = 0;
  trouble: "broken-json" | "too-complex" | "duplicate-member" = "broken-json";
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    this.at = endOfSpaces(this.#text, this.at);
    return this.at === this.#text.length;
  }

  value(depth: number): Json | undefined {
    const code = this.#next();
    if (code === quote) return this.#string() ?? undefined;
    if (code !== openObject && code !== openList) return this.#bare();
    if (depth >= deepest) {
      this.trouble = "too-complex";
      return undefined;
    }
    this.at += 1;
    return code === openObject ? this.#members(depth + 1) : this.#items(depth + 1);
  }

  #members(depth: number): Json | undefined {
    const members = new Map<string, Json>();
    if (this.#takes(closeObject)) return members;
    do {
      const name = this.#next() === quote ? this.#string() : null;
      if (name === null || !this.#takes(colon)) return undefined;
      if (members.has(name)) {
        this.trouble = "duplicate-member";
        return undefined;
      }
      const value = this.value(depth);
      if (value === undefined) return undefined;
      members.set(name, value);
    } while (this.#takes(comma));
    return this.#takes(closeObject) ? members : undefined;
  }

  #items(depth: number): Json | undefined {
    const items: Json[] = [];
    if (this.#takes(closeList)) return items;
    do {
      const value = this.value(depth);
      if (value === undefined) return undefined;
      items.push(value);
    } while (this.#takes(comma));
    return this.#takes(closeList) ? items : undefined;
  }

  #string(): string | null {
    const end = endOfString(this.#text, this.at);
    if (end === null || end > this.#text.length) return null;
    const value = unquoted(this.#text.slice(this.at, end));
    if (value !== null) this.at = end;
    return value;
  }

  #bare(): Json | undefined {
    bareWord.lastIndex = this.at;
    const word = bareWord.exec(this.#text)?.[1];
    if (word === undefined) return undefined;
    this.at += word.length;
    if (word === "null") return null;
    return word === "true" || word === "false" ? word === "true" : { number: word };
  }

  #next(): number {
    this.at = endOfSpaces(this.#text, this.at);
    return this.#text.charCodeAt(this.at);
  }

  #takes(sign: number): boolean {
    if (this.#next() !== sign) return false;
    this.at += 1;
    return true;
  }
}
