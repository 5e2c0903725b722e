import type { HistoryStep } from "../../shared/case/door.ts";
import type { CaseId, EntityId } from "../../shared/kernel/brand.ts";
import { askCore, askOrTell } from "./ask.ts";
import { type CaseMirror, isEditable, isNow, useCaseMirror } from "./case-mirror.ts";
import { dismissDone } from "./jobs.ts";
import { applyToDesk, type Desk, putSteps, restoreView, selectEntities, setHasChart, useDesk } from "./desk.ts";
import { type ChartPart, decodeKept, encodeKept, followed, type KeptView, nextOf, turned, type ViewChange, type Way } from "./view-steps.ts";

/**
 * One undo for what was said and for how it is looked at: acts are the ledger's, steps of the view are the desk's, and the depth of each step says
 * where it lies among the acts. Steps are kept sealed with their case and outlast the window.
 */

/** What undo or redo would turn now; null = nothing. */
export type NextTurn = { readonly kind: "view"; readonly change: ViewChange } | { readonly kind: "ledger"; readonly step: HistoryStep };

export function nextTurn(way: Way, mirror: CaseMirror = useCaseMirror.getState(), { viewSteps }: Desk = useDesk.getState()): NextTurn | null {
  if (mirror.opened === null || !isNow(mirror.look)) return null;
  const next = nextOf(viewSteps, mirror.history, way, chartHand !== null);
  if (next !== "ledger") return next === null ? null : { kind: "view", change: next.change };
  const step = mirror.history[way];
  return step === null || !isEditable(mirror) ? null : { kind: "ledger", step };
}

/** Puts a part of the chart's view as it was; given by the chart while one is mounted. */
export type ChartHand = (part: ChartPart) => void;
let chartHand: ChartHand | null = null;
export function offerChart(hand: ChartHand | null): void {
  chartHand = hand;
  setHasChart(hand !== null);
}

let queue: Promise<void> = Promise.resolve();
/** Undoes or redoes one step. Many at once, as from a key that is held, run one after the other, each deciding when its turn has come. */
export function turnBack(way: Way): Promise<void> {
  wait(1);
  queue = queue.then(() => turn(way)).finally(() => wait(-1));
  return queue;
}

const wait = (more: 1 | -1): void => useDesk.setState(({ turnsWaiting }) => ({ turnsWaiting: turnsWaiting + more }));

/** Whether a turn is under way: what the next may turn is not known yet, and a key pressed meanwhile must not be lost. */
export function isTurning(): boolean {
  return useDesk.getState().turnsWaiting > 0;
}

async function turn(way: Way): Promise<void> {
  const next = nextTurn(way);
  if (next === null) return;
  if (next.kind === "ledger") return turnLedger(way);
  const { change } = next;
  putSteps(turned(useDesk.getState().viewSteps, way, chartHand !== null));
  if (change.kind === "chart") chartHand?.(way === "undo" ? change.before : change.after);
  else applyToDesk(change, way);
}

/** Knows our redo among the growths of the ledger: while it is under way, the first growth is it, and no new act. */
class OwnRedo {
  #isAwaited = false;
  #isTold = false;
  begin(way: Way): void {
    this.#isAwaited = way === "redo";
    this.#isTold = false;
  }
  isThis(grew: boolean): boolean {
    if (!this.#isAwaited || !grew) return false;
    this.#isAwaited = false;
    this.#isTold = true;
    return true;
  }
  /** Ends it; true when what was taken for it was somebody's act, since it failed. */
  wasAct(isDone: boolean): boolean {
    this.#isAwaited = false;
    return this.#isTold && !isDone;
  }
}
const ownRedo = new OwnRedo();

async function turnLedger(way: Way): Promise<void> {
  ownRedo.begin(way);
  const done = await askOrTell(way, null);
  if (ownRedo.wasAct(done !== null)) putSteps({ ...useDesk.getState().viewSteps, undone: [] });
  if (done === null) return;
  dismissDone();
  selectReturned(done.entities);
}

/** What came back is what the person wants to see; what went stays chosen, for a redo to show it. */
function selectReturned(entities: readonly EntityId[]): void {
  const rows = useCaseMirror.getState().entities;
  const present = entities.filter((id) => rows.has(id));
  const nodes = present.filter((id) => rows.get(id)?.form === "node");
  const chosen = nodes.length > 0 ? nodes : present;
  if (chosen.length > 0 && chosen.length <= mostSelected) selectEntities(chosen);
}
/** A whole import that came back is no choice of anything. */
const mostSelected = 20;

/** Keeps the steps in line with the ledger and sealed with their case, for as long as the window runs. Gives the way to end it. */
export function keepViewHistory(): () => void {
  const note = new StepsNote();
  const stopMirror = useCaseMirror.subscribe((mirror, before) => {
    const caseId = mirror.opened?.caseId ?? null;
    if (caseId !== (before.opened?.caseId ?? null)) return note.follow(caseId);
    if (caseId === null || mirror.history === before.history) return;
    followLedger(mirror, before);
    note.keepSoon();
  });
  const stopDesk = useDesk.subscribe((desk, before) => {
    if (desk.viewSteps !== before.viewSteps || desk.hiddenTypes !== before.hiddenTypes || desk.filterText !== before.filterText) note.keepSoon();
  });
  note.follow(useCaseMirror.getState().opened?.caseId ?? null);
  return () => {
    stopMirror();
    stopDesk();
    note.follow(null);
  };
}

function followLedger({ history }: CaseMirror, before: CaseMirror): void {
  const isRedo = ownRedo.isThis(history.done > before.history.done);
  putSteps(followed(useDesk.getState().viewSteps, before.history, history, isRedo));
}

/** The note of one case after another. */
class StepsNote {
  #caseId: CaseId | null = null;
  #isRead = false;
  #waiting: KeptView | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Another case is open, or none: what waits is kept, and what was kept of the new one is taken up. */
  follow(caseId: CaseId | null): void {
    this.#keep();
    this.#caseId = caseId;
    this.#isRead = false;
    if (caseId !== null) void this.#read(caseId);
  }

  async #read(caseId: CaseId): Promise<void> {
    const answer = await askCore("readNote", { name: noteName(caseId) });
    if (this.#caseId !== caseId) return;
    const kept = decodeKept(answer.ok ? answer.value : null, useCaseMirror.getState().history);
    this.#isRead = true;
    if (kept !== null) restoreView(kept);
  }

  keepSoon(): void {
    if (!this.#isRead || useDesk.getState().screen !== "workbench") return;
    const { viewSteps, hiddenTypes, filterText } = useDesk.getState();
    const { done, undone, commits } = useCaseMirror.getState().history;
    this.#waiting = { steps: viewSteps, hiddenTypes, filterText, ledger: { done, undone, commits } };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), restMs);
  }

  #keep(): void {
    clearTimeout(this.#timer);
    if (this.#caseId === null || this.#waiting === null) return;
    void askCore("keepNote", { name: noteName(this.#caseId), text: encodeKept(this.#waiting) });
    this.#waiting = null;
  }
}

/** So long the view rests before it is sealed: a reload within it forgets the last step only. */
const restMs = 250;
const noteName = (caseId: CaseId): string => `undo/${caseId}`;
