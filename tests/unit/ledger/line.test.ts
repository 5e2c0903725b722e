import { expect, test } from "vitest";
import { canonicalText, type Json } from "../../../shared/kernel/canonical.ts";
import { formatOf, parseLine, statementToLine } from "../../../shared/ledger/line.ts";

const subject = "00112233445566778899aabbccddeeff";
const file = "ab".repeat(32);
const assertion = {
  op: "assert",
  subject,
  property: "name",
  value: { kind: "text", text: "Әлия" },
  during: { from: "2024-03", to: "" },
  source: { file, place: { page: 0, row: 12, column: "Аты" } },
  grade: "B2",
  handling: "amber",
  nationalMark: "",
};
const line = (change: { readonly [key: string]: Json }) => canonicalText({ ...assertion, ...change });
const withValue = (value: Json) => line({ value });

test("the line is canonical JSON with every key, null where nothing is said", () => {
  const read = parseLine(line({ during: null, source: null }));
  expect(read).toEqual({ ...assertion, during: null, source: null });
  expect(read && statementToLine(read)).toBe(
    `{"during":null,"grade":"B2","handling":"amber","nationalMark":"","op":"assert","property":"name","source":null,"subject":"${subject}","value":{"kind":"text","text":"Әлия"}}`,
  );
});

test("reads a retraction, and nothing beside its two keys", () => {
  const retraction = { op: "retract", claim: file };
  expect(parseLine(canonicalText(retraction))).toEqual(retraction);
  expect(parseLine(canonicalText({ ...retraction, why: "error" }))).toBeNull();
  expect(parseLine(canonicalText({ op: "retract", claim: subject }))).toBeNull();
  expect(parseLine(canonicalText({ op: "assert", claim: file }))).toBeNull();
});

const good: readonly Json[] = [
  { kind: "text", text: "" },
  { kind: "text", text: "line\nand\ttab, 😀, \u202e, e\u0301" },
  { kind: "identifier", text: "KZ86125KZT5004100100" },
  { kind: "decimal", text: "-0.50" },
  { kind: "amount", text: "118.289735", asset: "USDT" },
  { kind: "amount", text: `${10n ** 77n}`, asset: "" },
  { kind: "date", from: "2024", to: "" },
  { kind: "entity", entity: subject },
  { kind: "file", sha256: file, sizeBytes: 0, mediaType: "" },
];
test.each(good)("reads the value %j", (value) => expect(parseLine(withValue(value))).toEqual({ ...assertion, value }));

const bad: readonly Json[] = [
  null,
  "text",
  [],
  {},
  { kind: "text" },
  { kind: "text", text: 5 },
  { kind: "text", text: "a\u0000" },
  { kind: "text", text: "a\r\n" },
  { kind: "text", text: "\u0085" },
  { kind: "note", text: "a" },
  { kind: "text", text: "a", lang: "kk" },
  { kind: "decimal", text: "01" },
  { kind: "decimal", text: "1." },
  { kind: "decimal", text: ".5" },
  { kind: "decimal", text: "1e3" },
  { kind: "decimal", text: "+1" },
  { kind: "decimal", text: "١" },
  { kind: "decimal", text: "" },
  { kind: "decimal", text: "1\n" },
  { kind: "decimal", text: "1".repeat(129) },
  { kind: "amount", text: "1" },
  { kind: "amount", text: "1,5", asset: "USDT" },
  { kind: "amount", text: "1", asset: null },
  { kind: "amount", text: "1", asset: "x".repeat(257) },
  { kind: "date", from: "28.03.2024", to: "" },
  { kind: "date", from: "2024", to: null },
  { kind: "span", from: "2024", to: "" },
  { kind: "entity", entity: "me" },
  { kind: "file", sha256: subject, sizeBytes: 1, mediaType: "text/csv" },
  { kind: "file", sha256: file, sizeBytes: -1, mediaType: "text/csv" },
];
test.each(bad)("refuses the value %j", (value) => expect(parseLine(withValue(value))).toBeNull());

test.each([
  ["another operation", { op: "same" }],
  ["a subject that is no id", { subject: "me" }],
  ["a property with a capital first", { property: "Name" }],
  ["a property with a dash", { property: "first-name" }],
  ["a property of 65 signs", { property: "a".repeat(65) }],
  ["a half span", { during: { from: "2024" } }],
  ["an open span in words", { during: { from: "2024", to: "now" } }],
  ["a source without a place", { source: { file } }],
  ["a place with more", { source: { file, place: { page: 0, row: 1, column: "", line: 2 } } }],
  ["a negative row", { source: { file, place: { page: 0, row: -1, column: "" } } }],
  ["no grade", { grade: "" }],
  ["a lower-case grade", { grade: "b2" }],
  ["a handling of another scheme", { handling: "white" }],
  ["an unknown national mark", { nationalMark: "secret" }],
  ["one key more", { note: "" }],
])("refuses %s", (_what, change) => expect(parseLine(line(change))).toBeNull());

test("refuses a line that lacks a key, or is not canonical", () => {
  const { grade: _grade, ...lacking } = assertion;
  expect(parseLine(canonicalText(lacking))).toBeNull();
  expect(parseLine(JSON.stringify(assertion))).toBeNull();
  expect(parseLine(` ${line({})}`)).toBeNull();
  expect(parseLine(`${line({})}\n`)).toBeNull();
  expect(parseLine("")).toBeNull();
});

test("counts a line's bytes, not its letters", () => {
  const room = 65_536 - new TextEncoder().encode(withValue({ kind: "text", text: "" })).length;
  expect(parseLine(withValue({ kind: "text", text: "x".repeat(room) }))).not.toBeNull();
  expect(parseLine(withValue({ kind: "text", text: "x".repeat(room + 1) }))).toBeNull();
  expect(parseLine(withValue({ kind: "text", text: "Ә".repeat(room / 2 + 1) }))).toBeNull();
});

const noted = { ...assertion, note: "сверено с оригиналом" };
test.each([
  noted,
  { ...assertion, value: { kind: "decimal", text: "36", unit: "exchange" } },
  { ...assertion, source: { file, place: { page: 0, row: 0, column: "", time: "00:03:07.250" } } },
])("reads what format 2 adds, and says so: %j", (json) => {
  const read = parseLine(canonicalText(json));
  expect(read).toEqual(json);
  expect(read && [statementToLine(read), formatOf(read)]).toEqual([canonicalText(json), 2]);
});

test.each([
  { ...assertion, note: "" },
  { ...assertion, note: null },
  { ...assertion, note: "a\u0000" },
  { ...assertion, value: { kind: "decimal", text: "36", unit: "" } },
  { ...assertion, value: { kind: "amount", text: "36", asset: "KZT", unit: "x" } },
  { ...assertion, source: { file, place: { page: 0, row: 0, column: "", time: "" } } },
  { ...assertion, source: { file, place: { page: 0, row: 0, column: "", time: "3:07" } } },
])("nothing said is a member left out, and nothing else is let in: %j", (json) => {
  expect(parseLine(canonicalText(json))).toBeNull();
});
