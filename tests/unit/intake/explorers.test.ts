import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allKnownAssets, isLookAlike, tokenOf } from "../../../shared/intake/known-assets.ts";
import { parseAddress } from "../../../shared/ontology/address.ts";
import { readWhole, refusedWhole, saidIn, transfersIn } from "../../kit/intake-reading.ts";

const fixtures = join(import.meta.dirname, "../../fixtures/intake");
const fixture = (start: string): Uint8Array => {
  const name = readdirSync(fixtures).find((one) => one.startsWith(start));
  return readFileSync(join(fixtures, name ?? expect.fail(start)));
};
const linesOf = (start: string): readonly string[] => fixture(start).toString().trim().split(/\r?\n/);
const totals = (read: Awaited<ReturnType<typeof readWhole>>) =>
  read.totals.map(({ asset, count, total }) => [asset.contract, asset.symbol, asset.decimals, asset.isKnown, count, total]);
const faults = (read: Awaited<ReturnType<typeof readWhole>>) => read.rejected.map(({ row, column, value, rule }) => [row, column, value, rule]);

test.each(allKnownAssets.map((one) => [one.symbol, one.chain, one] as const))(
  "the contract of %s on %s is written without a slip",
  (_symbol, chain, { contract }) => {
    const source = readFileSync(join(import.meta.dirname, "../../../shared/intake/known-assets.ts"), "utf8");
    const address = chain === "tron" ? contract : (new RegExp(contract.slice(chain.length + 1), "i").exec(source)?.[0] ?? expect.fail(contract));
    expect(parseAddress(address)).toMatchObject({ ok: true, value: { isChecked: true, family: chain === "tron" ? "tron" : "evm" } });
  },
);

const trxHeader = "Tx Hash,blockHeight,blockTime(UTC+8),blockTime(UTC),from,to,value,symbol,contractType,status";
const trx = linesOf("TRON-transaction")[1]?.split(",") ?? [];

test("TRX and TRC-10: eleven of twelve moved money, the failed one is named", async () => {
  const read = await readWhole(fixture("TRON-transaction"));
  expect(read).toMatchObject({ profile: "tronscan.trx", rows: 12, accepted: 11 });
  // Summed by hand from the fixture: 8 × TransferContract 183.000002, 2 × TriggerSmartContract 30.500001.
  expect(totals(read)).toEqual([
    ["tron", "TRX", 6, true, 10, "213.500003"],
    ["trc10:UNFREEZE", "UNFREEZE", 1, false, 1, "30.5"],
  ]);
  expect(faults(read)).toEqual([[4, "status", "FAILED", "failed"]]);
  expect(transfersIn(read)[0]).toBe("1: 1VMp1r -> cATxod 0.000001 TRX");
});

test.each([
  [0, "zz", "Tx Hash", "transaction-hash"],
  [3, "2025-13-01 00:00:00", "blockTime(UTC)", "time"],
  [4, "TBayr7W7qqQBX8GCW7fTAStruv381VMp1R", "from", "sender"],
  [5, "", "to", "receiver"],
  [6, "1,5", "value", "amount"],
  [6, "0.0000001", "value", "amount"],
  [7, "USDT", "symbol", "asset"],
  [8, "VoteWitnessContract", "contractType", "no-transfer"],
  [9, "REVERT", "status", "failed"],
  [9, "erfolgreich", "status", "status"],
])("TRX: cell %i “%s” leaves out its row alone", async (at, text, column, rule) => {
  const quoted = trx.with(at, text).map((cell) => `"${cell}"`);
  const read = await readWhole([trxHeader, trx.join(","), quoted.join(","), trx.slice(1).join(",")].join("\n"));
  expect(faults(read)).toEqual([
    [2, column, text, rule],
    [3, "", "9", "cell-count"],
  ]);
  expect(read.accepted).toBe(1);
});

test.each([
  ["export-0x", { answers: { chain: "ethereum" } }, "ethereum", "ETH"],
  ["export-0x", { answers: { chain: "base" } }, "base", "ETH"],
  ["bscscan", {}, "bsc", "BNB"],
] as const)("%s: coins by their header %o", async (start, choices, chain, symbol) => {
  const read = await readWhole(fixture(start), choices);
  expect(read).toMatchObject({ profile: "etherscan.transactions", rows: 8, accepted: 7 });
  expect(totals(read)).toEqual([[chain, symbol, 18, true, 7, "4.04"]]);
  expect(faults(read)).toEqual([[8, "ErrCode", "Reverted", "failed"]]);
  expect(transfersIn(read).slice(0, 2)).toEqual([`1: 3d195d -> 0D7394 0.5 ${symbol}`, `2: 0D7394 -> C38426 0.26 ${symbol}`]);
});

