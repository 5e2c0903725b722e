import { createCipheriv, createDecipheriv } from "node:crypto";
import type { StartPieceCipher } from "../../shared/crypto/piece-cipher.ts";
import { type Bytes, freeBytes } from "../../shared/kernel/bytes.ts";

const tagBytes = 16;
const cipherName = "chacha20-poly1305";
const options = { authTagLength: tagBytes } as const;

/** ChaCha20-Poly1305 at once in this thread: Node's WebCrypto makes a job of each piece and copies it twice. */
export const platformCipher: StartPieceCipher = async (key) => ({
  seal: async (nonce, plain) => {
    const cipher = createCipheriv(cipherName, key, nonce, options);
    const sealed = new Uint8Array(plain.length + tagBytes);
    const text = cipher.update(plain);
    sealed.set(text);
    freeOwn(text);
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

/** Its memory is warm when the next piece asks for as much (decision 0086). */
function freeOwn({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) freeBytes(new Uint8Array(buffer));
}

/** In a buffer of its own: a small one may lie in one Node shares. */
function ownBytes(bytes: Buffer): Bytes {
  return bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
}
