import { expect, test } from "vitest";
import { rejectedCsv } from "../../../renderer/features/intake/rejected-csv.ts";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { choicesText, parseChoices } from "../../../shared/intake/choices.ts";
import { previewIntake, runIntake } from "../../../shared/intake/intake.ts";
import type { IntakePreview, ReadingChoices } from "../../../shared/intake/model.ts";
import { writtenRows } from "../../../shared/intake/read-exhibit.ts";
import { type Bytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";

const list = "domain,note\na.kz,x\nb..kz,=1+1\nc.kz,y\nno domain,-5\n";
async function preview(bytes: Bytes, choices: ReadingChoices = {}): Promise<IntakePreview> {
  const read = await previewIntake({ source: sourceOfBytes(bytes), fileName: "f.csv", choices });
  return read.ok ? read.value : expect.fail(JSON.stringify(read.error));
}

test("a mended cell is read as a person says, counted, kept with what was read; the row it stands in keeps its number", async () => {
  const choices: ReadingChoices = { mended: [{ row: 2, column: 0, value: "b.kz" }] };
  expect(await preview(utf8ToBytes(list))).toMatchObject({ rows: 4, accepted: 2, rejected: [{ row: 2 }, { row: 4 }] });
  const mended = await preview(utf8ToBytes(list), choices);
  expect(mended).toMatchObject({ rows: 4, accepted: 3, rejected: [{ row: 4 }] });
  expect(mended.notices).toContainEqual({ name: "mended-cells", count: 1 });
  expect(mended.sample[1]).toEqual(["b..kz", "=1+1"]);
  const run = await runIntake({ source: sourceOfBytes(utf8ToBytes(list)), fileName: "f.csv", choices, grade: "B2", handling: "amber" });
  if (!run.ok) expect.fail(run.error.kind);
  const kept = run.value.statements.find((said) => said.op === "assert" && said.property === "readingChoices");
  expect(kept).toMatchObject({ value: { text: choicesText(choices) } });
  expect(parseChoices(choicesText(choices))).toEqual(choices);
});

test("a cell that is not there is not mended, and said of nothing", async () => {
  const choices: ReadingChoices = {
    mended: [
      { row: 2, column: 7, value: "b.kz" },
      { row: 99, column: 0, value: "b.kz" },
    ],
  };
  const read = await preview(utf8ToBytes(list), choices);
  expect(read).toMatchObject({ accepted: 2, rejected: [{ row: 2 }, { row: 4 }] });
  expect(read.notices.filter(({ name }) => name === "mended-cells")).toEqual([]);
  for (const said of ['{"mended":[{"row":0,"column":0,"value":""}]}', '{"mended":[{"row":1,"column":0}]}', '{"mended":{}}']) {
    expect(parseChoices(said), said).toBeNull();
  }
});

test("rejected rows that were saved come back as the table they were, mended, with no cell changed by the way", async () => {
  const source = sourceOfBytes(utf8ToBytes(list));
  const { rejected } = await preview(utf8ToBytes(list));
  const rows = await writtenRows(
    source,
    {},
    rejected.map(({ row }) => row),
  );
  if (!rows.ok) expect.fail(rows.error.kind);
  expect(rows.value.map(({ cells }) => cells)).toEqual([
    ["b..kz", "=1+1"],
    ["no domain", "-5"],
  ]);
  const csv = rejectedCsv(rows.value, rejected, (rule) => rule);
  expect(await preview(csv)).toMatchObject({ profile: "domain-list", rows: 2, accepted: 0, layout: { headers: ["domain", "note"] } });
  const mended = new TextDecoder().decode(csv).replace("b..kz", "b.kz").replace("no domain", "d.kz");
  const back = await preview(utf8ToBytes(mended));
  expect(back).toMatchObject({
    accepted: 2,
    rejected: [],
    sample: [
      ["b.kz", "=1+1"],
      ["d.kz", "-5"],
    ],
  });
});
