import cytoscape, { type Core, type NodeCollection } from "cytoscape";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { Camera } from "./camera.ts";
import { type ChartInput, emptyInput } from "./chart-input.ts";
import { type ChartStatus, chartStatus } from "./chart-status.ts";
import { chartStyle, type ColourOf } from "./chart-style.ts";
import type { ChartAct, ChartPart, ViewChange } from "../../state/view-steps.ts";
import { placesIn, stepBetween, withPart } from "./chart-steps.ts";
import { type ChartView, encodeView, type Point, withIds } from "./chart-view.ts";
import type { ChartWords } from "./chart-words.ts";
import { entryOf, nodesOf, setClasses } from "./chart-classes.ts";
import { edgeClasses, edgeElement, nodeClasses, nodeElement, nodeLabel, type Rings, ringsOf } from "./elements.ts";
import { LayoutRuns } from "./layout-runs.ts";
import { endWaitOfLines, placeBeside, waitAt } from "./place-beside.ts";
import { keepNamesReadable } from "./readable-names.ts";
import { withOverlay } from "./overlay-scene.ts";
import { noOverlay, type Scene, type SceneEdge, sceneOf } from "./scene.ts";

/** A change a person made of the view. */
type ChartStep = ViewChange & { readonly kind: "chart" };
interface ChartParts {
  readonly container: HTMLElement;
  readonly words: ChartWords;
  readonly view: ChartView;
  readonly colour: ColourOf;
  /** Moves at once instead of gliding. */
  readonly isStill: boolean;
  /** Moves as a picture, and is drawn anew when it rests: for hundreds of elements. */
  readonly isLarge: boolean;
}

const emptyScene: Scene = { nodes: new Map(), edges: new Map(), offChart: [], hidden: 0, total: 0, overlay: noOverlay };

/** The drawing: Cytoscape as a sink. It is given differences of scenes, and what a person does on it leaves as intents. */
export class Chart {
  readonly cy: Core;
  readonly camera: Camera;
  private readonly runs: LayoutRuns;
  private readonly isStill: boolean;
  private words: ChartWords;
  private view: ChartView;
  /** The view of now, while one looks back. */
  private standing: ChartView | null = null;
  private input: ChartInput = emptyInput;
  private scene: Scene = emptyScene;
  private rings: Rings = new Map();
  private nextPlace: Point | null = null;
  private run = 0;
  /** The first of the case is still being placed: whatever is told meanwhile is fitted with it. */
  private isFirstDue = false;
  private layoutShare: number | null = null;
  private status: ChartStatus;
  private readonly listeners = new Set<() => void>();
  private readonly viewListeners = new Set<(text: string) => void>();
  private readonly stepListeners = new Set<(step: ChartStep) => void>();

  constructor({ container, words, view, colour, isStill, isLarge }: ChartParts) {
    this.cy = cytoscape({
      container,
      style: chartStyle(colour),
      minZoom: 0.04,
      maxZoom: 4,
      boxSelectionEnabled: true,
      selectionType: "single",
      textureOnViewport: isLarge,
    });
    this.isStill = isStill;
    this.words = words;
    this.view = view;
    keepNamesReadable(this.cy);
    this.camera = new Camera(this.cy, isStill || isLarge);
    this.runs = new LayoutRuns((share) => this.setLayout(share));
    this.status = this.statusNow();
  }

  destroy(): void {
    this.runs.stop();
    this.cy.destroy();
    this.listeners.clear();
    this.viewListeners.clear();
    this.stepListeners.clear();
  }

  // ── for React: an external store ──
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getStatus = (): ChartStatus => this.status;
  /** Hears the view as the text of a note whenever it changed. */
  onViewChange(listener: (text: string) => void): void {
    this.viewListeners.add(listener);
  }

  /** Hears what a person changed of the view, as a step that `apply` turns. */
  onStep(listener: (step: ChartStep) => void): void {
    this.stepListeners.add(listener);
  }

