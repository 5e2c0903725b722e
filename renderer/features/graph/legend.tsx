import { type ReactNode, useCallback } from "react";
import stolenMark from "../../../assets/icons/marks/stolen.svg?url";
import { nodeTypes } from "../../../shared/ontology/read.ts";
import { toggleType, useDesk } from "../../state/desk.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { AgencyTag } from "../../ui/tag.tsx";
import type { Chart } from "./chart.ts";
import { rowsByState, stateMarks, toggleOverlayState, useShownOverlay } from "../../state/overlay.ts";
import { overlayColours, ringColours } from "./chart-style.ts";
import type { ChartWords } from "./chart-words.ts";
import { useChartStatus } from "./use-chart.ts";

const order: readonly string[] = [...nodeTypes().map(([name]) => name), "unknown"];

/** What the drawing means. A row of a type hides and shows it, in the table and the navigator too. */
export function Legend({ chart, words }: { readonly chart: Chart; readonly words: ChartWords }): ReactNode {
  const { t, format } = words;
  const status = useChartStatus(chart);
  const hiddenTypes = useDesk((desk) => desk.hiddenTypes);
  const types = order.filter((type) => status.types.has(type));
  const watch = useCoverWatch(chart);
  const hasFlows = status.flows > 0 || hiddenTypes.includes("flow");
  const isOver = useShownOverlay() !== null;
  if (types.length === 0 && !isOver) return null;
  return (
    <section className="graph-legend" data-over-chart="legend" ref={watch} aria-label={t("graph:legend.title")}>
      <ul>
        {types.map((type) => (
          <LegendRow key={type} type={type} words={words} isHidden={hiddenTypes.includes(type)} count={format.number(status.types.get(type) ?? 0)} />
        ))}
        {hasFlows && <LegendRow type="flow" words={words} isHidden={hiddenTypes.includes("flow")} count={format.number(status.flows)} line="flow" />}
        {status.hasLookAlike && (
          <li className="graph-legend-note">
            <Line kind="look-alike" />
            {t("graph:legend.lookAlike")}
          </li>
        )}
        {(["open", "answered"] as const).map(
          (kind) =>
            status.matches[kind] > 0 && (
              <li key={kind} className="graph-legend-note">
                <Line kind={kind} />
                <span className="graph-legend-words">{t(`common:match.${kind}`)}</span>
                <span className="graph-legend-count">{format.number(status.matches[kind])}</span>
              </li>
            ),
        )}
        {status.hasDisputed && (
          <li className="graph-legend-note">
            <span className="graph-legend-disputed">!</span>
            {t("graph:legend.disputed")}
          </li>
        )}
        {status.hasStolen && (
          <li className="graph-legend-note">
            <img className="graph-legend-stolen" src={stolenMark} alt="" width={16} height={16} />
            {t("stolen:legend")}
          </li>
        )}
        {[...status.rings].map(([agency, ring]) => (
          <li key={agency} className="graph-legend-note">
            <svg width={16} height={16} aria-hidden={true} focusable={false}>
              <circle cx={8} cy={8} r={6} fill="none" strokeWidth={2.5} stroke={`var(${ringColours[ring] ?? "--border-strong"})`} />
            </svg>
            {t("graph:legend.from")} <AgencyTag agency={agency} />
          </li>
        ))}
        <OverlayRows chart={chart} words={words} />
      </ul>
    </section>
  );
}

/** What is laid over the case and is no part of it: a row of a state shows it and leaves it out, everywhere. */
function OverlayRows({ chart, words: { t, format } }: { readonly chart: Chart; readonly words: ChartWords }): ReactNode {
  const { overlay: drawn } = useChartStatus(chart);
  const overlay = useShownOverlay();
  if (overlay === null) return null;
  return (
    <>
      <li className="graph-legend-over">{t(overlay.review.layer === null ? "arrival:over.arrived" : "arrival:over.aside")}</li>
      {rowsByState(overlay).map(({ state, isOff }) => (
        <li key={state}>
          <button
            type="button"
            className="graph-legend-row"
            aria-pressed={!isOff}
            title={`${t(`arrival:meaning.${state}`)} ${t(isOff ? "graph:legend.show" : "graph:legend.hide")}`}
            onClick={() => toggleOverlayState(state)}
          >
            <svg width={16} height={16} aria-hidden={true} focusable={false}>
              <circle cx={8} cy={8} r={6} fill="none" strokeWidth={2} strokeDasharray="3 2" stroke={`var(${overlayColours[state]})`} />
            </svg>
            <span className="graph-legend-name">
              {stateMarks[state]} {t(`arrival:filter.${state}`)}
            </span>
            <span className="graph-legend-count">{format.number(drawn.counts.get(state) ?? 0)}</span>
          </button>
        </li>
      ))}
      {drawn.left > 0 && <li className="graph-legend-note">{t("arrival:chart.left", { count: drawn.left, number: format.number(drawn.left) })}</li>}
    </>
  );
}

/** Tells the camera when the legend comes or changes its size. */
function useCoverWatch(chart: Chart): (legend: HTMLElement) => () => void {
  return useCallback(
    (legend) => {
      const sizes = new ResizeObserver(() => chart.camera.covered());
      sizes.observe(legend);
      return () => sizes.disconnect();
    },
    [chart],
  );
}

interface RowProps {
  readonly type: string;
  readonly words: ChartWords;
  readonly isHidden: boolean;
  readonly count: string;
  readonly line?: "flow";
}

function LegendRow({ type, words, isHidden, count, line }: RowProps): ReactNode {
  return (
    <li>
      <button
        type="button"
        className="graph-legend-row"
        aria-pressed={!isHidden}
        title={`${words.typeName(type, "many")}: ${words.t(isHidden ? "graph:legend.show" : "graph:legend.hide")}`}
        onClick={() => toggleType(type)}
      >
        {line === undefined ? <TypeIcon type={type} /> : <Line kind={line} />}
        <span className="graph-legend-name">{words.typeName(type, "many")}</span>
        <span className="graph-legend-count">{count}</span>
      </button>
    </li>
  );
}

function Line({ kind }: { readonly kind: "flow" | "look-alike" | "open" | "answered" }): ReactNode {
  const hasHead = kind === "flow" || kind === "look-alike";
  return (
    <svg width={16} height={16} aria-hidden={true} focusable={false} className={`graph-line graph-line-${kind}`}>
      <path d={hasHead ? "M0 8h10" : "M0 8h16"} />
      {hasHead && <path d="M9 4l6 4-6 4z" className="graph-line-head" />}
    </svg>
  );
}
