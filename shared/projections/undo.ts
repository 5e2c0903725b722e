import type { ActId, AuthorId } from "../kernel/brand.ts";
import type { Commit, Intent } from "../ledger/model.ts";

/** Acts that change what the case says and may be taken back. What has left the house, come in, or begun the case may not. */
export const undoableIntents: ReadonlySet<Intent> = new Set<Intent>([
  "add",
  "edit",
  "link",
  "remove",
  "import",
  "promote",
  "rule",
  "withdraw",
  "merge",
  "unmerge",
  "distinct",
  "match",
  "copy",
  "dispute",
]);

/** An act that may be undone next. */
export interface UndoStep {
  /** The act an undo commit names in `undoes`. */
  readonly act: ActId;
  /** What the person once did, through any number of undos and redos. */
  readonly intent: Intent;
}
export interface UndoStack {
  /** Next to undo; null = nothing. */
  readonly undo: UndoStep | null;
  /** The undo that redo would undo; null = nothing. */
  readonly redo: UndoStep | null;
  /** How many may be undone one after the other, and redone. */
  readonly done: number;
  readonly undone: number;
}

/**
 * What one officer may undo and redo next, read off the ledger: there is no other history. Redo is the undo of an undo; a new act
 * of one's own ends redoing; other people's acts touch neither.
 *
 * Takes   commits in the ledger's order (parents before children), all authors.
 */
export function undoStack(commits: readonly Commit[], author: AuthorId): UndoStack {
  const done: UndoStep[] = [];
  let undone: UndoStep[] = [];
  const seen = new Set<ActId>();
  for (const { header } of commits) {
    if (header.author !== author || seen.has(header.act)) continue;
    seen.add(header.act);
    if (header.intent === "undo") turn(header.act, header.undoes, done, undone);
    else if (undoableIntents.has(header.intent)) {
      done.push({ act: header.act, intent: header.intent });
      undone = [];
    }
  }
  return { undo: done.at(-1) ?? null, redo: undone.at(-1) ?? null, done: done.length, undone: undone.length };
}

/** Moves the step an undo names to the other side, under the undo's own id. */
function turn(act: ActId, undoes: ActId | "", done: UndoStep[], undone: UndoStep[]): void {
  for (const [side, other] of [
    [done, undone],
    [undone, done],
  ] as const) {
    const at = side.findIndex((step) => step.act === undoes);
    const step = side[at];
    if (step === undefined) continue;
    side.splice(at, 1);
    other.push({ act, intent: step.intent });
    return;
  }
}
