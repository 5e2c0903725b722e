import { expect, test } from "vitest";
import { createSigningKey, importSigningKey, isSignedBy, publicKeyOf, signBytes } from "../../../shared/crypto/sign.ts";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";

const bytes = (hex: string) => hexToBytes(hex) ?? new Uint8Array(0);

test("signs RFC 8032 §7.1 test 2 as the RFC does", async () => {
  const pkcs8 = concatBytes(bytes("302e020100300506032b657004220420"), bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  const publicKey = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
  expect(bytesToHex(await publicKeyOf(pkcs8))).toBe(publicKey);
  const signature = await signBytes(await importSigningKey(pkcs8), bytes("72"));
  expect(bytesToHex(signature)).toBe(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  );
  expect(await isSignedBy(bytes(publicKey), bytes("72"), signature)).toBe(true);
});

test("a new key signs for its public half only, and for nothing changed", async () => {
  const [mine, other] = [await createSigningKey(), await createSigningKey()];
  const message = utf8ToBytes("Шешім");
  const signature = await signBytes(await importSigningKey(mine.secretPkcs8), message);
  expect(await isSignedBy(mine.publicKey, message, signature)).toBe(true);
  expect(await isSignedBy(other.publicKey, message, signature)).toBe(false);
  expect(await isSignedBy(mine.publicKey, utf8ToBytes("Шешiм"), signature)).toBe(false);
  for (const wrong of [signature.slice(1), new Uint8Array(64), new Uint8Array(64).fill(255)])
    expect(await isSignedBy(mine.publicKey, message, wrong)).toBe(false);
  expect(await isSignedBy(new Uint8Array(32).fill(255), message, signature)).toBe(false);
  expect(await isSignedBy(new Uint8Array(31), message, signature)).toBe(false);
});

test("a key for use cannot be exported", async () => {
  const key = await importSigningKey((await createSigningKey()).secretPkcs8);
  expect(key.extractable).toBe(false);
});
