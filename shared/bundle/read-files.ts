import type { FileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { bytesToLines, parseFileLine } from "./jsonl.ts";
import type { BundledFile, BundleError } from "./model.ts";
import { evidenceName } from "./names.ts";

/**
 * Reads data/files.jsonl and the evidence it lists: ascending by hash, each file there, none besides. Hashes and sizes were checked
 * against the statement before. Gives copies, so that a file may go to another thread without the archive.
 */
export function readFiles(lines: Bytes, bag: ReadonlyMap<string, Bytes>): Result<readonly BundledFile[], BundleError> {
  const files: BundledFile[] = [];
  let last: FileHash | null = null;
  for (const text of bytesToLines(lines)) {
    const where = `data/files.jsonl:${files.length + 1}`;
    const entry = text === null ? null : parseFileLine(text);
    const content = entry === null ? undefined : bag.get(evidenceName(entry.sha256, entry.mediaType));
    if (entry === null || (last !== null && entry.sha256 <= last) || content?.length !== entry.sizeBytes) return fail("bad-manifest", where);
    files.push({ sha256: entry.sha256, sizeBytes: entry.sizeBytes, mediaType: entry.mediaType, name: entry.name, content: content.slice() });
    last = entry.sha256;
  }
  const evidence = [...bag.keys()].filter((path) => path.startsWith("data/evidence/")).length;
  return evidence === files.length ? succeed(files) : fail("bad-manifest", "data/files.jsonl");
}
