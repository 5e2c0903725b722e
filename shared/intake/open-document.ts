import { type Result, succeed } from "../kernel/result.ts";
import type { ByteSource } from "./byte-source.ts";
import { openDelimited } from "./containers/delimited.ts";
import { type ReadDocument, readDocument } from "./containers/document.ts";
import { findTextForm, firstTextOf } from "./containers/text-form.ts";
import { isKaspiGoldLike, kaspiGoldOf } from "./containers/kaspi-gold.ts";
import { foldedOf, isOfHeaders } from "./mapping/mapped-reader.ts";
import type { IntakeError, ReadingChoices } from "./model.ts";
import { tableOfDocument } from "./containers/document-table.ts";
import type { Table } from "./table.ts";

type Opened = Promise<Result<readonly Table[], IntakeError>>;

/** A PDF by the text in it: a statement of a layout we know is a table, any other a document. */
export async function openPdf(source: ByteSource, choices: ReadingChoices): Opened {
  const read = await readDocument(source, "pdf", choices);
  if (!read.ok) return read;
  const { pages, encoding, hasMark } = read.value;
  if (choices.readAs !== "document" && isKaspiGoldLike((pages[0] ?? "").slice(0, 4096)))
    return kaspiGoldOf(pages.join("\n"), { container: "pdf", encoding, hasMark, delimiter: "" });
  return asTables(read, choices);
}

/** A mail: its head and its body as one text. */
export const openMail = async (source: ByteSource, choices: ReadingChoices): Opened => asTables(await readDocument(source, "mail", choices), choices);

/** A text in which values are recognised, whatever else it may be. */
export const openText = async (source: ByteSource, choices: ReadingChoices): Opened => asTables(await readDocument(source, "text", choices), choices);

/** A text nobody said what it is: a table where a layout or a mapping says so or its rows have columns, else a document, where it holds anything we know. */
export async function openTableOrText(source: ByteSource, choices: ReadingChoices): Opened {
  const opened = await openDelimited(source, choices);
  const table = opened.ok ? opened.value[0] : undefined;
  if (opened.ok && (table === undefined || isTable(table, choices))) return opened;
  // Quotes that are never closed are no fault of a letter, and one of a table.
  if (!opened.ok && (opened.error.kind !== "broken-quotes" || (await beginsWithColumns(source, choices)))) return opened;
  const asText = await openText(source, choices);
  return asText.ok && (asText.value[0]?.head.length ?? 0) > 0 ? asText : opened;
}

function isTable({ reader, layout, head }: Table, { mappings = [], headerRows }: ReadingChoices): boolean {
  if (reader !== null || headerRows !== undefined || mappings.some((each) => isOfHeaders(each, foldedOf(layout)))) return true;
  const share = (width: number): number => head.filter((cells) => cells.length === width).length / Math.max(1, head.length);
  if (layout.headers.length > 1 && share(layout.headers.length) >= mostRows) return true;
  // Under lines that say whose account it is, which are no header.
  const widths = [...new Set(head.map((cells) => cells.length))];
  return widths.some((width) => width >= fewestColumns && share(width) >= mostRows);
}
const mostRows = 0.8;

async function beginsWithColumns(source: ByteSource, { encoding }: ReadingChoices): Promise<boolean> {
  const form = await findTextForm(source, encoding);
  const [line = ""] = form.ok ? (await firstTextOf(source, form.value)).split(/\r|\n/, 1) : [];
  return line.split(/[,;\t|]/).length >= fewestColumns;
}
const fewestColumns = 4;

async function asTables(read: Result<ReadDocument, IntakeError>, choices: ReadingChoices): Opened {
  if (!read.ok) return read;
  const table = await tableOfDocument(read.value, choices);
  return table.ok ? succeed([table.value]) : table;
}
