import type { ReactNode } from "react";
import { useIsPart } from "../../state/case-mirror.ts";
import { IconButton } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { isIconName } from "../../ui/icon.tsx";
import { keysText } from "../../ui/keys-text.ts";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { Chart } from "./chart.ts";
import { graphCommands } from "./commands.ts";
import { useChartStatus } from "./use-chart.ts";

interface BarProps {
  readonly chart: Chart;
  readonly isList: boolean;
  readonly isLegend: boolean;
}

/** Tools of the chart, and how much of the case stands on it. */
export function ChartBar({ chart, isList, isLegend }: BarProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const status = useChartStatus(chart);
  const isPart = useIsPart();
  const numbers = { shown: format.number(status.nodes), total: format.number(status.total) };
  return (
    <div className="graph-bar" role="toolbar" aria-label={t("graph:tools")}>
      <div className="graph-tools">
        <Tool id="graph.list" isActive={isList} />
        {!isList && (
          <>
            <span className="graph-bar-line" />
            <Tool id="graph.area" isActive={status.tool === "area"} isDisabled={status.nodes === 0} />
            <Tool id="graph.fit" isDisabled={status.nodes === 0} />
            <Tool id="graph.zoomIn" isDisabled={status.nodes === 0} />
            <Tool id="graph.zoomOut" isDisabled={status.nodes === 0} />
            <span className="graph-bar-line" />
            <Tool id="graph.arrange" isDisabled={status.nodes === 0 || status.layout !== null} />
            <Tool id="graph.legend" isActive={isLegend} isDisabled={status.nodes === 0} />
          </>
        )}
      </div>
      {status.layout !== null && (
        <div className="graph-progress">
          <Progress done={Math.round(status.layout * 100)} total={100} label={t("graph:arranging")} />
          <Tool id="graph.stopLayout" />
        </div>
      )}
      <span className="graph-count" role="status">
        {isPart
          ? t("graph:shownEarly", numbers)
          : [t("graph:shown", numbers), t("graph:lines", { links: format.number(status.edges), flows: format.number(status.flows) })].join(" · ")}
      </span>
    </div>
  );
}

function Tool({ id, isActive, isDisabled = false }: { readonly id: string; readonly isActive?: boolean; readonly isDisabled?: boolean }): ReactNode {
  const t = useTranslate();
  const command = graphCommands.find((known) => known.id === id);
  if (command === undefined || !isIconName(command.icon)) return null;
  const keys = command.keys[0] === undefined ? "" : ` (${keysText(command.keys[0])})`;
  return (
    <IconButton
      isSmall
      icon={command.icon}
      label={`${t(command.titleKey)}${keys}`}
      isDisabled={isDisabled}
      {...(isActive === undefined ? {} : { isActive })}
      onClick={() => void command.run()}
    />
  );
}
