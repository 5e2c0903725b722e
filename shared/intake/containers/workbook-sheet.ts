import { workbookText } from "./workbook-text.ts";
import { attributesOf, pickAttributes, type XmlListener } from "./xml-cutter.ts";
import { isTooLong, type NumberForm, numberText } from "./workbook-numbers.ts";

/** What all sheets of a workbook share. */
export interface BookFacts {
  readonly strings: readonly string[];
  readonly forms: readonly NumberForm[];
  readonly is1904: boolean;
}

const rowAttributes = ["r", "hidden"];
const cellAttributes = ["r", "t", "s"];
const plainForm: NumberForm = { kind: "plain" };

/** Columns of a sheet, at most: what stands further right is no table. */
export const mostColumns = 1024;

/** What a sheet holds that a person should know of. */
export interface SheetCounts {
  /** Columns up to the last that holds something. */
  width: number;
  formulas: number;
  hiddenRows: number;
  longNumbers: number;
}

/** Listens to a worksheet: each row that says something, with the number it has in the sheet. Cells have their place; what is not there is "". */
export class SheetListener implements XmlListener {
  readonly counts: SheetCounts = { width: 0, formulas: 0, hiddenRows: 0, longNumbers: 0 };
  /** Ranges whose cells are shown as one ("A1:B2"). */
  readonly merged: string[] = [];
  readonly #book: BookFacts;
  readonly #takeRow: (cells: string[], row: number) => void;
  #row = 0;
  #isHidden = false;
  #cells: string[] = [];
  #column = -1;
  /** Where a cell stands that does not say it: behind the one before it, be that empty or not. */
  #next = 0;
  #type = "";
  #form: NumberForm = plainForm;
  #text = "";
  #isValue = false;
  #isPhonetic = false;

  constructor(book: BookFacts, takeRow: (cells: string[], row: number) => void) {
    this.#book = book;
    this.#takeRow = takeRow;
  }

  open(name: string, written: string): void {
    if (name === "c") this.#beginCell(written);
    else if (name === "row") this.#beginRow(written);
    else if (name === "v" || name === "t") this.#isValue = true;
    else if (name === "f") this.counts.formulas += 1;
    else if (name === "rPh") this.#isPhonetic = true;
    else if (name === "mergeCell") this.merged.push(attributesOf(written).get("ref") ?? "");
  }
  text(said: string): void {
    if (this.#isValue && !this.#isPhonetic && this.#column >= 0) this.#text += said;
  }
  close(name: string): void {
    if (name === "v" || name === "t") this.#isValue = false;
    else if (name === "rPh") this.#isPhonetic = false;
    else if (name === "c") this.#endCell();
    else if (name === "row") this.#endRow();
  }

  #beginRow(written: string): void {
    const [number, hidden] = pickAttributes(written, rowAttributes);
    const row = Number(number ?? this.#row + 1);
    this.#row = Number.isSafeInteger(row) && row > this.#row ? row : this.#row + 1;
    this.#isHidden = hidden === "1" || hidden === "true";
    this.#cells = [];
    this.#column = -1;
    this.#next = 0;
  }
  #beginCell(written: string): void {
    const [reference = "", type = "n", style = "-1"] = pickAttributes(written, cellAttributes);
    this.#column = columnOf(reference) ?? this.#next;
    this.#next = this.#column + 1;
    this.#type = type;
    this.#form = this.#book.forms[Number(style)] ?? plainForm;
    this.#text = "";
  }
  #endCell(): void {
    const text = this.#valueOf();
    const column = this.#column;
    this.#column = -1;
    if (text === "") return;
    this.counts.width = Math.max(this.counts.width, column + 1);
    if (column >= mostColumns) return;
    while (this.#cells.length < column) this.#cells.push("");
    this.#cells[column] = text;
  }
  #valueOf(): string {
    if (this.#type === "s") return this.#book.strings[Number(this.#text)] ?? "";
    if (this.#type === "b") return this.#text === "1" ? "TRUE" : "FALSE";
    if (this.#type === "inlineStr" || this.#type === "str") return workbookText(this.#text);
    if (this.#type !== "n") return this.#type === "d" ? this.#text.replace("T", " ").replace(/(?: 00:00:00)?(?:\.0+)?Z?$/, "") : this.#text;
    if (isTooLong(this.#text)) this.counts.longNumbers += 1;
    return numberText(this.#text, this.#form, this.#book.is1904) ?? this.#text;
  }
  #endRow(): void {
    if (this.#cells.every((cell) => cell.trim() === "")) return;
    if (this.#isHidden) this.counts.hiddenRows += 1;
    this.#takeRow(this.#cells, this.#row);
  }
}

/** The place of a column, from 0 ("AB12" → 27); null when it says none. */
export function columnOf(reference: string): number | null {
  let [place, letters] = [0, 0];
  for (; letters <= 3; letters++) {
    const letter = reference.charCodeAt(letters) - 0x40;
    if (!(letter >= 1 && letter <= 26)) break;
    place = place * 26 + letter;
  }
  return letters === 0 || letters > 3 || !areDigits(reference, letters) ? null : place - 1;
}

function areDigits(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return text.length > from;
}
