import { type BundleNotice, isSameSupersede, noteHashOf, readBundleNotice, readReplaces } from "../bundle/recall.ts";
import { readReceipt, type Receipt } from "../bundle/receipt.ts";
import { type FileHash, type InstantMs, parseFileHash, parseInstantMs } from "../kernel/brand.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { type ExportRecord, exportToJson, readExport } from "./export-record.ts";

/** What was decided about a recall or supersede notice that arrived. */
export const noticeDecisions = ["kept", "out-of-use", "destroyed"] as const;
export type NoticeDecision = (typeof noticeDecisions)[number];

/** What became of a bundle that was taken in or set aside, as the acceptances in its case stand: what is in by it, and nothing that was taken back. */
export interface BundleStanding {
  readonly is: (typeof bundleStandings)[number];
  /** Claims and files that are in the case by this bundle, and were not before. */
  readonly claims: number;
  readonly files: number;
}
const bundleStandings = ["accepted", "accepted-in-part", "set-aside", "taken-back"] as const;

/** A line of the book of bundles: what became of a bundle after it left or arrived. The book only grows. */
export type BundleEvent =
  /** The file of a bundle that left was made. */
  | { readonly kind: "file"; readonly statementHash: string; readonly fileHash: FileHash; readonly at: InstantMs }
  /** The file of a bundle that was sealed never left (decision 0078). */
  | { readonly kind: "never-left"; readonly statementHash: string; readonly at: InstantMs }
  /** A signed note was written by us (`ours`) or arrived, kept as it was signed. `carriedIn`: it speaks of the bundle with this statement hash, which carried it. */
  | { readonly kind: "note"; readonly isOurs: boolean; readonly bytes: Bytes; readonly at: InstantMs; readonly carriedIn?: FileHash }
  | { readonly kind: "decision"; readonly noteHash: FileHash; readonly decision: NoticeDecision; readonly at: InstantMs }
  /** A table left in another program's format (decision 0096). */
  | { readonly kind: "export"; readonly at: InstantMs; readonly record: ExportRecord }
  /** What was decided last about a notice was undone, or done again. */
  | { readonly kind: "decision-stands"; readonly noteHash: FileHash; readonly stands: boolean; readonly at: InstantMs }
  /** What a bundle that was accepted or set aside has in its case by now, since that changed. */
  | ({ readonly kind: "standing"; readonly statementHash: string; readonly at: InstantMs } & BundleStanding);

export function encodeBundleEvent(event: BundleEvent): Bytes {
  const { kind, at } = event;
  if (kind === "file") return line({ kind, statementHash: event.statementHash, fileHash: event.fileHash, at });
  if (kind === "never-left") return line({ kind, statementHash: event.statementHash, at });
  if (kind === "note") {
    const { isOurs, carriedIn } = event;
    return line({ kind, isOurs, note: bytesToUtf8(event.bytes) ?? "", at, ...(carriedIn === undefined ? {} : { carriedIn }) });
  }
  if (kind === "decision") return line({ kind, noteHash: event.noteHash, decision: event.decision, at });
  if (kind === "export") return line({ kind, at, record: exportToJson(event.record) });
  if (kind === "decision-stands") return line({ kind, noteHash: event.noteHash, stands: event.stands, at });
  return line({ kind, statementHash: event.statementHash, is: event.is, claims: event.claims, files: event.files, at });
}

const line = (json: Json): Bytes => utf8ToBytes(canonicalText(json));

/** Reads a line we wrote; null for anything else. */
export function decodeBundleEvent(bytes: Bytes): BundleEvent | null {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json === null || typeof json !== "object" || Array.isArray(json) || !("at" in json)) return null;
  const at = parseInstantMs(json["at"]);
  if (at === null) return null;
  if (hasExactKeys(json, ["kind", "statementHash", "fileHash", "at"]) && json.kind === "file") {
    const fileHash = parseFileHash(json.fileHash);
    return fileHash === null || typeof json.statementHash !== "string" ? null : { kind: "file", statementHash: json.statementHash, fileHash, at };
  }
  if (hasExactKeys(json, ["kind", "statementHash", "at"]) && json.kind === "never-left")
    return typeof json.statementHash === "string" ? { kind: "never-left", statementHash: json.statementHash, at } : null;
  if (hasExactKeys(json, ["kind", "at", "record"]) && json.kind === "export") {
    const record = readExport(json.record);
    return record === null ? null : { kind: "export", at, record };
  }
  if (hasExactKeys(json, ["kind", "isOurs", "note", "at"]) && json.kind === "note") {
    const { isOurs, note } = json;
    return typeof isOurs === "boolean" && typeof note === "string" ? { kind: "note", isOurs, bytes: utf8ToBytes(note), at } : null;
  }
  if (hasExactKeys(json, ["kind", "isOurs", "note", "at", "carriedIn"]) && json.kind === "note") {
    const { isOurs, note } = json;
    const carriedIn = parseFileHash(json.carriedIn);
    return typeof isOurs === "boolean" && typeof note === "string" && carriedIn !== null
      ? { kind: "note", isOurs, bytes: utf8ToBytes(note), at, carriedIn }
      : null;
  }
  if (hasExactKeys(json, ["kind", "statementHash", "is", "claims", "files", "at"]) && json.kind === "standing") return readStanding(json, at);
  if (hasExactKeys(json, ["kind", "noteHash", "stands", "at"]) && json.kind === "decision-stands") {
    const noteHash = parseFileHash(json.noteHash);
    return noteHash === null || typeof json.stands !== "boolean" ? null : { kind: "decision-stands", noteHash, stands: json.stands, at };
  }
  if (!hasExactKeys(json, ["kind", "noteHash", "decision", "at"]) || json.kind !== "decision") return null;
  const [noteHash, decision] = [parseFileHash(json.noteHash), noticeDecisions.find((each) => each === json.decision)];
  return noteHash === null || decision === undefined ? null : { kind: "decision", noteHash, decision, at };
}

