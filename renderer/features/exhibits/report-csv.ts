import type { CheckedExhibit } from "../../../shared/case/exhibits-door.ts";
import { type Bytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { csvText } from "../../../shared/kernel/csv-text.ts";

/** What a check found, as CSV: one line a file, the state in words and as the program calls it. */
export function reportCsv(titles: readonly string[], exhibits: readonly CheckedExhibit[], wordOf: (state: CheckedExhibit["state"]) => string): Bytes {
  const lines = exhibits.map(({ fileName, sha256, sizeBytes, state }) => [fileName, sha256, String(sizeBytes), wordOf(state), state]);
  return utf8ToBytes(csvText([titles, ...lines]));
}
