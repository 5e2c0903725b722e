import { type ReactNode, useMemo } from "react";
import { type ReviewRow, rowStates } from "../../../shared/case/review-door.ts";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { stateMarks, stateTones } from "../../state/overlay.ts";
import { Progress } from "../../ui/progress.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { type ChartNode, type Places, type SmallChart, smallChart, usePlaces } from "./chart-places.ts";

/** What changes, as a picture to look at: the table beside it has the same, and all of it. */
export function ReviewChart({ rows }: { readonly rows: readonly ReviewRow[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const chart = useMemo(() => smallChart(rows), [rows]);
  const places = usePlaces(chart);
  if (chart.nodes.length === 0) return <p className="exchange-muted exchange-chart-none">{t("arrival:chart.none")}</p>;
  return (
    <div className="exchange-chart">
      <div className="exchange-chart-legend">
        {rowStates.map((state) =>
          chart.nodes.some((node) => node.state === state) || chart.links.some((link) => link.state === state) ? (
            <Tag key={state} tone={stateTones[state]} title={t(`arrival:meaning.${state}`)}>
              {stateMarks[state]} {t(`arrival:filter.${state}`)}
            </Tag>
          ) : null,
        )}
        {chart.left > 0 && (
          <span className="exchange-muted">{t("arrival:chart.left", { count: chart.left, number: format.number(chart.left) })}</span>
        )}
      </div>
      {places === null ? <Progress done={0} total={0} label={t("arrival:chart.arranging")} /> : <Picture {...{ chart, places }} />}
    </div>
  );
}

function Picture({ chart: { nodes, links }, places }: { readonly chart: SmallChart; readonly places: Places }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const changed = nodes.filter(({ state }) => state !== "known").length;
  const label = t("arrival:chart.label", { nodes: format.number(changed), links: format.number(links.length) });
  return (
    <svg className="exchange-picture" role="img" aria-label={label} viewBox={boxOf(places)} preserveAspectRatio="xMidYMid meet">
      {links.map(({ id, from, to, state }) => {
        const [a, b] = [places.get(from), places.get(to)];
        return a && b && <line key={id} className={`exchange-line-${state}`} x1={a.x} y1={a.y} x2={b.x} y2={b.y} />;
      })}
      {nodes.map((node) => (
        <Node key={node.id} node={node} at={places.get(node.id)} />
      ))}
    </svg>
  );
}

function Node({ node, at }: { readonly node: ChartNode; readonly at: { readonly x: number; readonly y: number } | undefined }): ReactNode {
  const nameText = useEntityNameText();
  if (at === undefined) return null;
  const name = nameText(node);
  return (
    <g className={`exchange-node-${node.state}`} transform={`translate(${at.x} ${at.y})`}>
      <title>{name}</title>
      <circle r={19} className="exchange-node-ring" />
      <g transform="translate(-12 -12)">
        <TypeIcon type={node.type} size={24} />
      </g>
      {node.state !== "known" && (
        <>
          <circle cx={15} cy={-14} r={8} className="exchange-node-mark" />
          <text x={15} y={-10} className="exchange-node-sign">
            {stateMarks[node.state]}
          </text>
        </>
      )}
      <text y={33} className="exchange-node-name">
        {name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name}
      </text>
    </g>
  );
}

const longestName = 22;

/** All places, with room for names around them. */
function boxOf(places: Places): string {
  const [xs, ys] = [[...places.values()].map(({ x }) => x), [...places.values()].map(({ y }) => y)];
  const [left, top] = [Math.min(...xs) - 90, Math.min(...ys) - 36];
  // A single node is not drawn as large as the room.
  const [width, height] = [Math.max(820, Math.max(...xs) + 90 - left), Math.max(240, Math.max(...ys) + 46 - top)];
  const [x, y] = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2 + 5];
  return `${x - width / 2} ${y - height / 2} ${width} ${height}`;
}
