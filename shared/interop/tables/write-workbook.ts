import type { Bytes } from "../../kernel/bytes.ts";
import { gather } from "../case-rows.ts";
import type { OutputMark, PlainTable, TableColumn, WriterNotes } from "./model.ts";
import { toWorkbookSigns, xmlAttribute, xmlText } from "./xml-text.ts";
import { writeZip, type ZipPart } from "./write-zip.ts";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const part = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** What Excel takes, less the row of titles and room to say that a cell was cut. */
const mostRows = 1_048_575;
const longestCell = 32_767;
const cutMark = " […]";
/** Digits a spreadsheet's numbers keep. */
const exactDigits = 15;
const longestHeader = 200;

export interface WorkbookWords {
  /** Names of the sheets: of the table, and of what is said of the file. */
  readonly table: string;
  readonly marking: string;
}

/**
 * A table as a workbook (.xlsx): every text a text cell, numbers only where a spreadsheet keeps every digit of them, never a formula. A second sheet says
 * the mark, and each printed page has it at its head. Rows above a sheet's 1,048,575 go on in a further sheet.
 *
 * Gives   its bytes as they are made; a row at a time is held.
 * Source  ECMA-376 part 1 (SpreadsheetML, transitional)
 */
export function writeWorkbook(table: PlainTable, mark: OutputMark, words: WorkbookWords, notes: WriterNotes): AsyncIterable<Bytes> {
  return writeZip(partsOf(table, mark, words, notes));
}

function* partsOf(table: PlainTable, mark: OutputMark, words: WorkbookWords, notes: WriterNotes): IterableIterator<ZipPart> {
  const sheets: string[] = [];
  const named = (title: string): string => {
    sheets.push(sheetName(title, sheets));
    return `xl/worksheets/sheet${sheets.length}.xml`;
  };
  const rows = table.rows[Symbol.iterator]();
  const run = { rows, next: rows.next() };
  // At least one sheet, whether or not there is a row.
  do {
    yield { name: named(words.table), pieces: gather(sheetOf(table.columns, run, mark, notes)) };
  } while (run.next.done !== true);
  yield { name: named(words.marking), pieces: markSheet(mark, notes) };
  yield { name: "xl/styles.xml", pieces: [styles] };
  yield { name: "xl/workbook.xml", pieces: [workbook(sheets)] };
  yield { name: "xl/_rels/workbook.xml.rels", pieces: [workbookRelations(sheets)] };
  yield { name: "_rels/.rels", pieces: [relationsFile([["rId1", "officeDocument", "xl/workbook.xml"]])] };
  yield { name: "[Content_Types].xml", pieces: [contentTypes(sheets)] };
}