test("which blockchain is asked where the header does not say it, and the answer must be one of those it may be", async () => {
  expect(await refusedWhole(fixture("export-0x"))).toEqual({ kind: "unanswered", where: "chain" });
  expect(await refusedWhole(fixture("export-0x"), { answers: { chain: "bsc" } })).toEqual({ kind: "unanswered", where: "chain" });
  expect(await refusedWhole(fixture("export-address-token"))).toEqual({ kind: "unanswered", where: "chain" });
});

test("tokens: thousands with commas, the fake USDT kept apart by its contract", async () => {
  const read = await readWhole(fixture("export-address-token"), { answers: { chain: "ethereum" } });
  expect(read).toMatchObject({ profile: "etherscan.tokens", rows: 8, accepted: 8, rejected: [] });
  expect(totals(read)).toEqual([
    ["ethereum:0xdac17f958d2ee523a2206206994597c13d831ec7", "USDT", 6, true, 7, "58670.500001"],
    ["ethereum:0xb1c8fe63329c73172daa11f5ace98be8d2d39315", "USDT", 2, false, 1, "9.99"],
  ]);
  expect(read.notices).toContainEqual({ name: "look-alike-token", count: 1 });
});

const token = [`0x${"ab".repeat(32)}`, "1736488800", "0x57d9bff2f09f051c4b74e52581f212e984c38426", "0xb7d57e66877b248ad5242b7b2c534916180d7394"];
const usdt = "0xdac17f958d2ee523a2206206994597c13d831ec7";
test("tokens: the oldest header, and cells that cannot be read", async () => {
  const rows = [
    [...token, "1,250.5", usdt],
    [...token, "1.250,5", usdt],
    [...token, "12,50", usdt],
    [...token, "1.1234567", usdt],
    [...token.with(3, "0x57d9bff2f09f051c4b74e52581f212e984c3842"), "1", usdt],
    [...token.with(1, "tomorrow"), "1", usdt],
    [...token.with(0, "ab".repeat(32)), "1", usdt],
    [...token, "1", "USDT"],
  ].map(
    ([hash, unix, from, to, value, contract]) =>
      `"${hash}","${unix}","2025-01-10 06:00:00","${from}","${to}","${value}","${contract}","Tether USD","USDT"`,
  );
  const read = await readWhole(["Txhash,UnixTimestamp,DateTime,From,To,Value,ContractAddress,TokenName,TokenSymbol", ...rows].join("\r\n"), {
    answers: { chain: "ethereum" },
  });
  expect(totals(read)).toEqual([[`ethereum:${usdt}`, "USDT", 6, true, 1, "1250.5"]]);
  expect(faults(read).map(([row, column, , rule]) => [row, column, rule])).toEqual([
    [2, "Value", "amount"],
    [3, "Value", "amount"],
    [4, "Value", "amount"],
    [5, "To", "receiver"],
    [6, "UnixTimestamp", "time"],
    [7, "Txhash", "transaction-hash"],
    [8, "ContractAddress", "contract"],
  ]);
});

test("a moment said twice must be one moment; a contract made by a row is whom it paid", async () => {
  const head =
    "Txhash,Blockno,UnixTimestamp,DateTime (UTC),From,To,ContractAddress,Value_IN(ETH),Value_OUT(ETH),CurrentValue @ $2/Eth,TxnFee(ETH),TxnFee(USD),Historical $Price/Eth,Status,ErrCode,Method,PrivateNote";
  const row = (time: string, to: string, contract: string): string =>
    `${token[0]},1,1736488800,${time},${token[2]},${to},${contract},0,1.5,3,0,0,2,,,Create,`;
  const read = await readWhole(
    [head, row("2025-01-10 06:00:00", "", usdt), row("2025-01-10 11:00:00", usdt, ""), row("2025-01-10 06:00:00", "", "")].join("\n"),
    {
      answers: { chain: "ethereum" },
    },
  );
  expect(transfersIn(read)).toEqual(["1: C38426 -> 831ec7 1.5 ETH"]);
  expect(faults(read).map(([at, column, , rule]) => [at, column, rule])).toEqual([
    [2, "DateTime (UTC)", "time-differs"],
    [3, "ContractAddress", "receiver"],
  ]);
});

