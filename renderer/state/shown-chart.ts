import type { EntityId } from "../../shared/kernel/brand.ts";

/** What stands on the chart and is not hidden, and where. */
export interface ShownChart {
  readonly nodes: readonly { readonly entity: EntityId; readonly x: number; readonly y: number }[];
  /** Types the person hid, of things and of links. */
  readonly hiddenTypes: readonly string[];
}
let read: (() => ShownChart) | null = null;

/** Given by the chart while one is mounted. */
export function offerShownChart(reader: (() => ShownChart) | null): void {
  read = reader;
}

/** The chart as it is shown now; null when there is none, or nothing is on it. */
export function shownChart(): ShownChart | null {
  const shown = read?.() ?? null;
  return shown === null || shown.nodes.length === 0 ? null : shown;
}
