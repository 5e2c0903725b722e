import { type EntityId, parseEntityId } from "../../shared/kernel/brand.ts";

/** What a step says of single nodes of the chart: where they stand (null = nowhere yet), and whether they are pinned, hidden, placed. */
export interface ChartPart {
  readonly positions: readonly (readonly [node: EntityId, at: { readonly x: number; readonly y: number } | null])[];
  readonly pins: readonly (readonly [node: EntityId, isIn: boolean])[];
  readonly hidden: readonly (readonly [node: EntityId, isIn: boolean])[];
  readonly placed: readonly (readonly [node: EntityId, isIn: boolean])[];
}
export const chartActs = ["move", "arrange", "pin", "unpin", "hide", "show", "place"] as const;
export type ChartAct = (typeof chartActs)[number];

/** One change of what is looked at: only what differs, before and after. */
export type ViewChange =
  | { readonly kind: "chart"; readonly act: ChartAct; readonly count: number; readonly before: ChartPart; readonly after: ChartPart }
  | { readonly kind: "types"; readonly hid: readonly string[]; readonly shown: readonly string[] }
  | { readonly kind: "filter"; readonly before: string; readonly after: string };
export interface ViewStep {
  readonly change: ViewChange;
  /** How many acts of the ledger lay below it when it was made. */
  readonly depth: number;
}

/** Steps of the view, woven into the acts of the ledger by their depths. The ledger keeps its own two stacks; this keeps only what it cannot know. */
export interface ViewSteps {
  readonly done: readonly ViewStep[];
  readonly undone: readonly ViewStep[];
}
/** The depths of the ledger's own stacks. */
export interface Depths {
  readonly done: number;
  readonly undone: number;
}
export type Way = "undo" | "redo";

export const noSteps: ViewSteps = { done: [], undone: [] };
const mostSteps = 100;
/** Nodes that all steps together may speak of: some megabytes would be read and sealed at every change otherwise. */
const mostNodes = 20_000;

/**
 * Adds a change of the view: steps of the view that were undone before it cannot be redone any more. Undone acts can: whoever types a letter into a filter
 * must not lose the way back to what was said (decision 0066); an act that is redone then lies above the step.
 */
export function withStep({ done }: ViewSteps, change: ViewChange, ledger: Depths): ViewSteps {
  return { done: bounded([...done, { change, depth: ledger.done }]), undone: [] };
}

/** Goes on typing a filter: the last step then spans from its beginning to here. A step that leads back to where it began is none. */
export function withTyped(steps: ViewSteps, after: string, ledger: Depths): ViewSteps {
  const last = steps.done.at(-1);
  if (last?.change.kind !== "filter" || last.depth !== ledger.done) return steps;
  const rest = steps.done.slice(0, -1);
  const change = { ...last.change, after };
  return { ...steps, done: change.before === after ? rest : [...rest, { ...last, change }] };
}

/**
 * What undo or redo would turn: a step of the view, or the next act of the ledger ("ledger"); null = nothing. While no chart is shown its steps are
 * passed over and wait for it: they change nothing that can be seen.
 */
export function nextOf(steps: ViewSteps, ledger: Depths, way: Way, hasChart = true): ViewStep | "ledger" | null {
  const top = (way === "undo" ? steps.done : steps.undone).findLast((step) => isSeen(step, hasChart));
  if (way === "undo") return top !== undefined && top.depth >= ledger.done ? top : ledger.done > 0 ? "ledger" : null;
  if (top !== undefined && top.depth <= ledger.done) return top;
  return ledger.undone > 0 ? "ledger" : null;
}

/** Moves the last step that can be seen to the other side. */
export function turned(steps: ViewSteps, way: Way, hasChart = true): ViewSteps {
  const { done, undone } = steps;
  const side = way === "undo" ? done : undone;
  const at = side.findLastIndex((step) => isSeen(step, hasChart));
  const top = side[at];
  if (top === undefined) return steps;
  return way === "undo"
    ? { ...steps, done: done.toSpliced(at, 1), undone: [...undone, top] }
    : { ...steps, done: [...done, top], undone: undone.toSpliced(at, 1) };
}

const isSeen = ({ change }: ViewStep, hasChart: boolean): boolean => hasChart || change.kind !== "chart";

/** The ledger moved: an act that is no redo ends redoing; a step made while an undo was under way lies above it. */
export function followed(steps: ViewSteps, before: Depths, after: Depths, isRedo: boolean): ViewSteps {
  const isAct = after.done > before.done && !isRedo;
  const isAbove = after.done < before.done && steps.done.some(({ depth }) => depth > after.done);
  if (!isAbove && !(isAct && steps.undone.length > 0)) return steps;
  return {
    done: isAbove ? steps.done.map((step) => ({ ...step, depth: Math.min(step.depth, after.done) })) : steps.done,
    undone: isAct ? [] : steps.undone,
  };
}