/** At most 31 signs, none of those that sheets may not have; another name for each. */
function sheetName(title: string, taken: readonly string[]): string {
  const plain =
    title
      .replaceAll(/[[\]:*?/\\']/g, " ")
      .trim()
      .slice(0, 27) || "Sheet";
  return taken.includes(plain) ? `${plain} ${taken.length + 1}` : plain;
}

interface Run {
  readonly rows: Iterator<readonly string[], unknown>;
  next: IteratorResult<readonly string[], unknown>;
}

function* sheetOf(columns: readonly TableColumn[], run: Run, mark: OutputMark, notes: WriterNotes): IterableIterator<string> {
  yield `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`;
  for (const [at, { title }] of columns.entries())
    yield `<col min="${at + 1}" max="${at + 1}" width="${Math.min(48, Math.max(12, title.length + 3))}" customWidth="1"/>`;
  yield "</cols><sheetData>";
  yield rowOf(
    1,
    columns.map(({ title }, at) => textCell(letters(at), 1, title, 1, notes)),
  );
  const names = columns.map((_, at) => letters(at));
  let row = 1;
  for (; run.next.done !== true && row <= mostRows; run.next = run.rows.next()) {
    row += 1;
    const cells = run.next.value.map((text, at) => cellOf(names[at] ?? "", row, text, columns[at]?.isNumber === true, notes));
    yield rowOf(row, cells);
  }
  yield `</sheetData>${pageHead(mark)}</worksheet>`;
}

function* markSheet(mark: OutputMark, notes: WriterNotes): IterableIterator<string> {
  yield `${declaration}<worksheet xmlns="${main}"><cols><col min="1" max="1" width="36" customWidth="1"/><col min="2" max="2" width="100" customWidth="1"/></cols><sheetData>`;
  for (const [at, { title, text }] of mark.said.entries())
    yield rowOf(at + 1, [textCell("A", at + 1, title, 1, notes), textCell("B", at + 1, text, 2, notes)]);
  yield `</sheetData>${pageHead(mark)}</worksheet>`;
}

/** In page heads "&" begins a command and is doubled to be itself. */
function pageHead({ line }: OutputMark): string {
  return `<headerFooter><oddHeader>&amp;C${xmlText(line.slice(0, longestHeader).replaceAll("&", "&&"))}</oddHeader><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>`;
}

const rowOf = (row: number, cells: readonly string[]): string => `<row r="${row}">${cells.join("")}</row>`;

function cellOf(column: string, row: number, text: string, isNumber: boolean, notes: WriterNotes): string {
  if (text === "") return "";
  return isNumber && isExact(text) ? `<c r="${column}${row}"><v>${text}</v></c>` : textCell(column, row, text, 2, notes);
}

/** Whether a spreadsheet's number is this very text: fifteen digits at most, and none of them an end zero that would be lost. */
export function isExact(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d*[1-9])?$/.test(text) && text.replaceAll(/\D/g, "").length <= exactDigits && text !== "-0";
}

function textCell(column: string, row: number, text: string, style: number, notes: WriterNotes): string {
  return `<c r="${column}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(toWorkbookSigns(shortened(text, notes)))}</t></is></c>`;
}

function shortened(text: string, notes: WriterNotes): string {
  if (text.length <= longestCell) return text;
  notes.cut += 1;
  // Not in the middle of a sign that is two code units.
  return text.slice(0, longestCell - cutMark.length).replace(/[\ud800-\udbff]$/, "") + cutMark;
}

/** "A" for 0, "AA" for 26. */
function letters(at: number): string {
  const rest = Math.floor(at / 26);
  return (rest === 0 ? "" : letters(rest - 1)) + String.fromCharCode(65 + (at % 26));
}

/** 0: as it is; 1: a title, bold, text; 2: text, so that what is typed over it stays text too. */
const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const sheetIds = (sheets: readonly string[]): readonly string[] => sheets.map((_, at) => `rId${at + 1}`);

function workbook(sheets: readonly string[]): string {
  const listed = sheets.map((name, at) => `<sheet name="${xmlAttribute(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("");
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${listed}</sheets></workbook>`;
}

function workbookRelations(sheets: readonly string[]): string {
  const ids = sheetIds(sheets);
  return relationsFile([
    ...ids.map((id, at) => [id, "worksheet", `worksheets/sheet${at + 1}.xml`] as const),
    [`rId${ids.length + 1}`, "styles", "styles.xml"],
  ]);
}

function relationsFile(entries: readonly (readonly [id: string, kind: string, target: string])[]): string {
  const listed = entries.map(([id, kind, target]) => `<Relationship Id="${id}" Type="${relations}/${kind}" Target="${target}"/>`).join("");
  return `${declaration}<Relationships xmlns="${packages}/relationships">${listed}</Relationships>`;
}

function contentTypes(sheets: readonly string[]): string {
  const parts = [
    ["/xl/workbook.xml", `${part}.sheet.main+xml`],
    ["/xl/styles.xml", `${part}.styles+xml`],
    ...sheets.map((_, at) => [`/xl/worksheets/sheet${at + 1}.xml`, `${part}.worksheet+xml`]),
  ];
  const listed = parts.map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`).join("");
  return `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${listed}</Types>`;
}
