import canonicalize from "canonicalize";
import { expect, test } from "vitest";
import { canonicalText, hasExactKeys, parseCanonical } from "../../../shared/kernel/canonical.ts";

test("sorts keys by UTF-16 code units, as RFC 8785 §3.2.3 shows", () => {
  const keys = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\u{1f600}": "Emoji",
    "\u0080": "Control",
    "\u00f6": "O",
  };
  const inOrder = Object.keys(JSON.parse(canonicalText(keys)));
  expect(inOrder).toEqual(["1", "\r", "\u0080", "\u00f6", "\u20ac", "\u{1f600}", "\ufb33"]);
  expect(canonicalText(keys)).toBe(canonicalize(keys));
});

test("agrees with the canonicalize package on nested data", () => {
  const value = { b: [1, -2, '\u2028\u0007"\\/', { z: null, a: true }], a: { "": "", __proto__x: 9007199254740991 }, é: "é" };
  expect(canonicalText(value)).toBe(canonicalize(value));
});

test("throws for what has no canonical text here", () => {
  for (const wrong of [0.5, 2 ** 53, -0, Number.NaN, "\ud800"]) expect(() => canonicalText(wrong)).toThrow();
});

test.each([
  ["a space", '{"a": 1}'],
  ["another order", '{"b":1,"a":2}'],
  ["a key twice", '{"a":1,"a":1}'],
  ["a fraction for an integer", '{"a":1.0}'],
  ["an exponent", '{"a":1e2}'],
  ["minus zero", '{"a":-0}'],
  ["an escape that is not needed", '{"a":"\\u0041"}'],
  ["a lone surrogate", '{"a":"\\ud800"}'],
  ["a big integer", '{"a":9007199254740993}'],
  ["a byte order mark", '\ufeff{"a":1}'],
  ["33 levels", `${"[".repeat(33)}${"]".repeat(33)}`],
  ["no JSON", "{"],
  ["nothing", ""],
])("refuses %s", (_what, line) => expect(parseCanonical(line)).toBeNull());

test("reads 32 levels, and brackets inside strings as text", () => {
  expect(parseCanonical(`${"[".repeat(32)}${"]".repeat(32)}`)).not.toBeNull();
  expect(parseCanonical(`"${"[".repeat(99)}\\"${"{".repeat(99)}"`)).toBe(`${"[".repeat(99)}"${"{".repeat(99)}`);
});

test("a key __proto__ is only a key", () => {
  const read = parseCanonical('{"__proto__":{"isAdmin":true}}');
  expect(hasExactKeys(read ?? undefined, ["__proto__"])).toBe(true);
  expect("isAdmin" in Object(read)).toBe(false);
  // And nothing is there that the line does not say.
  for (const inherited of ["constructor", "toString", "hasOwnProperty"]) expect(inherited in Object(parseCanonical("{}"))).toBe(false);
});

test("exact keys are neither fewer nor more", () => {
  expect(hasExactKeys({ a: 1, b: 2 }, ["a", "b"])).toBe(true);
  for (const wrong of [{ a: 1 }, { a: 1, b: 2, c: 3 }, { a: 1, c: 2 }, [1, 2], null, "ab", undefined])
    expect(hasExactKeys(wrong, ["a", "b"])).toBe(false);
});
