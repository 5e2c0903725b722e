import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { RowState } from "../../../shared/case/review-door.ts";
import { possibleMatchType } from "../../../shared/ontology/model.ts";
import type { ChartInput } from "./chart-input.ts";
import type { Rings } from "./elements.ts";
import { countStates, withoutOverlay } from "./overlay-scene.ts";
import type { OffChart, Scene, SceneEdge } from "./scene.ts";

/** What the chart shows besides the drawing: read by the tool bar, the strip, the legend and tests. Replaced whole at every change. */
export interface ChartStatus {
  readonly nodes: number;
  readonly edges: number;
  readonly flows: number;
  readonly total: number;
  readonly hidden: number;
  readonly offChart: readonly OffChart[];
  /** null = still; else how far the layout is, 0 … 1. */
  readonly layout: number | null;
  readonly pins: number;
  readonly tool: "move" | "area";
  readonly rings: Rings;
  /** Types that stand on the chart, and how many of each. */
  readonly types: ReadonlyMap<string, number>;
  readonly hasLookAlike: boolean;
  readonly hasDisputed: boolean;
  /** Something drawn rests on a stolen key. */
  readonly hasStolen: boolean;
  /** Possible matches among the lines: open questions, and those that somebody answered with no. */
  readonly matches: { readonly open: number; readonly answered: number };
  /** What is laid over the case: marked nodes and lines by state, and how many have no room. All else counts the case alone. */
  readonly overlay: { readonly counts: ReadonlyMap<RowState, number>; readonly left: number };
}
interface Shown extends Pick<ChartInput, "stolen"> {
  readonly hiddenTypes: readonly string[];
  readonly rings: Rings;
  readonly layout: number | null;
  readonly pins: number;
  readonly isPanning: boolean;
}

/** What is to be said of a scene. O(nodes + edges). */
export function chartStatus(scene: Scene, { hiddenTypes, stolen, rings, layout, pins, isPanning }: Shown): ChartStatus {
  const types = new Map<string, number>();
  const own = withoutOverlay(scene);
  for (const { type } of own.nodes.values()) types.set(type, (types.get(type) ?? 0) + 1);
  const edges = [...own.edges.values()];
  const off = new Set(hiddenTypes);
  const isDrawn = (id: EntityId): boolean => !off.has(scene.nodes.get(id)?.type ?? "");
  const drawn = edges.filter(({ link, from, to }) => !off.has(link?.type ?? "flow") && isDrawn(from) && isDrawn(to));
  return {
    nodes: [...own.nodes.values()].filter(({ type }) => !off.has(type)).length,
    edges: drawn.filter(({ flow }) => flow === null).length,
    flows: drawn.filter(({ flow }) => flow !== null).length,
    total: scene.total,
    hidden: scene.hidden,
    offChart: scene.offChart,
    layout,
    pins,
    tool: isPanning ? "move" : "area",
    rings,
    types,
    hasLookAlike: edges.some(({ flow }) => flow !== null && !flow.asset.isKnown),
    matches: matchesIn(drawn),
    hasStolen:
      stolen.size > 0 && ([...own.nodes.keys()].some((id) => stolen.has(id)) || drawn.some(({ link }) => link !== null && stolen.has(link.id))),
    hasDisputed: edges.some(({ link }) => link?.isDisputed === true) || [...own.nodes.values()].some((entity) => entity.isDisputed),
    overlay: { counts: countStates(scene.overlay), left: scene.overlay.left },
  };
}

function matchesIn(edges: readonly SceneEdge[]): ChartStatus["matches"] {
  const all = edges.filter(({ link }) => link?.type === possibleMatchType);
  const answered = all.filter(({ isAnswered }) => isAnswered).length;
  return { open: all.length - answered, answered };
}