test("internal transactions, and unique tokens that are told and not read", async () => {
  const internal =
    "Txhash,Blockno,UnixTimestamp,DateTime (UTC),ParentTxFrom,ParentTxTo,ParentTxETH_Value,From,TxTo,ContractAddress,Value_IN(BNB),Value_OUT(BNB),CurrentValue @ $1/BNB,Historical $Price/BNB,Status,ErrCode,Type";
  const row = (status: string): string =>
    `${token[0]},1,1736488800,2025-01-10 06:00:00,${token[2]},${usdt},0,${usdt},${token[3]},,0.25,0,0,0,${status},,call`;
  const read = await readWhole([internal, row("0"), row("1"), row("Error(1)")].join("\n"));
  expect(read.profile).toBe("etherscan.internal");
  expect(transfersIn(read)).toEqual(["1: 831ec7 -> 0D7394 0.25 BNB"]);
  expect(faults(read)).toEqual([
    [2, "Status", "1", "status"],
    [3, "Status", "Error(1)", "failed"],
  ]);
  const unique = "Transaction Hash,Blockno,UnixTimestamp,DateTime (UTC),From,To,ContractAddress,TokenName,TokenSymbol,Token ID,Type,Quantity";
  const nft = await readWhole([unique, `${token[0]},1,1736488800,2025-01-10 06:00:00,${token[2]},${token[3]},${usdt},Apes,APE,7,721,1`].join("\n"));
  expect(nft).toMatchObject({ profile: "etherscan.nft", rows: 1, accepted: 0, rejected: [{ column: "Token ID", value: "7", rule: "unique-token" }] });
});

test("OKLink: coins of Ethereum's kind, and its tokens under the header TRON has too", async () => {
  const time = "2025/01/10 14:00:00,2025/01/10 06:00:00";
  const coins = await readWhole(
    [
      `Tx Hash,blockHeight,blockTime(UTC+8),blockTime(UTC),from,to,value,fee,status`,
      `${token[0]},1,${time},${token[2]},${token[3]},0.5,0.1,SUCCESS`,
      `${token[0]},1,${time},${token[2]},${token[3]},0.5,0.1,FAIL`,
    ].join("\n"),
    { answers: { chain: "bsc" } },
  );
  expect(totals(coins)).toEqual([["bsc", "BNB", 18, true, 1, "0.5"]]);
  expect(coins.rejected).toMatchObject([{ row: 2, rule: "failed" }]);
  const tokens = await readWhole(
    [
      `Tx Hash,blockHeight,blockTime(UTC+8),blockTime(UTC),from,to,value,symbol,tokenAddress,isConfirm`,
      `${token[0]},1,${time},${token[2]},${token[3]},0.5,USDT,${usdt},true`,
    ].join("\n"),
    { answers: { chain: "ethereum" } },
  );
  expect(tokens.profile).toBe("oklink.evm");
  expect(totals(tokens)).toEqual([[`ethereum:${usdt}`, "USDT", 6, true, 1, "0.5"]]);
});

