import { expect, test } from "vitest";
import { sourceOfBytes } from "../../shared/intake/byte-source.ts";
import { runIntake } from "../../shared/intake/intake.ts";
import { readRows } from "../../shared/intake/read-exhibit.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { parseLine, statementToLine } from "../../shared/ledger/line.ts";
import { checkStatements } from "../../shared/ontology/check-statements.ts";
import { givenFiles, intakeMutant, mutationKinds } from "../kit/intake-mutants.ts";
import { processorMs } from "../kit/processor-time.ts";

/** `npm run fuzz -- intake` tries a hundred thousand. */
const mutants = Number(process.env["DALEL_MUTANTS"] ?? "2000");
const firstMutant = Number(process.env["DALEL_FIRST_MUTANT"] ?? "0");
/** A hang: so much of the processor's time for a megabyte, and as much to begin with. */
const msPerMegabyte = 2000;
/** What reading may hold at once, beyond what is held before. */
const mostMemoryMb = 512;
const memoryMb = (): number => process.memoryUsage().rss / 1e6;

/** Whatever a file holds, what is said of it can be said: every row is accounted for, the ledger carries each line and the trust boundary lets it pass. */
async function outcomeOf(bytes: Bytes): Promise<string> {
  const rows = await readRows(sourceOfBytes(bytes), 1, 5);
  const read = await runIntake({ source: sourceOfBytes(bytes), fileName: "f", grade: "B2", handling: "amber" });
  if (!read.ok) return read.error.kind;
  const { value } = read;
  // A document is looked at by its lines: as a table its quotes may never close.
  expect(rows.ok || value.profile === "recognised").toBe(true);
  expect(value.accepted + value.duplicates + value.rejected.length).toBe(value.rows);
  expect(checkStatements(value.statements, () => undefined)).toEqual([]);
  for (const statement of value.statements) expect(parseLine(statementToLine(statement))).toEqual(statement);
  return `read by ${value.profile}`;
}

test(
  `mutants of every file crash nothing, hang nothing and are never half understood: ${mutants}`,
  async () => {
    const files = givenFiles();
    const [told, kinds] = [new Map<string, number>(), new Set<string>()];
    const before = memoryMb();
    for (let number = firstMutant; number < firstMutant + mutants; number++) {
      const { kind, of, bytes } = intakeMutant(files, number);
      kinds.add(kind);
      const startedAt = processorMs();
      const outcome = await outcomeOf(bytes).catch((error: unknown) => `threw ${String(error)}`);
      const isSlow = processorMs() - startedAt > msPerMegabyte * (1 + bytes.length / 1e6);
      const isThrown = outcome.startsWith("threw");
      expect({ number, of, kind, isSlow, thrown: isThrown ? outcome : "" }).toEqual({ number, of, kind, isSlow: false, thrown: "" });
      told.set(outcome, (told.get(outcome) ?? 0) + 1);
    }
    expect(memoryMb() - before).toBeLessThan(mostMemoryMb);
    // Every kind was tried, and mutants were read as well as refused.
    expect(kinds.size).toBe(mutationKinds.length);
    expect([...told.keys()].some((outcome) => outcome.startsWith("read by"))).toBe(true);
    expect(told.size).toBeGreaterThan(6);
    if (process.env["DALEL_MUTANTS"] !== undefined)
      console.log(
        [...told]
          .sort()
          .map(([outcome, count]) => `${outcome} ${count}`)
          .join("\n"),
      );
  },
  Math.max(240_000, mutants * 200),
);