function bounded(done: readonly ViewStep[]): readonly ViewStep[] {
  let room = mostNodes;
  const kept = done.slice(-mostSteps).toReversed();
  const end = kept.findIndex(({ change }, at) => {
    room -= change.kind === "chart" ? change.count : 1;
    return room < 0 && at > 0;
  });
  return (end === -1 ? kept : kept.slice(0, end)).toReversed();
}

/** What of the view is kept with its case. */
export interface KeptView {
  readonly steps: ViewSteps;
  readonly hiddenTypes: readonly string[];
  readonly filterText: string;
  /** Where the ledger stood. */
  readonly ledger: Depths & { readonly commits: number };
}

/** As the text of a note. */
export function encodeKept(kept: KeptView): string {
  return JSON.stringify({ version: 1, ...kept });
}

/**
 * The view of a note, for a ledger that may have gone on since: an act that came meanwhile ends redoing. A note that cannot be read is none, since a
 * step left out would make those around it wrong.
 */
export function decodeKept(text: string | null, ledger: KeptView["ledger"]): KeptView | null {
  const note = recordOf(parsed(text ?? ""));
  const at = recordOf(note?.["ledger"]);
  const steps = recordOf(note?.["steps"]);
  const [done, undone] = [stepsIn(steps?.["done"]), stepsIn(steps?.["undone"])];
  const [commits, filterText] = [at?.["commits"], note?.["filterText"]];
  const hiddenTypes = textsIn(note?.["hiddenTypes"]);
  if (note?.["version"] !== 1 || done === null || undone === null || hiddenTypes === null) return null;
  if (typeof filterText !== "string") return null;
  const isSame = commits === ledger.commits;
  const kept: ViewSteps = {
    done: done.map((step) => ({ ...step, depth: Math.min(step.depth, ledger.done) })),
    undone: isSame ? undone : [],
  };
  return { steps: kept, hiddenTypes, filterText, ledger };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // an empty or foreign note is none
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
}

/** Every item read, or null when one cannot be. */
function allIn<Item>(value: unknown, read: (item: unknown) => Item | null): readonly Item[] | null {
  if (!Array.isArray(value)) return null;
  const items = value.map(read);
  const whole = items.filter((item) => item !== null);
  return whole.length === items.length ? whole : null;
}

function stepsIn(value: unknown): readonly ViewStep[] | null {
  return allIn(value, (item) => {
    const [step, change] = [recordOf(item), changeIn(recordOf(item)?.["change"])];
    const depth = step?.["depth"];
    return change === null || typeof depth !== "number" ? null : { change, depth };
  });
}

function changeIn(value: unknown): ViewChange | null {
  const change = recordOf(value);
  const [before, after] = [change?.["before"], change?.["after"]];
  if (change?.["kind"] === "filter") return typeof before === "string" && typeof after === "string" ? { kind: "filter", before, after } : null;
  if (change?.["kind"] === "types") {
    const [hid, shown] = [textsIn(change["hid"]), textsIn(change["shown"])];
    return hid === null || shown === null ? null : { kind: "types", hid, shown };
  }
  const act = chartActs.find((known) => known === change?.["act"]);
  const [count, was, is] = [change?.["count"], partIn(before), partIn(after)];
  if (change?.["kind"] !== "chart" || act === undefined || typeof count !== "number" || was === null || is === null) return null;
  return { kind: "chart", act, count, before: was, after: is };
}

function partIn(value: unknown): ChartPart | null {
  const part = recordOf(value);
  const positions = allIn(part?.["positions"], placeIn);
  const [pins, hidden, placed] = [marksIn(part?.["pins"]), marksIn(part?.["hidden"]), marksIn(part?.["placed"])];
  return positions === null || pins === null || hidden === null || placed === null ? null : { positions, pins, hidden, placed };
}

function placeIn(value: unknown): ChartPart["positions"][number] | null {
  const [id, at] = pairIn(value);
  const [node, place] = [parseEntityId(id), recordOf(at)];
  if (node === null) return null;
  if (at === null) return [node, null];
  const [x, y] = [place?.["x"], place?.["y"]];
  return Number.isFinite(x) && Number.isFinite(y) && typeof x === "number" && typeof y === "number" ? [node, { x, y }] : null;
}

function marksIn(value: unknown): ChartPart["pins"] | null {
  return allIn(value, (item) => {
    const [id, isIn] = pairIn(item);
    const node = parseEntityId(id);
    return node === null || typeof isIn !== "boolean" ? null : ([node, isIn] as const);
  });
}

const pairIn = (value: unknown): readonly unknown[] => (Array.isArray(value) && value.length === 2 ? value : []);
const textsIn = (value: unknown): readonly string[] | null => allIn(value, (item) => (typeof item === "string" ? item : null));
