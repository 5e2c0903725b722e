import { useEffect, useState } from "react";
import type { ReviewRow, RowState } from "../../../shared/case/review-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { custodyEventType } from "../../../shared/ontology/custody.ts";
import { openLayout } from "../../state/layout-bridge.ts";

/** A thing on the small chart of a review. */
export interface ChartNode {
  readonly id: EntityId;
  readonly type: string;
  readonly title: string;
  /** "known" also of what only a link of the bundle joins. */
  readonly state: RowState;
}
export interface ChartLink {
  readonly id: EntityId;
  readonly from: EntityId;
  readonly to: EntityId;
  readonly state: RowState;
}
export interface SmallChart {
  readonly nodes: readonly ChartNode[];
  readonly links: readonly ChartLink[];
  /** Things and links that changed and are not drawn: there are too many. */
  readonly left: number;
}

/** More are no picture; the table has them all. */
export const mostNodes = 90;

/** What changes, in the order of the rows, with what its links join. O(rows). */
export function smallChart(rows: readonly ReviewRow[]): SmallChart {
  const nodes = new Map<EntityId, ChartNode>();
  const links: ChartLink[] = [];
  const things = new Map(rows.flatMap((row) => (row.form === "node" ? [[row.entity, row] as const] : [])));
  // A record of custody is no thing of a chart.
  const changed = rows.filter(({ state, type }) => state !== "known" && type !== custodyEventType);
  let left = 0;
  const put = (id: EntityId, named: { readonly type: string; readonly title: string }): void => {
    const row = things.get(id);
    if (!nodes.has(id)) nodes.set(id, { id, type: row?.type ?? named.type, title: row?.title ?? named.title, state: row?.state ?? "known" });
  };
  for (const row of changed) {
    const { entity, form, ends, state } = row;
    const ids = form === "node" ? [entity] : ends === null ? [] : [ends.from.id, ends.to.id];
    if (ids.length === 0) continue;
    if (nodes.size + ids.filter((id) => !nodes.has(id)).length > mostNodes) {
      left += 1;
      continue;
    }
    if (form === "node" || ends === null) put(entity, row);
    else {
      put(ends.from.id, ends.from);
      put(ends.to.id, ends.to);
      links.push({ id: entity, from: ends.from.id, to: ends.to.id, state });
    }
  }
  return { nodes: [...nodes.values()], links, left };
}

/** Room a node needs, from its middle. */
const radius = 46;
const seed = 20_260_417;

export type Places = ReadonlyMap<EntityId, { readonly x: number; readonly y: number }>;

/** Where the nodes stand; null while that is being worked out. The same rows stand in the same places. */
export function usePlaces({ nodes, links }: SmallChart): Places | null {
  const [placed, setPlaced] = useState<{ readonly of: readonly ChartNode[]; readonly places: Places } | null>(null);
  useEffect(() => {
    if (nodes.length === 0) return;
    const layout = openLayout(() => undefined);
    const numberOf = new Map(nodes.map(({ id }, at) => [id, at]));
    const ends = links.flatMap(({ from, to }) => [numberOf.get(from) ?? 0, numberOf.get(to) ?? 0]);
    const arrange = async (): Promise<void> => {
      const answer = await layout.door
        .arrange({
          job: 1,
          seed,
          radii: new Float64Array(nodes.length).fill(radius),
          links: Uint32Array.from(ends),
          positions: new Float64Array(2 * nodes.length).fill(Number.NaN),
          isFixed: new Uint8Array(nodes.length),
          aspect: 2.6,
        })
        .catch(() => null);
      if (answer?.ok !== true) return;
      const { positions } = answer.value;
      setPlaced({ of: nodes, places: new Map(nodes.map(({ id }, at) => [id, { x: positions[2 * at] ?? 0, y: positions[2 * at + 1] ?? 0 }])) });
    };
    void arrange();
    return () => layout.stop();
  }, [nodes, links]);
  return placed?.of === nodes ? placed.places : null;
}
