import { bytesToUtf8 } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { FieldReader } from "./field-reader.ts";
import { commitIdOf, longestHeader, parseHeader } from "./header.ts";
import type { Commit, CommitHeader, LedgerError } from "./model.ts";

/** Reads a commit at rest after its magic: its header, the same in every encoding, then what `readBody` makes of the rest; null = it is none. */
export function readCommit(reader: FieldReader, readBody: (reader: FieldReader, header: CommitHeader) => Commit | null): Result<Commit, LedgerError> {
  const headerText = bytesToUtf8(reader.take(reader.count(longestHeader)));
  if (headerText === null || reader.hasFailed) return fail("bad-encoding");
  const header = parseHeader(headerText);
  if (!header.ok) return header;
  const commit = readBody(reader, header.value);
  return commit === null ? fail("bad-encoding", commitIdOf(header.value)) : succeed(commit);
}
