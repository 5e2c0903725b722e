import type { WriterNotes } from "./model.ts";

const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const named: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text between tags or in an attribute of XML. A carriage return is written as a reference: a bare one would be read as a line feed. */
export function xmlText(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => named[sign] ?? sign).replaceAll("\r", "&#13;");
}

/** The same where tabs and line feeds would be read as spaces. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll("\t", "&#9;").replaceAll("\n", "&#10;");
}

/** Signs XML cannot hold become the picture of the sign, or the sign for "unknown"; each is counted. */
export function toXmlSigns(text: string, notes: WriterNotes): string {
  return text.replace(notXml, (sign) => {
    notes.replaced += 1;
    const code = sign.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
  });
}

/**
 * The same as workbooks write them: "_x0007_", which they read back. What looks like that in a text is written so that it stays what it is.
 * Source  ECMA-376 part 1, §22.9.2.19 (ST_Xstring)
 */
export function toWorkbookSigns(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9a-fA-F]{4}_)/g, "_x005F_")
    .replace(notXml, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`);
}
