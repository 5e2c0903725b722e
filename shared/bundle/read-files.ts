import type { FileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { bytesToLines, parseFileLine } from "./jsonl.ts";
import type { BundledFile, BundleError, BundleStatement } from "./model.ts";
import { evidenceName, isEvidence } from "./names.ts";

/**
 * Reads data/files.jsonl: ascending by hash, each file in the archive with the signed size, none besides. Hashes were checked as the archive was read;
 * where each file begins in it, `places` says.
 */
export function readFiles(
  lines: Bytes,
  { payload }: BundleStatement,
  places: ReadonlyMap<string, number>,
): Result<readonly BundledFile[], BundleError> {
  const sizes = new Map(payload.map(({ path, sizeBytes }) => [path, sizeBytes]));
  const files: BundledFile[] = [];
  let last: FileHash | null = null;
  for (const text of bytesToLines(lines)) {
    const where = `data/files.jsonl:${files.length + 1}`;
    const entry = text === null ? null : parseFileLine(text);
    const path = entry === null ? "" : evidenceName(entry.sha256, entry.mediaType);
    const at = places.get(path);
    if (entry === null || at === undefined || (last !== null && entry.sha256 <= last) || sizes.get(path) !== entry.sizeBytes) {
      return fail("bad-manifest", where);
    }
    files.push({ sha256: entry.sha256, sizeBytes: entry.sizeBytes, mediaType: entry.mediaType, name: entry.name, at });
    last = entry.sha256;
  }
  const evidence = payload.filter(({ path }) => isEvidence(path)).length;
  return evidence === files.length ? succeed(files) : fail("bad-manifest", "data/files.jsonl");
}
