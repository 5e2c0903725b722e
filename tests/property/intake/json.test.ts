import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonWalker } from "../../../shared/intake/containers/json-walk.ts";
import { parseJson } from "../../../shared/intake/containers/json-parse.ts";
import { isJsonList, isJsonObject, type Json, jsonText } from "../../../shared/intake/containers/json-value.ts";

const runs = { numRuns: process.env["SLOW"] === "1" ? 20_000 : 1000 };

/** As the platform has it. */
function plain(value: Json): unknown {
  if (isJsonObject(value)) return Object.fromEntries([...value].map(([name, member]) => [name, plain(member)]));
  if (isJsonList(value)) return value.map(plain);
  return typeof value === "object" && value !== null && "number" in value ? Number(value.number) : value;
}

test("reads what the platform writes, and writes what the platform reads", () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: "medium" }), fc.constantFrom(0, 1, "\t"), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const read = parseJson(text);
      if (!read.ok) expect.fail(read.error.kind);
      expect(plain(read.value)).toEqual(JSON.parse(text));
      expect(JSON.parse(jsonText(read.value))).toEqual(JSON.parse(text));
    }),
    runs,
  );
});

test("takes and refuses any text as the platform does, names said twice aside", () => {
  const unit = fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "\\", "a", "0", "1", "-", ".", "e", " ", "\n", "true", "null", "u0041");
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
      let theirs: unknown;
      try {
        theirs = JSON.parse(text);
      } catch {
        expect(parseJson(text).ok).toBe(false);
        return;
      }
      const read = parseJson(text);
      if (read.ok) expect(plain(read.value)).toEqual(theirs);
      else expect(read.error.kind).toBe("duplicate-member");
    }),
    { numRuns: runs.numRuns * 5 },
  );
});

test("parts are the same however the text comes in pieces", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.nat(60), { maxLength: 6 }), (value, cuts) => {
      const text = JSON.stringify({ beside: value, list: [value, value], "": { deep: [[value]] } }, null, 1);
      const places = [0, ...[...cuts].sort((a, b) => a - b).filter((at) => at <= text.length), text.length];
      const walker = new JsonWalker();
      const parts = places.slice(1).flatMap((end, at) => {
        const read = walker.walk(text.slice(places[at], end), false);
        return read.ok ? read.value : expect.fail(read.error.kind);
      });
      const [last, whole] = [walker.walk("", true), new JsonWalker().walk(text, true)];
      expect([...parts, ...(last.ok ? last.value : expect.fail(last.error.kind))]).toEqual(whole.ok && whole.value);
    }),
    runs,
  );
});

test("a document is taken and refused as the platform does, names said twice aside", () => {
  const unit = fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "a", "0", "-", " ", "\n", "null", '"b":', '{"a":1}', "[1,2]");
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), fc.nat(12), (text, cut) => {
      const walker = new JsonWalker();
      const first = walker.walk(text.slice(0, cut), false);
      const read = first.ok ? walker.walk(text.slice(cut), true) : first;
      let isTheirs = true;
      try {
        JSON.parse(text);
      } catch {
        isTheirs = false;
      }
      if (read.ok) expect(isTheirs).toBe(true);
      else if (read.error.kind !== "duplicate-member") expect(isTheirs).toBe(false);
    }),
    { numRuns: runs.numRuns * 5 },
  );
});
