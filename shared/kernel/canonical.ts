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
 * Gives   the value, made of null-prototype objects (a key `__proto__` is only a key); null when the line is not canonical.
 * Ranges  nesting up to 32.
 */
export function parseCanonical(line: string): Json | null {
  let nesting = 0;
  for (let i = 0; i < line.length; i++) {
    const sign = line.charCodeAt(i);
    if (sign === 0x22) i = endOfString(line, i);
    else if (sign === 0x5b || sign === 0x7b) nesting++;
    else if (sign === 0x5d || sign === 0x7d) nesting--;
    if (nesting > deepest) return null;
  }
  try {
    const value = JSON.parse(line, withoutPrototype) as Json;
    return canonicalText(value) === line ? value : null;
  } catch {
    return null;
  }
}

function endOfString(line: string, start: number): number {
  let i = start + 1;
  while (i < line.length && line.charCodeAt(i) !== 0x22) i += line.charCodeAt(i) === 0x5c ? 2 : 1;
  return i;
}

function withoutPrototype(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const bare: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) {
    Object.defineProperty(bare, key, { value: (value as Record<string, unknown>)[key], enumerable: true, writable: true, configurable: true });
  }
  return bare;
}

/** Whether a value is an object with exactly these keys: the closed schemas of everything we read. */
export function hasExactKeys<Key extends string>(value: Json | undefined, keys: readonly Key[]): value is { readonly [K in Key]: Json } {
  if (value === null || value === undefined || typeof value !== "object" || Array.isArray(value)) return false;
  const own = Object.keys(value);
  return own.length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}
