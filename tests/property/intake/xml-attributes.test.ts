import fc from "fast-check";
import { expect, test } from "vitest";
import { attributesOf, pickAttributes } from "../../../shared/intake/containers/xml-cutter.ts";

const name = fc.constantFrom("r", "t", "s", "x:r", "hidden", "r1", "ä");
const value = fc.string({ unit: fc.constantFrom("A", "1", " ", "=", "&amp;", "&", "'", ' t="', "r=", "\n"), maxLength: 6 });
const attribute = fc
  .tuple(name, value, fc.constantFrom('"', "'"), fc.constantFrom("=", " = ", "= "))
  .map(([said, text, quote, equals]) => `${said}${equals}${quote}${text.replaceAll(quote, "")}${quote}`);
const written = fc.oneof(
  fc.tuple(fc.array(attribute, { maxLength: 5 }), fc.constantFrom(" ", "", "\n", "  ")).map(([all, gap]) => all.join(gap)),
  fc.string({ unit: fc.constantFrom("r", '"', "=", " ", "'", "s", "&"), maxLength: 12 }),
);
const wanted = ["r", "t", "s"];

test("attributes that are picked are those a map of all has", () => {
  fc.assert(
    fc.property(written, (text) => {
      const all = attributesOf(text);
      expect(pickAttributes(text, wanted)).toEqual(wanted.map((one) => all.get(one)));
    }),
    {
      numRuns: 5000,
      examples: [['r="A1" s="3" t="s"'], ['x=" t=" r="A1"'], ['r="A1" r="B1"'], ['r=\'A"1\' t="s"'], ['r="&#65;1"'], ['r="A1"junk'], ["junk"]],
    },
  );
});
