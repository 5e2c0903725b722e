import { hashHere, type PieceHash, type StartPieceHash } from "../../shared/crypto/hash.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";

/** What the thread without keys is asked while a file is kept: the hash of its pieces, one file at a time. */
export interface HashDoor {
  /** Begins anew; what was begun before and not finished is forgotten. */
  beginHash(nothing: null): Promise<null>;
  hashPiece(asked: { readonly piece: Bytes; readonly transfer: readonly ArrayBuffer[] }): Promise<null>;
  finishHash(nothing: null): Promise<string>;
}

/** Answers for one who asks. */
export function createHashDoor(): HashDoor {
  let hash: PieceHash | null = null;
  const begun = (): PieceHash => {
    invariant(hash !== null, "a hash was begun");
    return hash;
  };
  return {
    beginHash: async () => {
      hash = await hashHere();
      return null;
    },
    hashPiece: async ({ piece }) => {
      await begun().take(piece);
      return null;
    },
    finishHash: async () => {
      const done = await begun().finish();
      hash = null;
      return done;
    },
  };
}

/** Hashes pieces behind the door: they are moved there, not copied. */
export function hashBehind(door: HashDoor): StartPieceHash {
  return async () => {
    await door.beginHash(null);
    return {
      take: async (piece) => void (await door.hashPiece({ piece, transfer: [piece.buffer] })),
      finish: () => door.finishHash(null),
    };
  };
}
