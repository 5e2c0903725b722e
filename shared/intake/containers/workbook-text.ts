/**
 * A text as a workbook means it: "_x000D_" is the sign of that number, and "_x005F_" an underscore that begins no such sign.
 * Source  ECMA-376 part 1, §22.9.2.19 (ST_Xstring)
 */
export function workbookText(written: string): string {
  if (!written.includes("_x")) return written;
  return written.replaceAll(/_x([0-9a-fA-F]{4})_/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
