import { type HashFile, hashFile } from "../../shared/bundle/hash-file.ts";
import { hashHere, type PieceHash, type StartPieceHash } from "../../shared/crypto/hash.ts";
import type { FileHash } from "../../shared/kernel/brand.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";

/** What the thread without keys is asked while files are kept or travel: the hash of their pieces. Several may be hashed at once, each by its number. */
export interface HashDoor {
  beginHash(nothing: null): Promise<number>;
  hashPiece(asked: { readonly hash: number; readonly piece: Bytes; readonly transfer: readonly ArrayBuffer[] }): Promise<null>;
  finishHash(asked: { readonly hash: number }): Promise<string>;
  /** A file that may lie there: one that is sealed. */
  hashFile(asked: { readonly file: Blob }): Promise<FileHash | null>;
}

/** Hashes begun and never finished, at most: whoever was cut off leaves one. */
const mostHashes = 64;

/** Answers for one who asks. */
export function createHashDoor(): HashDoor {
  const hashes = new Map<number, PieceHash>();
  let lastNumber = 0;
  const begun = (number: number): PieceHash => {
    const hash = hashes.get(number);
    invariant(hash !== undefined, "a hash was begun");
    return hash;
  };
  return {
    beginHash: async () => {
      const number = ++lastNumber;
      hashes.set(number, await hashHere());
      const [oldest] = hashes.keys();
      if (hashes.size > mostHashes && oldest !== undefined) hashes.delete(oldest);
      return number;
    },
    hashPiece: async ({ hash, piece }) => {
      await begun(hash).take(piece);
      return null;
    },
    finishHash: async ({ hash }) => {
      const done = await begun(hash).finish();
      hashes.delete(hash);
      return done;
    },
    hashFile: ({ file }) => hashFile(file),
  };
}

/** Hashes pieces behind the door: they are moved there, not copied. */
export function hashBehind(door: HashDoor): StartPieceHash {
  return async () => {
    const hash = await door.beginHash(null);
    return {
      take: async (piece) => void (await door.hashPiece({ hash, piece, transfer: [piece.buffer] })),
      finish: () => door.finishHash({ hash }),
    };
  };
}

/** Hashes a file behind the door. */
export function hashFileBehind(door: HashDoor): HashFile {
  return (file) => door.hashFile({ file });
}
