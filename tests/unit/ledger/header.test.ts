import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { canonicalText, type Json } from "../../../shared/kernel/canonical.ts";
import { commitIdOf, headerToText, mostParents, parseHeader, signedBytesOf } from "../../../shared/ledger/header.ts";

const [id32, id64] = ["0f".repeat(16), "ab".repeat(32)];
const parent = (n: number) => n.toString(16).padStart(64, "0");
const fields = {
  format: 1,
  case: id32,
  parents: [parent(1), parent(2)],
  author: id64,
  agency: "afm",
  clock: 3,
  saidAt: 1_772_442_000_000,
  intent: "add",
  act: id32,
  undoes: "",
  ontology: 1,
  count: 0,
  root: id64,
};
const text = (change: { readonly [key: string]: Json }) => canonicalText({ ...fields, ...change });

test("a header and its text go both ways; id and signed bytes come from the text", () => {
  const read = parseHeader(text({}));
  expect(read).toEqual({ ok: true, value: fields });
  if (!read.ok) return;
  expect(headerToText(read.value)).toBe(text({}));
  expect(commitIdOf(read.value)).toBe(createHash("sha256").update(text({})).digest("hex"));
  expect(new TextDecoder().decode(signedBytesOf(read.value))).toBe(`dalel.commit.1\n${text({})}`);
});

test("an undo names an act, and nothing else does", () => {
  expect(parseHeader(text({ intent: "undo", undoes: id32 }))).toMatchObject({ ok: true });
  expect(parseHeader(text({ intent: "undo" }))).toMatchObject({ ok: false });
  expect(parseHeader(text({ undoes: id32 }))).toMatchObject({ ok: false });
});

test("intents of format 2 are no intents of format 1", () => {
  expect(parseHeader(text({ format: 2, intent: "rule" })).ok).toBe(true);
  expect(parseHeader(text({ format: 1, intent: "rule" }))).toEqual({ ok: false, error: { kind: "bad-encoding" } });
});

test("a later format is said to be newer, whatever it holds", () => {
  expect(parseHeader(text({ format: 3 }))).toEqual({ ok: false, error: { kind: "newer-format" } });
  expect(parseHeader(canonicalText({ format: 7, somethingElse: [] }))).toEqual({ ok: false, error: { kind: "newer-format" } });
});

test("more claims than a commit may have are said to be too many", () => {
  expect(parseHeader(text({ count: 65_536 }))).toMatchObject({ ok: true });
  expect(parseHeader(text({ count: 65_537 }))).toEqual({ ok: false, error: { kind: "too-many-claims" } });
});

const wrong: readonly { readonly [key: string]: Json }[] = [
  { format: 0 },
  { format: "1" },
  { case: id64 },
  { case: id32.toUpperCase() },
  { parents: [parent(2), parent(1)] },
  { parents: [parent(1), parent(1)] },
  { parents: [id32] },
  { parents: "" },
  { author: id32 },
  { agency: "" },
  { agency: "АФМ" },
  { agency: "-a" },
  { agency: "a".repeat(33) },
  { clock: 0 },
  { clock: 2 ** 52 + 1 },
  { saidAt: -1 },
  { saidAt: "now" },
  { intent: "delete" },
  { act: "" },
  { undoes: null },
  { ontology: -1 },
  { count: -1 },
  { root: id32 },
  { root: "AB".repeat(32) },
  { note: "free text" },
];
test.each(wrong)("refuses %j", (change) => expect(parseHeader(text(change))).toEqual({ ok: false, error: { kind: "bad-encoding" } }));

test("refuses text that is not canonical, lacks a key or is endless", () => {
  const { agency: _agency, ...lacking } = fields;
  for (const wrongText of [canonicalText(lacking), JSON.stringify(fields), `${text({})} `, "", "[]", "null"]) {
    expect(parseHeader(wrongText)).toEqual({ ok: false, error: { kind: "bad-encoding" } });
  }
  const parents = (count: number) => text({ parents: Array.from({ length: count }, (_, i) => parent(i)) });
  expect(parseHeader(parents(mostParents))).toMatchObject({ ok: true });
  expect(parseHeader(parents(mostParents + 1))).toMatchObject({ ok: false });
});
