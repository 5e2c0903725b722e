import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalText, type Json, parseCanonical } from "../../shared/kernel/canonical.ts";
import { lawRuns, lawTime } from "../kit/runs.ts";

/** The rule itself, as it is said: what is read is written as it stood. */
function isCanonical(line: string): boolean {
  try {
    return canonicalText(JSON.parse(line) as Json) === line && depthOf(JSON.parse(line) as Json) <= 32;
  } catch {
    return false;
  }
}
const depthOf = (value: Json): number =>
  value !== null && typeof value === "object" ? 1 + Math.max(0, ...Object.values(value).map((each) => depthOf(each as Json))) : 0;

const text = fc.string({
  unit: fc.constantFrom("a", "b", "ә", "\u{1f600}", '"', "\\", "\n", "\u0007", "\u2028", "/", "{", "]", "1", "-", "__proto__"),
});
const { value: anyJson } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, false),
    fc.maxSafeInteger(),
    text,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4 }),
  ),
}));
const sign = fc.constantFrom(...'{}[]",:\\ \t0123456789-+.eEtrufalsn\u0000\ud800\udc00ә', "\\u0041", "\\n", "\\/", ',"a":1', "-0", "1.0", "null");
const change = fc.record({ at: fc.nat(), cut: fc.nat({ max: 3 }), put: fc.option(sign, { nil: "" }) });

test("what is canonical is read as JSON reads it", lawTime, () => {
  fc.assert(
    fc.property(anyJson, (value) => {
      const line = canonicalText(value);
      expect(canonicalText(parseCanonical(line))).toBe(line);
      expect(parseCanonical(line)).toEqual(JSON.parse(line));
    }),
    lawRuns,
  );
});

test("and whatever else may stand in a line is refused: exactly what is not its own canonical text", lawTime, () => {
  const seen = { canonical: 0, other: 0 };
  fc.assert(
    fc.property(anyJson, fc.array(change, { minLength: 1, maxLength: 3 }), (value, changes) => {
      const line = changes.reduce((before, { at, cut, put }) => {
        const place = at % (before.length + 1);
        return before.slice(0, place) + put + before.slice(place + cut);
      }, canonicalText(value));
      const isRight = isCanonical(line) && JSON.parse(line) !== null;
      seen[isRight ? "canonical" : "other"] += 1;
      expect(parseCanonical(line) !== null).toBe(isRight);
    }),
    lawRuns,
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(lawRuns.numRuns / 20);
});
