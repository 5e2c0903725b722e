import type { CollectionReturnValue, Core } from "cytoscape";

/** Size of the name of a node and of a line, and where longer names of nodes are cut, in units of the chart. */
export const nameSize = 11;
export const lineNameSize = 10;
export const nameWidth = 118;
/** Names are drawn from this size on, in pixels of the screen: smaller ones are a haze. */
const leastPixels = 10;
/** So few nodes all keep their names, however far away; of more nodes, so many do. */
const fewNodes = 24;

/**
 * Cytoscape measures names at the next power of two of the zoom, in pixels of the device. With these limits a name is drawn from a
 * zoom of 1 on, where it has its full size; what is kept for being important has no limit.
 */
const deviceScale = 2 ** Math.ceil(Math.log2(Math.max(1, globalThis.devicePixelRatio)));
export const leastNameSize = (nameSize + 0.5) * deviceScale;
export const leastLineNameSize = (lineNameSize + 0.5) * deviceScale;

/**
 * Keeps the names that matter at a size that can be read when the chart is far away: those of nodes somebody linked by hand, of hubs,
 * and of what is chosen. All others come when the chart is near enough. Costs O(nodes) per change, O(kept names) per zoom.
 */
export function keepNamesReadable(cy: Core): void {
  let kept: CollectionReturnValue | null = null;
  let drawnAt = 0;
  const resize = (): void => {
    const zoom = cy.zoom();
    if (kept !== null && zoom === drawnAt) return;
    kept ??= keptOf(cy);
    drawnAt = zoom;
    const size = Math.max(nameSize, (leastPixels + 0.5) / zoom);
    kept.nodes().style({ "font-size": size, "text-max-width": `${Math.round((nameWidth * size) / nameSize)}px`, "min-zoomed-font-size": 0 });
    kept.edges().style({ "font-size": Math.max(lineNameSize, leastPixels / zoom), "min-zoomed-font-size": 0 });
  };
  const choose = (): void => {
    kept?.removeStyle("font-size text-max-width min-zoomed-font-size");
    kept = null;
    resize();
  };
  let asked = 0;
  cy.on("zoom", resize);
  // Many come or are chosen at once: one look at them when they are all there.
  cy.on("add remove select unselect", () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => {
      if (!cy.destroyed()) choose();
    });
  });
}

function keptOf(cy: Core): CollectionReturnValue {
  const nodes = cy.nodes();
  if (nodes.length <= fewNodes) return cy.elements();
  const wanted = nodes.toArray().filter((node) => node.degree(false) > 2 || node.connectedEdges(".said").nonempty());
  const first = wanted.sort((one, other) => other.degree(false) - one.degree(false)).slice(0, fewNodes);
  const chosen = cy.elements(":selected").slice(0, fewNodes).toArray();
  const ids = new Set([...first, ...chosen].map((element) => element.id()));
  return cy.elements().filter((element) => ids.has(element.id()));
}
