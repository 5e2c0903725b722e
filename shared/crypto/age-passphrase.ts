import { randomBytes } from "@noble/hashes/utils.js";
import { type Recipient, Stanza } from "age-encryption";
import { scrypt } from "hash-wasm";
import { bytesToBase64, bytesToBase64Url } from "../kernel/base64.ts";
import { concatBytes, utf8ToBytes } from "../kernel/bytes.ts";

/** Base-2 logarithm of scrypt's N: 256 MiB and a second or more. What asks for more is refused before it is worked on. */
export const scryptWorkFactor = 18;
const label = utf8ToBytes("age-encryption.org/v1/scrypt");
const saltBytes = 16;

/**
 * The recipient line of a file sealed under a passphrase, for a header that has no other. The package's own tells its file key to nobody, so that the
 * header would have to be opened again at once and the passphrase stretched twice.
 *
 * Cost    one scrypt (RFC 7914) of N = 2^18, r = 8, p = 1, by WebAssembly, on the calling thread.
 * Source  C2SP age §scrypt; ChaCha20-Poly1305 (RFC 8439) by WebCrypto. Held to the `age` command in tests/interop/bundle-format-2.test.ts.
 */
export function passphraseRecipient(passphrase: string): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const salt = new Uint8Array(randomBytes(saltBytes));
      const stretched = await scrypt({
        password: utf8ToBytes(passphrase),
        salt: concatBytes(label, salt),
        ...{ costFactor: 2 ** scryptWorkFactor, blockSize: 8, parallelism: 1 },
        ...{ hashLength: 32, outputType: "binary" },
      });
      const stretchedKey = { kty: "oct", k: bytesToBase64Url(stretched) };
      const key = await crypto.subtle.importKey("jwk", stretchedKey, "ChaCha20-Poly1305", false, ["encrypt"]);
      // One key seals one thing: the nonce is all zero by the format.
      const body = await crypto.subtle.encrypt({ name: "ChaCha20-Poly1305", iv: new Uint8Array(12) }, key, new Uint8Array(fileKey));
      return [new Stanza(["scrypt", bytesToBase64(salt).replaceAll("=", ""), String(scryptWorkFactor)], new Uint8Array(body))];
    },
  };
}
