import type { EntityId } from "../kernel/brand.ts";
import { type Assertion, type Handling, handlings } from "../ledger/model.ts";
import { draftLink } from "../ontology/drafts.ts";
import type { Flow } from "../projections/model.ts";

/** A computed flow as claims: the sum, the count and the dates, pointing at the first file and row it was read from; handled as strictly as the strictest of these. */
export function promotedFlow(id: EntityId, flow: Flow, origins: readonly Handling[]): readonly Assertion[] {
  const [file] = flow.sources;
  const source = file === undefined ? null : { file: file.file, place: { page: 0, row: file.rows[0] ?? 0, column: "" } };
  return draftLink({
    id,
    type: "flow",
    from: flow.from,
    to: flow.to,
    source,
    grade: "B2",
    handling: handlings[Math.max(...origins.map((handling) => handlings.indexOf(handling)))] ?? "red",
    values: {
      total: { kind: "amount", text: flow.total, asset: flow.asset.symbol },
      ...(flow.asset.contract === "" ? {} : { contract: { kind: "identifier", text: flow.asset.contract } as const }),
      count: { kind: "decimal", text: String(flow.count) },
      firstAt: { kind: "date", from: isoSeconds(flow.first), to: "" },
      lastAt: { kind: "date", from: isoSeconds(flow.last), to: "" },
    },
  });
}

export function isoSeconds(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
