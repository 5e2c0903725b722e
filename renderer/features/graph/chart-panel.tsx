import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import type { CaseId, EntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror, useIsEditable, useNothingWords } from "../../state/case-mirror.ts";
import { openDialog } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { setActiveChart } from "./active-chart.ts";
import type { Chart } from "./chart.ts";
import { ChartBar } from "./chart-bar.tsx";
import { ChartCursor, type Direction } from "./chart-cursor.ts";
import { bindGestures, type Hover } from "./chart-gestures.ts";
import { ChartList } from "./chart-list.tsx";
import { openChartMenu } from "./chart-menu.ts";
import type { ChartView } from "./chart-view.ts";
import { type ChartWords, useChartWords } from "./chart-words.ts";
import { HoverCard } from "./hover-card.tsx";
import { Legend } from "./legend.tsx";
import { Minimap } from "./minimap.tsx";
import { OffChartStrip } from "./off-chart-strip.tsx";
import { neighboursOf } from "./place-beside.ts";
import { syncSelection } from "./selection-sync.ts";
import { useChart, useChartStatus, useKeptView } from "./use-chart.ts";
import "./graph.css";

/** The link chart of the open case, and its twin as a list. */
export function ChartPanel(): ReactNode {
  const caseId = useCaseMirror((mirror) => mirror.opened?.caseId ?? null);
  return caseId === null ? null : <CaseChart key={caseId} caseId={caseId} />;
}

function CaseChart({ caseId }: { readonly caseId: CaseId }): ReactNode {
  const view = useKeptView(caseId);
  return view === null ? <div className="graph-panel" /> : <DrawnChart caseId={caseId} view={view} />;
}

function DrawnChart({ caseId, view }: { readonly caseId: CaseId; readonly view: ChartView }): ReactNode {
  const words = useChartWords();
  const canvas = useRef<HTMLDivElement>(null);
  const chart = useChart(canvas, caseId, view, words);
  const [isList, setIsList] = useState(false);
  const [isLegend, setIsLegend] = useState(true);
  const [hover, setHover] = useState<Hover | null>(null);
  const [said, setSaid] = useState<EntityId | null>(null);
  const cursor = useMemo(() => (chart === null ? null : new ChartCursor(chart, setSaid)), [chart]);
  useEffect(() => {
    if (chart === null || cursor === null) return;
    setActiveChart({
      chart,
      cursor,
      openMenu: (at) => openChartMenu(chart, cursor, at),
      toggleList: () => setIsList((before) => !before),
      toggleLegend: () => setIsLegend((before) => !before),
    });
    bindGestures(chart, { cursor, hover: setHover, menu: (at) => openChartMenu(chart, cursor, at) });
    const endSync = syncSelection(chart);
    return () => {
      endSync();
      setActiveChart(null);
    };
  }, [chart, cursor]);
  return (
    <div className="graph-panel">
      {chart !== null && <ChartBar chart={chart} isList={isList} isLegend={isLegend} />}
      <div className={isList ? "graph-stage graph-stage-off" : "graph-stage"} data-chart-stage={true}>
        <Application chart={chart} cursor={cursor} words={words} said={said}>
          <div className="graph-canvas" ref={canvas} aria-hidden={true} />
        </Application>
        {chart !== null && !isList && (
          <>
            {isLegend && <Legend chart={chart} words={words} />}
            <Minimap chart={chart} />
            {hover !== null && <HoverCard chart={chart} hover={hover} words={words} />}
            <NothingYet chart={chart} />
          </>
        )}
      </div>
      {chart !== null && isList && <ChartList chart={chart} words={words} />}
      {chart !== null && <OffChartStrip chart={chart} words={words} />}
    </div>
  );
}

interface ApplicationProps {
  readonly chart: Chart | null;
  readonly cursor: ChartCursor | null;
  readonly words: ChartWords;
  /** The node the keyboard came to last. */
  readonly said: EntityId | null;
  readonly children: ReactNode;
}

const directions: Readonly<Record<string, Direction>> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

