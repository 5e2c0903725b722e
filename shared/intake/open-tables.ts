import { fail, type Result, succeed } from "../kernel/result.ts";
import { type ByteSource, headOf } from "./byte-source.ts";
import { openDelimited } from "./containers/delimited.ts";
import { isJsonLike, openJson } from "./containers/json.ts";
import { isTagPackLike, openTagPack } from "./containers/tagpack.ts";
import { foreignKind, markOf, mostFileBytes } from "./decode-text.ts";
import type { IntakeError, ReadingChoices } from "./model.ts";
import { foldedOf, isOfHeaders, mappedReader } from "./mapping/mapped-reader.ts";
import type { Table } from "./table.ts";

/** How many bytes say what a file is. */
const headBytes = 4096;

/**
 * Opens a file as its tables, by its bytes and never by its name. An unknown layout is no error here: an exhibit may be looked at all the same.
 *
 * Gives   at least one table. Rows are numbered through all of them in order, from 1.
 */
export async function openTables(source: ByteSource, choices: ReadingChoices = {}): Promise<Result<readonly Table[], IntakeError>> {
  if (source.sizeBytes === 0) return fail("empty");
  if (source.sizeBytes > mostFileBytes) return fail("too-large");
  const head = await headOf(source, headBytes);
  const foreign = foreignKind(head);
  if (foreign !== null) return fail(foreign);
  const beginning = new TextDecoder(markOf(head)?.encoding).decode(head);
  const opened = await openerOf(beginning)(source, choices);
  return opened.ok ? succeed(opened.value.map((table) => asChosen(table, choices))) : opened;
}

function openerOf(beginning: string): typeof openDelimited {
  if (isJsonLike(beginning)) return openJson;
  return isTagPackLike(beginning) ? openTagPack : openDelimited;
}

/** A table as a person said: one that is left out has no reader; one whose columns were explained is read by that, whatever we know of it. */
function asChosen(table: Table, { leftOut = [], mappings = [] }: ReadingChoices): Table {
  if (leftOut.includes(table.sheet)) return { ...table, reader: null };
  const mapping = mappings.find((each) => isOfHeaders(each, foldedOf(table.layout)));
  return mapping === undefined ? table : { ...table, reader: mappedReader(mapping) };
}
