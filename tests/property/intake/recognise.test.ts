import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToBase58Check } from "../../../shared/crypto/base58.ts";
import { recogniseText } from "../../../shared/intake/recognise/recognise-text.ts";
import { hasCheckDigit } from "../../../shared/ontology/kazakh-numbers.ts";
import { processorMs } from "../../kit/processor-time.ts";

/** Words no value can be made of, in three scripts, and signs between them. */
const noise = fc.stringMatching(/^(?:[a-zа-яәқң]{1,12}|[0-9]{1,4}|[«»().,;:!?-]|\n|\r\n|\t){0,20}$/u);
const tron = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((key) => bytesToBase58Check(Uint8Array.from([0x41, ...key])));
const iin = fc
  .tuple(fc.integer({ min: 10, max: 99 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 9999 }))
  .map(([year, month, day, serial]) => `${year}${String(month).padStart(2, "0")}${String(day).padStart(2, "0")}3${String(serial).padStart(4, "0")}`)
  .chain((eleven) => fc.constantFrom(...Array.from({ length: 10 }, (_, digit) => `${eleven}${digit}`).filter(hasCheckDigit), ""))
  .filter((digits) => digits !== "");
const link = fc
  .tuple(fc.constantFrom("https://", "hxxp://"), fc.stringMatching(/^[a-z]{3,20}$/), fc.constantFrom(".kz", "[.]com"))
  .map((parts) => parts.join(""));
const value = fc.oneof(
  tron.map((written) => ({ kind: "wallet", written })),
  iin.map((written) => ({ kind: "iin", written })),
  link.map((written) => ({ kind: "url", written })),
);

describe("recognition", () => {
  it("finds every planted value in noise, each at its place", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, value), { maxLength: 12 }), noise, (parts, rest) => {
        const text = parts.map(([between, { written }]) => `${between} ${written} `).join("") + rest;
        const found = recogniseText({ text }).filter(({ check, kind }) => check !== "invalid" && kind !== "domain");
        expect(found.map(({ kind, written }) => ({ kind, written }))).toEqual(parts.map(([, planted]) => planted));
      }),
    );
  });

  it("names places that hold exactly the value, in order and never two in one place, of any text", () => {
    const pieces = fc.oneof(
      fc.string({ unit: "binary" }),
      noise,
      value.map(({ written }) => written),
      fc.constantFrom("\u200b", "\u202e", "@", ".", "https://", "+7", "0x"),
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 20 }).map((all) => all.join("")),
        (text) => {
          let end = 0;
          for (const { written, offset, line, column, within } of recogniseText({ text })) {
            expect(text.slice(offset, offset + written.length)).toBe(written);
            const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
            expect([line, column]).toEqual([lines.length, (lines.at(-1)?.length ?? 0) + 1]);
            if (within !== null) continue;
            expect(offset).toBeGreaterThanOrEqual(end);
            end = offset + written.length;
          }
        },
      ),
    );
  });

  it.each([
    ["letters", "a"],
    ["points", "a."],
    ["digits", "1"],
    ["phones", "+7 "],
    ["groups", "KZ90 "],
    ["at signs", "a@"],
    ["links", "https://"],
    ["brackets", "https://a)("],
    ["closing brackets", `https://a${")".repeat(4000)} `],
    ["links of signs", `https://a${"?)]".repeat(1300)} `],
    ["defanged points", "a[.]"],
    ["hidden signs", "T\u200b"],
    ["look-alikes", "ТT1"],
    ["invites", "t.me/+"],
    ["capitals", "ABCD"],
    ["spaces", " "],
    ["lines", "1\n"],
    ["labels", "ИИН: "],
  ])("takes no more than linear time for a text of %s", (_, piece) => {
    const text = piece.repeat(Math.ceil(400_000 / piece.length));
    const begun = processorMs();
    recogniseText({ text });
    expect(processorMs() - begun).toBeLessThan(4000);
  });
});
