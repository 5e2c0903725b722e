import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Intent } from "../../../shared/ledger/model.ts";
import type { AuditRow } from "./audit-rows.ts";

/** What of the log is shown. */
export interface AuditFilter {
  /** An author key; "" = of all. */
  readonly officer: string;
  /** A kind of act (`kindOf`); "" = all. */
  readonly kind: string;
  readonly entity: EntityId | null;
}

/** The rows that fit. `touching`: keys of the acts that touched the filter's thing; null = it names none. */
export function rowsThatFit(
  rows: readonly AuditRow[],
  { officer, kind, entity }: AuditFilter,
  touching: ReadonlySet<string> | null,
): readonly AuditRow[] {
  return rows.filter((row) => {
    const isWho = officer === "" || row.entry.author === officer;
    return isWho && (kind === "" || kindOf(row) === kind) && (entity === null || touching?.has(row.key) === true);
  });
}

/** What an act was for; bringing back what was undone is a kind of its own. */
export function kindOf({ entry, isRedo }: AuditRow): Intent | "redo" {
  return isRedo ? "redo" : entry.intent;
}

export function isFiltering({ officer, kind, entity }: AuditFilter): boolean {
  return officer !== "" || kind !== "" || entity !== null;
}
