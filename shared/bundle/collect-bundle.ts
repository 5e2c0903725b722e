import { startHash } from "../crypto/hash.ts";
import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";

/** Bytes gathered in memory before they become a Blob of their own. */
const gatheredBytes = 33_554_432;

/** Takes a bundle's stream into one Blob (which the browser may keep on disk), hashing on the way. */
export async function collectBundle(stream: AsyncIterable<Bytes>): Promise<{ readonly file: Blob; readonly sha256: FileHash }> {
  const hash = await startHash();
  const parts: Blob[] = [];
  let [pieces, gathered]: [Bytes[], number] = [[], 0];
  for await (const piece of stream) {
    hash.update(piece);
    pieces.push(piece);
    gathered += piece.length;
    if (gathered < gatheredBytes) continue;
    parts.push(new Blob(pieces));
    [pieces, gathered] = [[], 0];
  }
  const sha256 = parseFileHash(hash.finish());
  invariant(sha256 !== null, "SHA-256 is 64 hex digits");
  return { file: new Blob([...parts, ...pieces], { type: "application/octet-stream" }), sha256 };
}
