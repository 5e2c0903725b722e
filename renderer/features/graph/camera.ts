import type { BoundingBox12, BoundingBoxWH, Collection, Core, NodeCollection, NodeSingular, Position } from "cytoscape";

const padding = 26;
/** Nearer than this a fitted chart looks empty rather than close. */
const nearestFit = 1.25;

/** Of many nodes too, one that is hidden costs so much of the size: it may be the one looked for. */
const leastCost = 0.08;

/** Farther than this, names are not drawn. */
const readable = 0.64;

interface View {
  readonly zoom: number;
  readonly pan: Position;
}
interface Cover {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What of the chart is left free, at its left and below. */
interface Inset {
  readonly left: number;
  readonly below: number;
}

/** Where the chart is looked at from. Moves glide, unless the person wants stillness. */
export class Camera {
  private readonly cy: Core;
  private readonly isStill: boolean;
  private fitWhenSized = false;
  /** Where it last began to glide to. */
  private heading: View | null = null;
  /** As it was last fitted, and of what; moved since by nobody, it is fitted anew when its place changes its size. */
  private fitted: { readonly view: View; readonly only: Collection | undefined } | null = null;

  constructor(cy: Core, isStill: boolean) {
    this.cy = cy;
    this.isStill = isStill;
  }

  /** All of it, or these; beside or above the legend where that hides fewer nodes than it costs in size. */
  fit(only?: Collection): void {
    const elements = only ?? this.cy.elements(":visible");
    if (elements.empty()) return;
    if (this.cy.width() < 40 || this.cy.height() < 40) {
      this.fitWhenSized = true;
      return;
    }
    const box = elements.boundingBox({ includeLabels: true });
    const covers = this.coversOf();
    const places = elements.nodes().map((node) => node.position());
    const whole = this.viewOf(box, { left: 0, below: 0 });
    const perHidden = Math.max(2 / Math.max(1, places.length), leastCost);
    const cost = (view: View): number => perHidden * hiddenBy(covers, view, places) - view.zoom / whole.zoom;
    let best = whole;
    for (const room of this.roomsBeside(covers)) {
      const view = this.viewOf(box, room);
      if (cost(view) < cost(best)) best = view;
    }
    this.fitted = { view: best, only };
    this.go(best.zoom, best.pan);
  }

  /** Whether nobody zoomed or moved it since it was fitted; on its way there counts as there. */
  private isAsFitted(): boolean {
    const view = this.fitted?.view;
    if (view === undefined) return false;
    const { zoom, pan } = this.cy.animated() && this.heading !== null ? this.heading : { zoom: this.cy.zoom(), pan: this.cy.pan() };
    return Math.abs(zoom - view.zoom) < 1e-6 && Math.hypot(pan.x - view.pan.x, pan.y - view.pan.y) < 1;
  }

  /** What is left to the right of all that lies over the chart, and above it, where that is most of the chart. */
  private roomsBeside(covers: readonly Cover[]): readonly Inset[] {
    const left = Math.max(0, ...covers.map((cover) => cover.right));
    const below = Math.max(0, ...covers.map((cover) => this.cy.height() - cover.top));
    return [...(left < this.cy.width() / 2 ? [{ left, below: 0 }] : []), ...(below < this.cy.height() / 2 ? [{ left: 0, below }] : [])];
  }

  private viewOf(box: BoundingBox12 & BoundingBoxWH, { left, below }: Inset): View {
    const [width, height] = [this.cy.width() - left, this.cy.height() - below];
    const zoom = this.levelFor(box, { left, below });
    return { zoom, pan: { x: left + width / 2 - zoom * (box.x1 + box.w / 2), y: height / 2 - zoom * (box.y1 + box.h / 2) } };
  }

