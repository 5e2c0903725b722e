import type { Core, NodeCollection, NodeSingular } from "cytoscape";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Point } from "./chart-view.ts";

/** Classes a chart keeps by itself are left alone when those of the case change. */
const ownClasses = ["waiting", "hovered", "cursor"] as const;

export function setClasses(element: NodeSingular | ReturnType<Core["getElementById"]>, classes: string, isNew: boolean): void {
  if (!isNew && element.scratch("_classes") === classes) return;
  const kept = ownClasses.filter((name) => element.hasClass(name));
  element.classes([classes, ...kept].join(" "));
  element.scratch("_classes", classes);
}

export function entryOf(places: ReadonlyMap<string, Point>, id: EntityId): readonly (readonly [EntityId, Point])[] {
  const place = places.get(id);
  return place === undefined ? [] : [[id, place]];
}

export function nodesOf(cy: Core, ids: readonly EntityId[]): NodeCollection {
  const wanted = new Set<string>(ids);
  return cy.nodes().filter((node) => wanted.has(node.id()));
}
