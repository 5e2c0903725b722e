import { invariant } from "./invariant.ts";

/** Data that has one canonical text. Numbers are integers of at most 53 bits; amounts are decimal strings. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one text of a value: RFC 8785 (JSON Canonicalization Scheme), integers only.
 *
 * Fails   a fraction, an integer beyond 2^53 or a lone surrogate is a bug of the caller: it throws.
 * Source  RFC 8785 §3.2; checked against the `canonicalize` package in tests/interop.
 */
export function canonicalText(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    invariant(Number.isSafeInteger(value) && !Object.is(value, -0), "canonical numbers are safe integers");
    return String(value);
  }
  if (typeof value === "string") {
    invariant(value.isWellFormed(), "canonical text has no lone surrogate");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalText).join(",")}]`;
  const record = value as { readonly [key: string]: Json };
  const members = Object.keys(record)
    .sort()
    .map((key) => `${canonicalText(key)}:${canonicalText(record[key] as Json)}`);
  return `{${members.join(",")}}`;
}

const deepest = 32;

/**
 * Reads a line that must already be canonical: `canonicalText(parse(line)) === line`. This one rule refuses duplicate
 * keys, 1.0 for 1, escapes, spaces and -0.
 *
 * Gives   the value, made of objects without `Object.prototype` (a key `__proto__` is only a key); null when the line is not canonical.
 * Ranges  nesting up to 32.
 * Cost    one pass: about as long as JSON.parse takes.
 */
export function parseCanonical(line: string): Json | null {
  return line.isWellFormed() ? (new CanonicalReader(line).read() ?? null) : null;
}

/** Objects that inherit nothing. Made so, and not with a prototype of null, because engines keep those as hash tables, which are slow. */
class Bare {
  [key: string]: Json;
}
Object.setPrototypeOf(Bare.prototype, null);
Reflect.deleteProperty(Bare.prototype, "constructor");
Object.freeze(Bare.prototype);

/** Reads what is canonical and nothing else; undefined as soon as it is not. Members must rise by their keys, so that each has one place and comes once. */
class CanonicalReader {
  readonly #line: string;
  /** No text of the line has an escape or a sign that needs one: each ends at the next quotation mark. */
  readonly #isPlain: boolean;
  #at = 0;

  constructor(line: string) {
    this.#line = line;
    this.#isPlain = !/[\\\u0000-\u001f]/.test(line);
  }

  read(): Json | undefined {
    const value = this.#value(0);
    return this.#at === this.#line.length ? value : undefined;
  }

  #value(depth: number): Json | undefined {
    switch (this.#line.charCodeAt(this.#at)) {
      case 0x22:
        return this.#text();
      case 0x7b:
        return depth < deepest ? this.#object(depth + 1) : undefined;
      case 0x5b:
        return depth < deepest ? this.#array(depth + 1) : undefined;
      case 0x6e:
        return this.#word("null", null);
      case 0x74:
        return this.#word("true", true);
      case 0x66:
        return this.#word("false", false);
      default:
        return this.#number();
    }
  }

  #object(depth: number): Json | undefined {
    const bare = new Bare();
    let last = "";
    for (let isFirst = true; !this.#ends(0x7d, isFirst); isFirst = false) {
      const key = this.#line.charCodeAt(this.#at) === 0x22 ? this.#text() : undefined;
      if (key === undefined || (!isFirst && key <= last) || this.#line.charCodeAt(this.#at++) !== 0x3a) return undefined;
      const value = this.#value(depth);
      if (value === undefined) return undefined;
      bare[key] = value;
      last = key;
    }
    return this.#line.charCodeAt(this.#at++) === 0x7d ? bare : undefined;
  }

  #array(depth: number): Json | undefined {
    const items: Json[] = [];
    for (let isFirst = true; !this.#ends(0x5d, isFirst); isFirst = false) {
      const value = this.#value(depth);
      if (value === undefined) return undefined;
      items.push(value);
    }
    return this.#line.charCodeAt(this.#at++) === 0x5d ? items : undefined;
  }

  /** Whether nothing more comes before the bracket: it stands here, or no comma does. A comma is passed. */
  #ends(bracket: number, isFirst: boolean): boolean {
    const sign = this.#line.charCodeAt(this.#at);
    // Behind the opening bracket stands the first member or the closing one; behind a member a comma and the next, or the closing one.
    if (isFirst) {
      this.#at++;
      return this.#line.charCodeAt(this.#at) === bracket;
    }
    if (sign !== 0x2c) return true;
    this.#at++;
    return false;
  }

  #text(): string | undefined {
    const start = this.#at;
    const end = this.#isPlain ? this.#line.indexOf('"', start + 1) : endOfString(this.#line, start);
    if (end < 0 || end >= this.#line.length) return undefined;
    this.#at = end + 1;
    return this.#isPlain ? this.#line.slice(start + 1, end) : unescaped(this.#line.slice(start, end + 1));
  }

  #word<Value>(word: string, value: Value): Value | undefined {
    if (!this.#line.startsWith(word, this.#at)) return undefined;
    this.#at += word.length;
    return value;
  }

  #number(): number | undefined {
    const start = this.#at;
    if (this.#line.charCodeAt(start) === 0x2d) this.#at++;
    for (let sign = this.#line.charCodeAt(this.#at); sign >= 0x30 && sign <= 0x39; sign = this.#line.charCodeAt(++this.#at));
    const text = this.#line.slice(start, this.#at);
    const value = Number(text);
    return text.length <= 17 && Number.isSafeInteger(value) && String(value) === text ? value : undefined;
  }
}

/** The text of a string as it stands in JSON; undefined unless every sign is written in the one canonical way. */
function unescaped(token: string): string | undefined {
  try {
    const text = JSON.parse(token) as string;
    return text.isWellFormed() && JSON.stringify(text) === token ? text : undefined;
  } catch {
    return undefined;
  }
}

function endOfString(line: string, start: number): number {
  let i = start + 1;
  while (i < line.length && line.charCodeAt(i) !== 0x22) i += line.charCodeAt(i) === 0x5c ? 2 : 1;
  return i;
}

/** Whether a value is an object with exactly these keys: the closed schemas of everything we read. */
export function hasExactKeys<Key extends string>(value: Json | undefined, keys: readonly Key[]): value is { readonly [K in Key]: Json } {
  if (value === null || value === undefined || typeof value !== "object" || Array.isArray(value)) return false;
  const own = Object.keys(value);
  return own.length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}
