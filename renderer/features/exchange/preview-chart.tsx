import { type ReactNode, useMemo } from "react";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import type { ShownChart } from "../../state/shown-chart.ts";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";

interface PreviewChartProps {
  readonly preview: SharePreview;
  readonly chart: ShownChart;
}
interface Drawing {
  readonly nodes: ReadonlyMap<EntityId, { readonly x: number; readonly y: number }>;
  readonly lines: readonly { readonly id: EntityId; readonly from: EntityId; readonly to: EntityId }[];
}

/** What was chosen as it stands on the chart, and beside it what of that they get. The table says the same in words. */
export function PreviewChart({ preview, chart }: PreviewChartProps): ReactNode {
  const t = useTranslate();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const { mine, theirs } = useMemo(() => {
    const isLeaving = new Set(preview.entities.filter(({ claims }) => claims.some(({ leaves }) => leaves)).map(({ entity }) => entity));
    const chosen = new Set(preview.entities.map(({ entity }) => entity));
    const ends = preview.entities.flatMap(({ entity, form }) => {
      const between = form === "link" ? entities.get(entity)?.ends : null;
      return between == null ? [] : [{ id: entity, from: between.from, to: between.to }];
    });
    const drawn = (of: ReadonlySet<EntityId>): Drawing => {
      const nodes = new Map(chart.nodes.filter(({ entity }) => of.has(entity)).map(({ entity, x, y }) => [entity, { x, y }]));
      return { nodes, lines: ends.filter(({ id, from, to }) => of.has(id) && nodes.has(from) && nodes.has(to)) };
    };
    return { mine: drawn(chosen), theirs: drawn(isLeaving) };
  }, [preview, chart, entities]);
  const box = useMemo(() => boxOf(mine), [mine]);
  return (
    <div className="share-charts">
      <Picture title={t("exchange:preview.mine")} drawing={mine} box={box} />
      <Picture title={t("exchange:preview.theirs")} drawing={theirs} box={box} />
    </div>
  );
}

/** The frame both pictures share, so that one lies over the other. */
function boxOf({ nodes }: Drawing): readonly [number, number, number, number] {
  const [xs, ys] = [[...nodes.values()].map(({ x }) => x), [...nodes.values()].map(({ y }) => y)];
  const span = (places: readonly number[]): readonly [number, number] => {
    const [least, most] = [places.reduce((a, b) => Math.min(a, b), Infinity), places.reduce((a, b) => Math.max(a, b), -Infinity)];
    return places.length === 0 ? [0, 1] : [least, Math.max(1, most - least)];
  };
  const [[left, width], [top, height]] = [span(xs), span(ys)];
  const margin = Math.max(width, height) / 12;
  return [left - margin, top - margin, width + 2 * margin, height + 2 * margin];
}

function Picture({ title, drawing, box }: { readonly title: string; readonly drawing: Drawing; readonly box: ReturnType<typeof boxOf> }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { nodes, lines } = drawing;
  const size = Math.max(box[2], box[3]) / 60;
  const counts = t("share:chart.counts", { nodes: format.number(nodes.size), links: format.number(lines.length) });
  return (
    <figure>
      <figcaption>
        {title} <span className="exchange-muted tabular">{counts}</span>
      </figcaption>
      <svg role="img" aria-label={`${title}: ${counts}`} viewBox={box.join(" ")}>
        {lines.map(({ id, from, to }) => {
          const [start, end] = [nodes.get(from), nodes.get(to)];
          return start && end && <line key={id} x1={start.x} y1={start.y} x2={end.x} y2={end.y} strokeWidth={size / 4} />;
        })}
        {[...nodes].map(([id, { x, y }]) => (
          <circle key={id} cx={x} cy={y} r={size} />
        ))}
      </svg>
    </figure>
  );
}