  // ── what stands on it ──
  /** Shows a case: gives Cytoscape only what is new, changed or gone. Places of what stays do not change. */
  show(input: ChartInput): void {
    const isOfPast = input.isBack || this.input.isBack;
    if (input.isBack !== this.input.isBack) this.turnTime(input.isBack);
    this.input = input;
    const before = this.scene;
    // A past of few things, or of none, does not move the eye: what stands keeps its place and its size.
    const isFirst = this.isFirstDue || (before.nodes.size === 0 && !(isOfPast && (this.standing ?? this.view).positions.size > 0));
    this.rings = ringsOf(input.index.agencies(), input.own, input.overlay);
    const own = sceneOf(input.index, input.flows, { ...this.view, isPart: input.isPart });
    this.scene = withOverlay(own, input.index, input.overlay, this.view.hidden);
    this.cy.batch(() => this.patch(before));
    const fresh = this.placeKnown();
    this.tell();
    this.isFirstDue = isFirst && fresh.length > 0;
    if (fresh.length > 0) void this.placeFresh(fresh, isFirst);
    else if (isFirst) this.camera.fit();
  }

  setWords(words: ChartWords): void {
    this.words = words;
    this.cy.batch(() => {
      for (const entity of this.scene.nodes.values()) this.cy.getElementById(entity.id).data(nodeElement(entity, words, this.scene.overlay).data);
      for (const edge of this.scene.edges.values()) this.cy.getElementById(edge.id).data(edgeElement(edge, words, this.scene.overlay).data);
    });
  }

  setColours(colour: ColourOf): void {
    this.cy.style(chartStyle(colour));
  }

  entityOf(id: string): Entity | undefined {
    const entity = parseEntityId(id);
    return entity === null ? undefined : this.scene.nodes.get(entity);
  }
  edgeOf(id: string): SceneEdge | undefined {
    return this.scene.edges.get(id);
  }
  isPinned(id: EntityId): boolean {
    return this.view.pins.has(id);
  }
  get shown(): Scene {
    return this.scene;
  }

  // ── what a person does to the view ──
  /** Arranges these nodes, or all; pinned ones stay. */
  async arrange(only: readonly EntityId[] | null): Promise<void> {
    const isFree = (id: EntityId): boolean => (only === null || only.includes(id)) && !this.view.pins.has(id);
    const places = await this.runLayout((id) => {
      const at = isFree(id) && only === null ? null : (this.view.positions.get(id) ?? null);
      return { at, stays: at !== null && !isFree(id) };
    });
    if (places === null) return;
    this.change("arrange", this.withPlaces(places));
    await this.glide(places, only === null);
  }

  async cancelLayout(): Promise<void> {
    this.run += 1;
    this.setLayout(null);
    await this.runs.cancel();
  }

  setPinned(ids: readonly EntityId[], isPinned: boolean): void {
    this.changeView(isPinned ? "pin" : "unpin", { ...this.view, pins: withIds(this.view.pins, ids, isPinned) });
  }
  /** Takes nodes off the chart; they stay in the case and in the table. */
  hide(ids: readonly EntityId[]): void {
    this.changeView("hide", { ...this.view, hidden: withIds(this.view.hidden, ids, true), placed: withIds(this.view.placed, ids, false) });
  }
  showHidden(): void {
    this.changeView("show", { ...this.view, hidden: new Set() });
  }
  /** Puts nodes on the chart, linked or not. */
  place(ids: readonly EntityId[]): void {
    this.changeView("place", { ...this.view, hidden: withIds(this.view.hidden, ids, false), placed: withIds(this.view.placed, ids, true) });
  }
  /** The next single new node will stand here: where the person asked for it. */
  expectAt(place: Point): void {
    this.nextPlace = place;
  }
  /** A drag ended: the places are the person's. */
  keepPlaces(nodes: NodeCollection): void {
    this.change("move", this.withPlaces(new Map(nodes.map((node) => [node.id(), node.position()]))));
    this.tellView();
  }
  /** Puts a part of the view as it was, or as it became: undo and redo. */
  apply(part: ChartPart): void {
    this.view = withPart(this.view, part);
    this.tellView();
    this.show(this.input);
    void this.glide(new Map([...placesIn(part)].filter(([id]) => this.scene.nodes.has(id))), false);
  }
  setTool(tool: ChartStatus["tool"]): void {
    this.cy.userPanningEnabled(tool === "move");
    this.tell();
  }