/** What keyboard and screen reader have of the drawing: one tab stop that says what it holds and where one is. */
function Application({ chart, cursor, words, said, children }: ApplicationProps): ReactNode {
  const t = useTranslate();
  const helpId = useId();
  const status = useStatusOf(chart);
  const press = (event: KeyboardEvent): void => {
    const direction = directions[event.key];
    if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (event.shiftKey)
      chart?.camera.panBy(direction === "left" ? 60 : direction === "right" ? -60 : 0, direction === "up" ? 60 : direction === "down" ? -60 : 0);
    else cursor?.move(direction);
  };
  return (
    <div
      className="graph-application"
      role="application"
      tabIndex={0}
      aria-roledescription={t("graph:chart")}
      aria-label={t("graph:label", { nodes: words.format.number(status.nodes), links: words.format.number(status.edges + status.flows) })}
      aria-describedby={helpId}
      data-scope="chart"
      data-nodes={status.nodes}
      data-edges={status.edges}
      data-flows={status.flows}
      data-layout={chart !== null && status.layout === null ? "ready" : "running"}
      onKeyDown={press}
      onBlur={() => cursor?.rest()}
      onPointerDown={(event) => event.currentTarget.focus({ preventScroll: true })}
    >
      {children}
      <p id={helpId} className="visually-hidden">
        {t("graph:help")}
      </p>
      <p className="visually-hidden" role="status" aria-live="polite">
        {said !== null && chart !== null ? placeText(chart, said, words) : ""}
      </p>
    </div>
  );
}

const nothing = { nodes: 0, edges: 0, flows: 0, layout: null } as const;
function useStatusOf(chart: Chart | null): {
  readonly nodes: number;
  readonly edges: number;
  readonly flows: number;
  readonly layout: number | null;
} {
  const [status, setStatus] = useState<ReturnType<Chart["getStatus"]> | typeof nothing>(nothing);
  useEffect(() => {
    if (chart === null) return setStatus(nothing);
    setStatus(chart.getStatus());
    return chart.subscribe(() => setStatus(chart.getStatus()));
  }, [chart]);
  return status;
}

/** "exchange SwapHub OTC, 12 links": what a screen reader hears at a node. */
function placeText(chart: Chart, id: EntityId, { t, nameOf, typeName }: ChartWords): string {
  const entity = chart.shown.nodes.get(id);
  if (entity === undefined) return "";
  const marks = [...(chart.isPinned(id) ? [t("graph:pinned")] : []), ...(entity.isDisputed ? [t("graph:disputed")] : [])];
  const links = t("graph:neighbours", { count: neighboursOf(chart.shown).get(id)?.length ?? 0 });
  return [`${typeName(entity.type)} ${nameOf(entity)}`, links, ...marks].join(", ");
}

function NothingYet({ chart }: { readonly chart: Chart }): ReactNode {
  const t = useTranslate();
  const status = useChartStatus(chart);
  const canEdit = useIsEditable();
  const nothing = useNothingWords("graph:empty.nothing");
  if (status.types.size > 0 || status.layout !== null) return null;
  const kind = status.total === 0 ? "nothing" : status.hidden > 0 ? "hidden" : "unlinked";
  const words = kind === "nothing" ? nothing : `graph:empty.${kind}`;
  return (
    <div className="graph-empty">
      <EmptyState
        icon="graph"
        title={t(`${words}.title`)}
        description={t(`${words}.description`)}
        action={
          kind === "hidden" ? (
            <Button intent="primary" icon="eye-open" onClick={() => chart.showHidden()}>
              {t("graph:command.showHidden")}
            </Button>
          ) : (
            canEdit && (
              <>
                <Button intent="primary" icon="import" onClick={() => openDialog({ kind: "import", file: null })}>
                  {t("graph:empty.import")}
                </Button>
                <Button icon="add" onClick={() => openDialog({ kind: "add-entity", type: null })}>
                  {t("graph:empty.add")}
                </Button>
              </>
            )
          )
        }
      />
    </div>
  );
}
