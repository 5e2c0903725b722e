import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { AuditRow } from "./audit-rows.ts";

/** What of the log is shown. */
export interface AuditFilter {
  /** An author key; "" = of all. */
  readonly officer: string;
  /** An intent; "" = all. */
  readonly kind: string;
  readonly entity: EntityId | null;
}

/** The rows that fit. `touching`: keys of the acts that touched the filter's thing; null = it names none. */
export function rowsThatFit(
  rows: readonly AuditRow[],
  { officer, kind, entity }: AuditFilter,
  touching: ReadonlySet<string> | null,
): readonly AuditRow[] {
  return rows.filter(
    ({ key, entry }) =>
      (officer === "" || entry.author === officer) && (kind === "" || entry.intent === kind) && (entity === null || touching?.has(key) === true),
  );
}

export function isFiltering({ officer, kind, entity }: AuditFilter): boolean {
  return officer !== "" || kind !== "" || entity !== null;
}