  // ── inside ──
  private patch(before: Scene): void {
    const { cy, scene, words } = this;
    for (const id of before.edges.keys()) if (!scene.edges.has(id)) cy.getElementById(id).remove();
    for (const id of before.nodes.keys()) if (!scene.nodes.has(id)) cy.getElementById(id).remove();
    const newNodes = [...scene.nodes.values()].filter(({ id }) => !before.nodes.has(id));
    const isMarkedAnew = scene.overlay !== before.overlay;
    cy.add(newNodes.map((entity) => nodeElement(entity, words, scene.overlay)));
    for (const entity of scene.nodes.values()) {
      const node = cy.getElementById(entity.id);
      const known = before.nodes.get(entity.id);
      if (known !== undefined && (known !== entity || isMarkedAnew)) node.data("label", nodeLabel(entity, words, scene.overlay));
      const isOff = this.input.hiddenTypes.includes(entity.type);
      const setting = { isOff, isStolen: this.isStolen(entity.id), overlay: scene.overlay };
      const classes = nodeClasses(entity, this.rings, { ...setting, isPinned: this.view.pins.has(entity.id) });
      setClasses(node, classes, known === undefined);
    }
    const newEdges = [...scene.edges.values()].filter(({ id }) => !before.edges.has(id));
    cy.add(newEdges.map((edge) => edgeElement(edge, words, scene.overlay)));
    for (const edge of scene.edges.values()) this.patchEdge(edge, before.edges.get(edge.id), isMarkedAnew);
  }

  private patchEdge(edge: SceneEdge, known: SceneEdge | undefined, isMarkedAnew: boolean): void {
    const drawn = this.cy.getElementById(edge.id);
    const isAnother = known?.link !== edge.link || known.flow !== edge.flow || known.isAnswered !== edge.isAnswered;
    if (known !== undefined && (isAnother || isMarkedAnew)) drawn.data(edgeElement(edge, this.words, this.scene.overlay).data);
    const isOff = this.input.hiddenTypes.includes(edge.link?.type ?? "flow");
    const setting = { isOff, isStolen: edge.link !== null && this.isStolen(edge.link.id), overlay: this.scene.overlay };
    setClasses(drawn, edgeClasses(edge, this.rings, { ...setting, lines: this.scene.edges.size }), known === undefined);
  }

  private isStolen(id: EntityId): boolean {
    return this.input.stolen.has(id);
  }

  /** Gives nodes their kept places; those without one come back. */
  private placeKnown(): readonly EntityId[] {
    const fresh: EntityId[] = [];
    this.cy.batch(() => {
      for (const id of this.scene.nodes.keys()) {
        const at = this.view.positions.get(id);
        const node = this.cy.getElementById(id);
        if (at === undefined) fresh.push(id);
        else if (node.hasClass("waiting") || node.scratch("_placed") !== true)
          node
            .position({ ...at })
            .scratch("_placed", true)
            .removeClass("waiting");
      }
      endWaitOfLines(this.cy);
    });
    return fresh;
  }

  /** Finds places for new nodes: beside their neighbours, while all others stay. */
  private async placeFresh(fresh: readonly EntityId[], isFirst: boolean): Promise<void> {
    const asked = fresh.length === 1 ? this.nextPlace : null;
    this.nextPlace = null;
    const [only] = fresh;
    if (asked !== null && only !== undefined) return this.settle(new Map([[only, asked]]), fresh, isFirst);
    waitAt(this.cy, placeBeside(fresh, this.scene, this.view.positions));
    const places = await this.runLayout((id) => ({ at: this.view.positions.get(id) ?? null, stays: this.view.positions.has(id) }));
    const missing = fresh.filter((id) => this.scene.nodes.has(id) && !this.view.positions.has(id));
    if (places !== null) this.settle(new Map(missing.flatMap((id) => entryOf(places, id))), fresh, isFirst);
    else if (this.layoutShare === null) this.settle(placeBeside(missing, this.scene, this.view.positions), fresh, isFirst);
  }

