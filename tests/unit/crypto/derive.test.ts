import { argon2id } from "@noble/hashes/argon2.js";
import { expect, test } from "vitest";
import {
  deriveFromPassphrase,
  deriveSubkey,
  greatestStrength,
  isStrengthAllowed,
  leastStrength,
  usualStrength,
} from "../../../shared/crypto/derive.ts";
import { bytesToHex, utf8ToBytes } from "../../../shared/kernel/bytes.ts";

/** Far below what is allowed: tests only. */
const testStrength = { memoryKiB: 64, passes: 2 };

test("stretches a passphrase as another Argon2id does", async () => {
  const salt = new Uint8Array(16).map((_, i) => i);
  const theirs = argon2id(utf8ToBytes("құпия сөз"), salt, { t: 2, m: 64, p: 1, version: 0x13, dkLen: 32 });
  expect(await deriveFromPassphrase("құпия сөз", salt, testStrength)).toEqual(new Uint8Array(theirs));
});

test("the same letters give the same key however a keyboard composes them", async () => {
  const salt = new Uint8Array(16);
  const [composed, decomposed] = [
    await deriveFromPassphrase("\u0439", salt, testStrength),
    await deriveFromPassphrase("\u0438\u0306", salt, testStrength),
  ];
  expect(composed).toEqual(decomposed);
  expect(await deriveFromPassphrase("\u0438", salt, testStrength)).not.toEqual(composed);
});

test("a short salt is a bug", async () => {
  await expect(deriveFromPassphrase("x", new Uint8Array(15), testStrength)).rejects.toThrow("salt");
});

test("subkeys are HKDF-SHA-256: RFC 5869 case 3, its first 32 bytes", async () => {
  expect(bytesToHex(await deriveSubkey(new Uint8Array(22).fill(0x0b), ""))).toBe("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
  expect(await deriveSubkey(new Uint8Array(32), "a")).not.toEqual(await deriveSubkey(new Uint8Array(32), "b"));
});

test("allows RFC 9106's second option and harder, up to a bound", () => {
  for (const allowed of [leastStrength, usualStrength, greatestStrength]) expect(isStrengthAllowed(allowed)).toBe(true);
  const { memoryKiB, passes } = leastStrength;
  expect([memoryKiB, passes]).toEqual([65_536, 3]);
  for (const wrong of [
    { memoryKiB: memoryKiB - 1, passes },
    { memoryKiB, passes: 2 },
    { memoryKiB: 2_000_000, passes },
    { memoryKiB, passes: 17 },
    { memoryKiB: 65_536.5, passes },
  ]) {
    expect(isStrengthAllowed(wrong)).toBe(false);
  }
  expect(isStrengthAllowed(testStrength)).toBe(false);
  expect(isStrengthAllowed(testStrength, testStrength)).toBe(true);
});
