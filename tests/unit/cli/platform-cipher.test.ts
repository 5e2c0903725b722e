import { expect, test } from "vitest";
import { platformCipher } from "../../../electron/cli/platform-cipher.ts";
import { startPlatformCipher } from "../../../shared/crypto/piece-cipher.ts";
import { streamNonce } from "../../../shared/crypto/stream-nonce.ts";
import { hexToBytes } from "../../../shared/kernel/bytes.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const key = createSeededRandom("key").bytes(32);

test.each([0, 1, 16, 65_536])("Node's own cipher and WebCrypto's read each other, %i bytes", async (size) => {
  const plain = createSeededRandom(`plain ${size}`).bytes(size);
  const [ours, theirs] = [await platformCipher(key), await startPlatformCipher(key)];
  const nonce = streamNonce(size, size === 0);
  const sealed = await ours.seal(nonce, plain);
  expect(sealed).toEqual(await theirs.seal(nonce, plain));
  for (const cipher of [ours, theirs]) {
    expect(await cipher.open(nonce, sealed)).toEqual(plain);
    const changed = sealed.slice();
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(await cipher.open(nonce, changed)).toBeNull();
    expect(await cipher.open(streamNonce(size + 1, false), sealed)).toBeNull();
  }
});

test("is ChaCha20-Poly1305 of RFC 8439, without additional data", async () => {
  // Key and nonce of §2.8.2; its tag covers additional data, so only the ciphertext is compared.
  const rfcKey = hexToBytes("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f") ?? expect.fail("hex");
  const nonce = hexToBytes("070000004041424344454647") ?? expect.fail("hex");
  const plain = new TextEncoder().encode("Ladies and Gentlemen of the class of '99");
  const sealed = await (await platformCipher(rfcKey)).seal(nonce, plain);
  expect(sealed.subarray(0, 16)).toEqual(hexToBytes("d31a8d34648e60db7b86afbc53ef7ec2"));
});
