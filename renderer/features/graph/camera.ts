import type { BoundingBox12, BoundingBoxWH, Collection, Core, NodeCollection, NodeSingular, Position } from "cytoscape";
import { type Box, freeRooms, overlap, roomiest } from "./free-room.ts";

const padding = 26;
/** Nearer than this a fitted chart looks empty rather than close. */
const nearestFit = 1.25;

/** Of many nodes too, one that is hidden costs so much of the size: it may be the one looked for. */
const leastCost = 0.08;
/** Drawn so much smaller than in the whole place, nothing need be hidden; beyond that, size is weighed against what is hidden. */
const leastShare = 0.45;
/** Pixels kept free around what lies over the chart. */
const gap = 4;

/** Farther than this, names are not drawn. */
const readable = 0.64;

interface View {
  readonly zoom: number;
  readonly pan: Position;
}
/** What is to be fitted, and what lies over the place it is fitted into. */
interface Fitting {
  readonly elements: Collection;
  readonly covers: readonly Box[];
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

  /** All of it, or these; clear of what lies over the chart, unless that would make it much too small. */
  fit(only?: Collection): void {
    const elements = only ?? this.shown();
    if (elements.empty()) return;
    if (this.cy.width() < 40 || this.cy.height() < 40) {
      this.fitWhenSized = true;
      return;
    }
    // All of it in view needs no map, and has none.
    const view = this.bestView({ elements, covers: this.coversOf(only !== undefined) });
    this.fitted = { view, only };
    this.go(view.zoom, view.pan);
  }

  /** What is drawn. Asked by class: what was placed in this same step is for Cytoscape still as unseen as it was while it waited. */
  private shown(): Collection {
    const nodes = this.cy.nodes().not(".off");
    return nodes.union(nodes.edgesWith(nodes).not(".off"));
  }

  private bestView({ elements, covers }: Fitting): View {
    const box = elements.boundingBox({ includeLabels: true });
    const boxes = boundsOf(elements.nodes());
    const stage = { width: this.cy.width(), height: this.cy.height() };
    const whole = this.viewOf(box, roomiest(stage, []));
    const views = [whole, ...freeRooms(stage, covers).map((room) => this.viewOf(box, room))];
    const hidden = new Map(views.map((view) => [view, hiddenBy(covers, view, boxes)]));
    const clear = views.filter((view) => hidden.get(view) === 0 && view.zoom >= leastShare * whole.zoom);
    if (clear.length > 0) return clear.reduce((best, view) => (view.zoom > best.zoom ? view : best));
    const perHidden = Math.max(2 / Math.max(1, boxes.length), leastCost);
    const cost = (view: View): number => perHidden * (hidden.get(view) ?? 0) - view.zoom / whole.zoom;
    return views.reduce((best, view) => (cost(view) < cost(best) ? view : best));
  }

  /** Whether nobody zoomed or moved it since it was fitted; on its way there counts as there. */
  private isAsFitted(): boolean {
    const view = this.fitted?.view;
    if (view === undefined) return false;
    const { zoom, pan } = this.cy.animated() && this.heading !== null ? this.heading : { zoom: this.cy.zoom(), pan: this.cy.pan() };
    return Math.abs(zoom - view.zoom) < 1e-6 && Math.hypot(pan.x - view.pan.x, pan.y - view.pan.y) < 1;
  }

  /** So that this stands in the middle of a room, as large as it may. */
  private viewOf(box: BoundingBox12 & BoundingBoxWH, { left, right, top, bottom }: Box): View {
    const [width, height] = [Math.max(80, right - left - 2 * padding), Math.max(80, bottom - top - 2 * padding)];
    const zoom = Math.max(this.cy.minZoom(), Math.min(width / Math.max(1, box.w), height / Math.max(1, box.h), nearestFit));
    return { zoom, pan: { x: (left + right) / 2 - zoom * (box.x1 + box.w / 2), y: (top + bottom) / 2 - zoom * (box.y1 + box.h / 2) } };
  }

