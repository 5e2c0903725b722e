/** Text a claim may carry (file names, headers, token symbols): well-formed, one line, without control characters, cut to a length. */
export function toPlainText(text: string, longest: number): string {
  return text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, longest)
    .toWellFormed();
}
