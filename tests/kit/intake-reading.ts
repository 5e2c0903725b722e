import { expect } from "vitest";
import { sourceOfBytes } from "../../shared/intake/byte-source.ts";
import { runIntake } from "../../shared/intake/intake.ts";
import type { Intake, IntakeError, ReadingChoices } from "../../shared/intake/model.ts";
import { utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { minorUnitsToText } from "../../shared/projections/decimal.ts";
import { amountAt } from "../../shared/projections/transfer-columns.ts";
import { readIntake } from "./read-intake.ts";

const ordered = (file: Uint8Array | string, choices: ReadingChoices) => ({
  source: sourceOfBytes(Uint8Array.from(typeof file === "string" ? utf8ToBytes(file) : file)),
  fileName: "f",
  grade: "B2" as const,
  handling: "amber" as const,
  choices,
});

/** A file or text read whole (`readIntake`). */
export function readWhole(file: Uint8Array | string, choices: ReadingChoices = {}): Promise<Intake> {
  return readIntake(typeof file === "string" ? utf8ToBytes(file) : file, choices);
}

/** Why a file is refused whole. */
export async function refusedWhole(file: Uint8Array | string, choices: ReadingChoices = {}): Promise<IntakeError> {
  const read = await runIntake(ordered(file, choices));
  return read.ok ? expect.fail("it was read") : read.error;
}

/** What an import says of its things, as "type.property = text". */
export function saidIn({ statements }: Intake, type: string): readonly string[] {
  const types = new Map(
    statements.flatMap((one) => (one.op === "assert" && one.property === "type" && "text" in one.value ? [[one.subject, one.value.text]] : [])),
  );
  return statements.flatMap((one) =>
    one.op === "assert" && types.get(one.subject) === type && one.property !== "type" && "text" in one.value
      ? [`${one.property} = ${one.value.text}`]
      : [],
  );
}

/** Transfers in the order of the file, as "row: from -> to amount symbol", wallets by the end of their address. */
export function transfersIn({ transfers, statements }: Intake): readonly string[] {
  if (transfers === null) return [];
  const names = new Map<string, string>();
  for (const one of statements)
    if (one.op === "assert" && (one.property === "address" || one.property === "displayName") && "text" in one.value)
      names.set(one.subject, one.property === "address" ? one.value.text.slice(-6) : one.value.text);
  const end = (place: number | undefined): string => names.get(transfers.ends[place ?? -1] ?? "") ?? "?";
  return Array.from(transfers.row, (row, at) => {
    const asset = transfers.assets[transfers.asset[at] ?? -1];
    return `${row}: ${end(transfers.from[at])} -> ${end(transfers.to[at])} ${minorUnitsToText(amountAt(transfers, at), asset?.decimals ?? 0)} ${asset?.symbol}`;
  });
}
