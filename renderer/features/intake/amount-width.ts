/** Width of a column of exact sums, px: a sum whose first digit is cut off is another sum. Digits of our font are 8 px wide; marks of thousands come to them. */
export function amountWidth(texts: readonly string[]): number {
  const longest = Math.max(0, ...texts.map((text) => text.length + Math.floor((text.split(".")[0]?.length ?? 0) / 3)));
  return Math.max(150, 8 * longest + 32);
}
