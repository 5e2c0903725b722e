import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { readRows, readTransfers } from "../../../shared/intake/read-exhibit.ts";
import { readWhole, refusedWhole, saidIn, transfersIn } from "../../kit/intake-reading.ts";

const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, "../../fixtures/intake", name));
const faults = (read: Awaited<ReturnType<typeof readWhole>>) => read.rejected.map(({ row, column, rule }) => [row, column, rule]);
const hash = "ab".repeat(32);
const [genesis, script] = ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "39sGTo7UgEQLnjCBniwB36p3Yjozcrsx49"];

test("Blockchair: an address with hashes is a wallet, and it is said that there are no flows", async () => {
  const read = await readWhole(fixture("blockchair_address.json"));
  expect(read).toMatchObject({ profile: "blockchair.address", rows: 1, accepted: 1, transfers: null, notices: [{ name: "hash-list", count: 2 }] });
  expect(saidIn(read, "wallet")).toEqual(["address = bc1quz7cvpqwp54ntpq8tlyyltq39mq00zltamcdw5", "chain = bitcoin"]);
  const wrong = await readWhole(fixture("blockchair_address.json").toString().replace("bc1quz7", "bc1quz8"));
  expect(wrong).toMatchObject({ accepted: 0, rejected: [{ row: 1, rule: "address", value: "bc1quz8cvpqwp54ntpq8tlyyltq39mq00zltamcdw5" }] });
});

test("Blockchair: gains and losses of an address name no other side", async () => {
  const header = "Tx number,Affected address/xpub,Effect,Ticker,Amount fiat (USD),Asset rate (USD),Date,Transaction hash";
  const read = await readWhole(fixture("blockchair_wallet.csv"));
  expect(read).toMatchObject({
    profile: "blockchair.wallet",
    rows: 1,
    accepted: 1,
    transfers: null,
    notices: [{ name: "no-counterparty", count: 1 }],
  });
  const dirty = await readWhole(
    [header, `1,xpub661MyMwAqRbcF,-0.5,BTC,1,1,2025-01-10 12:40:00,${hash}`, `2,${genesis},a lot,BTC,1,1,2025-01-10 12:40:00,${hash}`].join("\n"),
  );
  expect(faults(dirty)).toEqual([
    [1, "Affected address/xpub", "address"],
    [2, "Effect", "amount"],
  ]);
});

test("Blockchair: calls of Ethereum keep each wei", async () => {
  const [a, b] = ["0x57d9bff2f09f051c4b74e52581f212e984c38426", "0xb7d57e66877b248ad5242b7b2c534916180d7394"];
  const call = (value: string, transferred: boolean) =>
    `{"block_id":1,"transaction_hash":"0x${hash}","index":"0","time":"2025-01-10 06:00:00","sender":"${a}","recipient":"${b}","value":${value},"transferred":${transferred}}`;
  const file = `{"data":{"${b}":{"address":{"type":"account"},"calls":[${call("12345678901234567891", true)},${call("1", false)}]}},"context":{"code":200}}`;
  const read = await readWhole(file, { answers: { chain: "ethereum" } });
  expect(read.profile).toBe("blockchair.calls");
  expect(transfersIn(read)).toEqual(["1: C38426 -> 0D7394 12.345678901234567891 ETH"]);
  expect(faults(read)).toEqual([[2, "transferred", "failed"]]);
});

test("Bitcoin Core: what a wallet file sent is a flow from it; of receipts the sender is not told", async () => {
  const read = await readWhole(fixture("bitcoincore_listtransactions.json"));
  expect(read).toMatchObject({ profile: "bitcoincore.list", rows: 2, accepted: 2, notices: [{ name: "no-counterparty", count: 1 }] });
  expect(transfersIn(read)).toEqual(["2: Bitcoin Core wallet.dat -> 8zqr4l 0.03 BTC"]);
  expect(read.totals[0]).toMatchObject({ first: Date.UTC(2025, 0, 10, 14, 20), total: "0.03" });
  expect(saidIn(read, "wallet")).toContain("label = victim 1");
  expect(read.entities).toEqual([
    { type: "account", count: 1 },
    { type: "wallet", count: 2 },
    { type: "related", count: 1 },
  ]);
});

test("Bitcoin Core: exponents, entries that did not happen, the same entry twice", async () => {
  const entry = (more: object) => ({
    address: genesis,
    category: "send",
    amount: -0.00000001,
    vout: 0,
    confirmations: 3,
    txid: hash,
    time: 1736488800,
    abandoned: false,
    ...more,
  });
  const read = await readWhole(
    JSON.stringify([
      entry({}),
      entry({}),
      entry({ vout: 1, amount: 0.5 }),
      entry({ vout: 2, confirmations: -1 }),
      entry({ vout: 3, abandoned: true }),
      entry({ vout: 4, category: "orphan", amount: 1 }),
      entry({ vout: 5, address: `${genesis}x` }),
      entry({ vout: 6, category: "generate", amount: 6.25 }),
      entry({ vout: 7, category: "move" }),
    ]),
  );
  expect(transfersIn(read)).toEqual(["1: Bitcoin Core wallet.dat -> DivfNa 0.00000001 BTC"]);
  expect(read).toMatchObject({ duplicates: 1, accepted: 2 });
  expect(faults(read)).toEqual([
    [3, "amount", "amount"],
    [4, "confirmations", "not-confirmed"],
    [5, "category", "failed"],
    [6, "category", "failed"],
    [7, "address", "address"],
    [9, "category", "no-transfer"],
  ]);
});

