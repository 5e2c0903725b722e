import { type ReactNode, useMemo } from "react";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import type { ShownChart } from "../../state/shown-chart.ts";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { placeLabels } from "./chart-labels.ts";

interface PreviewChartProps {
  readonly preview: SharePreview;
  readonly chart: ShownChart;
}
interface Drawing {
  readonly nodes: ReadonlyMap<EntityId, { readonly x: number; readonly y: number; readonly title: string; readonly stays: boolean }>;
  readonly lines: readonly { readonly id: EntityId; readonly from: EntityId; readonly to: EntityId }[];
}

/** What was chosen as it stands on the chart, and beside it what of that they get. The table says the same in words. */
export function PreviewChart({ preview, chart }: PreviewChartProps): ReactNode {
  const t = useTranslate();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const nameText = useEntityNameText();
  const { mine, theirs } = useMemo(() => {
    const isLeaving = new Set(preview.entities.filter(({ claims }) => claims.some(({ leaves }) => leaves)).map(({ entity }) => entity));
    const titles = new Map(preview.entities.map(({ entity, theirTitle }) => [entity, theirTitle]));
    const chosen = new Set(preview.entities.map(({ entity }) => entity));
    const ends = preview.entities.flatMap(({ entity, form }) => {
      const between = form === "link" ? entities.get(entity)?.ends : null;
      return between == null ? [] : [{ id: entity, from: between.from, to: between.to }];
    });
    const drawn = (of: ReadonlySet<EntityId>): Drawing => {
      const shown = chart.nodes.filter(({ entity }) => of.has(entity));
      const nodes = new Map(
        shown.map(({ entity, x, y }) => {
          const theirTitle = titles.get(entity) ?? "";
          const named = of === isLeaving ? { id: entity, type: entities.get(entity)?.type ?? "", title: theirTitle } : entities.get(entity);
          return [entity, { x, y, title: named === undefined ? "" : nameText(named), stays: !isLeaving.has(entity) }];
        }),
      );
      return { nodes, lines: ends.filter(({ id, from, to }) => of.has(id) && nodes.has(from) && nodes.has(to)) };
    };
    return { mine: drawn(chosen), theirs: drawn(isLeaving) };
  }, [preview, chart, entities, nameText]);
  const box = useMemo(() => boxOf(mine), [mine]);
  return (
    <div className="share-charts">
      <Picture title={t("exchange:preview.mine")} drawing={mine} box={box} />
      <Picture title={t("exchange:preview.theirs")} drawing={theirs} box={box} />
      <p className="exchange-muted">{t("share:chart.legend")}</p>
    </div>
  );
}

/** Where the charted places lie in a picture: least x and y, and pixels a point. Both pictures share it, so that one lies over the other. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}
/** A picture in pixels: what is drawn in it is as large however wide the chart is. */
const [pictureWidth, pictureHeight, margin, radius] = [440, 220, 28, 5];

function boxOf({ nodes }: Drawing): Frame {
  const [across, down] = [spanOf([...nodes.values()].map(({ x }) => x)), spanOf([...nodes.values()].map(({ y }) => y))];
  const scale = Math.min((pictureWidth - 2 * margin) / across.span, (pictureHeight - 2 * margin) / down.span);
  // What is narrower than the picture stands in its middle.
  const least = (middle: number, size: number): number => middle - size / 2 / scale;
  return { left: least(across.middle, pictureWidth), top: least(down.middle, pictureHeight), scale };
}

function spanOf(places: readonly number[]): { readonly middle: number; readonly span: number } {
  if (places.length === 0) return { middle: 0, span: 1 };
  const [least, most] = [places.reduce((a, b) => Math.min(a, b)), places.reduce((a, b) => Math.max(a, b))];
  return { middle: (least + most) / 2, span: Math.max(1, most - least) };
}

function Picture({ title, drawing, box }: { readonly title: string; readonly drawing: Drawing; readonly box: Frame }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { nodes, lines } = drawing;
  const spots = useMemo(() => {
    const all = [...nodes].map(([id, { x, y, title: text, stays }]) => ({
      ...{ id, text, stays },
      x: (x - box.left) * box.scale,
      y: (y - box.top) * box.scale,
    }));
    // What stays is named first: it is what is looked for.
    return all.sort((a, b) => Number(b.stays) - Number(a.stays));
  }, [nodes, box]);
  const labels = useMemo(() => placeLabels(spots, radius, pictureWidth, pictureHeight), [spots]);
  const places = useMemo(() => new Map(spots.map((spot) => [spot.id, spot])), [spots]);
  const counts = t("share:chart.counts", { nodes: format.number(nodes.size), links: format.number(lines.length) });
  return (
    <figure>
      <figcaption>
        {title} <span className="exchange-muted tabular">{counts}</span>
      </figcaption>
      <svg role="img" aria-label={`${title}: ${counts}`} viewBox={`0 0 ${pictureWidth} ${pictureHeight}`}>
        {lines.map(({ id, from, to }) => {
          const [start, end] = [places.get(from), places.get(to)];
          return start && end && <line key={id} x1={start.x} y1={start.y} x2={end.x} y2={end.y} />;
        })}
        {spots.map(({ id, x, y, text, stays }) => (
          <circle key={id} className={stays ? "share-chart-stays" : ""} cx={x} cy={y} r={radius}>
            <title>{stays ? t("share:chart.stays", { name: text }) : text}</title>
          </circle>
        ))}
        {labels.map(({ id, text, x, y }) => (
          <text key={id} className={places.get(id)?.stays === true ? "share-chart-stays" : ""} x={x} y={y}>
            {text}
          </text>
        ))}
      </svg>
    </figure>
  );
}
