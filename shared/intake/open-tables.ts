import { fail, type Result, succeed } from "../kernel/result.ts";
import { type ByteSource, headOf } from "./byte-source.ts";
import { isBlockListLike, openBlockList } from "./containers/block-list.ts";
import { openDelimited } from "./containers/delimited.ts";
import { isMailLike, isPdfLike } from "./containers/document.ts";
import { isJsonLike, openJson } from "./containers/json.ts";
import { isTagPackLike, openTagPack } from "./containers/tagpack.ts";
import { isKaspiGoldLike, openKaspiGold } from "./containers/kaspi-gold.ts";
import { isOneCLike, openOneC } from "./containers/one-c.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { isXmlLike, openXml } from "./containers/xml.ts";
import { isZip, openWorkbook } from "./containers/workbook.ts";
import { foreignKind, markOf, mostFileBytes } from "./decode-text.ts";
import type { IntakeError, ReadingChoices } from "./model.ts";
import { asReturned } from "./returned-rows.ts";
import { foldedOf, isOfHeaders, mappedReader } from "./mapping/mapped-reader.ts";
import { openMail, openPdf, openTableOrText, openText } from "./open-document.ts";
import type { Table } from "./table.ts";

/** How many bytes say what a file is. */
const headBytes = 16_384;

/**
 * Opens a file as its tables, by its bytes and never by its name. An unknown layout is no error here: an exhibit may be looked at all the same.
 *
 * Gives   at least one table. Rows are numbered through all of them in order, from 1.
 */
export async function openTables(source: ByteSource, choices: ReadingChoices = {}): Promise<Result<readonly Table[], IntakeError>> {
  if (source.sizeBytes === 0) return fail("empty");
  if (source.sizeBytes > mostFileBytes) return fail("too-large");
  const head = await headOf(source, headBytes);
  const foreign = isZip(head) ? null : foreignKind(head);
  if (foreign !== null) return fail(foreign);
  const opened = await openerOf(head, choices)(source, choices);
  return opened.ok ? succeed(opened.value.map((table) => asChosen(asReturned(table), choices))) : opened;
}

type Opener = (source: ByteSource, choices: ReadingChoices) => Promise<Result<readonly Table[], IntakeError>>;

function openerOf(head: Bytes, { readAs }: ReadingChoices): Opener {
  if (isZip(head)) return openWorkbook;
  if (isPdfLike(head)) return openPdf;
  const beginning = beginningOf(head);
  if (isMailLike(beginning) && readAs !== "table") return openMail;
  if (readAs === "document") return openText;
  if (isJsonLike(beginning)) return openJson;
  if (isTagPackLike(beginning)) return openTagPack;
  if (isOneCLike(beginning)) return openOneC;
  // UTF-16 without a mark has a zero beside each sign.
  if (isXmlLike(beginning.replaceAll("\u0000", ""))) return openXml;
  if (isKaspiGoldLike(beginning)) return openKaspiGold;
  // Rows are numbered without remarks, also where they are only looked at.
  if (isBlockListLike(beginning)) return openBlockList;
  return readAs === "table" ? openDelimited : openTableOrText;
}

/** How a text begins, in the encoding its file is most likely of. */
function beginningOf(head: Bytes): string {
  const mark = markOf(head);
  if (mark !== null) return new TextDecoder(mark.encoding).decode(head);
  try {
    // The last sign may be cut in two: a stream waits for the rest of it.
    return new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
  } catch {
    // The platform throws on bytes that are no UTF-8.
    return new TextDecoder("windows-1251").decode(head);
  }
}

/** A table as a person said: one that is left out has no reader; one whose columns were explained is read by that, whatever we know of it. */
function asChosen(table: Table, { leftOut = [], mappings = [] }: ReadingChoices): Table {
  if (leftOut.includes(table.sheet)) return { ...table, reader: null };
  const mapping = mappings.find((each) => isOfHeaders(each, foldedOf(table.layout)));
  return mapping === undefined ? table : { ...table, reader: mappedReader(mapping) };
}