test("Bitcoin Core's CSV is in local time: whose is asked", async () => {
  const file = [
    '"Confirmed","Date","Type","Label","Address","Amount (BTC)","ID"',
    `"true","2025-01-10T11:00:00","Sent to","shop","${script}","-0.25000000","${hash}-000"`,
    `"true","2025-01-10T11:00:00","Received with","","${genesis}","1.00000000","${hash}"`,
    `"false","2025-01-10T11:00:00","Sent to","","${script}","-0.1","${hash}"`,
    `"true","10.01.2025 11:00","Sent to","","${script}","-0.1","${hash}"`,
    `"true","2025-01-10T11:00:00","Payment to yourself","","(n/a)","-0.1","${hash}"`,
  ].join("\n");
  expect(await refusedWhole(file)).toEqual({ kind: "unanswered", where: "utc-offset" });
  const read = await readWhole(file, { answers: { "utc-offset": "300" } });
  expect(transfersIn(read)).toEqual(["1: Bitcoin Core wallet.dat -> crsx49 0.25 BTC"]);
  expect(read.totals[0]?.first).toBe(Date.UTC(2025, 0, 10, 6, 0));
  expect(faults(read)).toEqual([
    [3, "Confirmed", "not-confirmed"],
    [4, "Date", "time"],
    [5, "Type", "no-transfer"],
  ]);
});

test("Electrum: rows are checked and told, nobody is said to have paid", async () => {
  const file = [
    "transaction_hash,label,confirmations,value,fiat_value,fee,fiat_fee,timestamp",
    `${hash},rent,10,-0.5,1,0.0001,1,2025-01-10 11:00`,
    `${hash},rent,10,-0.5,1,0.0001,1,2025-01-10 11:00`,
    `${"cd".repeat(32)},,0,+0.5,1,,,2025-01-10 11:00`,
  ].join("\n");
  const read = await readWhole(file);
  expect(read).toMatchObject({ profile: "electrum", rows: 3, accepted: 1, duplicates: 1, transfers: null, entities: [] });
  expect(faults(read)).toEqual([[3, "confirmations", "not-confirmed"]]);
});

test("Etherscan's interface: wei and minor units, failed ones named, a contract made is whom it paid, unique tokens told", async () => {
  const [a, b, usdt] = [
    "0x57d9bff2f09f051c4b74e52581f212e984c38426",
    "0xb7d57e66877b248ad5242b7b2c534916180d7394",
    "0xdac17f958d2ee523a2206206994597c13d831ec7",
  ];
  const base = { blockNumber: "1", timeStamp: "1736488800", hash: `0x${hash}`, from: a, to: b, value: "1250000000000000001", contractAddress: "" };
  const answer = (result: object[]): string => JSON.stringify({ status: "1", message: "OK", result });
  const coins = await readWhole(
    answer([
      { ...base, isError: "0" },
      { ...base, isError: "1" },
      { ...base, isError: "0", to: "", contractAddress: usdt },
      { ...base, isError: "0", value: "1.5" },
      { ...base, isError: "0", txreceipt_status: "0" },
    ]),
    { answers: { chain: "bsc" } },
  );
  expect(coins.profile).toBe("etherscan.api.transactions");
  expect(transfersIn(coins)).toEqual(["1: C38426 -> 0D7394 1.250000000000000001 BNB", "3: C38426 -> 831ec7 1.250000000000000001 BNB"]);
  expect(faults(coins)).toEqual([
    [2, "isError", "failed"],
    [4, "value", "amount"],
    [5, "txreceipt_status", "failed"],
  ]);
  const token = { ...base, value: "1250000", contractAddress: usdt, tokenName: "Tether USD", tokenSymbol: "USDT", tokenDecimal: "6" };
  const tokens = await readWhole(answer([token, { ...token, tokenDecimal: "18" }]), { answers: { chain: "ethereum" } });
  expect(tokens.profile).toBe("etherscan.api.tokens");
  expect(transfersIn(tokens)).toEqual(["1: C38426 -> 0D7394 1.25 USDT"]);
  expect(faults(tokens)).toEqual([[2, "tokenDecimal", "decimals"]]);
  const unique = await readWhole(answer([{ ...token, tokenID: "7" }]));
  expect(unique).toMatchObject({ profile: "etherscan.nft", rejected: [{ rule: "unique-token", value: "7" }] });
});

test.each([
  ["esplora_txs.json", {}],
  ["bitcoincore_listtransactions.json", {}],
  ["export-address-token-0xb7d57E66877b248Ad5242b7B2C534916180D7394.csv", { answers: { chain: "ethereum" } }],
] as const)("%s read again as its dataset says gives the same columns, and its rows are looked at as they stand", async (name, choices) => {
  const source = sourceOfBytes(Uint8Array.from(fixture(name)));
  const read = await readWhole(fixture(name), choices);
  const again = await readTransfers(source, read.sha256, { reader: read.profile, readerVersion: 1, choices });
  expect(again).toEqual({ ok: true, value: read.transfers });
  const rows = await readRows(source, read.rows, 5);
  expect(rows.ok && rows.value.total).toBe(read.rows);
  expect(rows.ok && rows.value.rows.map(({ row, cells }) => [row, cells.length])).toEqual([[read.rows, read.layout.headers.length]]);
});

test("one transaction of Esplora is one row", async () => {
  const all: readonly unknown[] = JSON.parse(fixture("esplora_txs.json").toString());
  const read = await readWhole(JSON.stringify(all[2], null, 2));
  expect(read).toMatchObject({ profile: "esplora", rows: 1, accepted: 1 });
  expect(transfersIn(read)).toEqual(["1: 2h42qe -> 6yypn0 0.0999 BTC"]);
});
