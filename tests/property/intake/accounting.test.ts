import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { previewIntake, runIntake } from "../../../shared/intake/intake.ts";
import { readRows } from "../../../shared/intake/read-exhibit.ts";
import { statementToLine, parseLine } from "../../../shared/ledger/line.ts";
import { checkStatements } from "../../../shared/ontology/check-statements.ts";

const slow = process.env["SLOW"] === "1" ? 10 : 1;
const sample = readFileSync(
  join(import.meta.dirname, "../../../assets/samples/TRON-tokenTransfer-TBayr7W7qqQBX8GCW7fTAStruv381VMp1r--1743811200000.csv"),
);
const sourceOf = (bytes: Uint8Array) => sourceOfBytes(Uint8Array.from(bytes));
const lines = sample.toString().trim().split("\n");
const cells = lines.slice(1).map((line) => line.split(","));
const checkedColumns = [0, 3, 4, 5, 6, 8, 9];

test("exactly the spoilt rows are left out, each named with its cell, and every row is accounted for", async () => {
  const anySpoil = fc.record({
    row: fc.nat(cells.length - 1),
    column: fc.constantFrom(...checkedColumns),
    text: fc.constantFrom("", "x", "не число", "0x1", "-1", "TRUE?"),
  });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(anySpoil, { selector: (spoil) => spoil.row, maxLength: 10 }), async (spoils) => {
      const spoilt = cells.map((row, i) => {
        const spoil = spoils.find((each) => each.row === i);
        return spoil === undefined ? row : row.with(spoil.column, spoil.text);
      });
      const read = await previewIntake({
        source: sourceOf(utf8ToBytes([lines[0], ...spoilt.map((row) => row.join(","))].join("\n"))),
        fileName: "f",
      });
      if (!read.ok) expect.fail(read.error.kind);
      expect(read.value.accepted + read.value.duplicates + read.value.rejected.length).toBe(read.value.rows);
      const named = read.value.rejected.map(({ row, column, value }) => ({
        row: row - 1,
        column: lines[0]?.split(",").indexOf(column),
        text: value,
      }));
      expect(named).toEqual([...spoils].sort((a, b) => a.row - b.row));
    }),
    { numRuns: 300 * slow },
  );
});

test("the order of rows changes neither sums nor wallets", async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(cells, { minLength: cells.length }), async (shuffled) => {
      const read = await previewIntake({
        source: sourceOf(utf8ToBytes([lines[0], ...shuffled.map((row) => row.join(","))].join("\n"))),
        fileName: "f",
      });
      expect(read).toMatchObject({
        ok: true,
        value: { accepted: 28, entities: [{ type: "wallet", count: 5 }], totals: [{ total: "27043.126384", count: 28 }] },
      });
    }),
    { numRuns: 100 * slow },
  );
});

/** Whatever a file holds, what is said of it can be said: the ledger can carry each line and the trust boundary lets it pass. */
async function expectSayable(bytes: Uint8Array, fileName: string): Promise<void> {
  const read = await runIntake({ source: sourceOf(bytes), fileName, grade: "B2", handling: "amber" });
  await readRows(sourceOf(bytes), 1, 5);
  if (!read.ok) return;
  expect(read.value.accepted + read.value.duplicates + read.value.rejected.length).toBe(read.value.rows);
  expect(checkStatements(read.value.statements, () => undefined)).toEqual([]);
  for (const statement of read.value.statements) expect(parseLine(statementToLine(statement))).toEqual(statement);
}

test("no bytes break the reader", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: "binary" }), (bytes, name) => expectSayable(bytes, name)),
    { numRuns: 400 * slow },
  );
});

test("a real file with bytes changed anywhere is read or refused, never half understood", async () => {
  const anyChange = fc.record({ at: fc.nat(sample.length - 1), byte: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(fc.array(anyChange, { minLength: 1, maxLength: 8 }), async (changes) => {
      const bytes = Uint8Array.from(sample);
      for (const { at, byte } of changes) bytes[at] = byte;
      await expectSayable(bytes, "f.csv");
    }),
    { numRuns: 300 * slow },
  );
});

test("any list of lines is read or refused, and says only what the ledger can carry", async () => {
  const anyLine = fc.oneof(
    fc.domain(),
    fc.webUrl(),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("қаспи.қаз", "a\u200d.com", "xn--a.com", "a．com"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anyLine, { minLength: 1, maxLength: 12 }), (list) =>
      expectSayable(utf8ToBytes(`domain\n${list.join("\n")}`.toWellFormed()), "f.txt"),
    ),
    { numRuns: 500 * slow },
  );
});
