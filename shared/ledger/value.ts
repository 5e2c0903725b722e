import { parseEntityId, parseFileHash } from "../kernel/brand.ts";
import { hasExactKeys, type Json } from "../kernel/canonical.ts";
import { isIsoDate } from "./iso-date.ts";
import type { Place, Source, Span, Value } from "./model.ts";

/** Digits and sign of an exact decimal, at most: 2^256 has 78 digits, and 18 decimals are usual. */
const longestDecimal = 128;

/** Whether a text is an exact decimal in its one form: "0", "-12.50", never "01", "+1", ".5" or "1e3". */
export function isDecimalText(text: Json): text is string {
  return typeof text === "string" && text.length <= longestDecimal && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text);
}

/** Text a claim may hold: no control characters except tab and line feed. Letters are not normalised: the source's own bytes are evidence. */
export function isPlainText(text: Json): text is string {
  return typeof text === "string" && !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text);
}

const isCount = (value: Json): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isShortText = (text: Json): text is string => isPlainText(text) && text.length <= 256;

/** A value of parsed JSON, or null. */
export function readValue(json: Json): Value | null {
  if (json === null || typeof json !== "object" || Array.isArray(json)) return null;
  if (hasExactKeys(json, ["kind", "text"])) return readTextValue(json.kind, json.text);
  if (hasExactKeys(json, ["kind", "text", "unit"])) {
    const { kind, text, unit } = json;
    return kind === "decimal" && isDecimalText(text) && isShortText(unit) && unit !== "" ? { kind, text, unit } : null;
  }
  if (hasExactKeys(json, ["kind", "text", "asset"])) {
    const { kind, text, asset } = json;
    return kind === "amount" && isDecimalText(text) && isShortText(asset) ? { kind, text, asset } : null;
  }
  if (hasExactKeys(json, ["kind", "from", "to"])) {
    const span = json.kind === "date" ? readSpan({ from: json.from, to: json.to }) : undefined;
    return span === undefined ? null : { kind: "date", from: span.from, to: span.to };
  }
  if (hasExactKeys(json, ["kind", "entity"])) {
    const entity = parseEntityId(json.entity);
    return json.kind === "entity" && entity !== null ? { kind: "entity", entity } : null;
  }
  if (!hasExactKeys(json, ["kind", "sha256", "sizeBytes", "mediaType"]) || json.kind !== "file") return null;
  const sha256 = parseFileHash(json.sha256);
  const { sizeBytes, mediaType } = json;
  return sha256 !== null && isCount(sizeBytes) && isShortText(mediaType) ? { kind: "file", sha256, sizeBytes, mediaType } : null;
}

function readTextValue(kind: Json, text: Json): Value | null {
  if (kind === "decimal") return isDecimalText(text) ? { kind, text } : null;
  return (kind === "text" || kind === "identifier") && isPlainText(text) ? { kind, text } : null;
}

/** Two dates of any precision, "" = open; undefined when it is none. */
export function readSpan(json: Json): Span | undefined {
  if (!hasExactKeys(json, ["from", "to"])) return undefined;
  const { from, to } = json;
  return isOpenOrDate(from) && isOpenOrDate(to) ? { from, to } : undefined;
}

function isOpenOrDate(text: Json): text is string {
  return typeof text === "string" && (text === "" || isIsoDate(text));
}

/** A file and a place in it; undefined when it is none. */
export function readSource(json: Json): Source | undefined {
  if (!hasExactKeys(json, ["file", "place"])) return undefined;
  const file = parseFileHash(json.file);
  const place = readPlace(json.place);
  return file !== null && place !== undefined ? { file, place } : undefined;
}

function readPlace(json: Json): Place | undefined {
  const isTimed = hasExactKeys(json, ["page", "row", "column", "time"]);
  if (!isTimed && !hasExactKeys(json, ["page", "row", "column"])) return undefined;
  const { page, row, column } = json;
  if (!isCount(page) || !isCount(row) || !isPlainText(column)) return undefined;
  if (!isTimed) return { page, row, column };
  return isTimeCode(json.time) ? { page, row, column, time: json.time } : undefined;
}

/** A time code of a recording: "00:03:07", "101:03:07.250". */
export function isTimeCode(text: Json): text is string {
  return typeof text === "string" && /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{3})?$/.test(text);
}
