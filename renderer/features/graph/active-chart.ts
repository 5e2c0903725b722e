import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useDesk } from "../../state/desk.ts";
import type { Chart } from "./chart.ts";
import type { ChartCursor } from "./chart-cursor.ts";

/** The chart that is mounted, for commands. */
export interface ActiveChart {
  readonly chart: Chart;
  readonly cursor: ChartCursor;
  /** At a point of the window, or where the keyboard stands. */
  openMenu(at?: { readonly x: number; readonly y: number }): void;
  toggleList(): void;
  toggleLegend(): void;
}

let active: ActiveChart | null = null;

/** The panel says which chart it shows; null when it is gone. */
export function setActiveChart(chart: ActiveChart | null): void {
  active = chart;
}

export function activeChart(): ActiveChart | null {
  return active;
}

/** The nodes a command means: those chosen that stand on the chart, else the one the keyboard stands on. */
export function meantNodes(): readonly EntityId[] {
  if (active === null) return [];
  const { nodes } = active.chart.shown;
  const chosen = useDesk.getState().selection.entities.filter((id) => nodes.has(id));
  if (chosen.length > 0) return chosen;
  const at = active.cursor.node;
  return at === null ? [] : [at];
}
