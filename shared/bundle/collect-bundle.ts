import { type Bytes, freeBytes } from "../kernel/bytes.ts";

const mediaType = "application/octet-stream";

/** Makes a Blob of pieces as they come. */
export interface BlobMaker {
  /** Resolves when the piece is taken in: its buffer may be freed then. */
  add(piece: Bytes): Promise<void>;
  finish(): Promise<Blob>;
  /** Lets go of what came so far. */
  drop(): void;
}
export type StartBlob = (mediaType: string) => BlobMaker;

/** From parts. Where there are streams into a Blob (a browser) they are several times as fast. */
export const gatherBlob: StartBlob = (type) => {
  const parts: Blob[] = [];
  return {
    add: async (piece) => void parts.push(new Blob([piece])),
    finish: async () => new Blob(parts, { type }),
    drop: () => void parts.splice(0),
  };
};

/**
 * Takes a bundle's stream into one Blob (which the browser may keep on disk: it is sealed).
 *
 * Takes   `onProgress`: bytes so far.
 */
export async function collectBundle(
  stream: AsyncIterable<Bytes>,
  startBlob: StartBlob = gatherBlob,
  onProgress: (doneBytes: number) => void = () => undefined,
): Promise<Blob> {
  const blob = startBlob(mediaType);
  let [done, adding] = [0, Promise.resolve()];
  try {
    for await (const piece of stream) {
      done += piece.length;
      // While one is taken in the next is sealed.
      await adding;
      adding = blob.add(piece).then(() => freeBytes(piece));
      onProgress(done);
    }
    await adding;
  } catch (bug) {
    blob.drop();
    throw bug;
  }
  return blob.finish();
}
