import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { sourceOfBytes } from "../../shared/intake/byte-source.ts";
import { runIntake } from "../../shared/intake/intake.ts";
import type { Intake, ReadingChoices } from "../../shared/intake/model.ts";
import { checkStatements } from "../../shared/ontology/check-statements.ts";
import { minorUnitsToText } from "../../shared/projections/decimal.ts";
import { amountAt, transactionAt } from "../../shared/projections/transfer-columns.ts";

/** The bytes of a fixture of `tests/fixtures/intake`. */
export const fixtureBytes = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, "../fixtures/intake", name));

/** A file read whole, and what every reading must be: all rows told of, statements that pass the trust boundary. */
export async function readIntake(bytes: Uint8Array, choices: ReadingChoices = {}): Promise<Intake> {
  const source = sourceOfBytes(Uint8Array.from(bytes));
  const read = await runIntake({ source, fileName: "file", grade: "B2", handling: "amber", choices });
  if (!read.ok) return expect.fail(JSON.stringify(read.error));
  expect(read.value.accepted + read.value.duplicates + read.value.rejected.length).toBe(read.value.rows);
  expect(checkStatements(read.value.statements, () => undefined)).toEqual([]);
  return read.value;
}

/** What names a thing on the chart: the first of these that is said. */
const titles = ["iban", "number", "address", "displayName", "domain", "handle", "fullName", "name"];

/** What the statements call each thing. */
export function titlesOf({ statements }: Pick<Intake, "statements">): ReadonlyMap<EntityId, string> {
  const found = new Map<EntityId, string>();
  for (const title of titles)
    for (const said of statements)
      if (said.op === "assert" && said.property === title && "text" in said.value && !found.has(said.subject))
        found.set(said.subject, said.value.text);
  return found;
}

/** Transfers as lines: row, time, from → to, amount, asset, transaction. */
export function transferLines(read: Intake): readonly string[] {
  const { transfers } = read;
  if (transfers === null) return [];
  const called = titlesOf(read);
  const end = (places: Uint32Array, at: number): string => called.get(transfers.ends[places[at] ?? -1] ?? expect.fail("an end")) ?? "?";
  return [...transfers.row].map((row, at) => {
    const asset = transfers.assets[transfers.asset[at] ?? -1] ?? expect.fail("an asset");
    const time = new Date(transfers.time[at] ?? Number.NaN).toISOString().slice(0, 19);
    const amount = minorUnitsToText(amountAt(transfers, at), asset.decimals);
    return `${row} ${time} ${end(transfers.from, at)} → ${end(transfers.to, at)} ${amount} ${asset.symbol} ${transactionAt(transfers, at)}`.trim();
  });
}

/** Links as lines: type: from → to. */
export function linkLines(read: Intake): readonly string[] {
  const called = titlesOf(read);
  const said = new Map<EntityId, Record<string, string>>();
  for (const statement of read.statements) {
    if (statement.op !== "assert" || !["type", "from", "to"].includes(statement.property)) continue;
    const { value } = statement;
    const text = value.kind === "entity" ? (called.get(value.entity) ?? "?") : "text" in value ? value.text : "?";
    said.set(statement.subject, { ...said.get(statement.subject), [statement.property]: text });
  }
  return [...said.values()].flatMap(({ type, from, to }) => (from === undefined ? [] : [`${type}: ${from} → ${to}`]));
}
