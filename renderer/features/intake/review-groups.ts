import type { Picks } from "../../../shared/intake/model.ts";
import type { RecognisedItem } from "../../../shared/intake/recognise/model.ts";
import { rowsIn, rowsText } from "../../../shared/kernel/row-spans.ts";

/** One value of a document, at all its places. */
export interface Group {
  readonly key: string;
  readonly first: RecognisedItem;
  readonly items: readonly RecognisedItem[];
}

/** Values in the order in which they stand; the same value is one, whatever its spelling. */
export function groupsOf(items: readonly RecognisedItem[]): readonly Group[] {
  const groups = new Map<string, RecognisedItem[]>();
  for (const item of items) {
    const key = `${item.kind} ${item.value === "" ? item.written : item.value}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return [...groups].flatMap(([key, all]) => (all[0] === undefined ? [] : [{ key, first: all[0], items: all }]));
}

/** What a person ticked otherwise than it would be by itself: rows of the document. */
export interface Ticks {
  readonly taken: ReadonlySet<number>;
  readonly left: ReadonlySet<number>;
}
export const ticksOf = (picks: Picks = { taken: "", left: "" }): Ticks => ({ taken: rowsIn(picks.taken), left: rowsIn(picks.left) });
export const picksOf = ({ taken, left }: Ticks): Picks => ({ taken: rowsText(taken), left: rowsText(left) });

/** Whether a value is taken; null where the case has no thing for it. */
export function isOn({ first }: Group, { taken, left }: Ticks): boolean | null {
  if (!first.canBeThing) return null;
  return taken.has(first.row) || (first.isTakenByItself && !left.has(first.row));
}

/** The ticks once these values are taken or left, at all their places. */
export function withTicks(ticks: Ticks, groups: readonly Group[], isTaken: boolean): Ticks {
  const [taken, left] = [new Set(ticks.taken), new Set(ticks.left)];
  for (const { items } of groups)
    for (const { row, isTakenByItself, canBeThing } of items) {
      if (!canBeThing) continue;
      taken.delete(row);
      left.delete(row);
      if (isTaken && !isTakenByItself) taken.add(row);
      if (!isTaken && isTakenByItself) left.add(row);
    }
  return { taken, left };
}
