import type { EntityId } from "../../kernel/brand.ts";
import { type Bytes, utf8ToBytes } from "../../kernel/bytes.ts";
import type { Flow } from "../../projections/model.ts";
import { gather, type Rows } from "../case-rows.ts";
import { FtmDraft } from "../ftm-draft.ts";
import { LeftOut } from "../model.ts";
import { writeFtm } from "../write-ftm.ts";
import { writeGraphml } from "../write-graphml.ts";
import { writeStix } from "../write-stix.ts";
import { markText, noNotes, type OutputMark, type PlainTable, type WriterNotes } from "./model.ts";
import { type CsvForm, writeCsv } from "./write-csv.ts";
import { type WorkbookWords, writeWorkbook } from "./write-workbook.ts";

/** The formats a table or a part of a case leaves in. The first two hold one table, the others things with their links. */
export const outputForms = ["csv", "xlsx", "ftm", "stix", "graphml"] as const;
export type OutputForm = (typeof outputForms)[number];

export const outputEndings: Readonly<Record<OutputForm, string>> = { csv: ".csv", xlsx: ".xlsx", ftm: ".ndjson", stix: ".json", graphml: ".graphml" };
export const outputMediaTypes: Readonly<Record<OutputForm, string>> = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ftm: "application/x-ndjson",
  stix: "application/stix+json",
  graphml: "application/graphml+xml",
};

export interface OutputInput {
  readonly form: OutputForm;
  /** Of a table format. */
  readonly table: PlainTable;
  /** Of the others: what the recipient sees, the things that are asked for among it, and flows between them. */
  readonly rows: Rows;
  readonly ids: readonly EntityId[];
  readonly flows: readonly Flow[];
  readonly mark: OutputMark;
  /** Tells this file from every other, and when it was made, ISO. */
  readonly name: string;
  readonly created: string;
  readonly csv: CsvForm;
  readonly sheets: WorkbookWords;
}

/** A file that leaves. `notes` and `left` (facts the format has no place for, by "<type>.<property>") are whole once `pieces` was read to its end. */
export interface Output {
  readonly pieces: AsyncIterable<Bytes>;
  readonly notes: WriterNotes;
  readonly left: ReadonlyMap<string, number>;
}

/**
 * Writes what leaves, in pieces. Everything it may say is in the input: it sees no claims and no vault.
 * Cost    a row at a time; the ids of all rows of things and links.
 */
export function writeOutput(input: OutputInput): Output {
  const [notes, left] = [noNotes(), new LeftOut()];
  const { form, table, mark, csv, sheets } = input;
  if (form === "xlsx") return { pieces: writeWorkbook(table, mark, sheets, notes), notes, left: left.counts };
  const texts = form === "csv" ? writeCsv(table, mark, csv, notes) : textsOf(input, form, notes, left);
  return { pieces: bytesOf(texts), notes, left: left.counts };
}

function textsOf(input: OutputInput, form: "ftm" | "stix" | "graphml", notes: WriterNotes, left: LeftOut): IterableIterator<string> {
  const { rows, mark, name, created } = input;
  if (form === "graphml") return writeGraphml({ ...input, left, notes });
  if (form === "stix") return writeStix(rows, left, { name, created, statement: markText(mark) });
  return ftmTexts(rows, mark, name, left);
}

/** A note about the file stands before its entities: FollowTheMoney has no markings. */
function* ftmTexts(rows: Rows, mark: OutputMark, name: string, left: LeftOut): IterableIterator<string> {
  const note = new FtmDraft(`dalel-marking-${name}`, "Note");
  note.add("name", mark.line);
  note.add("description", markText(mark));
  yield note.line();
  yield* writeFtm(rows, left);
}

async function* bytesOf(texts: Iterable<string>): AsyncGenerator<Bytes, void, void> {
  for (const text of gather(texts)) yield utf8ToBytes(text);
}
