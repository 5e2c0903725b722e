/** Panels of the window in the order F6 walks them: tool bar, navigator, chart, inspector, table, status bar. */
const order = ["toolbar", "navigator", "chart", "inspector", "table", "status"] as const;
export type PanelName = (typeof order)[number];

/** What takes the focus of a panel: its own widget before its buttons. */
const targets = [
  "[data-panel-focus]",
  "[role=application], [role=grid], [role=tree]",
  "[role=tab][tabindex='0'], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea, [tabindex='0']",
] as const;

/** Moves the focus to the next or the previous panel that is there. */
export function cyclePanels(by: 1 | -1): void {
  const panels = order.flatMap((name) => panelElement(name) ?? []);
  const at = panels.findIndex((panel) => panel.contains(document.activeElement));
  const start = at === -1 && by === -1 ? 0 : at;
  focusPanel(panels[(start + by + panels.length) % panels.length]);
}

/** For who had no focus to go back to: puts it into this panel, once what was modal is gone. */
export function focusWhenLost(name: PanelName): void {
  requestAnimationFrame(() => {
    if (document.activeElement === null || document.activeElement === document.body) focusPanel(panelElement(name) ?? undefined);
  });
}

function panelElement(name: PanelName): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-panel=${name}]`);
}

function focusPanel(panel: HTMLElement | undefined): void {
  if (panel === undefined) return;
  const target = targets.map((selector) => panel.querySelector<HTMLElement>(selector)).find((found) => found !== null && found.offsetParent !== null);
  (target ?? panel).focus();
}
