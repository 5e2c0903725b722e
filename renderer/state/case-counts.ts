import type { Counts } from "../../shared/projections/counted.ts";
import { useCaseMirror } from "./case-mirror.ts";

/** Entities, exhibits and links of the case as it is shown now. */
export function useCaseCounts(): Counts {
  return useCaseMirror(({ index }) => index).counts;
}
