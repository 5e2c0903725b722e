import type { EntityId } from "../kernel/brand.ts";
import { longestChartTitle } from "./charts.ts";
import type { BundledChart } from "./model.ts";

/**
 * A chart as recipients may have it: the places of what travels, in the order of ids, and a title that says nothing of what stays.
 * Takes   `keptTexts`: names and identifiers that stay. Gives null when nothing on it travels. Places are whole points.
 */
export function chartFor(travelling: ReadonlySet<EntityId>, chart: BundledChart, keptTexts: readonly string[]): BundledChart | null {
  const byEntity = new Map(chart.nodes.map((node) => [node.entity, node]));
  const nodes = [...byEntity.values()]
    .filter(({ entity, x, y }) => travelling.has(entity) && Number.isFinite(x) && Number.isFinite(y))
    .map(({ entity, x, y }) => ({ entity, x: toPoint(x), y: toPoint(y) }))
    .sort((a, b) => (a.entity < b.entity ? -1 : 1));
  if (nodes.length === 0) return null;
  const title = keptTexts.some((text) => chart.title.includes(text)) ? "" : toPlainTitle(chart.title);
  return { title, nodes };
}

// Adding nothing turns a zero below nought into a plain one, which JSON writes alike everywhere.
const toPoint = (place: number): number => Math.round(place) + 0;

/** As the file of a chart holds it. */
function toPlainTitle(title: string): string {
  return title
    .normalize("NFC")
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, " ")
    .trim()
    .slice(0, longestChartTitle)
    .toWellFormed();
}
