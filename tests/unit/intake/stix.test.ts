import { expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { soughtValues } from "../../../shared/intake/graph/stix-pattern.ts";
import type { Intake } from "../../../shared/intake/model.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import { fixtureBytes, linkLines, readIntake } from "../../kit/read-intake.ts";

const rejectedOf = (read: Intake) => read.rejected.map(({ row, column, rule }) => `${row} ${column} ${rule}`);
const saidIn = (read: Intake, property: string) =>
  read.statements.flatMap((said) => (said.op === "assert" && said.property === property ? [textOfValue(said.value)] : []));

test("a STIX bundle: things and relationships; what refers to something outside, or has no place, is named", async () => {
  const read = await readIntake(fixtureBytes("stix_bundle.json"));
  expect(read).toMatchObject({ profile: "stix.objects", rows: 20, accepted: 14 });
  expect(rejectedOf(read)).toEqual([
    "1 type file-matter",
    "2 type file-matter",
    "6 type no-place",
    "14 target_ref unknown-end",
    "15 source_ref unknown-end",
    "20 type no-place",
  ]);
  expect(Object.fromEntries(read.entities.map(({ type, count }) => [type, count]))).toEqual({ organisation: 3, site: 1, wallet: 6, related: 3 });
  expect(linkLines(read)).toEqual([
    "related: SYN pyramid organisers → TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb",
    "related: TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb → TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod",
    "related: TLg8fsKsKbBb8n3rJbBCWJ54xJoJa3AvaH → SYN exchanger",
  ]);
  expect(saidIn(read, "note")).toContain("Synthetic demonstration note");
  expect(read.notices).toContainEqual({ name: "marked-amber-strict", count: 11 });
});

test("STIX, dirty: wrong checksums, systems, patterns, withdrawn and repeated objects, references into nothing", async () => {
  const read = await readIntake(fixtureBytes("stix_dirty.json"));
  expect(read).toMatchObject({ rows: 24, accepted: 12, duplicates: 1 });
  expect(rejectedOf(read)).toEqual([
    "3 identity_class no-place",
    "5 value address",
    "9 value ip-address",
    "12 type no-place",
    "14 pattern no-place",
    "15 pattern no-place",
    "16 type no-place",
    "18 source_ref unknown-end",
    "20 target_ref same-ends",
    "21 revoked withdrawn",
    "23 object_refs unknown-end",
  ]);
  expect(linkLines(read)).toEqual([
    "owns: Синтетикова Айгуль → KZ86125KZT5004100100",
    "related: syn@example.com → syn_promo",
    "owns: Синтетикова Айгуль → TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb",
    "uses: Синтетикова Айгуль → xn--80ak6aa92e.example",
    "related: xn--80ak6aa92e.example → syn-invest.example",
  ]);
  expect(saidIn(read, "domain")).toEqual(["syn-invest.example", "xn--80ak6aa92e.example", "pay.syn-invest.example", "syn-two.example"]);
  expect(saidIn(read, "url")).toEqual(["https://syn-invest.example/ru?ref=1", "http://syn-two.example/x"]);
  expect(saidIn(read, "position")).toEqual(["director"]);
  expect(saidIn(read, "platform").sort()).toEqual(["other", "telegram"]);
  expect(read.notices).toContainEqual({ name: "marked-red", count: 1 });
  expect(read.notices).toContainEqual({ name: "dangling-references", count: 1 });
});

test("20,000 objects go through", async () => {
  const id = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
  const objects = Array.from({ length: 20_000 }, (_, at) => `{"type":"domain-name","id":"domain-name--${id(at)}","value":"site${at}.example"}`);
  const read = await readIntake(utf8ToBytes(`{"type":"bundle","id":"bundle--${id(1)}","objects":[${objects.join(",\n")}]}`));
  expect(read).toMatchObject({ rows: 20_000, accepted: 20_000 });
}, 60_000);

test.each([
  ["[domain-name:value = 'a.example']", [{ type: "domain-name", value: "a.example" }]],
  ["[url:value='http://a.example/it\\'s'] OR [domain-name:value = 'b.example']", 2],
  ["[domain-name:value = 'a.example' AND url:value = 'x']", null],
  ["NOT [domain-name:value = 'a.example']", null],
  ["[domain-name:value LIKE 'a%']", null],
  ["", null],
])("a pattern %s", (pattern, expected) => {
  const read = soughtValues(pattern);
  if (typeof expected === "number") expect(read?.length).toBe(expected);
  else expect(read).toEqual(expected);
});

test("a hostile pattern takes no quadratic time", () => {
  const began = performance.now();
  expect(soughtValues(`[domain-name:value = '${"\\'".repeat(40_000)}`)).toBeNull();
  expect(soughtValues(`${"[".repeat(90_000)}`)).toBeNull();
  expect(performance.now() - began).toBeLessThan(1000);
});
