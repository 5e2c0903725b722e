import type { ShareBlock, SharePlan, ShareWarning, WithholdReason } from "../bundle/model.ts";
import type { InstantMs } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { Result } from "../kernel/result.ts";
import type { WriterNotes } from "../interop/tables/model.ts";
import type { TableWords } from "../interop/tables/table-words.ts";
import type { CsvForm } from "../interop/tables/write-csv.ts";
import type { WorkbookWords } from "../interop/tables/write-workbook.ts";
import type { OutputForm } from "../interop/tables/write-output.ts";
import type { CaseError } from "./answer.ts";
import type { ExportRecord, ExportTable } from "./export-record.ts";

/**
 * Tables that leave in other programs' formats. What may leave is decided as for a bundle, by the same code: markings, ceilings, originators' terms, rules,
 * what was withheld before, stolen keys. Whether a file was kept is said by `settleShares`, with its `recordHash`.
 */
export interface ExportDoor {
  /** What would leave, what stays and what blocks it. Changes nothing. */
  previewExport(argument: ExportPlan): Promise<Result<ExportPreview, CaseError>>;
  /**
   * Makes the file, and records it in the case and the books before its bytes are given. Job "export-table" counts rows; `cancel` ends it, and nothing is said.
   * Fails   `blocked` with what blocks it first; `needs-second-officer` where our rule asks for two: only a bundle can be signed by two; `too-large`.
   */
  exportTable(argument: ExportPlan): Promise<Result<ExportReceipt, CaseError>>;
  /** Every table that left, of all cases, the last first. */
  listExports(argument: null): Promise<Result<readonly ExportEntry[], CaseError>>;
}

/** Which formats a table leaves in: those of graphs where it has things or flows. */
export const formsOf: Readonly<Record<ExportTable, readonly OutputForm[]>> = {
  entities: ["csv", "xlsx", "ftm", "stix", "graphml"],
  links: ["csv", "xlsx", "ftm", "stix", "graphml"],
  statements: ["csv", "xlsx"],
  flows: ["csv", "xlsx", "graphml"],
  exhibits: ["csv", "xlsx", "ftm", "stix"],
  acts: ["csv", "xlsx"],
};

/** What leaves, for whom and in which form. Pure data. */
export interface ExportPlan {
  readonly table: ExportTable;
  readonly form: OutputForm;
  /** Ids of the rows asked for: of things and links, of flows, "<author>/<act>" of acts; null = every one. */
  readonly rows: readonly string[] | null;
  /** For whom, by what right, why and until when, under which marking and rules. Which things go is said by `rows`. */
  readonly to: Pick<SharePlan, "to" | "marking" | "legalBasis" | "purpose" | "retainUntil"> &
    Required<Pick<SharePlan, "nationalMark" | "redact" | "addressee">>;
  readonly csv: CsvForm;
  readonly words: ExportWords;
}

/** The language of the file: titles of columns, names of types, and what is said of the whole, by key. */
export interface ExportWords {
  readonly cells: TableWords;
  readonly sheets: WorkbookWords;
}

export interface ExportPreview {
  /** Rows that would leave, of so many asked for. */
  readonly rows: number;
  readonly asked: number;
  /** Statements they say; and those of the choice that stay, by reason. */
  readonly claims: number;
  readonly keptBack: number;
  readonly stays: Readonly<Partial<Record<WithholdReason, number>>>;
  readonly warnings: readonly ShareWarning[];
  readonly blocked: readonly ShareBlock[];
  /** The table as it would leave: its columns and first rows. */
  readonly columns: readonly { readonly id: string; readonly title: string }[];
  readonly sample: readonly (readonly string[])[];
  /** What the file says of itself. */
  readonly said: readonly { readonly title: string; readonly text: string }[];
  /** Whether our rule asks for a second officer at this marking. */
  readonly needsSecond: boolean;
}

export interface ExportReceipt {
  readonly record: ExportRecord;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Bytes;
  /** What stands beside a format that has no room for it; null = the file says it itself. */
  readonly side: { readonly name: string; readonly bytes: Bytes } | null;
  readonly notes: WriterNotes;
  /** Facts that the format has no place for. */
  readonly left: number;
  /** Handed over, not copied. */
  readonly transfer: readonly ArrayBuffer[];
}

export interface ExportEntry {
  readonly record: ExportRecord;
  readonly at: InstantMs;
  readonly partners: readonly { readonly agency: string; readonly officer: string }[];
  /** null = gone with its case. */
  readonly words: { readonly purpose: string; readonly legalBasis: string } | null;
  /** It was said not to have been handed over. */
  readonly neverLeft: boolean;
}