  /** What lies over the chart, in its own pixels; the map too, if asked for or seen. */
  private coversOf(withMap: boolean): readonly Box[] {
    const container = this.cy.container();
    const stage = container?.getBoundingClientRect();
    const drawn = container?.closest("[data-chart-stage]")?.querySelectorAll("[data-over-chart]") ?? [];
    return [...drawn]
      .filter((element) => element.getAttribute("data-over-chart") !== "map" || withMap)
      .map((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const [x, y] = [stage?.left ?? 0, stage?.top ?? 0];
        return { left: left - x - gap, right: right - x + gap, top: top - y - gap, bottom: bottom - y + gap };
      });
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

  /** Brings a node into view when it is not, or lies under something: into the middle of the largest room that is free. */
  reveal(node: NodeSingular): void {
    if (node.empty() || this.isClear(node)) return;
    const zoom = Math.max(this.cy.zoom(), 0.6);
    const { x, y } = node.position();
    const stage = { width: this.cy.width(), height: this.cy.height() };
    const room = roomiest(stage, freeRooms(stage, this.coversOf(true)));
    this.go(zoom, { x: (room.left + room.right) / 2 - x * zoom, y: (room.top + room.bottom) / 2 - y * zoom });
  }

  /** New nodes: a first chart and an import are fitted; a few new ones too while names stay readable, else only brought into view. */
  showArrivals(nodes: NodeCollection, isFirst: boolean): void {
    if (isFirst || nodes.length >= 5) return this.fit();
    if (nodes.toArray().every((node) => this.isClear(node))) return;
    if (this.bestView({ elements: this.shown(), covers: this.coversOf(false) }).zoom >= readable) this.fit();
    else nodes.forEach((node) => this.reveal(node));
  }

  /** Something came to lie over the chart, or changed its size: what was fitted is fitted anew when that hides some of it. */
  covered(): void {
    const only = this.fitted?.only;
    const boxes = boundsOf((only ?? this.shown()).nodes());
    if (this.cy.width() < 40 || !this.isAsFitted() || this.fitted === null) return;
    if (hiddenBy(this.coversOf(only !== undefined), this.fitted.view, boxes) > 0) this.fit(only?.filter((element) => element.inside()));
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
    const flat = this.coversOf(false).filter(({ left, right }) => right - left > width / 2);
    const height = this.cy.height() - Math.max(0, ...flat.map(({ top }) => this.cy.height() - top));
    return width > 0 && height > 0 ? Math.max(0.6, Math.min(2.4, width / height)) : 1.5;
  }

  /** Whether all that is drawn can be seen. */
  showsAll(): boolean {
    const { x1, x2, y1, y2 } = this.cy.extent();
    const box = this.cy.nodes(":visible").boundingBox({ includeLabels: false });
    return box.x1 >= x1 && box.x2 <= x2 && box.y1 >= y1 && box.y2 <= y2;
  }

  /** Whether it is in view with its name, under nothing. */
  private isClear(node: NodeSingular): boolean {
    const [zoom, pan] = [this.cy.zoom(), this.cy.pan()];
    const box = drawnAt(node.boundingBox({ includeLabels: true }), { zoom, pan });
    const isInside = box.left >= 0 && box.right <= this.cy.width() && box.top >= 0 && box.bottom <= this.cy.height();
    return isInside && !this.coversOf(!this.showsAll()).some((cover) => overlap(box, cover));
  }

  private go(zoom: number, pan: Position): void {
    this.cy.stop();
    this.heading = { zoom, pan };
    if (this.isStill) this.cy.viewport({ zoom, pan });
    else this.cy.animate({ zoom, pan: { ...pan }, duration: 220, easing: "ease-in-out" });
  }
}

/** Where nodes stand on the chart, with their names. */
const boundsOf = (nodes: NodeCollection): readonly BoundingBox12[] => nodes.map((node) => node.boundingBox({ includeLabels: true }));

/** How many of these would lie under a cover. */
function hiddenBy(covers: readonly Box[], view: View, bounds: readonly BoundingBox12[]): number {
  return bounds.filter((each) => covers.some((cover) => overlap(drawnAt(each, view), cover))).length;
}

/** Where that is in the pixels of the chart's place. */
function drawnAt({ x1, x2, y1, y2 }: BoundingBox12, { zoom, pan }: View): Box {
  return { left: x1 * zoom + pan.x, right: x2 * zoom + pan.x, top: y1 * zoom + pan.y, bottom: y2 * zoom + pan.y };
}
