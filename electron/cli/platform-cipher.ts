import { createCipheriv, createDecipheriv } from "node:crypto";
import type { StartPieceCipher } from "../../shared/crypto/piece-cipher.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";

const tagBytes = 16;
const cipherName = "chacha20-poly1305";
const options = { authTagLength: tagBytes } as const;

/** ChaCha20-Poly1305 at once in this thread: Node's WebCrypto makes a job of each piece and copies it twice. */
export const platformCipher: StartPieceCipher = async (key) => ({
  seal: async (nonce, plain) => {
    const cipher = createCipheriv(cipherName, key, nonce, options);
    const sealed = new Uint8Array(plain.length + tagBytes);
    sealed.set(cipher.update(plain));
    cipher.final();
    sealed.set(cipher.getAuthTag(), plain.length);
    return sealed;
  },
  open: async (nonce, sealed) => {
    const decipher = createDecipheriv(cipherName, key, nonce, options);
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    const plain = decipher.update(sealed.subarray(0, -tagBytes));
    try {
      decipher.final();
    } catch {
      return null;
    }
    return ownBytes(plain);
  },
});

/** In a buffer of its own: a small one may lie in one Node shares. */
function ownBytes(bytes: Buffer): Bytes {
  return bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
}
