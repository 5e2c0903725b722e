import { useMemo } from "react";
import { type Counts, countRows } from "../../shared/projections/counted.ts";
import { useCaseMirror } from "./case-mirror.ts";

/** Entities, exhibits and links of the case as it is shown now. O(rows) when it changes. */
export function useCaseCounts(): Counts {
  const entities = useCaseMirror((mirror) => mirror.entities);
  return useMemo(() => countRows(entities.values()), [entities]);
}
