import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { previewIntake, runIntake } from "../../../shared/intake/intake.ts";
import type { IntakeError, IntakePreview } from "../../../shared/intake/model.ts";
import { readRows, readTransfers } from "../../../shared/intake/read-exhibit.ts";
import { checkStatements } from "../../../shared/ontology/check-statements.ts";

const root = join(import.meta.dirname, "../../..");
const samples = join(root, "assets/samples");
const fixtures = join(root, "tests/fixtures/intake");
const collector = "TRON-tokenTransfer-TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb--1743811200000.csv";
const expected: readonly { readonly file: string; readonly format: string; readonly data_rows: number; readonly header: readonly string[] }[] =
  JSON.parse(readFileSync(join(fixtures, "expected_imports.json"), "utf8"));
const order = { grade: "B2", handling: "amber" } as const;

const file = (bytes: Uint8Array, profile = "") => ({ source: sourceOfBytes(Uint8Array.from(bytes)), fileName: "f.csv", profile });
const preview = async (bytes: Uint8Array, profile?: string): Promise<IntakePreview> => {
  const read = await previewIntake(file(bytes, profile));
  return read.ok ? read.value : expect.fail(JSON.stringify(read.error));
};
const again = (bytes: Uint8Array, asked: { readonly reader: string; readonly readerVersion: number }) =>
  readTransfers(sourceOfBytes(Uint8Array.from(bytes)), parseFileHash(createHash("sha256").update(bytes).digest("hex")) ?? expect.fail("a hash"), {
    ...asked,
    choices: {},
  });
const rowsAt = (bytes: Uint8Array, fromRow: number, count: number) => readRows(sourceOfBytes(Uint8Array.from(bytes)), fromRow, count);
const refusal = async (bytes: Uint8Array, profile?: string): Promise<IntakeError> => {
  const read = await previewIntake(file(bytes, profile));
  return read.ok ? expect.fail("it was read") : read.error;
};

