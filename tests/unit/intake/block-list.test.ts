import { expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { isBlockListLike } from "../../../shared/intake/containers/block-list.ts";
import type { Intake } from "../../../shared/intake/model.ts";
import { readBlockRule } from "../../../shared/intake/readers/block-rule.ts";
import { fixtureBytes, readIntake } from "../../kit/read-intake.ts";

const domainsOf = (read: Intake) =>
  read.statements.flatMap((said) => (said.op === "assert" && said.property === "domain" && "text" in said.value ? [said.value.text] : []));
const rejectedOf = (read: Intake) => read.rejected.map(({ row, value, rule }) => [row, value, rule]);

test("a hosts file: sites that go nowhere, several to a line; remarks are counted", async () => {
  const read = await readIntake(fixtureBytes("block_hosts.txt"));
  expect(read).toMatchObject({ profile: "block-list", rows: 9, accepted: 3, duplicates: 1 });
  expect(domainsOf(read)).toEqual(["syn-invest.example", "pay.syn-invest.example", "syn-two.example", "www.syn-two.example"]);
  expect(rejectedOf(read)).toEqual([
    [1, "127.0.0.1 localhost", "domain"],
    [2, "::1 ip6-localhost", "domain"],
    [3, "0.0.0.0 0.0.0.0", "ip-address"],
    [8, "203.0.113.9 redirected.example", "not-blocked"],
    [9, "0.0.0.0 bad_host..example", "domain"],
  ]);
  expect(read.notices).toContainEqual({ name: "remarks", count: 2 });
  expect(read.sample[3]).toEqual(["7", "0.0.0.0 syn-invest.example"]);
});

test("rules of an ad blocker: exceptions, parts of pages and gaps name no site", async () => {
  const read = await readIntake(fixtureBytes("block_adblock.txt"));
  expect(read).toMatchObject({ rows: 13, accepted: 5, duplicates: 1 });
  expect(domainsOf(read)).toEqual(["syn-invest.example", "syn-two.example", "xn--80ak6aa92e.example", "syn-three.example", "syn-four.example"]);
  expect(rejectedOf(read).map(([row, , rule]) => [row, rule])).toEqual([
    [4, "not-blocked"],
    [5, "page-part"],
    [6, "page-part"],
    [7, "wildcard"],
    [8, "page-part"],
    [11, "not-blocked"],
    [13, "domain"],
  ]);
});

test("dnsmasq and plain names with remarks", async () => {
  const dnsmasq = await readIntake(fixtureBytes("block_dnsmasq.txt"));
  expect(domainsOf(dnsmasq)).toEqual(["syn-invest.example", "syn-two.example", "syn-three.example", "syn-four.example", "dotted.example"]);
  expect(rejectedOf(dnsmasq)).toEqual([[4, "server=/corp.example/192.0.2.1", "not-blocked"]]);
  const plain = await readIntake(fixtureBytes("block_plain.txt"));
  expect(domainsOf(plain)).toEqual(["syn-invest.example", "syn-two.example", "xn--e1abj58b.example"]);
  expect(rejectedOf(plain)).toEqual([
    [4, "198.51.100.3", "ip-address"],
    [5, "com", "domain"],
  ]);
});

test("a place is the row, whose first cell is the line of the file", async () => {
  const read = await readIntake(fixtureBytes("block_hosts.txt"));
  const said = read.statements.find((each) => each.op === "assert" && each.property === "domain");
  expect(said).toMatchObject({ source: { place: { row: 4, column: "rule" } } });
});

test("20,000 rules go through", async () => {
  const rules = Array.from({ length: 20_000 }, (_, at) => `||site${at}.example^`).join("\n");
  expect(await readIntake(utf8ToBytes(`! list\n${rules}`))).toMatchObject({ rows: 20_000, accepted: 20_000 });
}, 60_000);

test.each([
  ["domain\na.example\nb.example\n", false],
  ["a.example\nb.example\n", false],
  ["# a remark\na.example\n", true],
  ["# only remarks\n", false],
  ["time,amount\n2025,1\n", false],
  ["Tx Hash,from,to\n# x\n", false],
  ["0.0.0.0 a.example\n0.0.0.0 b.example\n", true],
])("%j is a block list: %s", (beginning, expected) => {
  expect(isBlockListLike(beginning)).toBe(expected);
});

test.each(["||a.example^$removeparam=x", "||a.example/x", "/^ads/$", "example.com##.x", "|http://a.example/x|", "@@||a.example^"])(
  "%s names no site",
  (line) => {
    expect(readBlockRule(line)).toHaveProperty("rule");
  },
);
