import { type InstantMs, parseInstantMs } from "../kernel/brand.ts";
import { type Bytes, bytesToUtf8, concatBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import type { BackupRun, StoredPiece } from "./model.ts";

/** What the plain stream of a backup consists of: head, tails, boxes, slots, chunks, end (assets/docs/format/backup.md). */
export type BackupRecord =
  | { readonly kind: "head"; readonly madeAt: InstantMs; readonly runs: readonly BackupRun[] }
  | Exclude<StoredPiece, { readonly kind: "header" }>
  | { readonly kind: "end"; readonly boxes: number; readonly slots: number; readonly chunks: number };

const kinds = ["", "head", "tail", "box", "slot", "chunk", "end"] as const;
/** More is refused: a damaged length must not take the machine's memory. */
const largestRecord = 64 * 1_048_576;
const prefixBytes = 5;
const sequenceBytes = 8;

/** kind ‖ 4 bytes of length ‖ body. */
export function encodeRecord(record: BackupRecord): Bytes {
  const body = bodyOf(record);
  const prefix = new Uint8Array(prefixBytes);
  prefix[0] = kinds.indexOf(record.kind);
  new DataView(prefix.buffer).setUint32(1, body.length);
  return concatBytes(prefix, body);
}

function bodyOf(record: BackupRecord): Bytes {
  switch (record.kind) {
    case "head": {
      const runs = record.runs.map(({ name, stored, boxes, last }) => ({ name, stored, boxes, last }));
      return utf8ToBytes(canonicalText({ format: 1, madeAt: record.madeAt, runs }));
    }
    case "end":
      return utf8ToBytes(canonicalText({ boxes: record.boxes, slots: record.slots, chunks: record.chunks }));
    case "box": {
      const sequence = new Uint8Array(sequenceBytes);
      new DataView(sequence.buffer).setBigUint64(0, BigInt(record.sequence));
      return concatBytes(nameOf(record.run), sequence, record.sealed);
    }
    default:
      return concatBytes(nameOf(record.name), record.sealed);
  }
}

/** One byte of length, and the name. */
function nameOf(name: string): Bytes {
  return concatBytes(new Uint8Array([name.length]), utf8ToBytes(name));
}

/** Takes the plain stream as it comes and gives the records that are whole. */
export class RecordReader {
  #rest: Bytes = new Uint8Array(0);
  #parts: Bytes[] = [];
  #held = 0;
  #needed = prefixBytes;
  #isEnded = false;

  /** Null at anything that is no record: what came before it in this piece is not given either. */
  push(piece: Bytes): readonly BackupRecord[] | null {
    this.#parts.push(piece);
    this.#held += piece.length;
    if (this.#held < this.#needed && !this.#isEnded) return [];
    this.#rest = concatBytes(...this.#parts);
    const records: BackupRecord[] = [];
    while (!this.#isEnded && this.#rest.length >= prefixBytes) {
      const length = new DataView(this.#rest.buffer, this.#rest.byteOffset).getUint32(1);
      if (length > largestRecord) return null;
      this.#needed = prefixBytes + length;
      if (this.#rest.length < this.#needed) break;
      const record = decodeRecord(this.#rest[0] ?? 0, this.#rest.slice(prefixBytes, this.#needed));
      if (record === null) return null;
      records.push(record);
      this.#rest = this.#rest.subarray(this.#needed);
      this.#needed = prefixBytes;
      this.#isEnded = record.kind === "end";
    }
    // Behind the end stand only zeros.
    if (this.#isEnded && this.#rest.some((byte) => byte !== 0)) return null;
    [this.#parts, this.#held] = this.#isEnded ? [[], 0] : [[this.#rest], this.#rest.length];
    return records;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }
}

function decodeRecord(kindByte: number, body: Bytes): BackupRecord | null {
  const kind = kinds[kindByte];
  if (kind === "head") return decodeHead(parseCanonical(bytesToUtf8(body) ?? ""));
  if (kind === "end") return decodeEnd(parseCanonical(bytesToUtf8(body) ?? ""));
  if (kind === undefined || kind === "") return null;
  const at = 1 + (body[0] ?? 0);
  const name = bytesToUtf8(body.subarray(1, at)) ?? "";
  if (at > body.length || !isStoredName(name)) return null;
  if (kind !== "box") return { kind, name, sealed: body.slice(at) };
  if (body.length < at + sequenceBytes) return null;
  const sequence = Number(new DataView(body.buffer, body.byteOffset + at).getBigUint64(0));
  return Number.isSafeInteger(sequence) ? { kind, run: name, sequence, sealed: body.slice(at + sequenceBytes) } : null;
}

/** The names a store takes (`BoxStore`). */
const isStoredName = (name: unknown): name is string => typeof name === "string" && /^[a-z0-9][a-z0-9.]{0,99}$/.test(name);

function decodeHead(json: Json | null): BackupRecord | null {
  if (json === null || !hasExactKeys(json, ["format", "madeAt", "runs"]) || json.format !== 1 || !Array.isArray(json.runs)) return null;
  const madeAt = parseInstantMs(json.madeAt);
  const runs = (json.runs as readonly Json[]).map(decodeRun);
  return madeAt !== null && runs.every((run) => run !== null) ? { kind: "head", madeAt, runs } : null;
}

function decodeRun(json: Json): BackupRun | null {
  if (!hasExactKeys(json, ["name", "stored", "boxes", "last"])) return null;
  const { name, stored, boxes, last } = json;
  const isSound = typeof name === "string" && isStoredName(stored) && isCount(boxes) && typeof last === "string" && /^[0-9a-f]{64}$/.test(last);
  return isSound ? { name, stored, boxes, last } : null;
}

function decodeEnd(json: Json | null): BackupRecord | null {
  if (json === null || !hasExactKeys(json, ["boxes", "slots", "chunks"])) return null;
  const { boxes, slots, chunks } = json;
  return isCount(boxes) && isCount(slots) && isCount(chunks) ? { kind: "end", boxes, slots, chunks } : null;
}

const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
