import type { ElementDefinition } from "cytoscape";
import { possibleMatchType } from "../../../shared/ontology/model.ts";
import { typeEntry } from "../../../shared/ontology/read.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { type ChartWords, saidFlow } from "./chart-words.ts";
import { ringColours } from "./chart-style.ts";
import { type Overlay, stateMarks } from "../../state/overlay.ts";
import type { SceneEdge, SceneOverlay } from "./scene.ts";

/** With more lines than this, words on them are drawn only from near: a haze otherwise. */
const busyFrom = 40;
/** More lines than this are drawn without arrows and bends. */
const denseFrom = 1500;

/** Agencies other than ours, each with the number of its ring colour. */
export type Rings = ReadonlyMap<string, number>;

/** Ring numbers of the other agencies of a case, in order of their codes. */
export function ringsOf(inCase: readonly string[], own: string, overlay: Pick<Overlay, "ghosts"> | null = null): Rings {
  const others = new Set([...(overlay?.ghosts.values() ?? [])].flatMap(({ agencies }) => agencies));
  // Those of the case first, so that none changes its colour when something is laid over it.
  const agencies = [...inCase, ...[...others].filter((agency) => !inCase.includes(agency)).sort()];
  return new Map(agencies.filter((agency) => agency !== own).map((agency, at) => [agency, at % ringColours.length]));
}

interface Setting {
  readonly isOff: boolean;
  readonly isStolen: boolean;
  readonly overlay: SceneOverlay;
}

/** What would change, and whether the case has it at all. */
function overlayClasses(id: string, { overlay: { states, ghosts } }: Setting): readonly string[] {
  const state = states.get(id);
  return [...(state === undefined ? [] : [`over-${state}`]), ...(ghosts.has(id) ? ["ghost"] : [])];
}

export function nodeClasses(entity: Entity, rings: Rings, setting: Setting & { readonly isPinned: boolean }): string {
  return [
    `type-${entity.type}`,
    ...overlayClasses(entity.id, setting),
    ...ringClass(entity, rings),
    ...(entity.isDisputed ? ["disputed"] : []),
    ...(setting.isStolen ? ["stolen"] : []),
    ...(setting.isPinned ? ["pinned"] : []),
    ...(setting.isOff ? ["off"] : []),
  ].join(" ");
}

export function edgeClasses(edge: SceneEdge, rings: Rings, setting: Setting & { readonly lines: number }): string {
  const { link, flow } = edge;
  const entry = link === null ? undefined : typeEntry(link.type);
  return [
    ...(flow !== null || link?.type === "flow" ? ["flow"] : []),
    ...(link === null ? [] : ["said", ...ringClass(link, rings)]),
    ...(entry?.form === "link" && !entry.isDirected ? ["undirected"] : []),
    ...(flow !== null && !flow.asset.isKnown ? ["look-alike"] : []),
    ...(link?.type === possibleMatchType ? [edge.isAnswered ? "answered" : "possible"] : []),
    ...(link?.isDisputed === true ? ["disputed"] : []),
    ...(setting.isStolen ? ["stolen"] : []),
    ...(setting.lines > busyFrom ? ["busy"] : []),
    ...(setting.lines > denseFrom ? ["dense"] : []),
    ...overlayClasses(edge.id, setting),
    ...(setting.isOff ? ["off"] : []),
  ].join(" ");
}

export function nodeElement(entity: Entity, words: ChartWords, overlay: SceneOverlay): ElementDefinition {
  return { group: "nodes", data: { id: entity.id, label: nodeLabel(entity, words, overlay) } };
}

/** The name, with the mark of what would change before it. */
export function nodeLabel(entity: Entity, words: ChartWords, overlay: SceneOverlay): string {
  return marked(entity.id, words.nameOf(entity), overlay);
}

function marked(id: string, text: string, { states }: SceneOverlay): string {
  const state = states.get(id);
  return state === undefined ? text : `${stateMarks[state]} ${text}`;
}

export function edgeElement(edge: SceneEdge, words: ChartWords, overlay: SceneOverlay): ElementDefinition {
  return {
    group: "edges",
    data: { id: edge.id, source: edge.from, target: edge.to, label: marked(edge.id, words.edgeLabel(edge), overlay), width: widthOf(edge) },
  };
}

/** Line width by order of magnitude of the sum: 1.5 pixels up to ten, 6.5 from a million on. */
export function widthOf({ link, flow }: SceneEdge): number {
  const total = flow?.total ?? (link === null ? undefined : saidFlow(link)?.total);
  if (total === undefined) return 1.4;
  const digits = /^-?0*(\d*)/.exec(total)?.[1]?.length ?? 0;
  return 1.5 + Math.min(5, Math.max(0, digits - 1) * 0.8);
}

function ringClass(entity: Entity, rings: Rings): readonly string[] {
  const other = entity.agencies.find((agency) => rings.has(agency));
  return other === undefined ? [] : [`ring-${rings.get(other) ?? 0}`];
}
