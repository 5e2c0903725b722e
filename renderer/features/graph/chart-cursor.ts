import type { NodeSingular } from "cytoscape";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";
import type { Chart } from "./chart.ts";
import { neighboursOf } from "./place-beside.ts";

export type Direction = "left" | "right" | "up" | "down";
const turns: Readonly<Record<Direction, readonly [number, number]>> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };

/** Where the keyboard stands on the chart: one node, walked by nearness or along links. */
export class ChartCursor {
  private readonly chart: Chart;
  private readonly say: (id: EntityId) => void;
  private at: EntityId | null = null;
  /** Around which node N walks, and how far it came. */
  private round: { readonly around: EntityId; readonly step: number } | null = null;

  /** `say` is told of every node the cursor comes to. */
  constructor(chart: Chart, say: (id: EntityId) => void) {
    this.chart = chart;
    this.say = say;
  }

  /** The node it stands on, while that is on the chart. */
  get node(): EntityId | null {
    return this.at !== null && this.chart.shown.nodes.has(this.at) ? this.at : null;
  }

  /** Goes to a node; "quiet" when a click did it, which the inspector answers already. */
  goTo(id: EntityId, isQuiet = false): void {
    this.chart.cy.nodes(".cursor").removeClass("cursor");
    this.at = id;
    this.round = null;
    if (isQuiet) return;
    const node = this.chart.cy.getElementById(id);
    node.addClass("cursor");
    const [drawn] = node.nodes().toArray();
    if (drawn !== undefined) this.chart.camera.reveal(drawn);
    this.say(id);
  }

  /** Takes the mark away: the chart lost the focus. */
  rest(): void {
    this.chart.cy.nodes(".cursor").removeClass("cursor");
  }

  /** The nearest node that lies more in this direction than beside it, else the nearest on that side. */
  move(direction: Direction): void {
    const from = this.node;
    if (from === null) return this.enter();
    const [x, y] = turns[direction];
    const here = this.chart.cy.getElementById(from).position();
    const nodes = this.visible();
    const distance = (most: number) => (node: NodeSingular) => {
      const [dx, dy] = [node.position("x") - here.x, node.position("y") - here.y];
      const ahead = dx * x + dy * y;
      const aside = Math.abs(dx * y) + Math.abs(dy * x);
      return node.id() === from || ahead <= 0 || aside > ahead * most ? null : ahead + 2 * aside;
    };
    // When nothing lies ahead, what lies anywhere on that side: no node is out of reach of the arrows.
    const next = nearest(nodes, distance(1.6)) ?? nearest(nodes, distance(Number.POSITIVE_INFINITY));
    if (next !== null) this.goTo(next);
  }

  /** Round the neighbours of the node where the walk began, one at a time. */
  nextNeighbour(): void {
    const from = this.node;
    if (from === null) return this.enter();
    const around = this.round?.around ?? from;
    const neighbours = neighboursOf(this.chart.shown).get(around) ?? [];
    const step = this.round === null ? 0 : (this.round.step + 1) % Math.max(1, neighbours.length);
    const next = neighbours[step];
    if (next === undefined) return;
    this.goTo(next);
    this.round = { around, step };
  }

  /** The first step onto the chart: the node nearest to the middle of what is seen. */
  private enter(): void {
    const { x1, x2, y1, y2 } = this.chart.cy.extent();
    const first = nearest(this.visible(), (node) => Math.hypot(node.position("x") - (x1 + x2) / 2, node.position("y") - (y1 + y2) / 2));
    if (first !== null) this.goTo(first);
  }

  private visible(): readonly NodeSingular[] {
    return this.chart.cy.nodes(":visible").toArray();
  }
}

function nearest(nodes: readonly NodeSingular[], distance: (node: NodeSingular) => number | null): EntityId | null {
  let best: { readonly node: NodeSingular; readonly away: number } | null = null;
  for (const node of nodes) {
    const away = distance(node);
    if (away !== null && (best === null || away < best.away)) best = { node, away };
  }
  return best === null ? null : idOf(best.node);
}

const idOf = (node: NodeSingular): EntityId | null => parseEntityId(node.id());