  /** What lies over the left of the chart, in its own pixels. */
  private coversOf(): readonly Cover[] {
    const container = this.cy.container();
    const stage = container?.getBoundingClientRect();
    const drawn = container?.closest("[data-chart-stage]")?.querySelectorAll("[data-over-chart]") ?? [];
    return [...drawn].map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const [x, y] = [stage?.left ?? 0, stage?.top ?? 0];
      return { left: left - x, right: right - x, top: top - y, bottom: bottom - y };
    });
  }

  private levelFor({ w, h }: { readonly w: number; readonly h: number }, { left, below }: Inset = { left: 0, below: 0 }): number {
    const [width, height] = [Math.max(80, this.cy.width() - left - 2 * padding), Math.max(80, this.cy.height() - below - 2 * padding)];
    return Math.max(this.cy.minZoom(), Math.min(width / Math.max(1, w), height / Math.max(1, h), nearestFit));
  }

  zoomBy(factor: number): void {
    this.zoomTo(this.cy.zoom() * factor);
  }
  zoomTo(level: number): void {
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    const zoom = Math.max(this.cy.minZoom(), Math.min(this.cy.maxZoom(), level));
    const { x, y } = this.cy.pan();
    const scale = zoom / this.cy.zoom();
    this.go(zoom, { x: middle.x - (middle.x - x) * scale, y: middle.y - (middle.y - y) * scale });
  }
  panBy(x: number, y: number): void {
    this.cy.panBy({ x, y });
  }
  /** The middle of the window over this place of the chart. */
  centreOn(place: { readonly x: number; readonly y: number }): void {
    const zoom = this.cy.zoom();
    this.cy.pan({ x: this.cy.width() / 2 - place.x * zoom, y: this.cy.height() / 2 - place.y * zoom });
  }

  /** Brings a node into view when it is not. */
  reveal(node: NodeSingular): void {
    if (node.empty() || this.isInView(node)) return;
    const zoom = Math.max(this.cy.zoom(), 0.6);
    const { x, y } = node.position();
    this.go(zoom, { x: this.cy.width() / 2 - x * zoom, y: this.cy.height() / 2 - y * zoom });
  }

  /** New nodes: a first chart and an import are fitted; a few new ones too while names stay readable, else only brought into view. */
  showArrivals(nodes: NodeCollection, isFirst: boolean): void {
    if (isFirst || nodes.length >= 5) return this.fit();
    if (nodes.toArray().every((node) => this.isInView(node))) return;
    if (this.levelFor(this.cy.elements(":visible").boundingBox({ includeLabels: true })) >= readable) this.fit();
    else nodes.forEach((node) => this.reveal(node));
  }

  /** The place of the chart changed its size. */
  resized(): void {
    const isAsFitted = this.isAsFitted();
    this.cy.resize();
    if (this.cy.width() < 40 || (!this.fitWhenSized && !isAsFitted)) return;
    this.fit(this.fitWhenSized ? undefined : this.fitted?.only?.filter((element) => element.inside()));
    this.fitWhenSized = false;
  }

  /** Breadth by height of what is free to be drawn on. */
  aspect(): number {
    const width = this.cy.width();
    const flat = this.coversOf().filter(({ left, right }) => right - left > width / 2);
    const height = this.cy.height() - Math.max(0, ...flat.map(({ top }) => this.cy.height() - top));
    return width > 0 && height > 0 ? Math.max(0.6, Math.min(2.4, width / height)) : 1.5;
  }

  /** Whether all that is drawn can be seen. */
  showsAll(): boolean {
    const { x1, x2, y1, y2 } = this.cy.extent();
    const box = this.cy.nodes(":visible").boundingBox({ includeLabels: false });
    return box.x1 >= x1 && box.x2 <= x2 && box.y1 >= y1 && box.y2 <= y2;
  }

  private isInView(node: NodeSingular): boolean {
    const { x1, x2, y1, y2 } = this.cy.extent();
    const { x, y } = node.position();
    return x > x1 && x < x2 && y > y1 && y < y2;
  }

  private go(zoom: number, pan: Position): void {
    this.cy.stop();
    this.heading = { zoom, pan };
    if (this.isStill) this.cy.viewport({ zoom, pan });
    else this.cy.animate({ zoom, pan: { ...pan }, duration: 220, easing: "ease-in-out" });
  }
}

/** How many nodes would lie under a cover, their half size and name included. */
function hiddenBy(covers: readonly Cover[], { zoom, pan }: View, places: readonly Position[]): number {
  const [across, down] = [48 * zoom, 32 * zoom];
  const isUnder = (cover: Cover, x: number, y: number): boolean =>
    x + across > cover.left && x - across < cover.right && y + down > cover.top && y - down / 2 < cover.bottom;
  return places.filter(({ x, y }) => covers.some((cover) => isUnder(cover, x * zoom + pan.x, y * zoom + pan.y))).length;
}
