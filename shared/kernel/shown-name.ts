/** Characters the name of a person or an agency may have at most, in UTF-16 units. */
export const longestShownName = 256;

/** What hides or turns letters, or ends a line. */
const hiding = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Names are shown beside keys: no mark that turns or hides letters, one form of each letter (NFC), nothing around them. */
export function isShownName(text: unknown): text is string {
  return typeof text === "string" && toShownName(text) === text;
}

/**
 * A typed or pasted name as it may be shown beside keys. Marks that hide or turn letters are left out: a text copied from a page or a letter brings
 * them along. Null when nothing is left, or more than `longestShownName`.
 */
export function toShownName(text: string): string | null {
  const name = toShownText(text, longestShownName);
  return name === "" ? null : name;
}

/** A typed or pasted line of text in the one form in which it is signed and shown beside keys; "" = nothing is left. Null when it is longer than `longest`. */
export function toShownText(text: string, longest: number): string | null {
  const shown = text
    .replaceAll(/[\t\n]/g, " ")
    .replaceAll(hiding, "")
    .normalize("NFC")
    .trim();
  return shown.length > longest ? null : shown;
}