function readStanding(json: { readonly [K in "statementHash" | "is" | "claims" | "files"]: Json }, at: InstantMs): BundleEvent | null {
  const { statementHash, claims, files } = json;
  const is = bundleStandings.find((each) => each === json.is);
  if (is === undefined || typeof statementHash !== "string" || !isCount(claims) || !isCount(files)) return null;
  return { kind: "standing", statementHash, is, claims, files, at };
}

interface KeptNote {
  readonly hash: FileHash;
  readonly isOurs: boolean;
  readonly bytes: Bytes;
  readonly keptAt: InstantMs;
}
export interface KeptReceipt extends KeptNote {
  readonly receipt: Receipt;
}
export interface KeptNotice extends KeptNote {
  /** The names of other notes that say the same: in the bundle that replaces, or in a file. */
  readonly alsoHashes: readonly FileHash[];
  readonly notice: BundleNotice;
  /** The last decision about it, and when; null = none yet, or what was done by it was undone. */
  readonly decision: { readonly is: NoticeDecision; readonly at: InstantMs } | null;
  /** The same, whatever became of it. */
  readonly decided: KeptNotice["decision"];
}

/** The book of bundles, read. */
export class BundleBook {
  readonly files = new Map<string, FileHash>();
  readonly neverLeft = new Set<string>();
  readonly receipts: KeptReceipt[] = [];
  readonly notices: KeptNotice[] = [];
  /** Tables that left, by the hash of their records, in the order they did. */
  readonly exports = new Map<string, { readonly at: InstantMs; readonly record: ExportRecord }>();
  /** What changed since a bundle was accepted, as noted last. */
  readonly standings = new Map<string, BundleStanding>();

  /** Takes a line in. A note that no longer reads is passed over: it was read before it was kept, and a later version may read it again. */
  async note(event: BundleEvent): Promise<void> {
    if (event.kind === "file") this.files.set(event.statementHash, event.fileHash);
    else if (event.kind === "never-left") this.neverLeft.add(event.statementHash);
    else if (event.kind === "note") await this.#takeNote(event);
    else if (event.kind === "export") this.exports.set(event.record.recordHash, { at: event.at, record: event.record });
    else if (event.kind === "standing") this.standings.set(event.statementHash, { is: event.is, claims: event.claims, files: event.files });
    else {
      const at = this.notices.findIndex((kept) => isCalled(kept, event.noteHash));
      const known = this.notices[at];
      if (known !== undefined) this.notices[at] = { ...known, ...decidedBy(event, known) };
    }
  }

  /** Whether a note is kept, however its signature is written. */
  has(hash: FileHash): boolean {
    return this.receipts.some((kept) => kept.hash === hash) || this.notices.some((kept) => isCalled(kept, hash));
  }

  async #takeNote({ isOurs, bytes, at, carriedIn }: Extract<BundleEvent, { readonly kind: "note" }>): Promise<void> {
    const kept = { hash: noteHashOf(bytes), isOurs, bytes, keptAt: at };
    if (this.has(kept.hash)) return;
    const receipt = await readReceipt(bytes);
    if (receipt.ok) return void this.receipts.push({ ...kept, receipt: receipt.value });
    const notice = carriedIn === undefined ? await readBundleNotice(bytes) : await readReplaces(bytes, carriedIn, null);
    if (!notice.ok) return;
    const same = this.notices.findIndex((each) => each.isOurs === isOurs && isSameSupersede(each.notice, notice.value));
    const known = this.notices[same];
    if (known === undefined) this.notices.push({ ...kept, alsoHashes: [], notice: notice.value, decision: null, decided: null });
    else this.notices[same] = { ...known, alsoHashes: [...known.alsoHashes, kept.hash] };
  }
}

/** Whether a notice is meant by this name. */
export function isCalled({ hash, alsoHashes }: Pick<KeptNotice, "hash" | "alsoHashes">, name: string): boolean {
  return hash === name || alsoHashes.some((each) => each === name);
}

function decidedBy(
  event: Extract<BundleEvent, { readonly kind: "decision" | "decision-stands" }>,
  { decided }: KeptNotice,
): Pick<KeptNotice, "decision" | "decided"> {
  if (event.kind === "decision-stands") return { decision: event.stands ? decided : null, decided };
  const taken = { is: event.decision, at: event.at };
  return { decision: taken, decided: taken };
}

const isCount = (value: Json): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
