import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}
/** What a person made of the chart: not evidence. Plain and replaced whole, so that a former one can be taken back. */
export interface ChartView {
  readonly positions: ReadonlyMap<EntityId, Point>;
  /** Stay where they are whatever is arranged. */
  readonly pins: ReadonlySet<EntityId>;
  readonly hidden: ReadonlySet<EntityId>;
  /** Put on the chart by hand, linked or not. */
  readonly placed: ReadonlySet<EntityId>;
}

export const emptyView: ChartView = { positions: new Map(), pins: new Set(), hidden: new Set(), placed: new Set() };

/** A view as the text of a note. */
export function encodeView({ positions, pins, hidden, placed }: ChartView): string {
  return JSON.stringify({
    version: 1,
    positions: [...positions].map(([id, { x, y }]) => [id, x, y]),
    pins: [...pins],
    hidden: [...hidden],
    placed: [...placed],
  });
}

/** The view of a note; what cannot be read is left out, since a chart can always be arranged anew. */
export function decodeView(text: string | null): ChartView {
  const note = parseObject(text ?? "");
  if (note === null || note["version"] !== 1) return emptyView;
  return { positions: positionsIn(note["positions"]), pins: idsIn(note["pins"]), hidden: idsIn(note["hidden"]), placed: idsIn(note["placed"]) };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null; // an empty or foreign note is no view
  }
}

function positionsIn(value: unknown): ReadonlyMap<EntityId, Point> {
  const positions = new Map<EntityId, Point>();
  for (const entry of listIn(value)) {
    const [id, x, y] = listIn(entry);
    const entity = parseEntityId(id);
    if (entity !== null && typeof x === "number" && typeof y === "number" && Number.isFinite(x) && Number.isFinite(y))
      positions.set(entity, { x, y });
  }
  return positions;
}

function idsIn(value: unknown): ReadonlySet<EntityId> {
  return new Set(listIn(value).flatMap((id) => parseEntityId(id) ?? []));
}

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A set with these added or taken out. */
export function withIds(ids: ReadonlySet<EntityId>, change: readonly EntityId[], isIn: boolean): ReadonlySet<EntityId> {
  const next = new Set(ids);
  for (const id of change) {
    if (isIn) next.add(id);
    else next.delete(id);
  }
  return next;
}
