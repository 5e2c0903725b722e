/** A point of a drawing, in its own pixels. */
export interface Spot<Id> {
  readonly id: Id;
  readonly x: number;
  readonly y: number;
  readonly text: string;
}
export interface Label<Id> {
  readonly id: Id;
  readonly text: string;
  /** Where the text begins, on its base line. */
  readonly x: number;
  readonly y: number;
}
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
/** Of text of 10 pixels: how wide a character is at most on the whole, and how high a line. */
const [charWidth, lineHeight, gap] = [6, 11, 3];
const longestLabel = 18;

/**
 * Places short labels beside dots: right, left, below or above, wherever nothing is yet; a dot with no room has none. The first come first.
 * Takes   dots of `radius` in a frame of `width` by `height`, all in pixels.
 * Cost    O(dots · labels placed).
 */
export function placeLabels<Id>(spots: readonly Spot<Id>[], radius: number, width: number, height: number): readonly Label<Id>[] {
  const taken: Box[] = spots.map(({ x, y }) => ({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }));
  const placed: Label<Id>[] = [];
  for (const { id, x, y, text: whole } of spots) {
    const text = shortText(whole);
    const long = [...text].length * charWidth;
    const away = radius + gap;
    const lefts: readonly (readonly [left: number, top: number])[] = [
      [x + away, y - lineHeight / 2],
      [x - away - long, y - lineHeight / 2],
      [x - long / 2, y + away],
      [x - long / 2, y - away - lineHeight],
    ];
    const boxes = lefts.map(([left, top]): Box => ({ left, top, right: left + long, bottom: top + lineHeight }));
    const isFree = (box: Box): boolean =>
      box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height && !taken.some((other) => doOverlap(box, other));
    const free = boxes.find(isFree);
    if (free === undefined) continue;
    taken.push(free);
    placed.push({ id, text, x: free.left, y: free.bottom - gap });
  }
  return placed;
}

function doOverlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function shortText(text: string): string {
  const characters = [...text];
  return characters.length <= longestLabel
    ? text
    : `${characters
        .slice(0, longestLabel - 1)
        .join("")
        .trimEnd()}…`;
}
