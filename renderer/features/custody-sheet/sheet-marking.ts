import type { Handling } from "../../../shared/ledger/model.ts";
import type { Entity } from "../../../shared/projections/model.ts";

const order: readonly Handling[] = ["clear", "green", "amber", "amber+strict", "red"];

/** How a sheet is marked: as the strictest of the case and of all that stands on it. */
export function sheetMarking(ofCase: Handling, rows: readonly Entity[]): { readonly handling: Handling; readonly isOfficialUse: boolean } {
  const facts = rows.flatMap((row) => Object.values(row.facts).flat());
  const strictest = Math.max(order.indexOf(ofCase), ...facts.map(({ handling }) => order.indexOf(handling)));
  return { handling: order[strictest] ?? "red", isOfficialUse: facts.some(({ nationalMark }) => nationalMark === "official-use") };
}
