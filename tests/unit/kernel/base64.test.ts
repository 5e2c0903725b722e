import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { base64ToBytes, base64UrlToBytes, bytesToBase64, bytesToBase64Url } from "../../../shared/kernel/base64.ts";

const samples = [0, 1, 2, 3, 31, 32, 33, 40_000].map((length) => new Uint8Array(length).map((_, i) => (i * 197) % 256));

test("writes what Node writes, and reads it back", () => {
  for (const bytes of samples) {
    expect(bytesToBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    expect(bytesToBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
    expect(base64ToBytes(bytesToBase64(bytes))).toEqual(bytes);
    expect(base64UrlToBytes(bytesToBase64Url(bytes))).toEqual(bytes);
  }
});

test.each(["A", "AA", "AA=", "AB==", "A===", "AAA=A", "AA A", "AA-_", "AAAA\n"])("refuses %j as base64", (text) =>
  expect(base64ToBytes(text)).toBeNull(),
);
test.each(["A", "AA==", "AB", "A+/A", "AAAA "])("refuses %j as base64url", (text) => expect(base64UrlToBytes(text)).toBeNull());
