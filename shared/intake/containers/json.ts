import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import type { IntakeError, ReadingChoices } from "../model.ts";
import { readerOf } from "../readers.ts";
import { type Cells, type RawTable, type RowBatches, type Table, tableOf } from "../table.ts";
import { isMisp, mispTable } from "./misp.ts";
import { isJsonLines, jsonLines } from "./json-lines.ts";
import { longestJson } from "./json-walk.ts";
import { cellsOf, mostColumns, rowOf } from "./json-rows.ts";
import { parseJson } from "./json-parse.ts";
import { isJsonObject } from "./json-value.ts";
import { type JsonPart, walkJson } from "./json-walk.ts";
import { findTextForm, firstTextOf, type TextForm, textPieces } from "./text-form.ts";

/** Lists of one document, at most. */
const mostLists = 64;
/** Members beside the lists that are told to readers, at most. */
const mostBeside = 1000;

/** Whether a text may be JSON, by its first signs. */
export function isJsonLike(beginning: string): boolean {
  return /^\s*(?:\{\s*["}]|\{\s*$|\[\s*[[{"\]]|\[\s*$)/.test(beginning.slice(0, 2000));
}

/**
 * JSON as tables: a list is a table, an item of it a row, its columns the paths of members. One value to a line (NDJSON) is a table too. An object is one row
 * when a reader knows it as such, or when it holds no list of objects; otherwise each list in it is a table, and what stands beside the lists is told as
 * their preamble.
 *
 * Fails   as `findTextForm`; `broken-json`, `too-complex`, `duplicate-member` with the line.
 */
export async function openJson(source: ByteSource, choices: ReadingChoices): Promise<Result<readonly Table[], IntakeError>> {
  const form = await findTextForm(source, choices.encoding);
  if (!form.ok) return form;
  if (isJsonLines(await firstTextOf(source, form.value))) return openLines(source, form.value);
  const shape = await shapeOf(source, form.value);
  if (!shape.ok) return shape;
  const { beside, lists, columns } = shape.value;
  if (isMisp(lists)) return opened([mispTable(source, form.value, layoutOf(form.value), beside)]);
  const isOneRow = !lists.has("") && (readerOf(columns) !== null || ![...lists.values()].some(({ hasObjects }) => hasObjects));
  return isOneRow ? openObject(source, form.value) : openLists(source, form.value, lists, beside);
}

const layoutOf = ({ encoding, markBytes }: TextForm): RawTable["layout"] => ({ container: "json", encoding, hasMark: markBytes > 0, delimiter: "" });

async function opened(raws: readonly RawTable[]): Promise<Result<readonly Table[], IntakeError>> {
  const tables: Table[] = [];
  for (const raw of raws) {
    const table = await tableOf(raw);
    if (!table.ok) return table;
    if (table.value !== null) tables.push(table.value);
  }
  return tables.length === 0 ? fail("empty") : succeed(tables);
}

async function openLines(source: ByteSource, form: TextForm): Promise<Result<readonly Table[], IntakeError>> {
  const columns = new Set<string>();
  for await (const lines of jsonLines(source, form)) {
    if (!lines.ok) return lines;
    for (const line of lines.value) if ("value" in line) for (const path of cellsOf(line.value).keys()) columns.add(path);
    if (columns.size > mostColumns) return fail("too-complex");
  }
  const headers = [...columns];
  const rows = async function* (): RowBatches {
    for await (const lines of jsonLines(source, form)) {
      yield lines.ok
        ? succeed(lines.value.map((line) => ("value" in line ? rowOf(cellsOf(line.value), headers) : brokenRow(line.broken, headers))))
        : lines;
    }
  };
  return opened([{ sheet: "", layout: layoutOf(form), headers, rows }]);
}

/** A line that is no JSON: a row that has not the cells of its header, so that readers name it as such. */
function brokenRow(line: string, headers: readonly string[]): Cells {
  return headers.length === 1 ? [line, ""] : [line];
}

/** What a document consists of. */
interface JsonShape {
  /** Members outside of lists, as path and text. */
  readonly beside: readonly (readonly [string, string])[];
  readonly lists: ReadonlyMap<string, ListShape>;
  /** The paths of all members when the whole document is taken for one row. */
  readonly columns: readonly string[];
}
interface ListShape {
  readonly columns: Set<string>;
  hasObjects: boolean;
}

async function shapeOf(source: ByteSource, form: TextForm): Promise<Result<JsonShape, IntakeError>> {
  const beside: (readonly [string, string])[] = [];
  const lists = new Map<string, ListShape>();
  const columns: string[] = [];
  for await (const parts of walkJson(source, form)) {
    if (!parts.ok) return parts;
    for (const part of parts.value) {
      if (part.kind === "item") addItem(lists, part);
      else columns.push(part.path);
      if (part.kind === "list") lists.set(part.path, { columns: new Set(), hasObjects: false });
      if (part.kind === "member" && beside.length < mostBeside) beside.push([part.path, cellsOf(part.value).get("value") ?? ""]);
    }
    if (columns.length > mostColumns || lists.size > mostLists || [...lists.values()].some((list) => list.columns.size > mostColumns))
      return fail("too-complex");
  }
  return succeed({ beside, lists, columns });
}

function addItem(lists: ReadonlyMap<string, ListShape>, { path, value }: Extract<JsonPart, { readonly kind: "item" }>): void {
  const list = lists.get(path);
  if (list === undefined) return;
  list.hasObjects ||= isJsonObject(value);
  for (const column of cellsOf(value).keys()) list.columns.add(column);
}

function openLists(
  source: ByteSource,
  form: TextForm,
  lists: ReadonlyMap<string, ListShape>,
  beside: JsonShape["beside"],
): Promise<Result<readonly Table[], IntakeError>> {
  return opened(
    [...lists].map(([path, list]) => {
      const headers = [...list.columns];
      return { sheet: path, layout: layoutOf(form), headers, preamble: beside, rows: () => itemsOf(source, form, path, headers) };
    }),
  );
}

async function* itemsOf(source: ByteSource, form: TextForm, path: string, headers: readonly string[]): RowBatches {
  for await (const parts of walkJson(source, form)) {
    if (!parts.ok) yield parts;
    else yield succeed(parts.value.flatMap((part) => (part.kind === "item" && part.path === path ? [rowOf(cellsOf(part.value), headers)] : [])));
  }
}

/** A document that is one object, held whole, as one row. */
async function openObject(source: ByteSource, form: TextForm): Promise<Result<readonly Table[], IntakeError>> {
  let text = "";
  for await (const piece of textPieces(source, form)) {
    text += piece;
    if (text.length > longestJson) return fail("too-complex");
  }
  const value = parseJson(text);
  if (!value.ok) return value;
  const cells = cellsOf(value.value);
  const headers = [...cells.keys()];
  return opened([{ sheet: "", layout: layoutOf(form), headers, rows: () => oneBatch([rowOf(cells, headers)]) }]);
}

async function* oneBatch(rows: readonly Cells[]): RowBatches {
  yield succeed(rows);
}