  private settle(places: ReadonlyMap<EntityId, Point>, fresh: readonly EntityId[], isFirst: boolean): void {
    if (this.cy.destroyed()) return;
    this.setPlaces(places);
    this.placeKnown();
    this.isFirstDue = false;
    this.camera.showArrivals(nodesOf(this.cy, fresh), isFirst);
    this.tell();
  }

  private async runLayout(
    standing: (id: EntityId) => { readonly at: Point | null; readonly stays: boolean },
  ): Promise<ReadonlyMap<string, Point> | null> {
    this.run += 1;
    const own = this.run;
    this.setLayout(0);
    const ids = [...this.scene.nodes.keys()].sort();
    const places = await this.runs.run({
      nodes: ids.map((id) => ({ id, radius: this.roomOf(id), ...standing(id) })),
      links: [...this.scene.edges.values()].map(({ from, to }) => [from, to] as const),
      aspect: this.camera.aspect(),
    });
    if (own === this.run) this.setLayout(null);
    return places;
  }

  /** Half of what a node and its name take down, and a name across once the chart is drawn broad. */
  private roomOf(id: EntityId): number {
    const label: unknown = this.cy.getElementById(id).data("label");
    const letters = typeof label === "string" ? Math.min(label.length, 20) : 0;
    return Math.max(25, Math.min(38, letters * 1.9));
  }

  private async glide(places: ReadonlyMap<string, Point>, isFitting: boolean): Promise<void> {
    if (this.cy.destroyed()) return;
    this.setPlaces(places);
    const isGliding = !this.isStill && places.size <= 400;
    const layout = this.cy.layout({
      name: "preset",
      positions: Object.fromEntries([...places].map(([id, { x, y }]) => [id, { x, y }])),
      fit: false,
      animate: isGliding,
      animationDuration: 280,
    });
    const stopped = layout.promiseOn("layoutstop");
    layout.run();
    await stopped;
    if (this.cy.destroyed()) return;
    this.placeKnown();
    if (isFitting) this.camera.fit();
    this.tell();
  }

  private setPlaces(places: ReadonlyMap<string, Point>): void {
    this.view = this.withPlaces(places);
    this.tellView();
  }

  private withPlaces(places: ReadonlyMap<string, Point>): ChartView {
    const positions = new Map(this.view.positions);
    for (const [id, { x, y }] of places) {
      const entity = parseEntityId(id);
      if (entity !== null) positions.set(entity, { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 });
    }
    return { ...this.view, positions };
  }

  private changeView(act: ChartAct, view: ChartView): void {
    this.change(act, view);
    this.tellView();
    this.show(this.input);
  }

  /** Takes a view a person made, and tells the step to it. */
  private change(act: ChartAct, view: ChartView): void {
    const step = this.standing === null ? stepBetween(act, this.view, view) : null;
    this.view = view;
    if (step !== null) for (const listener of this.stepListeners) listener(step);
  }

  /** Looking back begins on the view of now and ends with it; a layout that is under way belongs to the other time. */
  private turnTime(isBack: boolean): void {
    void this.cancelLayout();
    if (!isBack && this.standing !== null) this.view = this.standing;
    this.standing = isBack ? this.view : null;
    this.nextPlace = null;
    this.cy.nodes().stop(true);
    this.cy.nodes().forEach((node) => void node.scratch("_placed", false));
  }

  private setLayout(share: number | null): void {
    this.layoutShare = share;
    this.tell();
  }

  private tellView(): void {
    if (this.standing !== null) return;
    const text = encodeView(this.view);
    for (const listener of this.viewListeners) listener(text);
  }

  private tell(): void {
    if (this.cy.destroyed()) return;
    this.status = this.statusNow();
    for (const listener of this.listeners) listener();
  }

  private statusNow(): ChartStatus {
    const { scene, rings, view, layoutShare: layout } = this;
    const { hiddenTypes, stolen } = this.input;
    return chartStatus(scene, { hiddenTypes, stolen, rings, layout, pins: view.pins.size, isPanning: this.cy.userPanningEnabled() });
  }
}
