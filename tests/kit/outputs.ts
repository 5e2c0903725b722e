import type { EntityId, InstantMs } from "../../shared/kernel/brand.ts";
import { type Bytes, concatBytes } from "../../shared/kernel/bytes.ts";
import type { Entity, Flow } from "../../shared/projections/model.ts";
import { entityTable } from "../../shared/interop/tables/entity-table.ts";
import type { OutputMark } from "../../shared/interop/tables/model.ts";
import { type OutputForm, type OutputInput, writeOutput } from "../../shared/interop/tables/write-output.ts";

export const outputMark: OutputMark = {
  line: "TLP:AMBER · Для служебного пользования & не далее",
  title: "Marking of the file",
  said: [
    { title: "Marking", text: "TLP:AMBER · Для служебного пользования & не далее" },
    { title: "Purpose", text: "=check\nof <everything>" },
  ],
};

/** Everything a writer asks for, of some rows; a test changes what it is about. */
export function outputInput(rows: ReadonlyMap<EntityId, Entity>, form: OutputForm): OutputInput {
  const ids = [...rows.keys()].sort();
  return {
    form,
    table: entityTable(rows, ids, {}),
    rows,
    ids,
    flows: [],
    mark: outputMark,
    name: "ab12",
    created: "2026-11-27T12:00:00.000Z",
    csv: { delimiter: ",", hasByteOrderMark: true },
    sheets: { table: "Table", marking: "Marking" },
  };
}

/** All bytes of an output, and what became of it. */
export async function collected(input: OutputInput) {
  const { pieces, notes, left } = writeOutput(input);
  const all: Bytes[] = [];
  for await (const piece of pieces) all.push(piece);
  return { bytes: concatBytes(...all), pieces: all.length, notes, left };
}

/** A flow between two things. */
export function flowOf(from: EntityId, to: EntityId, total = "1234567890123456789.000001"): Flow {
  const asset = { chain: "tron", contract: "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", symbol: "USDT", decimals: 6, isKnown: true } as const;
  // Whole milliseconds since 1970.
  const [first, last] = [1_700_000_000_000 as InstantMs, 1_700_000_000_001 as InstantMs];
  return { id: `${from}/${to}/${asset.contract}`, from, to, asset, total, count: 12, first, last, sources: [] };
}
