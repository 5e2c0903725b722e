import { type Result, fail, succeed } from "../kernel/result.ts";
import { detectDelimiter, parseCsv } from "./csv.ts";
import { decodeText } from "./decode-text.ts";
import type { FileLayout, IntakeError, ProfileName } from "./model.ts";
import { toPlainText } from "./plain-text.ts";
import { sniffProfile } from "./sniff.ts";

const longestHeader = 200;

/** A file read as a table, before anything is made of it. */
export interface Table {
  /** null when no layout we know fits. */
  readonly profile: ProfileName | null;
  readonly layout: FileLayout;
  /** Data rows, without the header. Row n of the file is `rows[n - 1]`. */
  readonly rows: readonly (readonly string[])[];
}

/** Reads bytes as a table. An unknown layout is no error here: an exhibit may be looked at all the same. */
export function readTable(bytes: Uint8Array): Result<Table, IntakeError> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding, hasMark } = decoded.value;
  const delimiter = detectDelimiter(text);
  const parsed = parseCsv(text, delimiter);
  if (!parsed.ok) return parsed;
  const first = parsed.value[0];
  if (first === undefined) return fail("empty");
  const { profile, hasHeader } = sniffProfile(parsed.value);
  const headers = hasHeader ? first.map((header) => toPlainText(header, longestHeader)) : first.map((_, i) => String(i + 1));
  const rows = hasHeader ? parsed.value.slice(1) : parsed.value;
  return succeed({ profile, layout: { encoding, hasMark, delimiter, hasHeader, headers }, rows });
}
