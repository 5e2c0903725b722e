import { chosenEntities } from "../../state/chosen.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Command } from "../../state/command.ts";
import { nothingSelected, selectEntities, useDesk } from "../../state/desk.ts";
import { type ActiveChart, activeChart, meantNodes } from "./active-chart.ts";
import { inspectChosen } from "./inspect-chosen.ts";
import { neighboursOf } from "./place-beside.ts";

/** Everything a person can do with the chart, by keyboard too. */
export const graphCommands: readonly Command[] = [
  onChart("fit", "zoom-to-fit", ["KeyF"], hasNodes, ({ chart }) => chart.camera.fit()),
  onChart("zoomIn", "zoom-in", ["Equal", "Shift+Equal", "NumpadAdd"], hasNodes, ({ chart }) => chart.camera.zoomBy(1.3)),
  onChart("zoomOut", "zoom-out", ["Minus", "NumpadSubtract"], hasNodes, ({ chart }) => chart.camera.zoomBy(1 / 1.3)),
  onChart("zoomReset", "search", ["Digit0", "Numpad0"], hasNodes, ({ chart }) => chart.camera.zoomTo(1)),
  anywhere("arrange", "layout-auto", [], hasNodes, ({ chart }) => chart.arrange(null)),
  anywhere(
    "arrangeSelection",
    "layout-circle",
    [],
    () => meantNodes().length > 1,
    ({ chart }) => chart.arrange(meantNodes()),
  ),
  anywhere(
    "stopLayout",
    "stop",
    [],
    () => activeChart()?.chart.getStatus().layout !== null,
    ({ chart }) => chart.cancelLayout(),
  ),
  onChart("pin", "pin", ["KeyK"], hasMeant, togglePins),
  onChart("hide", "eye-off", ["KeyH"], hasMeant, ({ chart }) => hide(chart)),
  anywhere(
    "showHidden",
    "eye-open",
    [],
    () => (activeChart()?.chart.getStatus().hidden ?? 0) > 0,
    ({ chart }) => chart.showHidden(),
  ),
  anywhere("place", "send-to-graph", ["$mod+Shift+KeyM"], () => offChartChosen().length > 0, placeChosen),
  onChart("neighbours", "one-to-many", ["Shift+KeyN"], hasMeant, selectNeighbours),
  onChart("selectAll", "select", ["$mod+KeyA"], hasNodes, ({ chart }) => selectEntities([...chart.shown.nodes.keys()])),
  onChart("invert", "selection", ["$mod+Shift+KeyA"], hasNodes, invertSelection),
  onChart("nextNeighbour", "path", ["KeyN"], hasNodes, ({ cursor }) => cursor.nextNeighbour()),
  onChart("toggle", "tick", ["Space"], () => activeChart()?.cursor.node !== null, toggleAtCursor),
  onChart("inspect", "properties", ["Enter", "NumpadEnter"], hasMeant, inspect),
  onChart("clear", "cross", ["Escape"], hasNodes, clear),
  onChart("menu", "menu", ["Shift+F10", "ContextMenu"], hasNodes, (shown) => shown.openMenu()),
  onChart("area", "polygon-filter", ["KeyL"], hasNodes, ({ chart }) => chart.setTool(chart.getStatus().tool === "area" ? "move" : "area")),
  anywhere("legend", "label", [], hasNodes, (shown) => shown.toggleLegend()),
  anywhere(
    "list",
    "list",
    ["$mod+Shift+KeyG"],
    () => activeChart() !== null,
    (shown) => shown.toggleList(),
  ),
];

type Act = (active: ActiveChart) => void | Promise<void>;

/** A command of the focused chart: single letters are its own. */
function onChart(name: string, icon: string, keys: readonly string[], isEnabled: () => boolean, act: Act): Command {
  return { ...anywhere(name, icon, keys, isEnabled, act), scope: "chart" };
}

function anywhere(name: string, icon: string, keys: readonly string[], isEnabled: () => boolean, act: Act): Command {
  return {
    id: `graph.${name}`,
    titleKey: `graph:command.${name}`,
    icon,
    section: "chart",
    keys,
    scope: null,
    isEnabled: () => activeChart() !== null && isEnabled(),
    run: () => {
      const active = activeChart();
      return active === null ? undefined : act(active);
    },
  };
}

function hasNodes(): boolean {
  return (activeChart()?.chart.shown.nodes.size ?? 0) > 0;
}
function hasMeant(): boolean {
  return meantNodes().length > 0;
}

/** All pinned are let go; otherwise all are pinned. */
function togglePins({ chart }: ActiveChart): void {
  const nodes = meantNodes();
  chart.setPinned(nodes, !nodes.every((id) => chart.isPinned(id)));
}

function hide(chart: ActiveChart["chart"]): void {
  const nodes = meantNodes();
  useDesk.setState({ selection: nothingSelected });
  chart.hide(nodes);
}

/** Chosen nodes that are in the case and not on the chart. */
function offChartChosen(): readonly EntityId[] {
  const active = activeChart();
  if (active === null) return [];
  return chosenEntities().flatMap(({ id, form }) => (form === "node" && !active.chart.shown.nodes.has(id) ? [id] : []));
}

function placeChosen({ chart }: ActiveChart): void {
  chart.place(offChartChosen());
}

function selectNeighbours({ chart }: ActiveChart): void {
  const neighbours = neighboursOf(chart.shown);
  const nodes = meantNodes();
  selectEntities([...new Set([...nodes, ...nodes.flatMap((id) => neighbours.get(id) ?? [])])]);
}

function invertSelection({ chart }: ActiveChart): void {
  const chosen = new Set(useDesk.getState().selection.entities);
  selectEntities([...chart.shown.nodes.keys()].filter((id) => !chosen.has(id)));
}

function toggleAtCursor({ cursor }: ActiveChart): void {
  const id = cursor.node;
  if (id === null) return;
  const { entities } = useDesk.getState().selection;
  selectEntities(entities.includes(id) ? entities.filter((other) => other !== id) : [id, ...entities]);
}

/** The node the keyboard stands on, else what is chosen, is read in the inspector. */
function inspect({ cursor }: ActiveChart): void {
  const id = cursor.node;
  if (id !== null && useDesk.getState().selection.entities[0] !== id) selectEntities([id]);
  inspectChosen();
}

function clear({ chart, cursor }: ActiveChart): void {
  if (chart.getStatus().tool === "area") chart.setTool("move");
  cursor.rest();
  selectEntities([]);
}
