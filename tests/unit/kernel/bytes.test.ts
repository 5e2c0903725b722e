import { expect, test } from "vitest";
import { areBytesEqual, bytesToHex, bytesToUtf8, concatBytes, hexToBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";

test("text and UTF-8 go both ways, a byte order mark included", () => {
  for (const text of ["", "Қазақстан", "\ufeffx", "😀\u0000"]) expect(bytesToUtf8(utf8ToBytes(text))).toBe(text);
});

test.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xe2, 0x82]]])("bytes %j are no text", (bytes) =>
  expect(bytesToUtf8(new Uint8Array(bytes))).toBeNull(),
);

test("hex goes both ways and is lower case only", () => {
  const bytes = new Uint8Array([0, 1, 0x0f, 0xa0, 0xff]);
  expect(bytesToHex(bytes)).toBe("00010fa0ff");
  expect(hexToBytes("00010fa0ff")).toEqual(bytes);
  for (const wrong of ["0", "0G", "FF", " 00", "0x00"]) expect(hexToBytes(wrong)).toBeNull();
});

test("joins and compares", () => {
  expect(concatBytes(new Uint8Array([1]), new Uint8Array(0), new Uint8Array([2, 3]))).toEqual(new Uint8Array([1, 2, 3]));
  expect(areBytesEqual(new Uint8Array([1, 2]), new Uint8Array([1, 2]))).toBe(true);
  expect(areBytesEqual(new Uint8Array([1, 2]), new Uint8Array([1, 3]))).toBe(false);
  expect(areBytesEqual(new Uint8Array([1]), new Uint8Array([1, 0]))).toBe(false);
});
