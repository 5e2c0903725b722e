import type { ReactNode } from "react";
import { setTableTab, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { Chart } from "./chart.ts";
import type { ChartWords } from "./chart-words.ts";
import { graphCommands } from "./commands.ts";
import { useChartStatus } from "./use-chart.ts";

/** What of the case is not on the chart, and why: nothing is left out silently. */
export function OffChartStrip({ chart, words }: { readonly chart: Chart; readonly words: ChartWords }): ReactNode {
  const { t, format, typeName } = words;
  const status = useChartStatus(chart);
  useDesk((desk) => desk.selection); // what is chosen decides whether it can be placed
  const place = graphCommands.find(({ id }) => id === "graph.place");
  const canPlace = place?.isEnabled() === true;
  if (status.offChart.length === 0 && status.hidden === 0) return null;
  const said = status.offChart.map(({ type, why, count }) => t(`graph:off.${why}`, { count: format.number(count), type: typeName(type, "many") }));
  return (
    <aside className="graph-strip" aria-label={t("graph:off.title")}>
      <Icon name="info-sign" size={14} />
      <span className="graph-strip-text">
        {[...said, ...(status.hidden > 0 ? [t("graph:off.hidden", { count: status.hidden })] : [])].join(" · ")}
      </span>
      {status.hidden > 0 && (
        <Button isSmall isMinimal icon="eye-open" onClick={() => chart.showHidden()}>
          {t("graph:command.showHidden")}
        </Button>
      )}
      {status.offChart.length > 0 && (
        <>
          <Button isSmall isMinimal icon="th" onClick={() => setTableTab("entities")}>
            {t("graph:off.table")}
          </Button>
          <Button isSmall icon="send-to-graph" isDisabled={!canPlace} onClick={() => void place?.run()}>
            {t("graph:command.place")}
          </Button>
        </>
      )}
    </aside>
  );
}
