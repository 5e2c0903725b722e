import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import type { AuditAct } from "../../../shared/case/ledger-door.ts";

/** One act with its number in the log, and what became of it. */
export interface AuditRow {
  readonly key: string;
  /** From 1, oldest first. */
  readonly number: number;
  readonly entry: AuditAct;
  /** Undone by an act that itself holds. */
  readonly isUndone: boolean;
  /** Number of the act, itself no undo, that this one undoes or brings back; null = neither, or we were not given it. */
  readonly undoes: number | null;
  /** That act; null as above. */
  readonly undone: AuditAct | null;
  /** It undoes an undo: what was undone is there again. */
  readonly isRedo: boolean;
}

/** Numbers the entries and says which are undone: an undo counts only while it is not undone itself. O(entries). */
export function auditRows(entries: readonly AuditAct[]): readonly AuditRow[] {
  const numberOf = new Map(entries.map((entry, at) => [keyOf(entry), at + 1]));
  const undoneBy = Map.groupBy(
    entries.filter((entry) => entry.undoes !== ""),
    (entry) => `${entry.author}/${entry.undoes}`,
  );
  const known = new Map<string, boolean>();
  const isUndone = (entry: AuditAct): boolean => {
    const key = keyOf(entry);
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, false);
    const answer = (undoneBy.get(key) ?? []).some((undo) => !isUndone(undo));
    known.set(key, answer);
    return answer;
  };
  const entryOf = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const turned = turnedIn((entry) => entryOf.get(`${entry.author}/${entry.undoes}`));
  const rows = entries.map((entry, at) => ({ key: keyOf(entry), number: at + 1, entry, isUndone: isUndone(entry), ...turned(entry, numberOf) }));
  // Of the turns of one act only the last stands: an act that is undone again overtakes what brought it back, without naming it.
  const lastTurn = new Map(rows.flatMap(({ number, undoes }) => (undoes === null ? [] : [[undoes, number] as const])));
  return rows.map((row) => (row.undoes === null ? row : { ...row, isUndone: lastTurn.get(row.undoes) !== row.number }));
}

/** Follows undos of undos to what a person once did: an even number of them brings it back. */
function turnedIn(undoneBy: (entry: AuditAct) => AuditAct | undefined) {
  return (entry: AuditAct, numberOf: ReadonlyMap<string, number>): Pick<AuditRow, "undoes" | "undone" | "isRedo"> => {
    if (entry.undoes === "") return { undoes: null, undone: null, isRedo: false };
    const seen = new Set([entry]);
    let isRedo = false;
    let at = undoneBy(entry);
    while (at !== undefined && at.undoes !== "" && !seen.has(at)) {
      seen.add(at);
      isRedo = !isRedo;
      at = undoneBy(at);
    }
    return { undoes: at === undefined ? null : (numberOf.get(keyOf(at)) ?? null), undone: at ?? null, isRedo };
  };
}

function keyOf(entry: AuditAct): string {
  return `${entry.author}/${entry.act}`;
}

/** The name of an author; the beginning of the key when no card of ours has it. */
export function officerOf(officers: ReadonlyMap<AuthorId, Identity>, author: AuthorId): string {
  return officers.get(author)?.officer ?? `${author.slice(0, 8)}…`;
}
