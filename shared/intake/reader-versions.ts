import type { KnownTable } from "./intake.ts";
import type { Reader } from "./reader.ts";

/**
 * Tables as they were read when the versions of their readers came to this sum.
 *
 * Gives   null when no readers do, or several choices of them: nothing is guessed about how a file was read.
 */
export function tablesOfVersion(tables: readonly KnownTable[], version: number): readonly KnownTable[] | null {
  let choices: readonly (readonly Reader[])[] = [[]];
  const readers = [...new Set(tables.map(({ reader }) => reader))];
  for (const reader of readers) choices = choices.flatMap((chosen) => [reader, ...(reader.older ?? [])].map((each) => [...chosen, each]));
  const [fitting, other] = choices.filter((chosen) => chosen.reduce((sum, each) => sum + each.version, 0) === version);
  if (fitting === undefined || other !== undefined) return null;
  return tables.map((table) => ({ ...table, reader: fitting[readers.indexOf(table.reader)] ?? table.reader }));
}
