import { familyOf, type FormatName, formats } from "./formats.ts";

/**
 * The format the ending of a name promises where the bytes are another; null = they agree, or nobody knows the ending. Any text may be called by any ending of a
 * text: a list is a `.csv`, a `.txt` or a `.log`.
 */
export function brokenPromise(fileName: string, format: FormatName): FormatName | null {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(fileName.trim())?.[1]?.toLowerCase();
  if (ending === undefined) return null;
  const promised = (Object.keys(formats) as FormatName[]).filter((name) => (formats[name].endings as readonly string[]).includes(ending));
  const [first] = promised;
  if (first === undefined || promised.includes(format)) return null;
  return isText(format) && promised.some(isText) ? null : first;
}

function isText(format: FormatName): boolean {
  return format !== "rtf" && (familyOf(format) === "text" || format === "mail");
}
