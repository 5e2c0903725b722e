import type { TextItem } from "./model.ts";

interface Line {
  readonly items: TextItem[];
  readonly top: number;
  readonly height: number;
}

/**
 * The runs of a page as lines of text: runs that stand beside each other are one line, from the left, with a space where a gap is. Columns of a table stay in
 * their row; columns of a newspaper stand side by side. O(n log n).
 */
export function pageLines(items: readonly TextItem[]): string {
  const lines: Line[] = [];
  for (const item of [...items].filter(({ text }) => text.trim() !== "").sort((a, b) => a.top - b.top)) {
    const line = lines.at(-1);
    const isBeside = line !== undefined && Math.abs(bottomOf(item) - bottomOf(line)) < 0.4 * Math.min(line.height, item.height);
    if (isBeside) line.items.push(item);
    else lines.push({ items: [item], top: item.top, height: item.height });
  }
  return lines.map(({ items: ofLine }) => lineText(ofLine)).join("\n");
}

const bottomOf = ({ top, height }: { readonly top: number; readonly height: number }): number => top + height;

function lineText(items: readonly TextItem[]): string {
  let [text, end] = ["", Number.POSITIVE_INFINITY];
  for (const item of [...items].sort((a, b) => a.left - b.left)) {
    const isGap = item.left - end > 0.15 * item.height;
    text += isGap && !/\s$/.test(text) && !/^\s/.test(item.text) ? ` ${item.text}` : item.text;
    end = item.left + item.width;
  }
  return text.trim();
}
