import type { ElementDefinition } from "cytoscape";
import { possibleMatchType } from "../../../shared/ontology/model.ts";
import { typeEntry } from "../../../shared/ontology/read.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { type ChartWords, saidFlow } from "./chart-words.ts";
import { ringColours } from "./chart-style.ts";
import type { SceneEdge } from "./scene.ts";

/** With more lines than this, words on them are drawn only from near: a haze otherwise. */
const busyFrom = 40;
/** More lines than this are drawn without arrows and bends. */
const denseFrom = 1500;

/** Agencies other than ours, each with the number of its ring colour. */
export type Rings = ReadonlyMap<string, number>;

/** Ring numbers of the other agencies of a case, in order of their codes. */
export function ringsOf(agencies: readonly string[], own: string): Rings {
  return new Map(agencies.filter((agency) => agency !== own).map((agency, at) => [agency, at % ringColours.length]));
}

export function nodeClasses(
  entity: Entity,
  rings: Rings,
  setting: { readonly isPinned: boolean; readonly isOff: boolean; readonly isStolen: boolean },
): string {
  return [
    `type-${entity.type}`,
    ...ringClass(entity, rings),
    ...(entity.isDisputed ? ["disputed"] : []),
    ...(setting.isStolen ? ["stolen"] : []),
    ...(setting.isPinned ? ["pinned"] : []),
    ...(setting.isOff ? ["off"] : []),
  ].join(" ");
}

export function edgeClasses(
  edge: SceneEdge,
  rings: Rings,
  setting: { readonly lines: number; readonly isOff: boolean; readonly isStolen: boolean },
): string {
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
    ...(setting.isOff ? ["off"] : []),
  ].join(" ");
}

export function nodeElement(entity: Entity, words: ChartWords): ElementDefinition {
  return { group: "nodes", data: { id: entity.id, label: words.nameOf(entity) } };
}

export function edgeElement(edge: SceneEdge, words: ChartWords): ElementDefinition {
  return {
    group: "edges",
    data: { id: edge.id, source: edge.from, target: edge.to, label: words.edgeLabel(edge), width: widthOf(edge) },
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
