import { createHash } from "node:crypto";
import type { StartPieceHash } from "../../shared/crypto/hash.ts";
import { freeBytes } from "../../shared/kernel/bytes.ts";

/** SHA-256 by the platform, which uses what the processor has for it: several times the speed of WebAssembly. */
export const platformHash: StartPieceHash = async () => {
  const hash = createHash("sha256");
  return {
    take: async (piece) => {
      hash.update(piece);
      freeBytes(piece);
    },
    finish: async () => hash.digest("hex"),
  };
};