const [tronA, tronB, tetherTron] = ["TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb", "TBayr7W7qqQBX8GCW7fTAStruv381VMp1r", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"];
test("Tronscan's and TronGrid's interfaces: minor units, every digit of a number beyond 2^53", async () => {
  const scan = (more: object) => ({
    transaction_id: "a1".repeat(32),
    block_ts: 1736488800000,
    from_address: tronA,
    to_address: tronB,
    quant: "1500000",
    contract_address: tetherTron,
    tokenInfo: { tokenId: tetherTron, tokenAbbr: "USDT", tokenDecimal: 6 },
    contractRet: "SUCCESS",
    confirmed: true,
    ...more,
  });
  const read = await readWhole(
    JSON.stringify({
      total: 3,
      token_transfers: [
        scan({}),
        scan({ contractRet: "REVERT" }),
        scan({ confirmed: false }),
        scan({ tokenInfo: { tokenAbbr: "USDT", tokenDecimal: 18 } }),
      ],
    }),
  );
  expect(read.profile).toBe("tronscan.api.trc20");
  expect(totals(read)).toEqual([[tetherTron, "USDT", 6, true, 1, "1.5"]]);
  expect(read.rejected.map(({ row, rule }) => [row, rule])).toEqual([
    [2, "failed"],
    [3, "not-confirmed"],
    [4, "decimals"],
  ]);
  const grid = `{"data":[{"transaction_id":"${"b2".repeat(32)}","token_info":{"symbol":"BIG","address":"${tronB}","decimals":18,"name":"Big"},"block_timestamp":1736488800000,"from":"${tronA}","to":"${tronB}","type":"Transfer","value":123456789012345678901},
    {"transaction_id":"${"b3".repeat(32)}","token_info":{"symbol":"BIG","address":"${tronB}","decimals":18},"block_timestamp":1736488800000,"from":"${tronA}","to":"${tronB}","type":"Approval","value":"1"}],"success":true,"meta":{"at":1}}`;
  const pulled = await readWhole(grid);
  expect(pulled.profile).toBe("trongrid.trc20");
  expect(totals(pulled)).toEqual([[tronB, "BIG", 18, false, 1, "123.456789012345678901"]]);
  expect(pulled.rejected).toMatchObject([{ row: 2, column: "type", rule: "no-transfer" }]);
});

test("TronGrid's transactions: addresses in hexadecimal, the same transaction once", async () => {
  const transaction = (type: string, value: object, ret = "SUCCESS") => ({
    txID: `${type}${ret}`.length.toString(16).padStart(64, "0"),
    block_timestamp: 1736488800000,
    ret: [{ contractRet: ret }],
    raw_data: { contract: [{ type, parameter: { value } }] },
  });
  const hex = "41a614f803b6fd780986a42c78ec9c7f77e6ded13c";
  const paid = transaction("TransferContract", { amount: 30_500_000, owner_address: hex, to_address: hex });
  const data = [
    paid,
    paid,
    transaction("VoteWitnessContract", { owner_address: hex }),
    transaction("TransferContract", { amount: 1, owner_address: hex, to_address: hex }, "OUT_OF_ENERGY"),
    transaction("TriggerSmartContract", { owner_address: hex, contract_address: hex }),
  ];
  const read = await readWhole(JSON.stringify({ data, success: true }));
  expect(read).toMatchObject({ profile: "trongrid.transactions", rows: 5, accepted: 2, duplicates: 1 });
  expect(transfersIn(read)).toEqual(["1: gjLj6t -> gjLj6t 30.5 TRX", "5: gjLj6t -> gjLj6t 0 TRX"]);
  expect(read.rejected.map(({ row, rule }) => [row, rule])).toEqual([
    [3, "no-transfer"],
    [4, "failed"],
  ]);
});

test("Bitcoin: one sender's payments are flows without its change; of several senders nobody is said to have paid anybody", async () => {
  const read = await readWhole(fixture("esplora_txs"));
  expect(read).toMatchObject({ profile: "esplora", rows: 9, accepted: 9, rejected: [], duplicates: 0 });
  // By hand: transactions 1–4 and 6–8 have one sender each; 5 has two, 9 (a CoinJoin) five.
  expect(transfersIn(read)).toEqual([
    "1: 4jt7zl -> 2h42qe 0.1 BTC",
    "1: 4jt7zl -> tqkt7q 0.3999 BTC",
    "2: gtsvrh -> rxls8j 0.25 BTC",
    "2: gtsvrh -> fv4hth 0.5499 BTC",
    "3: 2h42qe -> 6yypn0 0.0999 BTC",
    "4: rxls8j -> a407mg 0.2 BTC",
    "4: rxls8j -> fgr33a 0.0499 BTC",
    "6: amcdw5 -> 8zqr4l 0.03 BTC",
    "6: amcdw5 -> hky3yq 0.2697 BTC",
    "7: hky3yq -> rlw8as 0.03 BTC",
    "7: hky3yq -> ml57c8 0.2396 BTC",
    "8: ml57c8 -> 2p0l2p 0.03 BTC",
    "8: ml57c8 -> fpv972 0.2095 BTC",
  ]);
  expect(read.notices).toEqual([{ name: "several-senders", count: 2 }]);
  const all = JSON.parse(fixture("esplora_txs").toString()) as readonly {
    vin: { prevout: { scriptpubkey_address: string } }[];
    vout: { scriptpubkey_address: string }[];
  }[];
  const addresses = new Set(
    all.flatMap(({ vin, vout }) => [...vin.map(({ prevout }) => prevout.scriptpubkey_address), ...vout.map((one) => one.scriptpubkey_address)]),
  );
  expect(read.entities).toEqual([{ type: "wallet", count: addresses.size }]);
  expect(saidIn(read, "wallet").filter((said) => said.startsWith("address")).length).toBe(addresses.size);
});

test("Bitcoin: change, mined coins, scripts without an address, pages that overlap, sums that do not fit", async () => {
  const [a, b] = ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "39sGTo7UgEQLnjCBniwB36p3Yjozcrsx49"];
  const out = (address: string | undefined, value: number) => ({
    scriptpubkey: "",
    ...(address === undefined ? {} : { scriptpubkey_address: address }),
    value,
  });
  const made = (number: number, vin: object[], vout: object[], fee: number, status: object = { confirmed: true, block_time: 1736488800 }) => ({
    txid: number.toString(16).padStart(64, "0"),
    vin,
    vout,
    fee,
    status,
  });
  const from = (address: string | undefined, value: number) => ({ is_coinbase: false, prevout: out(address, value) });
  const paid = made(1, [from(a, 100), from(a, 50)], [out(b, 90), out(a, 40), out(undefined, 0), out(undefined, 10)], 10);
  const read = await readWhole(
    JSON.stringify([
      paid,
      made(2, [{ is_coinbase: true, prevout: null }], [out(a, 625000000)], 0),
      paid,
      made(3, [from(undefined, 5)], [out(b, 5)], 0),
      made(4, [from(a, 5)], [out(b, 5)], 1),
      made(5, [from(a, 5)], [out(b, 5)], 0, { confirmed: false }),
      made(6, [from(`${a.slice(0, -1)}b`, 5)], [out(b, 5)], 0),
    ]),
  );
  expect(transfersIn(read)).toEqual(["1: DivfNa -> crsx49 0.0000009 BTC"]);
  expect(read).toMatchObject({ rows: 7, accepted: 3, duplicates: 1 });
  expect(read.notices).toEqual([
    { name: "nameless-output", count: 1 },
    { name: "mined", count: 1 },
    { name: "repeated-transactions", count: 1 },
    { name: "several-senders", count: 1 },
    { name: "dust", count: 1 },
  ]);
  expect(faults(read).map(([row, column, , rule]) => [row, column, rule])).toEqual([
    [5, "fee", "sums"],
    [6, "status.confirmed", "not-confirmed"],
    [7, "vin", "sender"],
  ]);
});

