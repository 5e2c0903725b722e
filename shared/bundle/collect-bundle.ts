import { hashHere, type StartPieceHash } from "../crypto/hash.ts";
import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";

/**
 * Takes a bundle's stream into one Blob (which the browser may keep on disk: it is sealed), hashing on the way.
 *
 * Takes   `startHash`: in another thread where there is one; `onProgress`: bytes so far.
 */
export async function collectBundle(
  stream: AsyncIterable<Bytes>,
  startHash: StartPieceHash = hashHere,
  onProgress: (doneBytes: number) => void = () => undefined,
): Promise<{ readonly file: Blob; readonly sha256: FileHash }> {
  const hash = await startHash();
  const parts: Blob[] = [];
  let [hashing, done] = [Promise.resolve(), 0];
  for await (const piece of stream) {
    parts.push(new Blob([piece]));
    done += piece.length;
    onProgress(done);
    await hashing;
    hashing = hash.take(piece);
  }
  await hashing;
  const sha256 = parseFileHash(await hash.finish());
  invariant(sha256 !== null, "SHA-256 is 64 hex digits");
  return { file: new Blob(parts, { type: "application/octet-stream" }), sha256 };
}
