import type { ActId, AuthorId } from "../kernel/brand.ts";
import type { Commit, Intent } from "../ledger/model.ts";

/** Acts that change what the case says and may be taken back. What has left the house or begun the case may not; what came in may when its acceptance was noted. */
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

/** Taking in says something since acceptances are noted (decision 0083); what only joins two lines of the ledger cannot be undone. */
const isUndoable = ({ intent, count }: Commit["header"]): boolean => undoableIntents.has(intent) || (intent === "receive" && count > 0);

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
  return new UndoReader(author).read(commits);
}

/** Reads the same stack again and again, as the ledger grows: of a list that only became longer no more than its new end. */
export class UndoReader {
  readonly #author: AuthorId;
  #list: readonly Commit[] = [];
  #length = 0;
  #done: UndoStep[] = [];
  #undone: UndoStep[] = [];
  #seen = new Set<ActId>();

  constructor(author: AuthorId) {
    this.#author = author;
  }

  /** Takes commits as `undoStack` does; the list may be the one of before, longer at its end, or another one. */
  read(commits: readonly Commit[]): UndoStack {
    if (commits !== this.#list || commits.length < this.#length) this.#begin(commits);
    for (; this.#length < commits.length; this.#length++) this.#note(commits[this.#length]?.header);
    const [done, undone] = [this.#done, this.#undone];
    return { undo: done.at(-1) ?? null, redo: undone.at(-1) ?? null, done: done.length, undone: undone.length };
  }

  #begin(commits: readonly Commit[]): void {
    [this.#list, this.#length, this.#done, this.#undone, this.#seen] = [commits, 0, [], [], new Set()];
  }

  #note(header: Commit["header"] | undefined): void {
    if (header === undefined || header.author !== this.#author || this.#seen.has(header.act)) return;
    this.#seen.add(header.act);
    if (header.intent === "undo") turn(header.act, header.undoes, this.#done, this.#undone);
    else if (isUndoable(header)) {
      this.#done.push({ act: header.act, intent: header.intent });
      this.#undone = [];
    }
  }
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
