import type { CollectionReturnValue, Core, EdgeSingular, NodeCollection, NodeSingular } from "cytoscape";

/** Size of the name of a node and of a line, and where longer names of nodes are cut, in units of the chart. */
export const nameSize = 11;
export const lineNameSize = 10;
export const nameWidth = 118;
/** Names are drawn from this size on, in pixels of the screen: smaller ones are a haze. */
const leastPixels = 10;
/** So few nodes all keep their names where there is room, however far away; of more nodes, so many do. */
const fewNodes = 80;

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
    const widths = roomsFor(kept.nodes(), size);
    kept.nodes().forEach((node) => {
      const width = widths.get(node.id());
      node.style({
        "font-size": size,
        "text-max-width": `${Math.round(width ?? nameWidth)}px`,
        "min-zoomed-font-size": 0,
        "text-opacity": width === undefined && !node.selected() ? 0 : 1,
      });
    });
    const lineSize = Math.max(lineNameSize, leastPixels / zoom);
    kept.edges().forEach((edge) => {
      edge.style({ "font-size": lineSize, "min-zoomed-font-size": 0, "text-opacity": hasRoomForName(edge, lineSize, widths) ? 1 : 0 });
    });
  };
  const choose = (): void => {
    kept?.removeStyle("font-size text-max-width min-zoomed-font-size text-opacity");
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

/** A letter of the face is about half as wide as its size. */
const letterWidth = 0.56;

/** Least width of a name, in letters of its size: less tells nothing. */
const leastLetters = 5;

/**
 * How wide the names of these nodes may be at a size, in units of the chart: of two whose names stand in one line each ends half way to the other. A
 * name that finds no room beside those of better linked nodes has no width, and comes when the chart is near enough. O(kept²), which are few.
 */
function roomsFor(nodes: NodeCollection, size: number): ReadonlyMap<string, number> {
  const widest = (nameWidth * size) / nameSize;
  const places = nodes.map((node) => ({ id: node.id(), ...node.position(), half: node.height() / 2, degree: node.degree(false) }));
  type Place = (typeof places)[number];
  const roomBeside = (one: Place, others: readonly Place[]): number => {
    const inLine = others.filter((other) => other !== one && Math.abs(one.y + one.half - other.y - other.half) < 1.3 * size);
    return Math.min(widest, ...inLine.map((other) => Math.abs(one.x - other.x) - 0.6 * size));
  };
  const shown: Place[] = [];
  for (const one of places.toSorted((a, b) => b.degree - a.degree)) if (roomBeside(one, shown) >= leastLetters * letterWidth * size) shown.push(one);
  return new Map(shown.map((one) => [one.id, roomBeside(one, shown)]));
}

/**
 * Whether the name of a line fits in its middle between the two things it joins and the name that hangs below the upper one; a shorter line is named
 * when it is chosen.
 */
function hasRoomForName(edge: EdgeSingular, size: number, widths: ReadonlyMap<string, number>): boolean {
  if (edge.selected()) return true;
  const [one, other] = [edge.source(), edge.target()];
  const [upper, lower] = one.position().y < other.position().y ? [one, other] : [other, one];
  const [across, down] = [Math.abs(one.position().x - other.position().x), lower.position().y - upper.position().y];
  const length = Math.max(1, Math.hypot(across, down));
  const nameHalf = Math.min(widths.get(upper.id()) ?? nameWidth, labelOf(upper).length * letterWidth * size) / 2;
  // Where the line leaves the name: through its lower edge, or at its side.
  const [through, beside] = [(upper.height() / 2 + 1.5 * size) / Math.max(0.01, down / length), nameHalf / Math.max(0.01, across / length)];
  const taken = Math.max(upper.width() / 2, lower.width() / 2, Math.min(through, beside));
  return (labelOf(edge).length * letterWidth * size + size) / 2 < length / 2 - taken;
}

const labelOf = (element: EdgeSingular | NodeSingular): string => String(element.data("label") ?? "");

function keptOf(cy: Core): CollectionReturnValue {
  const nodes = cy.nodes();
  if (nodes.length <= fewNodes) return cy.elements();
  const wanted = nodes.toArray().filter((node) => node.degree(false) > 2 || node.connectedEdges(".said").nonempty());
  const first = wanted.sort((one, other) => other.degree(false) - one.degree(false)).slice(0, fewNodes);
  const chosen = cy.elements(":selected").slice(0, fewNodes).toArray();
  const ids = new Set([...first, ...chosen].map((element) => element.id()));
  return cy.elements().filter((element) => ids.has(element.id()));
}
