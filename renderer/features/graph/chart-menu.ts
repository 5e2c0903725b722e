import { commandsNamed } from "../../state/command-list.ts";
import { commandEntries, type MenuEntry, showCommandMenu } from "../../ui/menu.tsx";
import { meantNodes } from "./active-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartCursor } from "./chart-cursor.ts";

const onNodes = [
  ["graph.inspect", "entity.rename", "entity.link"],
  ["graph.neighbours", "graph.arrangeSelection", "graph.pin", "graph.hide"],
  ["entity.exhibit", "exchange.share", "entity.remove"],
] as const;
const onGround = [
  ["entity.add", "entity.link"],
  ["graph.fit", "graph.arrange", "app.undo", "graph.showHidden"],
  ["graph.selectAll", "graph.invert", "graph.legend", "graph.list"],
] as const;

/** Opens the menu of what is chosen, or of the chart, at a point of the window; by keyboard at the node one stands on. */
export function openChartMenu(chart: Chart, cursor: ChartCursor, at?: { readonly x: number; readonly y: number }): void {
  const groups = meantNodes().length > 0 || chart.cy.elements(":selected").nonempty() ? onNodes : onGround;
  const lines = groups.map((ids) => commandEntries(commandsNamed(ids))).filter((group) => group.length > 0);
  showCommandMenu(
    at ?? placeOfCursor(chart, cursor),
    lines.flatMap((group, index): (MenuEntry | "divider")[] => [...(index === 0 ? [] : ["divider" as const]), ...group]),
  );
}

function placeOfCursor(chart: Chart, cursor: ChartCursor): { readonly x: number; readonly y: number } {
  const box = chart.cy.container()?.getBoundingClientRect();
  const [node] = chart.cy
    .getElementById(cursor.node ?? meantNodes()[0] ?? "")
    .nodes()
    .toArray();
  const inside = node?.renderedPosition() ?? { x: chart.cy.width() / 2, y: chart.cy.height() / 2 };
  return { x: (box?.left ?? 0) + inside.x, y: (box?.top ?? 0) + inside.y };
}
