import type { RowState } from "../../../shared/case/review-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { countedAs } from "../../../shared/projections/counted.ts";
import type { Entity, Flow } from "../../../shared/projections/model.ts";
import { mostNodes } from "../../../shared/projections/most-linked.ts";
import type { CaseIndex } from "../../state/case-index.ts";

/** One line of the chart: a link somebody said, or a flow computed from transfers. */
export interface SceneEdge {
  readonly id: string;
  readonly from: EntityId;
  readonly to: EntityId;
  /** Exactly one of the two is there. */
  readonly link: Entity | null;
  readonly flow: Flow | null;
  /** A possible match of two that are said not to be one. */
  readonly isAnswered: boolean;
}
/** Nodes of one type that are in the case and not on the chart. "unlinked": nothing runs to them; "crowded": less travelled than the rest. */
export interface OffChart {
  readonly type: string;
  readonly why: "unlinked" | "crowded";
  readonly count: number;
}
/** What of a scene is no part of the case, and what would change when it were accepted. */
export interface SceneOverlay {
  /** State by id of nodes and lines. */
  readonly states: ReadonlyMap<string, RowState>;
  /** Nodes and lines that the case does not have. */
  readonly ghosts: ReadonlySet<string>;
  /** Those, and what of the case stands on the chart for its sake alone. */
  readonly added: ReadonlySet<string>;
  /** Things and links of it for which there is no room. */
  readonly left: number;
}
export const noOverlay: SceneOverlay = { states: new Map(), ghosts: new Set(), added: new Set(), left: 0 };

/** What stands on the chart, and what does not. */
export interface Scene {
  readonly nodes: ReadonlyMap<EntityId, Entity>;
  readonly edges: ReadonlyMap<string, SceneEdge>;
  readonly offChart: readonly OffChart[];
  /** Nodes the person hid. */
  readonly hidden: number;
  /** Nodes that could stand on the chart. */
  readonly total: number;
  /** What is laid over it and is no part of the case. */
  readonly overlay: SceneOverlay;
}
/** What of the person's view decides. */
export interface SceneChoice {
  readonly hidden: ReadonlySet<EntityId>;
  /** Put on the chart by hand, linked or not. */
  readonly placed: ReadonlySet<EntityId>;
  /** The rows there are were chosen for a chart, and many of what links them are not here yet: all stand on it. */
  readonly isPart?: boolean;
}

const exhibitType = "exhibit";
/** Unlinked nodes of a type with more members than this wait in the table. */
export const mostUnlinked = 50;

/** Decides what stands on the chart. O(nodes + links + flows); the same case and choice give the same scene. */
export function sceneOf(index: CaseIndex, flows: ReadonlyMap<string, Flow>, choice: SceneChoice): Scene {
  const edges = edgesOf(index, flows);
  const weights = weightsOf(edges);
  const { wanted, unlinked, hidden, total } = choose(index, weights, choice);
  const { kept, crowded } = keepMostTravelled(wanted, weights, choice.placed);
  const nodes = new Map(kept.map((entity) => [entity.id, entity]));
  return {
    nodes,
    edges: new Map(edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to)).map((edge) => [edge.id, edge])),
    offChart: [...offChart("unlinked", unlinked), ...offChart("crowded", countByType(crowded))].sort((a, b) => b.count - a.count),
    hidden,
    total,
    overlay: noOverlay,
  };
}

const offChart = (why: OffChart["why"], counts: ReadonlyMap<string, number>): readonly OffChart[] =>
  [...counts].map(([type, count]) => ({ type, why, count }));

/** One walk over all nodes, of which most of a big case are not for the chart: nothing is made for those. */
function choose(
  index: CaseIndex,
  weights: ReadonlyMap<EntityId, number>,
  { hidden, placed, isPart = false }: SceneChoice,
): { readonly wanted: readonly Entity[]; readonly unlinked: ReadonlyMap<string, number>; readonly hidden: number; readonly total: number } {
  const wanted: Entity[] = [];
  const unlinked = new Map<string, number>();
  let [total, hiddenCount] = [0, 0];
  for (const entity of index.nodes) {
    const { id, type } = entity;
    const isLinked = isPart || weights.has(id) || placed.has(id);
    // Exhibits are where facts come from; they stand on a chart only when somebody linked or placed them.
    if (type === exhibitType && !isLinked) continue;
    total += 1;
    if (hidden.has(id)) hiddenCount += 1;
    else if (isLinked || index.listedOf(type).length <= mostUnlinked) wanted.push(entity);
    else unlinked.set(type, (unlinked.get(type) ?? 0) + 1);
  }
  return { wanted, unlinked, hidden: hiddenCount, total };
}

/** Nodes of listed types; a type that is withheld or unknown is drawn too, as such. */
function isDrawable(entity: Entity): boolean {
  return entity.form === "node" && countedAs(entity) !== null;
}

/** Links with both ends known, and computed flows that no statement of the same pair and asset stands for. */
export function edgesOf(
  { entities, links, answered }: Pick<CaseIndex, "entities" | "links" | "answered">,
  flows: ReadonlyMap<string, Flow>,
): readonly SceneEdge[] {
  const edges: SceneEdge[] = [];
  const said = new Set<string>();
  const isNode = (id: EntityId): boolean => {
    const end = entities.get(id);
    return end !== undefined && isDrawable(end);
  };
  for (const link of links) {
    if (link.ends === null || !isNode(link.ends.from) || !isNode(link.ends.to)) continue;
    edges.push({ id: link.id, ...link.ends, link, flow: null, isAnswered: answered.has(link.id) });
    if (link.type === "flow") said.add(`${link.ends.from}/${link.ends.to}/${contractOf(link)}`);
  }
  for (const flow of flows.values()) {
    if (said.has(flow.id) || !isNode(flow.from) || !isNode(flow.to)) continue;
    edges.push({ id: flow.id, from: flow.from, to: flow.to, link: null, flow, isAnswered: false });
  }
  return edges;
}

function contractOf({ facts }: Entity): string {
  const value = facts["contract"]?.[0]?.value;
  return value?.kind === "identifier" || value?.kind === "text" ? value.text : "";
}

/** How much runs to each linked node: a statement counts more than any number of transfers. */
function weightsOf(edges: readonly SceneEdge[]): ReadonlyMap<EntityId, number> {
  const weights = new Map<EntityId, number>();
  for (const { from, to, flow } of edges) {
    const weight = flow === null ? 1_000_000 : flow.count;
    for (const end of [from, to]) weights.set(end, (weights.get(end) ?? 0) + weight);
  }
  return weights;
}

function countByType(entities: readonly Entity[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of entities) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

function keepMostTravelled(
  wanted: readonly Entity[],
  weights: ReadonlyMap<EntityId, number>,
  placed: ReadonlySet<EntityId>,
): { readonly kept: readonly Entity[]; readonly crowded: readonly Entity[] } {
  if (wanted.length <= mostNodes) return { kept: wanted, crowded: [] };
  const rank = ({ id }: Entity): number => (placed.has(id) ? Number.MAX_SAFE_INTEGER : (weights.get(id) ?? 0));
  const ranked = wanted.toSorted((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
  return { kept: ranked.slice(0, mostNodes), crowded: ranked.slice(mostNodes) };
}