test.each(expected.filter((each) => each.format === "tronscan.token_transfer"))("$file is read whole", async ({ file, data_rows, header }) => {
  const bytes = readFileSync(join(samples, file));
  const read = await preview(bytes);
  expect(read).toMatchObject({
    profile: "tronscan.trc20",
    rows: data_rows,
    accepted: data_rows,
    duplicates: 0,
    rejected: [],
    sizeBytes: bytes.length,
  });
  expect(read.layout).toEqual({ container: "delimited", encoding: "utf-8", hasMark: false, delimiter: ",", hasHeader: true, headers: header });
  expect(read.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(read.columns.map((column) => column.use)).toEqual(["read", "ignored", "ignored", "read", "read", "read", "read", "read", "read", "checked"]);
});

/** Files of exchanges and banks, which have golden results of their own. */
const ofExchangesAndBanks = /^(binance|bybit|okx|bank|afm|1c|kaspi)_/;
/** Files of explorers likewise. */
const ofExplorers = /^(?:TRON|export|bscscan|blockchair|graphsense|letter)/;
/** Lists of people, companies, wallets and sites likewise. */
const ofLists = /^(?:block|companies|parties|people|wallets|opensanctions)_/;
const others = [ofExchangesAndBanks, ofExplorers, ofLists];
test.each(readdirSync(fixtures).filter((name) => /\.(csv|txt)$/.test(name) && !others.some((each) => each.test(name))))(
  "%s has a layout we do not read: it is looked at, and its import refused whole",
  async (name) => {
    const bytes = readFileSync(join(fixtures, name));
    expect(await preview(bytes)).toMatchObject({ profile: "", rows: 0, accepted: 0, rejected: [], sheets: [{ profile: null }] });
    expect(await runIntake({ ...file(bytes), ...order })).toEqual({ ok: false, error: { kind: "unknown-layout" } });
  },
);

test("the traps of the collector's file are kept and pointed out", async () => {
  const read = await preview(readFileSync(join(samples, collector)));
  expect(read.notices).toEqual([
    { name: "zero-value", count: 1 },
    { name: "look-alike-token", count: 2 },
    { name: "address-poisoning", count: 2 },
    { name: "dust", count: 1 },
  ]);
  expect(read.totals.map(({ asset, count, total }) => [asset.symbol, asset.isKnown, count, total])).toEqual([
    ["USDT", true, 144, "59000.001"],
    ["USDТ", false, 1, "888"],
    ["USDT", false, 1, "5000"],
  ]);
});

test("an import says the exhibit, the dataset and each wallet once, every one pointing at its row, and passes the trust boundary", async () => {
  const read = await runIntake({ ...file(readFileSync(join(samples, collector))), fileName: "вывод «кошелёк».csv", ...order });
  if (!read.ok) expect.fail(read.error.kind);
  const { statements, sha256, exhibit, entities } = read.value;
  expect(checkStatements(statements, () => undefined)).toEqual([]);
  const said = statements.flatMap((statement) => (statement.op === "assert" ? [statement] : []));
  expect(said).toHaveLength(statements.length);
  const types = said.filter((statement) => statement.property === "type").map((statement) => ("text" in statement.value ? statement.value.text : ""));
  expect(types.filter((type) => type === "wallet")).toHaveLength(entities[0]?.count ?? 0);
  expect(types.slice(0, 2)).toEqual(["exhibit", "dataset"]);
  expect(said.find((statement) => statement.property === "fileName")).toMatchObject({
    subject: exhibit,
    value: { text: "вывод «кошелёк».csv" },
    source: null,
  });
  const lines = readFileSync(join(samples, collector), "utf8").split("\n");
  for (const { property, value, source } of said) {
    if (property !== "address" || value.kind !== "identifier" || source === null) continue;
    const cells = lines[source.place.row]?.split(",") ?? [];
    expect([source.file, cells[source.place.column === "from" ? 4 : 5]]).toEqual([sha256, value.text]);
  }
});

test("an exhibit read again gives the same columns, and an unknown reader is refused", async () => {
  const bytes = readFileSync(join(samples, collector));
  const read = await runIntake({ ...file(bytes), fileName: "a", ...order });
  expect(await again(bytes, { reader: "tronscan.trc20", readerVersion: 2 })).toEqual({ ok: true, value: read.ok && read.value.transfers });
  expect(await again(bytes, { reader: "tronscan.trc20", readerVersion: 3 })).toEqual({ ok: false, error: { kind: "unknown-reader" } });
  expect(await again(utf8ToBytes("domain\na.com\n"), { reader: "tronscan.trc20", readerVersion: 1 })).toMatchObject({
    ok: false,
    error: { kind: "other-layout" },
  });
});

test("a dataset of an earlier version is read as it was then", async () => {
  const text = readFileSync(join(samples, collector), "utf8").replaceAll("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8");
  const assetsOf = async (readerVersion: number) => {
    const read = await again(utf8ToBytes(text), { reader: "tronscan.trc20", readerVersion });
    return read.ok
      ? read.value.assets
          .filter(({ contract }) => contract.startsWith("TEkx"))
          .map(({ symbol, isKnown }) => [read.value.readerVersion, symbol, isKnown])
      : read.error.kind;
  };
  expect(await assetsOf(1)).toEqual([[1, "USDT", false]]);
  expect(await assetsOf(2)).toEqual([[2, "USDC", true]]);
});

test("rows around a place are shown as written", async () => {
  const bytes = readFileSync(join(samples, collector));
  const lines = bytes.toString().trim().split("\n");
  const read = await rowsAt(bytes, 145, 5);
  expect(read).toMatchObject({
    ok: true,
    value: {
      total: 146,
      rows: [
        { row: 145, cells: lines[145]?.split(",") },
        { row: 146, cells: lines[146]?.split(",") },
      ],
    },
  });
  expect(await rowsAt(bytes, 200, 5)).toMatchObject({ ok: true, value: { rows: [] } });
  expect(await rowsAt(readFileSync(join(fixtures, "bybit_fund.csv")), 1, 1)).toMatchObject({ ok: true, value: { rows: [{ row: 1 }] } });
});

const header = "Tx Hash,blockHeight,blockTime(UTC+8),blockTime(UTC),from,to,value,symbol,tokenAddress,isConfirm";
const good = [
  "a".repeat(64),
  "1",
  "2025/03/28 14:38:00",
  "2025/03/28 06:38:00",
  "TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod",
  "TWA1iXrHCHyoNcUb2Aa2xJh34UZ3G1AFiD",
  "7.5",
  "USDT",
  "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
  "true",
];
const withCell = (at: number, text: string): string => good.with(at, text).join(",");

test.each([
  [0, "xyz", "Tx Hash", "transaction-hash"],
  [3, "2025/02/30 06:38:00", "blockTime(UTC)", "time"],
  [3, "28.03.2025 06:38", "blockTime(UTC)", "time"],
  [4, "TAzwtUEnf1jp9pSynn6EGafWkR2tcATxoD", "from", "sender"],
  [4, "41a614f803b6fd780986a42c78ec9c7f77e6ded13c", "from", "sender"],
  [5, "", "to", "receiver"],
  [6, "7.1234567", "value", "amount"],
  [6, "-7", "value", "amount"],
  [6, "1E-6", "value", "amount"],
  [6, "1 000", "value", "amount"],
  [8, "1002000", "tokenAddress", "contract"],
  [9, "false", "isConfirm", "not-confirmed"],
  [9, "", "isConfirm", "not-confirmed"],
])("cell %i “%s” leaves out its row alone, by name", async (at, text, column, rule) => {
  const read = await preview(utf8ToBytes([header, good.join(","), withCell(at, text), good.join(",")].join("\n")));
  expect(read).toMatchObject({ rows: 3, accepted: 2, rejected: [{ row: 2, column, value: text, rule }] });
});

test("a ragged row is named, and the rows after it are read", async () => {
  const read = await preview(utf8ToBytes([header, good.slice(0, 9).join(","), `${good.join(",")},extra`, good.join(",")].join("\n")));
  expect(read).toMatchObject({
    accepted: 1,
    rejected: [
      { row: 1, column: "", value: "9", rule: "cell-count" },
      { row: 2, value: "11", rule: "cell-count" },
    ],
  });
});

test("headers may stand in any order and case, quoted, with a byte order mark", async () => {
  const names = header.split(",");
  const turned = (cells: readonly string[]) =>
    [...cells]
      .reverse()
      .map((cell) => `"${cell.toUpperCase() === cell ? cell : cell}"`)
      .join(";");
  const read = await preview(utf8ToBytes(`\ufeff${turned(names.map((name) => name.toUpperCase()))}\r\n${turned(good)}\r\n`));
  expect(read).toMatchObject({ profile: "tronscan.trc20", accepted: 1, rejected: [], layout: { hasMark: true, delimiter: ";", encoding: "utf-8" } });
  expect(read.totals[0]).toMatchObject({ total: "7.5", first: Date.UTC(2025, 2, 28, 6, 38, 0) });
});

test("files that cannot be read say why", async () => {
  expect(await refusal(new Uint8Array())).toEqual({ kind: "empty" });
  expect(await refusal(utf8ToBytes(" \r\n\n"))).toEqual({ kind: "empty" });
  expect(await refusal(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))).toEqual({ kind: "spreadsheet" });
  expect(await refusal(readFileSync(join(root, "tests/unit/intake/intake.test.ts")).subarray(0, 0))).toEqual({ kind: "empty" });
  expect(await refusal(Uint8Array.from([0, 1, 2, 3]))).toEqual({ kind: "bad-byte", where: "1" });
  expect(await refusal(utf8ToBytes(`${header}\n`))).toEqual({ kind: "no-rows" });
  expect(await refusal(utf8ToBytes(`${header}\n"${good.join(",")}\n`))).toEqual({ kind: "broken-quotes", where: "2" });
  expect(await refusal(utf8ToBytes(`${header},to\n${good.join(",")},x\n`))).toEqual({ kind: "duplicate-header", where: "to" });
  expect(await refusal(utf8ToBytes("domain\na.com\n"), "tronscan.trc20")).toEqual({ kind: "other-layout", where: "domain-list" });
});

test("4,000 domains are read", async () => {
  const bytes = readFileSync(join(samples, "domains_4000.csv"));
  const read = await runIntake({ ...file(bytes), fileName: "domains_4000.csv", ...order });
  if (!read.ok) expect.fail(read.error.kind);
  expect(read.value).toMatchObject({ profile: "domain-list", rows: 4000, accepted: 4000, duplicates: 0, rejected: [] });
  expect(checkStatements(read.value.statements, () => undefined)).toEqual([]);
  const shown = read.value.statements.filter((statement) => statement.op === "assert" && statement.property === "displayName");
  expect(shown).toHaveLength(119);
});
