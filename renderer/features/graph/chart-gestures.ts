import type { EventObject } from "cytoscape";
import { parseEntityId } from "../../../shared/kernel/brand.ts";
import { isEditable } from "../../state/case-mirror.ts";
import { openDialog, selectEntities } from "../../state/desk.ts";
import type { Chart } from "./chart.ts";
import type { ChartCursor } from "./chart-cursor.ts";
import { neighboursOf } from "./place-beside.ts";

/** What the pointer rests on, with its place in the chart's window. */
export interface Hover {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}
interface Answers {
  readonly cursor: ChartCursor;
  hover(hover: Hover | null): void;
  /** A right click, at a point of the window. */
  menu(at: { readonly x: number; readonly y: number }): void;
}

/** How long the pointer rests before a card opens: shorter, and cards flash while one crosses the chart. */
const restMs = 300;

/** Turns gestures of the pointer into intents. */
export function bindGestures(chart: Chart, { cursor, hover, menu }: Answers): void {
  const { cy } = chart;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const leave = (): void => {
    clearTimeout(timer);
    cy.elements(".hovered").removeClass("hovered");
    hover(null);
  };
  cy.on("mouseover", "node, edge", (event: EventObject) => {
    leave();
    event.target.addClass("hovered");
    const { x, y } = event.target.isNode() ? event.target.renderedPosition() : event.target.renderedMidpoint();
    const id: string = event.target.id();
    timer = setTimeout(() => hover({ id, x, y }), restMs);
  });
  cy.on("mouseout", "node, edge", leave);
  cy.on("viewport tapstart", leave);
  cy.on("destroy", () => clearTimeout(timer));
  cy.on("tap", "node", (event: EventObject) => {
    const id = parseEntityId(event.target.id());
    if (id !== null) cursor.goTo(id, true);
  });
  cy.on("dbltap", (event: EventObject) => doubleTap(chart, event));
  cy.on("dragfree", "node", (event: EventObject) => {
    const dragged = event.target.selected() ? cy.nodes(":selected") : cy.collection(event.target).nodes();
    queueOnce(() => chart.keepPlaces(dragged.union(event.target).nodes()));
  });
  cy.on("cxttap", (event: EventObject) => {
    leave();
    if (event.target !== cy && !event.target.selected()) {
      cy.elements(":selected").unselect();
      event.target.select();
    }
    const { clientX, clientY } = event.originalEvent;
    queueMicrotask(() => menu({ x: clientX, y: clientY }));
  });
}

/** On a node: it and its neighbours are chosen. On nothing: a new entity, which will stand there. */
function doubleTap(chart: Chart, event: EventObject): void {
  if (event.target === chart.cy) {
    if (!isEditable()) return;
    chart.expectAt(event.position);
    openDialog({ kind: "add-entity", type: null });
    return;
  }
  const id = parseEntityId(event.target.id());
  if (id !== null && chart.shown.nodes.has(id)) selectEntities([id, ...(neighboursOf(chart.shown).get(id) ?? [])]);
}

let isQueued = false;
/** A drag of several nodes ends for each of them: their places are kept once. */
function queueOnce(run: () => void): void {
  if (isQueued) return;
  isQueued = true;
  queueMicrotask(() => {
    isQueued = false;
    run();
  });
}
