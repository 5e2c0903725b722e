import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readWhole, refusedWhole, saidIn } from "../../kit/intake-reading.ts";
import { processorMs } from "../../kit/processor-time.ts";

const pack = (name: string): string => readFileSync(join(import.meta.dirname, "../../fixtures/intake/tagpacks", `${name}.yaml`), "utf8");
/** Addresses of a pack, found by a plain search of its lines. */
const linesWithAddress = (text: string): number => text.split("\n").filter((line) => /^\s*(?:- )?address:/.test(line)).length;

test.each([
  ["forsage", [], ["evm"]],
  ["mixing_fc2021", [], ["bitcoin"]],
  ["exchange-wallets-okx", [], ["bitcoin", "evm", "tron"]],
] as const)("%s: every tag of it", async (name, unread, chains) => {
  const read = await readWhole(pack(name));
  expect(read).toMatchObject({ profile: "tagpack", rows: linesWithAddress(pack(name)), layout: { container: "yaml", delimiter: "" } });
  expect(read.rejected.map(({ value }) => value)).toEqual(unread);
  const said = saidIn(read, "wallet");
  expect(
    [...new Set(said.filter((one) => one.startsWith("chain = ")).map((one) => one.slice(8)))]
      .sort()
      .every((chain) => chains.some((one) => one === chain)),
  ).toBe(true);
});

test("the head of a pack holds for tags that say nothing else; bare hexadecimal stays text; currencies we do not read are named", async () => {
  const read = await readWhole(pack("demo"));
  expect(read).toMatchObject({ rows: 5, accepted: 3 });
  expect(saidIn(read, "wallet")).toEqual([
    "address = 1Archive1n2C579dMsAu3iC6tWzuQJz8dN",
    "chain = bitcoin",
    "label = Internet Archive",
    "address = 0xFA8E3920daF271daB92Be9B87d9998DDd94FEF08",
    "chain = evm",
    "label = Internet Archive",
    "address = rGeyCsqc6vKXuyTGF39WJxmTRemoV3c97h",
    "chain = xrp",
    "label = Internet Archive",
  ]);
  expect(read.rejected.map(({ row, column, value, rule }) => [row, column, value, rule])).toEqual([
    [2, "currency", "BCH", "currency"],
    [5, "currency", "ZEC", "currency"],
  ]);
});

test("a service that a pack names as an actor uses the wallets", async () => {
  const read = await readWhole(pack("exchange-wallets-okx"));
  expect(saidIn(read, "exchange")).toEqual(["name = okex", "category = exchange"]);
  const wallets = read.entities.find(({ type }) => type === "wallet")?.count;
  expect(read.entities).toContainEqual({ type: "uses", count: wallets });
  expect(wallets).toBe(
    new Set(
      pack("exchange-wallets-okx")
        .match(/address: '?[0-9A-Za-z]+/g)
        ?.map((one) => one.toLowerCase()),
    ).size,
  );
});

const head = "title: x\ncreator: y\nlabel: a shop\ncurrency: ETH\ntags:\n";
test("a bare address in hexadecimal keeps every digit, and a tag that is no tag is one row left out", async () => {
  const read = await readWhole(`${head}- address: 0x57d9bff2f09f051c4b74e52581f212e984c38426\n- nothing\n- address: 0x12\n  label: 'own: label'\n`);
  expect(saidIn(read, "wallet")[0]?.toLowerCase()).toBe("address = 0x57d9bff2f09f051c4b74e52581f212e984c38426");
  expect(read.rejected.map(({ row, rule }) => [row, rule])).toEqual([
    [2, "cell-count"],
    [3, "address"],
  ]);
});

test.each([
  ["a name twice", `${head}- address: a\n  address: b\n`, "7"],
  ["an anchor", `${head}- &one\n  address: a\n- *one\n`, "7"],
  ["a bracket that never closes", `${head}- address: [a\n`, "7"],
])("%s refuses the pack with its line", async (_what, text, where) => {
  expect(await refusedWhole(text)).toEqual({ kind: "broken-yaml", where });
});

test("a bomb of references is refused before it grows", async () => {
  const bomb = Array.from(
    { length: 20 },
    (_, at) => `k${"abcdefghijklmnopqrstuvwxyz"[at]}: &r${at} [${at === 0 ? "x" : `*r${at - 1},*r${at - 1}`}]`,
  ).join("\n");
  const started = processorMs();
  expect(await refusedWhole(`title: x\n${bomb}\ntags:\n- address: a\n`)).toMatchObject({ kind: "broken-yaml" });
  expect(processorMs() - started).toBeLessThan(2000);
});
