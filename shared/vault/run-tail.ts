import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";

/** What a run's slot remembers: its key, how many boxes there are, and the hash of the last. Written in one transaction with the boxes. */
export interface RunTail {
  /** 32 bytes, random: only this run's boxes are sealed with it. */
  readonly secret: Bytes;
  readonly count: number;
  /** SHA-256 of the last sealed box, hex; 64 zeros when there is none. */
  readonly last: string;
  /** How many entries the boxes hold, so that it is known how many a damage takes along; null in a run from before this was counted. */
  readonly entries: number | null;
}

/** The hash before the first box. */
export const noHash = "0".repeat(64);

export function encodeTail({ secret, count, last, entries }: RunTail): Bytes {
  const known = { secret: bytesToBase64(secret), count, last };
  return utf8ToBytes(canonicalText(entries === null ? { format: 1, ...known } : { format: 2, ...known, entries }));
}

/** Null when the bytes are no tail of format 1 or 2. */
export function decodeTail(bytes: Bytes): RunTail | null {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (hasExactKeys(json, ["format", "secret", "count", "last"]) && json.format === 1) return tailOf(json, null);
  if (!hasExactKeys(json, ["format", "secret", "count", "last", "entries"]) || json.format !== 2) return null;
  return typeof json.entries === "number" && json.entries >= 0 ? tailOf(json, json.entries) : null;
}

function tailOf(json: { readonly secret: Json; readonly count: Json; readonly last: Json }, entries: number | null): RunTail | null {
  const secret = typeof json.secret === "string" ? base64ToBytes(json.secret) : null;
  const { count, last } = json;
  if (secret?.length !== 32 || typeof count !== "number" || count < 0 || typeof last !== "string" || !/^[0-9a-f]{64}$/.test(last)) return null;
  return { secret, count, last, entries };
}
