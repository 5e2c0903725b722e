import type { Core, NodeCollection } from "cytoscape";

/** Smaller names than this, in pixels of the screen, are not drawn: a haze otherwise. */
export const leastNamePixels = 10;
/** Size of a name in units of the chart. */
export const nameSize = 11;
/** So few nodes all keep their names, however far away; of more nodes, so many do. */
const fewNodes = 24;

/**
 * Keeps the names that matter at a size that can be read when the chart is far away: those of nodes somebody linked by hand, of hubs,
 * and of what is chosen. All others come when the chart is near enough. Costs O(nodes) per change, O(kept names) per zoom.
 */
export function keepNamesReadable(cy: Core): void {
  let leads: NodeCollection | null = null;
  let drawn = 0;
  const resize = (): void => {
    const size = Math.max(nameSize, (leastNamePixels + 0.5) / cy.zoom());
    if (leads !== null && Math.abs(size - drawn) < 0.01) return;
    leads ??= leadsOf(cy);
    drawn = size;
    leads.style("font-size", size);
  };
  const choose = (): void => {
    leads?.removeStyle("font-size");
    leads = null;
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

function leadsOf(cy: Core): NodeCollection {
  const nodes = cy.nodes();
  if (nodes.length <= fewNodes) return nodes;
  const wanted = nodes.toArray().filter((node) => node.degree(false) > 2 || node.connectedEdges(".said").nonempty());
  const first = wanted.sort((one, other) => other.degree(false) - one.degree(false)).slice(0, fewNodes);
  const chosen = nodes.filter(":selected").slice(0, fewNodes).toArray();
  const kept = new Set([...first, ...chosen].map((element) => element.id()));
  return nodes.filter((node) => kept.has(node.id()));
}
