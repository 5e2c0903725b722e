import type { Core } from "cytoscape";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Point } from "./chart-view.ts";
import type { Scene } from "./scene.ts";

/**
 * Places for new nodes when no layout ran (it was cancelled): around the first placed neighbour, else in rows right of the chart. Rough,
 * but nothing is lost from sight. O(nodes + edges).
 */
export function placeBeside(fresh: readonly EntityId[], scene: Scene, positions: ReadonlyMap<EntityId, Point>): ReadonlyMap<EntityId, Point> {
  const neighbours = neighboursOf(scene);
  const places = new Map<EntityId, Point>();
  const right = Math.max(0, ...[...scene.nodes.keys()].map((id) => positions.get(id)?.x ?? 0)) + 120;
  const columns = Math.max(1, Math.ceil(Math.sqrt(fresh.length)));
  fresh.forEach((id, at) => {
    const beside = (neighbours.get(id) ?? []).map((other) => positions.get(other) ?? places.get(other)).find((place) => place !== undefined);
    const turn = at * 2.399963; // the golden angle: no two on one ray
    places.set(
      id,
      beside === undefined
        ? { x: right + 110 * (at % columns), y: 90 * Math.floor(at / columns) }
        : { x: beside.x + (80 + 6 * at) * Math.cos(turn), y: beside.y + (80 + 6 * at) * Math.sin(turn) },
    );
  });
  return places;
}

/** Nodes wait unseen for their places, apart from each other: a line between two in one place cannot be drawn. */
export function waitAt(cy: Core, places: ReadonlyMap<EntityId, Point>): void {
  cy.batch(() => {
    for (const [id, at] of places) {
      const node = cy.getElementById(id);
      node
        .addClass("waiting")
        .position({ ...at })
        .connectedEdges()
        .addClass("waiting");
    }
  });
}

/** Lines wait with their ends: a line is seen when both are. */
export function endWaitOfLines(cy: Core): void {
  for (const edge of cy.edges(".waiting").toArray()) if (edge.connectedNodes(".waiting").empty()) edge.removeClass("waiting");
}

/** Whom each node is linked with. O(edges). */
export function neighboursOf(scene: Scene): ReadonlyMap<EntityId, readonly EntityId[]> {
  const neighbours = new Map<EntityId, EntityId[]>();
  const join = (a: EntityId, b: EntityId): void => {
    const known = neighbours.get(a);
    if (known === undefined) neighbours.set(a, [b]);
    else if (!known.includes(b)) known.push(b);
  };
  for (const { from, to } of scene.edges.values()) {
    join(from, to);
    join(to, from);
  }
  return neighbours;
}
