import { type AuthorId, type CaseId, type FileHash, parseAuthorId, parseCaseId, parseFileHash } from "../kernel/brand.ts";
import { hasExactKeys, type Json } from "../kernel/canonical.ts";
import { isShownName } from "../kernel/shown-name.ts";
import { type Handling, handlings } from "../ledger/model.ts";
import { type OutputForm, outputForms } from "../interop/tables/write-output.ts";

/** What of a case a file holds that leaves in another program's format. */
export const exportTables = ["entities", "links", "statements", "flows", "exhibits", "acts"] as const;
export type ExportTable = (typeof exportTables)[number];

/** A table that left, as our books keep it: nothing of a case but figures, marks and dates; they outlive the case. */
export interface ExportRecord {
  /** SHA-256 of all that was said of it: its name in the log and the books. */
  readonly recordHash: FileHash;
  readonly caseId: CaseId;
  /** Officers by their keys, or by `addressee` somebody who has none here. */
  readonly authors: readonly AuthorId[];
  readonly addressee: string;
  readonly table: ExportTable;
  readonly form: OutputForm;
  readonly fileHash: FileHash;
  readonly sizeBytes: number;
  readonly marking: Handling;
  readonly nationalMark: "" | "official-use";
  readonly retainUntil: string;
  /** Rows in it; statements it says; statements of the choice that stayed. */
  readonly rows: number;
  readonly claims: number;
  readonly keptBack: number;
}

const keys = [
  "recordHash",
  "caseId",
  "authors",
  "addressee",
  "table",
  "form",
  "fileHash",
  "sizeBytes",
  "marking",
  "nationalMark",
  "retainUntil",
  "rows",
  "claims",
  "keptBack",
] as const satisfies readonly (keyof ExportRecord)[];

export function exportToJson({ authors, ...rest }: ExportRecord): Json {
  return { ...rest, authors: [...authors] };
}

/** Reads what we wrote; null for anything else. */
export function readExport(json: Json): ExportRecord | null {
  if (!hasExactKeys(json, keys) || !Array.isArray(json.authors)) return null;
  const [recordHash, caseId, fileHash] = [parseFileHash(json.recordHash), parseCaseId(json.caseId), parseFileHash(json.fileHash)];
  const authors = json.authors.map(parseAuthorId).filter((author) => author !== null);
  const [table, form] = [exportTables.find((each) => each === json.table), outputForms.find((each) => each === json.form)];
  const [marking, nationalMark] = [handlings.find((each) => each === json.marking), markOf(json.nationalMark)];
  const { addressee, retainUntil, sizeBytes, rows, claims, keptBack } = json;
  if (recordHash === null || caseId === null || fileHash === null || authors.length !== json.authors.length) return null;
  if (table === undefined || form === undefined || marking === undefined || nationalMark === null) return null;
  if (typeof addressee !== "string" || (addressee !== "" && !isShownName(addressee)) || typeof retainUntil !== "string") return null;
  if (!isCount(sizeBytes) || !isCount(rows) || !isCount(claims) || !isCount(keptBack)) return null;
  return { recordHash, caseId, authors, addressee, table, form, fileHash, sizeBytes, marking, nationalMark, retainUntil, rows, claims, keptBack };
}

const markOf = (json: Json): ExportRecord["nationalMark"] | null => (json === "" || json === "official-use" ? json : null);
const isCount = (value: Json): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
