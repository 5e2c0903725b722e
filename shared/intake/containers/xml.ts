import { ownOf } from "../../kernel/own.ts";
import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import { markOf } from "../decode-text.ts";
import { headOf } from "../byte-source.ts";
import type { Encoding, IntakeError, ReadingChoices } from "../model.ts";
import { type Cells, type RawTable, type Table, tableOf } from "../table.ts";
import { findTextForm, type TextForm, textPieces } from "./text-form.ts";
import { attributesOf, XmlCutter, type XmlListener } from "./xml-cutter.ts";

/** Whether a text may be XML, by its first signs. */
export const isXmlLike = (beginning: string): boolean =>
  /^\ufeff?\s*<(?:\?xml[\s?]|[\p{L}_][\p{L}\p{N}._:-]*[\s/>])/u.test(beginning) && !/^\ufeff?\s*<!?(?:doctype )?html/i.test(beginning);

/** Elements that are rows of their own, by the root of the report they stand in. In other files the children of the root are. */
const recordsOfRoot: Readonly<Record<string, readonly string[]>> = {
  ExportData: ["ExportData/SignedData/Data/Root/Participants/Participant"],
  report: ["report/transaction", "report/activity/report_parties/report_party"],
};

const mostColumns = 2000;
const mostRows = 1_000_000;

type Values = Map<string, string>;

/**
 * An XML report as tables: its repeated parts (participants, transactions) are rows, their columns the paths of what they hold ("FIO/FirstName"; "@Code" for
 * an attribute; "phone[2]" for a second one). What stands beside them is a table of one row, called as the root, and told to the others as their preamble.
 *
 * Holds   the values: a report is within the size of a file we read.
 * Fails   as `findTextForm` and `XmlCutter`.
 */
export async function openXml(source: ByteSource, choices: ReadingChoices): Promise<Result<readonly Table[], IntakeError>> {
  const form = await findTextForm(source, choices.encoding ?? (await unmarkedUtf16(source)));
  if (!form.ok) return form;
  const listener = new RecordListener();
  const cutter = new XmlCutter(listener);
  for await (const piece of textPieces(source, form.value)) {
    const cut = cutter.cut(piece, false);
    if (!cut.ok) return cut;
    if (listener.isTooLarge) return fail("too-complex");
  }
  const end = cutter.cut("", true);
  if (!end.ok) return end;
  return tablesOf(listener, form.value);
}

async function tablesOf({ root, beside, records }: RecordListener, form: TextForm): Promise<Result<readonly Table[], IntakeError>> {
  const preamble = [...beside].map(([path, value]) => [path, value]);
  const named: (readonly [string, readonly Values[], readonly Cells[]])[] = [[root, [beside], []]];
  for (const [name, rows] of records) named.push([name, rows, preamble]);
  const tables: Table[] = [];
  for (const [sheet, rows, above] of named) {
    const table = await tableOf(rawTable(sheet, rows, above, form));
    if (!table.ok) return table;
    if (table.value !== null && table.value.layout.headers.length > 0) tables.push(table.value);
  }
  return tables.length === 0 ? fail("empty") : succeed(tables);
}

function rawTable(sheet: string, values: readonly Values[], preamble: readonly Cells[], { encoding, markBytes }: TextForm): RawTable {
  const headers = [...new Set(values.flatMap((row) => [...row.keys()]))];
  const rows = values.map((row) => headers.map((path) => row.get(path) ?? ""));
  return {
    sheet,
    layout: { container: "xml", encoding, hasMark: markBytes > 0, delimiter: "" },
    headers,
    preamble,
    rows: async function* () {
      yield await Promise.resolve(succeed(rows));
    },
  };
}

/** UTF-16 without a mark: "<" and a zero. */
async function unmarkedUtf16(source: ByteSource): Promise<Encoding | undefined> {
  const head = await headOf(source, 4);
  if (markOf(head) !== null) return undefined;
  if (head[0] === 0x3c && head[1] === 0) return "utf-16le";
  return head[0] === 0 && head[1] === 0x3c ? "utf-16be" : undefined;
}

/** Gathers values by their paths, of records and of what stands beside them. */
class RecordListener implements XmlListener {
  readonly beside: Values = new Map();
  readonly records = new Map<string, Values[]>();
  root = "";
  isTooLarge = false;
  readonly #path: string[] = [];
  /** How many elements of a name an open element has had. */
  readonly #counts: Map<string, number>[] = [];
  #record: { readonly values: Values; readonly depth: number } | null = null;
  #text = "";
  #paths: readonly string[] | null = null;
  #rows = 0;
  readonly #columns = new Set<string>();

  open(name: string, written: string): void {
    if (this.root === "") {
      this.root = name;
      this.#paths = ownOf(recordsOfRoot, name) ?? null;
    }
    const counts = this.#counts.at(-1);
    const count = (counts?.get(name) ?? 0) + 1;
    counts?.set(name, count);
    this.#path.push(this.#record === null || count === 1 || this.#isRecord(name) ? name : `${name}[${count}]`);
    this.#counts.push(new Map());
    this.#text = "";
    if (this.#record === null && this.#isRecordHere(name)) this.#begin(name);
    for (const [attribute, value] of attributesOf(written)) this.#put([...this.#here(), `@${attribute}`].join("/"), value);
  }
  text(said: string): void {
    this.#text += said;
  }
  close(): void {
    const text = this.#text.trim();
    if (text !== "") this.#put(this.#here().join("/"), text);
    this.#text = "";
    if (this.#record?.depth === this.#path.length) this.#record = null;
    this.#path.pop();
    this.#counts.pop();
  }

  #isRecord(name: string): boolean {
    return this.#record === null && this.#isRecordHere(name);
  }
  #isRecordHere(name: string): boolean {
    if (this.#paths === null) return this.#path.length === 2;
    return this.#paths.includes([...this.#path.slice(0, -1), name].join("/"));
  }
  #begin(name: string): void {
    const values: Values = new Map();
    this.#record = { values, depth: this.#path.length };
    const known = this.records.get(name) ?? [];
    this.records.set(name, known);
    known.push(values);
    this.#rows += 1;
    this.isTooLarge ||= this.#rows > mostRows;
  }
  /** The path from the record, or from the root. */
  #here(): readonly string[] {
    return this.#path.slice(this.#record?.depth ?? 1);
  }
  #put(path: string, value: string): void {
    const name = path === "" ? "." : path;
    const values = this.#record?.values ?? this.beside;
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before} ${value}`);
    this.#columns.add(name);
    this.isTooLarge ||= this.#columns.size > mostColumns;
  }
}
