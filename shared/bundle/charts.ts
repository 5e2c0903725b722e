import { type EntityId, parseEntityId } from "../kernel/brand.ts";
import { bytesToUtf8, type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { isPlainText } from "../ledger/value.ts";
import type { BundledChart, BundleError } from "./model.ts";
import { isChart } from "./names.ts";

const chartType = "dalel.chart";
/** Characters of a chart's title, at most. */
export const longestChartTitle = 200;
/** How far from the middle a thing may stand. */
const farthest = 10_000_000;

/** A chart as a payload file: canonical JSON, things by id, positions in whole points. */
export function chartToBytes({ title, nodes }: BundledChart): Bytes {
  const placed = nodes.map(({ entity, x, y }) => ({ entity, x: toPoint(x), y: toPoint(y) })).sort((a, b) => (a.entity < b.entity ? -1 : 1));
  return utf8ToBytes(canonicalText({ type: chartType, format: 1, title, nodes: placed }));
}

/** Never -0: it has no canonical form. */
function toPoint(at: number): number {
  return Math.max(-farthest, Math.min(farthest, Math.round(at))) + 0;
}

/** The charts of a bag, in their order; `bad-manifest` names the first that is not in its form. */
export function readCharts(held: ReadonlyMap<string, Bytes>): Result<readonly BundledChart[], BundleError> {
  const charts: BundledChart[] = [];
  for (const [path, bytes] of held) {
    if (!isChart(path)) continue;
    const chart = readChart(parseCanonical(bytesToUtf8(bytes) ?? ""));
    if (chart === null) return fail("bad-manifest", path);
    charts.push(chart);
  }
  return succeed(charts);
}

function readChart(json: Json): BundledChart | null {
  if (!hasExactKeys(json, ["type", "format", "title", "nodes"])) return null;
  const { type, format, title, nodes } = json;
  if (type !== chartType || format !== 1 || !isPlainText(title) || title.length > longestChartTitle || !Array.isArray(nodes)) return null;
  const read: { entity: EntityId; x: number; y: number }[] = [];
  for (const each of nodes as readonly Json[]) {
    const node = readNode(each);
    const last = read.at(-1);
    if (node === null || (last !== undefined && last.entity >= node.entity)) return null;
    read.push(node);
  }
  return { title, nodes: read };
}

function readNode(json: Json): { entity: EntityId; x: number; y: number } | null {
  if (!hasExactKeys(json, ["entity", "x", "y"])) return null;
  const [entity, x, y] = [parseEntityId(json.entity), readPoint(json.x), readPoint(json.y)];
  return entity === null || x === null || y === null ? null : { entity, x, y };
}

const readPoint = (json: Json): number | null => (typeof json === "number" && Math.abs(json) <= farthest ? json : null);
