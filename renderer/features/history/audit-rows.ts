import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import type { AuditEntry } from "../../../shared/projections/model.ts";

/** One act with its number in the log, and what became of it. */
export interface AuditRow {
  readonly key: string;
  /** From 1, oldest first. */
  readonly number: number;
  readonly entry: AuditEntry;
  /** Undone by an act that itself holds. */
  readonly isUndone: boolean;
  /** Number of the act this one undoes; null = it undoes none, or one that we were not given. */
  readonly undoes: number | null;
}

/** Numbers the entries and says which are undone: an undo counts only while it is not undone itself. O(entries). */
export function auditRows(entries: readonly AuditEntry[]): readonly AuditRow[] {
  const numberOf = new Map(entries.map((entry, at) => [keyOf(entry), at + 1]));
  const undoneBy = Map.groupBy(
    entries.filter((entry) => entry.undoes !== ""),
    (entry) => `${entry.author}/${entry.undoes}`,
  );
  const known = new Map<string, boolean>();
  const isUndone = (entry: AuditEntry): boolean => {
    const key = keyOf(entry);
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, false);
    const answer = (undoneBy.get(key) ?? []).some((undo) => !isUndone(undo));
    known.set(key, answer);
    return answer;
  };
  return entries.map((entry, at) => ({
    key: keyOf(entry),
    number: at + 1,
    entry,
    isUndone: isUndone(entry),
    undoes: entry.undoes === "" ? null : (numberOf.get(`${entry.author}/${entry.undoes}`) ?? null),
  }));
}

function keyOf(entry: AuditEntry): string {
  return `${entry.author}/${entry.act}`;
}

/** The name of an author; the beginning of the key when no card of ours has it. */
export function officerOf(officers: ReadonlyMap<AuthorId, Identity>, author: AuthorId): string {
  return officers.get(author)?.officer ?? `${author.slice(0, 8)}…`;
}
