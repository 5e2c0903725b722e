import { type Result, fail, succeed } from "../../kernel/result.ts";
import { type Delimiter, delimiters, type IntakeError } from "../model.ts";

/**
 * Cuts text into rows of cells, as the text comes.
 *
 * Takes   fields bare or in double quotes, "" inside quotes for one; rows end with LF, CRLF or CR. Blank lines are no rows.
 * Gives   cells as written; rows may differ in length. O(text); holds the row that has not ended.
 * Fails   `broken-quotes` with the row (from 1) whose quote never closes or is followed by more text: guessing there would move cells.
 * Source  RFC 4180; checked against papaparse in tests/property/intake.
 */
export class CsvCutter {
  readonly #delimiter: Delimiter;
  #rest = "";
  #rows = 0;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  /** The rows that end in what has come so far; all of them when it is the last. */
  cut(piece: string, isLast: boolean): Result<readonly (readonly string[])[], IntakeError> {
    const text = this.#rest + piece;
    const rows: (readonly string[])[] = [];
    let at = 0;
    while (at < text.length) {
      const row = readRow(text, at, this.#delimiter);
      // What touches the end may go on: a quote may be doubled, CR may be half of CRLF.
      if (!isLast && (row === null || row.next >= text.length)) break;
      if (row === null) return fail("broken-quotes", String(this.#rows + 1));
      if (row.cells.length > 1 || row.cells[0]?.trim() !== "" || row.isQuoted) {
        rows.push(row.cells);
        this.#rows += 1;
      }
      at = row.next;
    }
    this.#rest = text.slice(at);
    return this.#rest.length > longestRow ? fail("broken-quotes", String(this.#rows + 1)) : succeed(rows);
  }
}

/** Characters of one row, at most: a quote that never closes would take the rest of the file for one cell. */
const longestRow = 2 ** 24;

/** All rows of a text that is at hand (`CsvCutter`). */
export function parseCsv(text: string, delimiter: Delimiter): Result<readonly (readonly string[])[], IntakeError> {
  return new CsvCutter(delimiter).cut(text, true);
}

interface Row {
  readonly cells: readonly string[];
  readonly isQuoted: boolean;
  readonly next: number;
}

function readRow(text: string, start: number, delimiter: Delimiter): Row | null {
  const cells: string[] = [];
  let isQuoted = false;
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at) : readBare(text, at, delimiter);
    if (cell === null) return null;
    isQuoted ||= text[at] === '"';
    cells.push(cell.text);
    at = cell.next;
    const sign = text[at];
    if (sign === delimiter) at++;
    else if (sign === undefined || sign === "\n") return { cells, isQuoted, next: at + 1 };
    else if (sign === "\r") return { cells, isQuoted, next: text[at + 1] === "\n" ? at + 2 : at + 1 };
    else return null;
  }
}

interface Cell {
  readonly text: string;
  readonly next: number;
}

function readBare(text: string, start: number, delimiter: Delimiter): Cell {
  let at = start;
  while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
  return { text: text.slice(start, at), next: at };
}

function readQuoted(text: string, start: number): Cell | null {
  let from = start + 1;
  let said = "";
  for (;;) {
    const close = text.indexOf('"', from);
    if (close < 0) return null;
    said += text.slice(from, close);
    if (text[close + 1] !== '"') return { text: said, next: skipSpaces(text, close + 1) };
    said += '"';
    from = close + 2;
  }
}

/** Spaces after a closing quote belong to no cell: several programs write them. */
function skipSpaces(text: string, start: number): number {
  let at = start;
  while (text[at] === " ") at++;
  return at;
}

/** The delimiter that occurs most in the first line outside quotes; a comma where there is none. */
export function detectDelimiter(text: string): Delimiter {
  const line = /^[\r\n]*((?:"(?:[^"]|"")*"|[^"\r\n])*)/.exec(text)?.[1]?.replaceAll(/"(?:[^"]|"")*"/g, "") ?? "";
  const count = (delimiter: string): number => line.split(delimiter).length;
  return delimiters.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}
