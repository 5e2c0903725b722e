import type { ExportPlan } from "../../shared/case/export-door.ts";

/** An export of all things as CSV, in the names of our own format; a test changes what it is about. */
export function exportPlan(to: Partial<ExportPlan["to"]>, change: Partial<Omit<ExportPlan, "to">> = {}): ExportPlan {
  return {
    table: "entities",
    form: "csv",
    rows: null,
    csv: { delimiter: ",", hasByteOrderMark: true },
    words: { cells: {}, sheets: { table: "Table", marking: "Marking" } },
    ...change,
    to: {
      to: [],
      addressee: "",
      marking: "amber",
      nationalMark: "",
      legalBasis: "Art. 1",
      purpose: "check the wallets",
      retainUntil: "2027-01-31",
      redact: [],
      ...to,
    },
  };
}
