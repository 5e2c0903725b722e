import { readBundleNotice, noteHashOf, type BundleNotice } from "../bundle/recall.ts";
import { readReceipt, type Receipt } from "../bundle/receipt.ts";
import { type FileHash, type InstantMs, parseFileHash, parseInstantMs } from "../kernel/brand.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";

/** What was decided about a recall or supersede notice that arrived. */
export const noticeDecisions = ["kept", "out-of-use", "destroyed"] as const;
export type NoticeDecision = (typeof noticeDecisions)[number];

/** A line of the book of bundles: what became of a bundle after it left or arrived. The book only grows. */
export type BundleEvent =
  /** The file of a bundle that left was made. */
  | { readonly kind: "file"; readonly statementHash: string; readonly fileHash: FileHash; readonly at: InstantMs }
  /** The file of a bundle that was sealed never left (decision 0078). */
  | { readonly kind: "never-left"; readonly statementHash: string; readonly at: InstantMs }
  /** A signed note was written by us (`ours`) or arrived, kept as it was signed. */
  | { readonly kind: "note"; readonly isOurs: boolean; readonly bytes: Bytes; readonly at: InstantMs }
  | { readonly kind: "decision"; readonly noteHash: FileHash; readonly decision: NoticeDecision; readonly at: InstantMs };

export function encodeBundleEvent(event: BundleEvent): Bytes {
  const { kind, at } = event;
  if (kind === "file") return line({ kind, statementHash: event.statementHash, fileHash: event.fileHash, at });
  if (kind === "never-left") return line({ kind, statementHash: event.statementHash, at });
  if (kind === "note") return line({ kind, isOurs: event.isOurs, note: bytesToUtf8(event.bytes) ?? "", at });
  return line({ kind, noteHash: event.noteHash, decision: event.decision, at });
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
  if (hasExactKeys(json, ["kind", "isOurs", "note", "at"]) && json.kind === "note") {
    const { isOurs, note } = json;
    return typeof isOurs === "boolean" && typeof note === "string" ? { kind: "note", isOurs, bytes: utf8ToBytes(note), at } : null;
  }
  if (!hasExactKeys(json, ["kind", "noteHash", "decision", "at"]) || json.kind !== "decision") return null;
  const [noteHash, decision] = [parseFileHash(json.noteHash), noticeDecisions.find((each) => each === json.decision)];
  return noteHash === null || decision === undefined ? null : { kind: "decision", noteHash, decision, at };
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
  readonly notice: BundleNotice;
  /** The last decision about it, and when; null = none yet. */
  readonly decision: { readonly is: NoticeDecision; readonly at: InstantMs } | null;
}

/** The book of bundles, read. */
export class BundleBook {
  readonly files = new Map<string, FileHash>();
  readonly neverLeft = new Set<string>();
  readonly receipts: KeptReceipt[] = [];
  readonly notices: KeptNotice[] = [];

  /** Takes a line in. A note that no longer reads is passed over: it was read before it was kept, and a later version may read it again. */
  async note(event: BundleEvent): Promise<void> {
    if (event.kind === "file") this.files.set(event.statementHash, event.fileHash);
    else if (event.kind === "never-left") this.neverLeft.add(event.statementHash);
    else if (event.kind === "note") await this.#takeNote(event);
    else {
      const at = this.notices.findIndex(({ hash }) => hash === event.noteHash);
      const known = this.notices[at];
      if (known !== undefined) this.notices[at] = { ...known, decision: { is: event.decision, at: event.at } };
    }
  }

  /** Whether a note is kept, however its signature is written. */
  has(hash: FileHash): boolean {
    return [...this.receipts, ...this.notices].some((kept) => kept.hash === hash);
  }

  async #takeNote({ isOurs, bytes, at }: Extract<BundleEvent, { readonly kind: "note" }>): Promise<void> {
    const kept = { hash: noteHashOf(bytes), isOurs, bytes, keptAt: at };
    if (this.has(kept.hash)) return;
    const receipt = await readReceipt(bytes);
    if (receipt.ok) return void this.receipts.push({ ...kept, receipt: receipt.value });
    const notice = await readBundleNotice(bytes);
    if (notice.ok) this.notices.push({ ...kept, notice: notice.value, decision: null });
  }
}
