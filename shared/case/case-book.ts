import { type CaseId, parseAuthorId, parseCaseId, parseCommitId, parseInstantMs, type InstantMs } from "../kernel/brand.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import type { DestroyedCase } from "./case-list-door.ts";

/** One line of the book of cases. The first form is as old as the book; the others came with archives and deletion. */
export type CaseRecord =
  | { readonly kind: "enrolled"; readonly caseId: CaseId; readonly at: InstantMs }
  | { readonly kind: "archived"; readonly caseId: CaseId; readonly at: InstantMs; readonly isArchived: boolean }
  | ({ readonly kind: "destroyed" } & DestroyedCase);

/** The book of cases, read line by line: the last line about a case says how it stands. */
export class CaseBook {
  readonly cases = new Map<CaseId, InstantMs>();
  readonly archived = new Set<CaseId>();
  readonly destroyed: DestroyedCase[] = [];

  note(record: CaseRecord): void {
    const { caseId } = record;
    if (record.kind === "enrolled") this.cases.set(caseId, record.at);
    else if (record.kind === "archived" && record.isArchived) this.archived.add(caseId);
    else if (record.kind === "archived") this.archived.delete(caseId);
    else {
      this.strike(caseId);
      const { kind: _kind, ...destroyed } = record;
      this.destroyed.push(destroyed);
    }
  }

  /** Takes a case off the list. */
  strike(caseId: CaseId): void {
    this.cases.delete(caseId);
    this.archived.delete(caseId);
  }
}

export function encodeCaseRecord(record: CaseRecord): Bytes {
  const { caseId, at } = record;
  if (record.kind === "enrolled") return utf8ToBytes(canonicalText({ case: caseId, at }));
  if (record.kind === "archived") return utf8ToBytes(canonicalText({ case: caseId, at, isArchived: record.isArchived }));
  return utf8ToBytes(canonicalText(destroyedToJson(record)));
}

/** Null when the bytes are no line of the book. */
export function decodeCaseRecord(bytes: Bytes): CaseRecord | null {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json === null) return null;
  if (hasExactKeys(json, destroyedKeys)) {
    const destroyed = jsonToDestroyed(json);
    return destroyed === null ? null : { kind: "destroyed", ...destroyed };
  }
  const isArchive = hasExactKeys(json, ["case", "at", "isArchived"]);
  if (!isArchive && !hasExactKeys(json, ["case", "at"])) return null;
  const [caseId, at] = [parseCaseId(json["case"] ?? null), parseInstantMs(json["at"] ?? null)];
  if (caseId === null || at === null) return null;
  if (!isArchive) return { kind: "enrolled", caseId, at };
  const { isArchived } = json;
  return typeof isArchived === "boolean" ? { kind: "archived", caseId, at, isArchived } : null;
}

const destroyedKeys = ["case", "at", "author", "officer", "commits", "claims", "exhibits", "sharedExhibits", "heads", "number", "title"] as const;

export function destroyedToJson({ caseId, at, author, officer, commits, claims, exhibits, sharedExhibits, heads, number, title }: DestroyedCase) {
  return { case: caseId, at, author, officer, commits, claims, exhibits, sharedExhibits, heads, number, title };
}

/** Null when it is no account of a destroyed case. */
export function jsonToDestroyed(json: Json): DestroyedCase | null {
  if (!hasExactKeys(json, destroyedKeys)) return null;
  const { officer, commits, claims, exhibits, sharedExhibits, number, title } = json;
  const [caseId, at, author] = [parseCaseId(json.case), parseInstantMs(json.at), parseAuthorId(json.author)];
  const heads = Array.isArray(json.heads) ? json.heads.map(parseCommitId) : [null];
  const known = heads.filter((head) => head !== null);
  if (caseId === null || at === null || author === null || known.length !== heads.length) return null;
  if (typeof officer !== "string" || typeof number !== "string" || typeof title !== "string") return null;
  if (typeof commits !== "number" || typeof claims !== "number" || typeof exhibits !== "number" || typeof sharedExhibits !== "number") return null;
  return { caseId, at, author, officer, commits, claims, exhibits, sharedExhibits, heads: known, number, title };
}
