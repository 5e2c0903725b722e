import fc from "fast-check";
import { expect, test } from "vitest";
import { readHexDigits } from "../../../shared/kernel/hex-digits.ts";
import { readUtf8, writeUtf8 } from "../../../shared/kernel/short-text.ts";

const judge = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** Whole characters of every length, torn ones, and bytes at will. */
const anyBytes = fc.oneof(
  fc.string({ unit: "binary", maxLength: 90 }).map((text) => encoder.encode(text)),
  fc
    .string({ unit: fc.constantFrom("a", "Ә", "₸", "\ufeff", "😀", "\ud7ff", "\ue000", "\u07ff", "\u0800", "\0"), maxLength: 90 })
    .map((text) => encoder.encode(text)),
  fc.uint8Array({ maxLength: 300 }),
  fc
    .array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xa0, 0x9f, 0xed, 0xef, 0xf0, 0xf4, 0xff))
    .map((bytes) => Uint8Array.from(bytes)),
);

test("UTF-8, sound or not, long or short, from any place is what the platform's decoder reads", () => {
  fc.assert(
    fc.property(anyBytes, fc.nat(300), fc.nat(300), (bytes, a, b) => {
      const [start, end] = [Math.min(a, b, bytes.length), Math.min(Math.max(a, b), bytes.length)];
      expect(readUtf8(bytes, start, end)).toBe(judge.decode(bytes.subarray(start, end)));
      expect(readUtf8(bytes, 0, bytes.length)).toBe(judge.decode(bytes));
    }),
    { numRuns: 3000 },
  );
});

test("hex of any length is what Buffer writes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(readHexDigits(bytes, 0, bytes.length)).toBe(Buffer.from(bytes).toString("hex"));
    }),
  );
});

test("a text without pairs is written as the platform's encoder writes it; with one, it is left to it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 90 }), fc.nat(5), (text, start) => {
      const into = new Uint8Array(300);
      const end = writeUtf8(text, into, start);
      const wanted = encoder.encode(text);
      if (/[\ud800-\udfff]/.test(text)) expect(end).toBe(-1);
      else expect(into.subarray(start, end)).toEqual(wanted);
    }),
    { numRuns: 3000 },
  );
});
