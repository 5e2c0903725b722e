import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { ChartAct, ChartPart, ViewChange } from "../../state/view-steps.ts";
import { type ChartView, type Point, withIds } from "./chart-view.ts";

/** What differs between two views, as it was and as it is; null = nothing. O(nodes of both). */
export function stepBetween(act: ChartAct, before: ChartView, after: ChartView): (ViewChange & { readonly kind: "chart" }) | null {
  const moved = [...after.positions.keys(), ...before.positions.keys()].filter(
    (id) => !isSamePlace(before.positions.get(id), after.positions.get(id)),
  );
  const marks = {
    pins: changed(before.pins, after.pins),
    hidden: changed(before.hidden, after.hidden),
    placed: changed(before.placed, after.placed),
  };
  const touched = new Set([...moved, ...marks.pins, ...marks.hidden, ...marks.placed]);
  if (touched.size === 0) return null;
  const partOf = (view: ChartView): ChartPart => ({
    positions: [...new Set(moved)].map((id) => [id, view.positions.get(id) ?? null] as const),
    pins: marks.pins.map((id) => [id, view.pins.has(id)] as const),
    hidden: marks.hidden.map((id) => [id, view.hidden.has(id)] as const),
    placed: marks.placed.map((id) => [id, view.placed.has(id)] as const),
  });
  return { kind: "chart", act, count: touched.size, before: partOf(before), after: partOf(after) };
}

/** A view with this part of it as it says, and all else as it is. */
export function withPart(view: ChartView, part: ChartPart): ChartView {
  const positions = new Map(view.positions);
  for (const [id, at] of part.positions) {
    if (at === null) positions.delete(id);
    else positions.set(id, at);
  }
  return { positions, pins: marked(view.pins, part.pins), hidden: marked(view.hidden, part.hidden), placed: marked(view.placed, part.placed) };
}

/** The places a part gives. */
export function placesIn({ positions }: ChartPart): ReadonlyMap<EntityId, Point> {
  return new Map(positions.flatMap(([id, at]) => (at === null ? [] : [[id, at] as const])));
}

function marked(ids: ReadonlySet<EntityId>, marks: ChartPart["pins"]): ReadonlySet<EntityId> {
  const [inside, outside] = [marks.filter(([, isIn]) => isIn), marks.filter(([, isIn]) => !isIn)].map((some) => some.map(([id]) => id));
  return withIds(withIds(ids, inside ?? [], true), outside ?? [], false);
}

function changed(before: ReadonlySet<EntityId>, after: ReadonlySet<EntityId>): readonly EntityId[] {
  return [...after.symmetricDifference(before)];
}

function isSamePlace(a: Point | undefined, b: Point | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.x === b.x && a.y === b.y);
}
