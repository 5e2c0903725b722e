import { expect, test } from "vitest";
import type { CaseNews } from "../../../shared/case/door.ts";
import { watchOpening } from "../../../shared/case/opening-watch.ts";
import { parseInstantMs } from "../../../shared/kernel/brand.ts";

/** What is told of an opening of two commits of 100 claims, folded as they are read; each step a second after the one before. */
function toldOf(expected: number | null): readonly (readonly [done: number, total: number])[] {
  let seconds = 0;
  const told: (readonly [number, number])[] = [];
  const clock = { now: () => parseInstantMs(1_780_000_000_000 + 1000 * (seconds += 1)) ?? expect.fail() };
  const tell = (news: CaseNews): void => void (news.kind === "progress" && told.push([news.done, news.total]));
  const watch = watchOpening({ clock, tell, isStopped: () => false, expected });
  for (let commit = 0; commit < 2; commit++) {
    watch.read(100);
    watch.folded(100);
  }
  watch.readAll();
  watch.told(1, 2);
  watch.told(1, 2);
  return told;
}

test("an opening counts claims read, folded and told, against what the case had when it was last closed", () => {
  expect(toldOf(300)).toEqual([
    [33, 301],
    [66, 301],
    [100, 301],
    [133, 301],
    [166, 301],
    [200, 301],
  ]);
});

test("where that is not known, no end is told before all was read", () => {
  expect(toldOf(null)).toEqual([
    [33, 0],
    [66, 0],
    [100, 0],
    [133, 0],
    [166, 201],
    [200, 201],
  ]);
});
