import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { createKeyedHash, sha256, sha256Hex, startHash } from "../../../shared/crypto/hash.ts";
import { bytesToHex, hexToBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";

test("gives the digests of FIPS 180-4's examples", () => {
  expect(sha256Hex(utf8ToBytes("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256Hex()).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(sha256Hex(utf8ToBytes("abcdbcdecdefdefgefghfghighijhi"), utf8ToBytes("jkijkljklmklmnlmnomnopnopq"))).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  );
});

test("a digest is its own: the next one does not change it", () => {
  const first = sha256(utf8ToBytes("a"));
  const before = bytesToHex(first);
  sha256(utf8ToBytes("b"));
  expect(bytesToHex(first)).toBe(before);
});

test("hashes two files at once, piece by piece", async () => {
  const [one, two] = [await startHash(), await startHash()];
  for (let i = 0; i < 50; i++) {
    one.update(new Uint8Array(1000).fill(i));
    two.update(new Uint8Array(999).fill(i));
  }
  const expected = createHash("sha256");
  for (let i = 0; i < 50; i++) expected.update(new Uint8Array(999).fill(i));
  expect(two.finish()).toBe(expected.digest("hex"));
  expect(one.finish()).toMatch(/^[0-9a-f]{64}$/);
});

test("keyed hashes are HMAC: RFC 4231 case 2, and Node's for any key", () => {
  const jefe = createKeyedHash(utf8ToBytes("Jefe"));
  expect(bytesToHex(jefe(utf8ToBytes("what do ya want for nothing?")))).toBe("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  const key = hexToBytes("aa".repeat(131)) ?? new Uint8Array(0);
  const keyed = createKeyedHash(key);
  for (const text of ["", "x", "Test Using Larger Than Block-Size Key"]) {
    expect(bytesToHex(keyed(utf8ToBytes(text)))).toBe(createHmac("sha256", key).update(text).digest("hex"));
  }
});
