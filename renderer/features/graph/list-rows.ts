import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import type { ChartWords } from "./chart-words.ts";
import type { Scene, SceneEdge } from "./scene.ts";

/** One line of the chart as a list: a node, a line at it, or a fact of that line. */
export type ListRow = { readonly key: string; readonly level: 1 | 2 | 3; readonly isOpen: boolean | null } & (
  | { readonly kind: "node"; readonly entity: Entity; readonly lines: number }
  | { readonly kind: "edge"; readonly edge: SceneEdge; readonly other: Entity; readonly direction: "out" | "in" }
  | { readonly kind: "fact"; readonly edge: SceneEdge; readonly fact: Fact }
  | { readonly kind: "flow"; readonly edge: SceneEdge; readonly property: "total" | "count" | "first" | "last" }
);

interface Line {
  readonly edge: SceneEdge;
  readonly other: Entity;
  readonly direction: "out" | "in";
}

/** The visible lines: nodes by name, under an open node what runs to and from it, under an open line its facts. */
export function listRows(
  scene: Scene,
  open: ReadonlySet<string>,
  hiddenTypes: readonly string[],
  { nameOf, format }: ChartWords,
): readonly ListRow[] {
  const lines = linesByNode(scene, hiddenTypes);
  const nodes = [...scene.nodes.values()].filter(({ type }) => !hiddenTypes.includes(type));
  const named = nodes.map((entity) => ({ entity, name: nameOf(entity) })).sort((a, b) => format.compare(a.name, b.name));
  return named.flatMap(({ entity }): readonly ListRow[] => {
    const own = lines.get(entity.id) ?? [];
    const isOpen = own.length === 0 ? null : open.has(entity.id);
    const row: ListRow = { kind: "node", key: entity.id, level: 1, isOpen, entity, lines: own.length };
    return isOpen === true ? [row, ...own.flatMap((line) => lineRows(entity.id, line, open))] : [row];
  });
}

function lineRows(node: EntityId, line: Line, open: ReadonlySet<string>): readonly ListRow[] {
  const key = `${node} ${line.direction} ${line.edge.id}`;
  const facts = factRows(key, line.edge);
  const isOpen = facts.length === 0 ? null : open.has(key);
  const row: ListRow = { kind: "edge", key, level: 2, isOpen, ...line };
  return isOpen === true ? [row, ...facts] : [row];
}

const flowProperties = ["total", "count", "first", "last"] as const;

function factRows(above: string, edge: SceneEdge): readonly ListRow[] {
  if (edge.flow !== null) {
    return flowProperties.map((property) => ({ kind: "flow", key: `${above} ${property}`, level: 3, isOpen: null, edge, property }));
  }
  const facts = Object.values(edge.link?.facts ?? {}).flat();
  return facts
    .filter(({ value, property }) => value.kind !== "entity" && property !== "type")
    .map((fact) => ({ kind: "fact", key: `${above} ${fact.claim}`, level: 3, isOpen: null, edge, fact }));
}

function linesByNode(scene: Scene, hiddenTypes: readonly string[]): ReadonlyMap<EntityId, readonly Line[]> {
  const lines = new Map<EntityId, Line[]>();
  const push = (node: EntityId, line: Line): void => {
    const known = lines.get(node);
    if (known === undefined) lines.set(node, [line]);
    else known.push(line);
  };
  for (const edge of scene.edges.values()) {
    const [from, to] = [scene.nodes.get(edge.from), scene.nodes.get(edge.to)];
    if (from === undefined || to === undefined || hiddenTypes.includes(edge.link?.type ?? "flow")) continue;
    if (hiddenTypes.includes(from.type) || hiddenTypes.includes(to.type)) continue;
    push(edge.from, { edge, other: to, direction: "out" });
    if (edge.from !== edge.to) push(edge.to, { edge, other: from, direction: "in" });
  }
  return lines;
}

/** What a line stands for on the desk: a node, a said link, or a computed flow. */
export function meaningOf(row: ListRow): { readonly entity: EntityId | null; readonly flow: string | null } {
  if (row.kind === "node") return { entity: row.entity.id, flow: null };
  return { entity: row.edge.link?.id ?? null, flow: row.edge.flow?.id ?? null };
}
