/** What spreadsheets take for the beginning of a formula, behind any spaces: OWASP's list, the sign of a macro language and the wide forms. */
const formula = /^'*\s*[=+\-@|%\t\r\n＝＋－＠]/;
const heldFormula = /^'+\s*[=+\-@|%\t\r\n＝＋－＠]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/**
 * A cell that a spreadsheet would run is made text by an apostrophe in front; numbers stay numbers. One that had apostrophes before a formula gets one
 * more, so that it can be told afterwards what was there.
 * Law     `freeCell(holdCell(cell)) === cell` for every text.
 * Source  OWASP, CSV Injection
 */
export function holdCell(cell: string): string {
  return formula.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
}

/** The cell as it was before `holdCell`. */
export function freeCell(cell: string): string {
  return heldFormula.test(cell) ? cell.slice(1) : cell;
}