test("TRX of Tronscan's interface: failed, unconfirmed and overlapping rows are told", async () => {
  const read = await readWhole(fixture("tronscan_api_trx"));
  expect(read).toMatchObject({ profile: "tronscan.api.trx", rows: 9, accepted: 3, duplicates: 1 });
  expect(faults(read)).toEqual([
    [3, "contractRet", "OUT_OF_ENERGY", "failed"],
    [4, "confirmed", "false", "not-confirmed"],
    [6, "transferFromAddress", "TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVc", "sender"],
    [8, "amount", "1.5", "amount"],
    [9, "tokenInfo.tokenDecimal", "8", "decimals"],
  ]);
  expect(transfersIn(read)).toEqual(["1: Ya2MVb -> cATxod 30.5 TRX", "2: cATxod -> 1VMp1r 0.000001 TRX", "5: Ya2MVb -> 1VMp1r 0.123456 BTTOLD"]);
});

test("Circle's USDC on TRON is known, and a token named by its symbol only is no imitation", async () => {
  const usdc = { chain: "tron", contract: "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8", symbol: "USDC", decimals: 6 } as const;
  expect(tokenOf("tron", usdc.contract, "", allKnownAssets)).toEqual({ ...usdc, isKnown: true });
  const named = { chain: "tron", contract: "tron:graphsense:USDC", symbol: "USDC", decimals: 6, isKnown: false } as const;
  expect(isLookAlike(named)).toBe(false);
  expect(isLookAlike({ ...named, contract: "trc10:USDC" })).toBe(true);
  expect(isLookAlike({ ...named, contract: "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf" })).toBe(true);
  expect(isLookAlike({ ...usdc, isKnown: false })).toBe(false);
});
