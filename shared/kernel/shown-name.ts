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
  const name = text
    .replaceAll(/[\t\n]/g, " ")
    .replaceAll(hiding, "")
    .normalize("NFC")
    .trim();
  return name === "" || name.length > longestShownName ? null : name;
}
