import fc from "fast-check";
import { expect, test } from "vitest";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { runIntake } from "../../../shared/intake/intake.ts";
import { statementToLine, parseLine } from "../../../shared/ledger/line.ts";
import { checkStatements } from "../../../shared/ontology/check-statements.ts";
import { fixtureBytes } from "../../kit/read-intake.ts";

const slow = process.env["SLOW"] === "1" ? 20 : 1;
const files = [
  "1c_kz_utf8.txt",
  "1c_kz_cp1251.txt",
  "afm_statement_18col.xlsx",
  "bank_answer_dirty.csv",
  "binance_depwd_v1.csv",
  "binance_dirty.csv",
  "binance_statement.csv",
  "bybit_uta.csv",
  "fm1_utf16.xml",
  "goaml_report.xml",
  "kaspi_gold_pdftext.txt",
  "okx_funding.csv",
];
const answers = { direction: "deposit", "utc-offset": "300", "kazakh-clock": "360", "decimal-sign": "comma", currency: "KZT" } as const;
/** What is put in the place of some text: what breaks numbers, dates, names, tags and identifiers. */
const awkward = [
  "",
  "\u0000",
  "\u202e",
  "9".repeat(80),
  "-",
  "1,250",
  "0.0000000000000000000000000000001",
  "<",
  "&",
  "&#0;",
  "\ud800",
  "29.02.2023",
  "А".repeat(3000),
  "=",
  "\n",
  '"',
];

/** Bytes changed, cut out or put in: in the encoding the file is of. */
const anyChange = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(24),
  put: fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: "binary", maxLength: 8 })),
});

test.each(files)("%s with anything in it changed is read or refused, and says only what the ledger can carry", async (name) => {
  const whole = fixtureBytes(name);
  const isWide = name.includes("utf16");
  await fc.assert(
    fc.asyncProperty(fc.array(anyChange, { minLength: 1, maxLength: 3 }), async (changes) => {
      let bytes = Buffer.from(whole);
      for (const { at, length, put } of changes) {
        const from = Math.floor(at * bytes.length);
        bytes = Buffer.concat([bytes.subarray(0, from), Buffer.from(put, isWide ? "utf16le" : "utf8"), bytes.subarray(from + length)]);
      }
      const read = await runIntake({
        source: sourceOfBytes(Uint8Array.from(bytes)),
        fileName: "f",
        grade: "B2",
        handling: "amber",
        choices: { answers },
      });
      if (!read.ok) return;
      expect(read.value.accepted + read.value.duplicates + read.value.rejected.length).toBe(read.value.rows);
      expect(checkStatements(read.value.statements, () => undefined)).toEqual([]);
      for (const statement of read.value.statements) expect(parseLine(statementToLine(statement))).toEqual(statement);
    }),
    { numRuns: 60 * slow },
  );
});
