import type { Bytes } from "../kernel/bytes.ts";

/** Seals and opens the pieces of one age file: ChaCha20-Poly1305 (RFC 8439) under its payload key. */
export interface PieceCipher {
  /** Gives the sealed piece and its tag of 16 bytes, in a buffer of its own; done with `plain` when it resolves. */
  seal(nonce: Bytes, plain: Bytes): Promise<Bytes>;
  /** The plain piece in a buffer of its own, or null when it does not verify. */
  open(nonce: Bytes, sealed: Bytes): Promise<Bytes | null>;
}
/** Takes a key of 32 bytes. */
export type StartPieceCipher = (key: Bytes) => Promise<PieceCipher>;

/** By WebCrypto. In a browser a call takes its time in the thread that makes it: nothing is won by several at once. */
export const startPlatformCipher: StartPieceCipher = async (bytes) => {
  const name = "ChaCha20-Poly1305";
  const key = await crypto.subtle.importKey("raw-secret", bytes, { name }, false, ["encrypt", "decrypt"]);
  return {
    seal: async (iv, plain) => new Uint8Array(await crypto.subtle.encrypt({ name, iv }, key, plain)),
    open: async (iv, sealed) => {
      try {
        return new Uint8Array(await crypto.subtle.decrypt({ name, iv }, key, sealed));
      } catch {
        return null;
      }
    },
  };
};
