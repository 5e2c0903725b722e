import { create } from "zustand";
import { type BundleReview, type ReviewRow, type RowState, rowStates } from "../../shared/case/review-door.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { custodyEventType } from "../../shared/ontology/custody.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { askCore, tellFailure } from "./ask.ts";
import { isEditable, isNow, useCaseMirror } from "./case-mirror.ts";
import { openDialog } from "./desk.ts";
import { notify } from "./jobs.ts";

/**
 * What arrived and is not accepted, looked at over the case: what was set aside, or a bundle that was just opened. Beside the mirror, never in it: nothing that
 * counts, lists, exports or shares the case can meet it, and who shows it says what it is.
 */
export interface Overlay {
  readonly review: BundleReview;
  /** What of it would change, by id. */
  readonly rows: ReadonlyMap<EntityId, ReviewRow>;
  /** Those of them that the case does not have, as things without facts. */
  readonly ghosts: ReadonlyMap<EntityId, Entity>;
  /** States that are not shown. */
  readonly off: ReadonlySet<RowState>;
  /** The table lists only what of it would change. */
  readonly isAlone: boolean;
}

/** The mark of each state, where there is no room for words; the same everywhere, so that no colour is needed to tell them. */
export const stateMarks: Readonly<Record<RowState, string>> = { conflict: "≠", retracted: "−", disputed: "?", new: "+", changed: "~", known: "=" };
export const stateTones = {
  conflict: "warning",
  retracted: "danger",
  disputed: "warning",
  new: "success",
  changed: "primary",
  known: "none",
} as const satisfies Readonly<Record<RowState, string>>;

export const useOverlay = create<{ readonly overlay: Overlay | null }>(() => ({ overlay: null }));

/** Whether a review is looked at over the case: then no dialog drops it. */
export function isOverlaid(token: string): boolean {
  return useOverlay.getState().overlay?.review.token === token;
}

/** Shows a review of the open case over it. Another one that was shown is dropped. */
export function showOverlay(review: BundleReview): void {
  const before = useOverlay.getState().overlay;
  if (before !== null && before.review.token !== review.token) drop(before);
  const { off, isAlone } = before ?? { off: new Set<RowState>(), isAlone: false };
  useOverlay.setState({ overlay: overlayOf(review, { off, isAlone }) });
}

/** Nothing of it is shown any more. */
export function hideOverlay(): void {
  const { overlay } = useOverlay.getState();
  if (overlay === null) return;
  useOverlay.setState({ overlay: null });
  drop(overlay);
}

function drop({ review: { token } }: Overlay): void {
  void askCore("dropBundle", { token });
}

/** Shows or leaves out what is in a state. */
export function toggleOverlayState(state: RowState): void {
  useOverlay.setState(({ overlay }) => {
    if (overlay === null) return { overlay };
    const off = new Set(overlay.off);
    if (!off.delete(state)) off.add(state);
    return { overlay: { ...overlay, off } };
  });
}

export function setOverlayAlone(isAlone: boolean): void {
  useOverlay.setState(({ overlay }) => ({ overlay: overlay === null ? null : { ...overlay, isAlone } }));
}

function overlayOf(review: BundleReview, view: Pick<Overlay, "off" | "isAlone">): Overlay {
  const { entities } = useCaseMirror.getState();
  // A record of custody is drawn and listed nowhere: it is seen at its exhibit.
  const changed = review.rows.filter(({ state, type }) => state !== "known" && type !== custodyEventType);
  const ghosts = changed.filter(({ entity }) => !entities.has(entity)).map((row) => [row.entity, ghostOf(row)] as const);
  return { review, rows: new Map(changed.map((row) => [row.entity, row])), ghosts: new Map(ghosts), ...view };
}

