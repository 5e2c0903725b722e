import type { Collection, Core, NodeCollection, NodeSingular } from "cytoscape";

const padding = 46;
/** Nearer than this a fitted chart looks empty rather than close. */
const nearestFit = 1.25;

/** Where the chart is looked at from. Moves glide, unless the person wants stillness. */
export class Camera {
  private readonly cy: Core;
  private readonly isStill: boolean;
  private fitWhenSized = false;

  constructor(cy: Core, isStill: boolean) {
    this.cy = cy;
    this.isStill = isStill;
  }

  /** All of it, or these. */
  fit(elements: Collection = this.cy.elements(":visible")): void {
    if (elements.empty()) return;
    if (this.cy.width() < 40 || this.cy.height() < 40) {
      this.fitWhenSized = true;
      return;
    }
    const box = elements.boundingBox({ includeLabels: true });
    const zoom = Math.min((this.cy.width() - 2 * padding) / Math.max(1, box.w), (this.cy.height() - 2 * padding) / Math.max(1, box.h), nearestFit);
    const level = Math.max(this.cy.minZoom(), zoom);
    const pan = { x: this.cy.width() / 2 - level * (box.x1 + box.w / 2), y: this.cy.height() / 2 - level * (box.y1 + box.h / 2) };
    this.go(level, pan);
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

  /** New nodes: a first chart and an import are fitted, a few new ones only brought into view. */
  showArrivals(nodes: NodeCollection, isFirst: boolean): void {
    if (isFirst || nodes.length >= 5) this.fit();
    else nodes.forEach((node) => this.reveal(node));
  }

  /** The place of the chart changed its size. */
  resized(): void {
    this.cy.resize();
    if (!this.fitWhenSized || this.cy.width() < 40) return;
    this.fitWhenSized = false;
    this.fit();
  }

  aspect(): number {
    const [width, height] = [this.cy.width(), this.cy.height()];
    return width > 0 && height > 0 ? Math.max(0.6, Math.min(2.4, width / height)) : 1.5;
  }

  private isInView(node: NodeSingular): boolean {
    const { x1, x2, y1, y2 } = this.cy.extent();
    const { x, y } = node.position();
    return x > x1 && x < x2 && y > y1 && y < y2;
  }

  private go(zoom: number, pan: { readonly x: number; readonly y: number }): void {
    this.cy.stop();
    if (this.isStill) this.cy.viewport({ zoom, pan });
    else this.cy.animate({ zoom, pan: { ...pan }, duration: 220, easing: "ease-in-out" });
  }
}
