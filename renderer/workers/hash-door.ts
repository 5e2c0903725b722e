import { hashHere, type PieceHash, type StartPieceHash } from "../../shared/crypto/hash.ts";
import { type Channel, connectDoor } from "../../shared/host/rpc.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";

/** What the thread without keys is asked while a file is kept: the hash of its pieces, one file at a time. */
export interface HashDoor {
  /** Begins anew; what was begun before and not finished is forgotten. */
  beginHash(nothing: null): Promise<null>;
  hashPiece(asked: { readonly piece: Bytes }): Promise<null>;
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

/** A door whose other side also hashes: pieces are moved there, not copied. */
export function connectHashing<Served extends object>(channel: Channel): { readonly door: Served; readonly hashPieces: StartPieceHash } {
  let moving: readonly ArrayBuffer[] = [];
  const door = connectDoor<Served & HashDoor>({
    postMessage: (message, transfer) => channel.postMessage(message, [...transfer, ...moving]),
    addEventListener: (type, listener) => channel.addEventListener(type, listener),
  });
  const take = async (piece: Bytes): Promise<void> => {
    moving = [piece.buffer];
    const taken = door.hashPiece({ piece });
    moving = [];
    await taken;
  };
  return {
    door,
    hashPieces: async () => {
      await door.beginHash(null);
      return { take, finish: () => door.finishHash(null) };
    },
  };
}
