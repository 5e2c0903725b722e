import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { detectDelimiter, parseCsv } from "../../../shared/intake/containers/csv.ts";
import type { Delimiter } from "../../../shared/intake/model.ts";

const runs = { numRuns: process.env["SLOW"] === "1" ? 20_000 : 1000 };
const anyDelimiter = fc.constantFrom<Delimiter>(",", ";", "\t", "|");
const anyNewline = fc.constantFrom("\n", "\r\n");
const anyCell = fc.oneof(
  fc.string({ unit: fc.constantFrom('"', ",", ";", "\t", "|", "\n", "\r", " ", "a", "Қ", "="), maxLength: 6 }),
  fc.string({ maxLength: 8 }),
);

test("reads what papaparse writes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyCell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      anyDelimiter,
      anyNewline,
      fc.boolean(),
      (rows, delimiter, newline, quotes) => {
        const text = Papa.unparse(rows, { delimiter, newline, quotes });
        expect(parseCsv(text, delimiter)).toEqual({ ok: true, value: rows });
      },
    ),
    runs,
  );
});

test("reads any text as papaparse does wherever papaparse finds no fault", () => {
  const anyText = fc.string({ unit: fc.constantFrom('"', ",", "\n", " ", "a", "1"), maxLength: 24 });
  fc.assert(
    fc.property(anyText, (text) => {
      const theirs = Papa.parse<string[]>(text, { delimiter: ",", newline: "\n", skipEmptyLines: false });
      fc.pre(theirs.errors.length === 0);
      const withCells = theirs.data.filter((row) => row.length > 1 || row[0]?.trim() !== "");
      const ours = parseCsv(text, ",");
      expect(ours.ok && ours.value.filter((row) => row.length > 1 || row[0]?.trim() !== "")).toEqual(withCells);
    }),
    runs,
  );
});

test("finds the delimiter of a header, whatever stands in its quotes", () => {
  fc.assert(
    fc.property(anyDelimiter, fc.array(fc.stringMatching(/^[a-z ]{1,8}$/), { minLength: 2, maxLength: 5 }), (delimiter, names) => {
      expect(detectDelimiter(names.map((name) => `"${name},,,;;;|||\t\t\t"`).join(delimiter))).toBe(delimiter);
      expect(detectDelimiter(names.join(delimiter))).toBe(delimiter);
    }),
    { numRuns: 300 },
  );
});
