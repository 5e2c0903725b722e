import type { EventObject } from "cytoscape";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";
import { type DeskSelection, nothingSelected, selectEntities, selectFlow, useDesk } from "../../state/desk.ts";
import type { Chart } from "./chart.ts";

/** Keeps the chart's selection and the desk's alike, both ways. Gives the way to end it. */
export function syncSelection(chart: Chart): () => void {
  let isApplying = false;
  let isTelling = false;
  let last: string | null = null;
  let isQueued = false;
  const apply = (): void => {
    isApplying = true;
    const { selection } = useDesk.getState();
    const wanted = new Set<string>(selection.flow === null ? selection.entities : [selection.flow]);
    chart.cy.batch(() => {
      chart.cy.elements(":selected").forEach((element) => {
        if (!wanted.has(element.id())) element.unselect();
      });
      // Of tens of thousands that are chosen in the table, few stand here: only those are asked for.
      const { nodes, edges } = chart.shown;
      const here = wanted.size > nodes.size + edges.size ? [...nodes.keys(), ...edges.keys()].filter((id) => wanted.has(id)) : [...wanted];
      for (const id of here) chart.cy.getElementById(id).select();
    });
    isApplying = false;
  };
  const tell = (): void => {
    isQueued = false;
    if (chart.cy.destroyed()) return;
    const ids = chart.cy.elements(":selected").map((element) => element.id());
    isTelling = true;
    chooseOnDesk(chart, last !== null && ids.includes(last) ? [last, ...ids.filter((id) => id !== last)] : ids);
    isTelling = false;
    apply(); // flows beside entities are no selection of the desk: the chart shows what the desk has
  };
  chart.cy.on("select unselect", (event: EventObject) => {
    if (isApplying) return;
    if (event.type === "select") last = event.target.id();
    if (isQueued) return;
    isQueued = true;
    queueMicrotask(tell);
  });
  const leaveDesk = useDesk.subscribe((desk, before) => {
    if (desk.selection === before.selection || isTelling) return;
    apply();
    reveal(chart, desk.selection);
  });
  const leaveChart = chart.subscribe(apply);
  apply();
  return () => {
    leaveDesk();
    leaveChart();
  };
}

/** What was chosen elsewhere is brought into view, when it is one thing. */
function reveal(chart: Chart, { entities }: DeskSelection): void {
  const [only] = entities;
  if (only === undefined || entities.length > 1) return;
  const [node] = chart.cy.getElementById(only).nodes().toArray();
  if (node !== undefined) chart.camera.reveal(node);
}

/** Entities (nodes and links) as they are; a computed flow only when nothing else is chosen, since it is no entity. */
function chooseOnDesk(chart: Chart, ids: readonly string[]): void {
  const entities = ids.flatMap((id): EntityId | readonly EntityId[] => parseEntityId(id) ?? []);
  const flow = ids.find((id) => chart.edgeOf(id)?.flow !== undefined && chart.edgeOf(id)?.flow !== null);
  if (entities.length > 0) selectEntities(entities);
  else if (flow !== undefined) selectFlow(flow);
  else if (useDesk.getState().selection !== nothingSelected) selectEntities([]);
}
