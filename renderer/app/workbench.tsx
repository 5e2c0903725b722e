import { type DockviewApi, DockviewReact, type DockviewReadyEvent, type IDockviewPanelHeaderProps, type IDockviewPanelProps } from "dockview-react";
import { type ReactNode, useEffect, useState } from "react";
import { ChartPanel } from "../features/graph/chart-panel.tsx";
import { InspectorPanel } from "../features/entity/inspector-panel.tsx";
import { NavigatorPanel } from "../features/navigator/navigator-panel.tsx";
import { TablePanel } from "../features/table/table-panel.tsx";
import { useCaseMirror } from "../state/case-mirror.ts";
import { useDesk } from "../state/desk.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useTranslate } from "../ui/translate.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { dropPendingLayout, keepLayout, offerReset, recallLayout } from "../state/panel-layout.ts";

/** The four panels of a case, docked as the person left them. */
export function Workbench(): ReactNode {
  const caseId = useCaseMirror((mirror) => mirror.opened?.caseId ?? null);
  const [kept, setKept] = useState<{ readonly caseId: string; readonly layout: unknown } | null>(null);
  useEffect(() => {
    if (caseId === null) return;
    let isGone = false;
    void recallLayout(caseId).then((layout) => {
      if (!isGone) setKept({ caseId, layout });
    });
    return () => {
      isGone = true;
      dropPendingLayout();
    };
  }, [caseId]);
  if (kept === null || kept.caseId !== caseId) return <div className="shell-dock" />;
  return <Dock key={caseId} caseId={caseId} kept={kept.layout} />;
}

function Dock({ caseId, kept }: { readonly caseId: string; readonly kept: unknown }): ReactNode {
  const theme = useDesk((desk) => desk.theme);
  useEffect(() => () => offerReset(null), []);
  const ready = ({ api }: DockviewReadyEvent): void => {
    if (!restore(api, kept)) arrange(api);
    api.onDidLayoutChange(() => keepLayout(caseId, api.toJSON()));
    offerReset(() => arrange(api));
  };
  return (
    <main className="shell-dock">
      <DockviewReact
        components={panels}
        defaultTabComponent={PanelTab}
        theme={{ name: "dalel", className: theme === "dark" ? "shell-dock-theme dv-dark" : "shell-dock-theme" }}
        disableFloatingGroups
        announcements={false}
        onReady={ready}
      />
    </main>
  );
}

/** The standard places: navigator 250, inspector 330, table 270 pixels (less in a narrow or low window); the chart takes the rest. */
function arrange(api: DockviewApi): void {
  api.clear();
  const add = (
    id: PanelName,
    position?: { readonly referencePanel: PanelName; readonly direction: "left" | "right" | "below" },
    size: { readonly initialWidth?: number; readonly initialHeight?: number } = {},
  ): void => {
    api.addPanel({ id, component: id, ...size, ...(position === undefined ? {} : { position }) });
  };
  add("chart");
  add("navigator", { referencePanel: "chart", direction: "left" }, { initialWidth: Math.min(250, Math.round(api.width * 0.21)) });
  add("inspector", { referencePanel: "chart", direction: "right" }, { initialWidth: Math.min(330, Math.round(api.width * 0.335)) });
  add("table", { referencePanel: "chart", direction: "below" }, { initialHeight: Math.min(270, Math.round(api.height * 0.32)) });
}

/** Takes a kept layout when all four panels are in it; a panel that was closed would be hard to find again. */
function restore(api: DockviewApi, kept: unknown): boolean {
  if (!isLayout(kept)) return false;
  try {
    api.fromJSON(kept);
  } catch {
    return false; // made by a version whose layouts we no longer read: the standard one stands
  }
  return panelNames.every((name) => api.getPanel(name) !== undefined);
}

function isLayout(kept: unknown): kept is ReturnType<DockviewApi["toJSON"]> {
  return typeof kept === "object" && kept !== null && "grid" in kept && "panels" in kept;
}

const panelNames = ["navigator", "chart", "inspector", "table"] as const;
type PanelName = (typeof panelNames)[number];
const panelIcons: Readonly<Record<PanelName, IconName>> = { navigator: "diagram-tree", chart: "graph", inspector: "list-detail-view", table: "th" };
const panels: Record<PanelName, (props: IDockviewPanelProps) => ReactNode> = {
  navigator: () => (
    <Panel name="navigator">
      <NavigatorPanel />
    </Panel>
  ),
  chart: () => (
    <Panel name="chart">
      <ChartPanel />
    </Panel>
  ),
  inspector: () => (
    <Panel name="inspector">
      <InspectorPanel />
    </Panel>
  ),
  table: () => (
    <Panel name="table">
      <TablePanel />
    </Panel>
  ),
};

function Panel({ name, children }: { readonly name: PanelName; readonly children: ReactNode }): ReactNode {
  const t = useTranslate();
  return (
    <section className="shell-panel" data-panel={name} tabIndex={-1} aria-label={t(`shell:panel.${name}`)}>
      <ErrorBoundary>{children}</ErrorBoundary>
    </section>
  );
}

/** A tab holds no button of its own, so that nothing interactive is nested in it. */
function PanelTab({ api }: IDockviewPanelHeaderProps): ReactNode {
  const t = useTranslate();
  const name = panelNames.find((known) => known === api.id);
  const title = name === undefined ? api.id : t(`shell:panel.${name}`);
  useEffect(() => api.setTitle(title), [api, title]);
  return (
    <div className="shell-tab">
      {name !== undefined && <Icon name={panelIcons[name]} size={14} />}
      <span>{title}</span>
    </div>
  );
}