/** A thing or link as far as it can be drawn: what is said of it is asked for when somebody looks. */
function ghostOf({ entity, type, form, title, ends, agencies, handling, disputed }: ReviewRow): Entity {
  return {
    id: entity,
    type,
    form,
    title,
    facts: {},
    ends: ends === null ? null : { from: ends.from.id, to: ends.to.id },
    agencies,
    conflicts: [],
    rulings: [],
    members: [],
    handling,
    isDisputed: disputed > 0,
  };
}

/** The overlay while the case is looked at as it is now: of a past nothing is compared. For a component. */
export function useShownOverlay(): Overlay | null {
  const isBack = useCaseMirror(({ look }) => !isNow(look));
  const overlay = useOverlay((state) => state.overlay);
  return isBack ? null : overlay;
}

/** Rows of an overlay that are shown, by state. */
export function rowsByState({
  rows,
  off,
}: Overlay): readonly { readonly state: RowState; readonly rows: readonly ReviewRow[]; readonly isOff: boolean }[] {
  const grouped = Map.groupBy(rows.values(), ({ state }) => state);
  return rowStates.flatMap((state) => {
    const of = grouped.get(state);
    return of === undefined ? [] : [{ state, rows: of, isOff: off.has(state) }];
  });
}

/** Compares anew with the case as it is by now. What was taken in wholly, or is no more, is not shown any longer. */
export async function renewOverlay(): Promise<void> {
  const { overlay } = useOverlay.getState();
  if (overlay === null) return;
  const { token, layer } = overlay.review;
  const again = await askCore("compareAgain", { token });
  // Taking some in ends the review: of a layer the rest is compared under another token.
  const found = again.ok || layer === null ? again : await askCore("openLayer", { layer: layer.id });
  const isStill = isOverlaid(token);
  if (found.ok && isStill && found.value.newClaims > 0) return showOverlay(found.value);
  if (found.ok && !isOverlaid(found.value.token)) void askCore("dropBundle", { token: found.value.token });
  if (isStill) hideOverlay();
}

/** Takes in what is chosen of it and all that belongs with it, or all: one act, undone as one. Then a receipt for its sender is offered. */
export async function takeInOverlay(entities: readonly EntityId[] | null): Promise<void> {
  const { overlay } = useOverlay.getState();
  if (overlay === null || isTaking || !mayTakeIn(overlay)) return;
  const { token, statementHash } = overlay.review;
  isTaking = true;
  const taken = await askCore("acceptBundle", { token, choice: entities === null ? null : { entities, claims: [] } });
  isTaking = false;
  if (!taken.ok) return tellFailure(taken.error);
  const { newClaims, newCommits, newFiles } = taken.value;
  notify("success", "exchange:review.accepted", { claims: newClaims, records: newCommits, files: newFiles });
  await renewOverlay();
  openDialog({ kind: "receipt", statementHash, deed: "arrival" });
}

/** A second click while the first is done takes nothing in. */
let isTaking = false;

/** Whether it may be merged at all, and the case be added to. */
export function mayTakeIn({ review }: Overlay): boolean {
  return review.canMerge && isEditable();
}

/** Of what is chosen on the desk, what of it would change. */
export function chosenOf({ rows }: Overlay, chosen: readonly EntityId[]): readonly EntityId[] {
  return chosen.filter((id) => rows.has(id));
}

/** So long the case rests before it is compared again: the whole of it is folded for that. */
const restMs = 400;

/** Keeps the overlay true of the case while it is shown. Gives the way to end it. */
export function followCase(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = useCaseMirror.subscribe(({ opened, history }, before) => {
    if (opened === null) return useOverlay.setState({ overlay: null });
    if (history.commits === before.history.commits || useOverlay.getState().overlay === null) return;
    clearTimeout(timer);
    timer = setTimeout(() => void renewOverlay(), restMs);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

// No case, nothing over it: a lock must leave nothing behind. The core forgets its reviews by itself.
useCaseMirror.subscribe(({ opened }) => {
  if (opened === null && useOverlay.getState().overlay !== null) useOverlay.setState({ overlay: null });
});
