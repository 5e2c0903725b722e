import { mostHits } from "./limits.ts";
import type { Found, Hit } from "./model.ts";
import type { PiecedText } from "./text-pieces.ts";

/** Folds case letter by letter, so that places stay what they are: a letter that would become two is left as it is. */
export function foldCase(text: string): string {
  const folded = text.toLowerCase();
  return folded.length === text.length
    ? folded
    : [...text].map((sign) => (sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign)).join("");
}

/** Pieces of a text that hold what is looked for, or begin it. O(text). */
export function findInPieces(pieced: PiecedText, looked: string): Found {
  if (looked === "") return { hits: [], isCut: false };
  const [text, wanted] = [foldCase(pieced.text), foldCase(looked)];
  const hits: Hit[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    if (hits.length === mostHits) return { hits, isCut: true };
    hits.push({ at: pieceAt(pieced.starts, at), item: 0 });
  }
  return { hits, isCut: false };
}

/** The last piece that begins at or before a place. */
function pieceAt(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Runs of a page in which a place of what is looked for begins; words broken over runs are found. */
export function findInRuns(runs: readonly string[], looked: string): readonly number[] {
  const wanted = foldCase(looked.trim().replaceAll(/\s+/g, " "));
  if (wanted === "") return [];
  const starts: number[] = [];
  let text = "";
  for (const run of runs) {
    starts.push(text.length);
    text += foldCase(run.replaceAll(/\s+/g, " "));
  }
  const found: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0 && found.length <= mostHits; at = text.indexOf(wanted, at + wanted.length)) {
    const run = pieceAt(starts, at);
    if (found.at(-1) !== run) found.push(run);
  }
  return found;
}
