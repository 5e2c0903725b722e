import { expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { previewIntake } from "../../../shared/intake/intake.ts";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { fixtureBytes, linkLines, readIntake, transferLines } from "../../kit/read-intake.ts";

test("a Binance statement: each change of a coin between the account and the exchange", async () => {
  const read = await readIntake(fixtureBytes("binance_statement.csv"));
  expect(read).toMatchObject({ profile: "binance.statement", rows: 6, accepted: 6, rejected: [] });
  expect(read.notices).toEqual([{ name: "booked-movements", count: 6 }]);
  expect(transferLines(read)).toEqual([
    "1 2025-02-01T08:00:01 Binance → Binance UID 900000001 500 USDT",
    "2 2025-02-01T08:10:00 Binance → Binance UID 900000001 0.005 BTC",
    "3 2025-02-01T08:10:00 Binance UID 900000001 → Binance 495 USDT",
    "4 2025-02-01T08:10:00 Binance UID 900000001 → Binance 0.0005 BNB",
    "5 2025-02-03T10:00:00 Binance UID 900000001 → Binance 250 USDT",
    "6 2025-02-05T12:30:30 Binance UID 900000001 → Binance 0.005 BTC",
  ]);
  expect(read.entities).toEqual([
    { type: "account", count: 1 },
    { type: "exchange", count: 1 },
  ]);
});

test("a statement without the user's id, in another time zone, with an inner transfer and numbers as a spreadsheet writes them", async () => {
  const read = await readIntake(
    utf8ToBytes(
      [
        "Time(UTC+5),Account,Operation,Coin,Change,Remark",
        "2025-02-01 02:00:00,Spot,Deposit,BTC,5E-8,",
        "2025-02-01 03:00:00,Spot,Transfer Between Main and Funding Wallet,BTC,-0.00000005,",
        "2025-02-01 03:00:00,Funding,Transfer Between Main and Funding Wallet,BTC,0.00000005,",
      ].join("\r\n"),
    ),
  );
  expect(read.notices).toEqual([
    { name: "booked-movements", count: 1 },
    { name: "internal-movements", count: 2 },
  ]);
  expect(transferLines(read)).toEqual(["1 2025-01-31T21:00:00 Binance → Binance UID ? 0.00000005 BTC"]);
});

test("the exchange is one thing in every file, and an account is its file's own", async () => {
  const first = await readIntake(fixtureBytes("binance_statement.csv"));
  const second = await readIntake(fixtureBytes("binance_deposits_v2.csv"));
  const [exchanges, accounts] = ["exchange", "account"].map((type) =>
    [first, second].map(
      ({ statements }) =>
        statements.find((said) => said.op === "assert" && said.property === "type" && said.value.kind === "text" && said.value.text === type) ??
        expect.fail(type),
    ),
  );
  const subjects = (said: typeof exchanges): number => new Set((said ?? []).map((one) => (one.op === "assert" ? one.subject : ""))).size;
  expect([subjects(exchanges), subjects(accounts)]).toEqual([1, 2]);
});

test("Binance deposits come from the address they came to, years of two digits told", async () => {
  const read = await readIntake(fixtureBytes("binance_deposits_v2.csv"));
  expect(read).toMatchObject({ profile: "binance.deposits", rows: 2, accepted: 2, rejected: [] });
  expect(read.notices).toEqual([{ name: "short-years", count: 2 }]);
  expect(transferLines(read)).toEqual([
    "1 2025-02-01T08:00:01 TMAGx94W81734M2PoHZMWroKSpZMcKMr3H → Binance UID ? 500 USDT d76f66a5cd0a965aca2f188f4a4a277655d7666e29ee9a6aa737cdbeec65f887",
    "2 2025-02-02T09:00:00 bc1qtkqghnft8a5jn2c0tpgdmzed2f9a29jaxvv4xe → Binance UID ? 0.01 BTC 87800aeb125aee659feaa0ddcb0b68e2523c386619381c8ea69e175f22b38128",
  ]);
  expect(linkLines(read)).toEqual([
    "depositsTo: TMAGx94W81734M2PoHZMWroKSpZMcKMr3H → Binance",
    "depositsTo: bc1qtkqghnft8a5jn2c0tpgdmzed2f9a29jaxvv4xe → Binance",
  ]);
});

test("Binance withdrawals go to the address", async () => {
  const read = await readIntake(fixtureBytes("binance_withdrawals_v2.csv"));
  expect(read).toMatchObject({ profile: "binance.withdrawals", rows: 1, accepted: 1 });
  expect(transferLines(read)).toEqual([
    "1 2025-02-05T12:30:30 Binance UID ? → 12wyHbxfyhmruKQZChHnrN6SipwtjzuMJ2 0.0048 BTC 018ebc19a2a05f574fff86433747e9ba2447e95a0f1c4ee6b303fd2fcb520aad",
  ]);
  expect(linkLines(read)).toEqual([]);
});

test("withdrawals with every kind of bad cell: each row is told of, with its reason", async () => {
  const read = await readIntake(fixtureBytes("binance_dirty.csv"));
  expect(read.rejected.map(({ row, column, rule }) => [row, column, rule])).toEqual([
    [1, "Address", "crypto-address"],
    [2, "Date(UTC+0)", "moment"],
    [3, "Amount", "number"],
    [4, "Status", "not-completed"],
    [5, "", "cell-count"],
    [9, "Coin", "coin"],
  ]);
  expect(transferLines(read).map((line) => line.split(" ").slice(0, 9).join(" "))).toEqual([
    "6 2025-02-05T12:30:34 Binance UID ? → TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod 7 USDT",
    "7 2025-02-05T12:30:35 Binance UID ? → TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod 8 USDT",
    "8 2025-02-05T12:30:36 Binance UID ? → addr1vsynthetic000000000000000000000000000000000 9 ADA",
  ]);
  expect(read.notices).toEqual([
    { name: "short-years", count: 3 },
    { name: "off-chain", count: 1 },
    { name: "other-chain", count: 1 },
    { name: "unchecked-addresses", count: 1 },
  ]);
});

test("the old layout does not say whether it lists deposits: it is asked, and no row is read before", async () => {
  const bytes = fixtureBytes("binance_depwd_v1.csv");
  const asked = await previewIntake({ source: sourceOfBytes(Uint8Array.from(bytes)), fileName: "f" });
  expect(asked).toMatchObject({ ok: true, value: { profile: "binance.history", rows: 0, questions: [{ name: "direction", answer: "" }] } });
  const lines = async (direction: string) => transferLines(await readIntake(bytes, { answers: { direction } }));
  const hash = "bb49b88929f9679eb33c0d6bf3c557c860250e6cea1a2786dfb5238f2df4e0ee";
  expect(await lines("deposit")).toEqual([`1 2022-06-05T08:34:57 TMAGx94W81734M2PoHZMWroKSpZMcKMr3H → Binance UID ? 1000 USDT ${hash}`]);
  expect(await lines("withdrawal")).toEqual([`1 2022-06-05T08:34:57 Binance UID ? → TMAGx94W81734M2PoHZMWroKSpZMcKMr3H 1000 USDT ${hash}`]);
});

test("a Bybit funding account: its preamble says whose, its balances bear the rows out", async () => {
  const read = await readIntake(fixtureBytes("bybit_fund.csv"));
  expect(read).toMatchObject({ profile: "bybit.fund", rows: 3, accepted: 3, rejected: [] });
  expect(transferLines(read)).toEqual([
    "1 2025-03-01T10:00:00 Bybit → Bybit UID 531000001 100 USDT",
    "2 2025-03-02T11:00:00 Bybit UID 531000001 → Bybit 40 USDT",
    "3 2025-03-03T12:00:00 Bybit → Bybit UID 531000001 0.103 USDT",
  ]);
  expect(read.controls).toEqual([{ account: "531000001", asset: "USDT", name: "change", said: "60.103", read: "60.103" }]);
  const torn = fixtureBytes("bybit_fund.csv")
    .toString()
    .split("\n")
    .filter((line) => !line.includes("-40.0"))
    .join("\n");
  expect((await readIntake(utf8ToBytes(torn))).controls).toMatchObject([{ said: "60.103", read: "100.103" }]);
});

test("a Bybit unified account, newest row first: whose it is, and what moved inside", async () => {
  const read = await readIntake(fixtureBytes("bybit_uta.csv"));
  expect(read).toMatchObject({ profile: "bybit.unified", rows: 2, accepted: 2 });
  expect(read.notices).toContainEqual({ name: "internal-movements", count: 1 });
  expect(transferLines(read)).toEqual(["1 2025-03-03T09:00:00 Bybit → Bybit UID 531000002 9.6645 USDT"]);
  expect(linkLines(read)).toEqual(["uses: Synthetic Customer → Bybit UID 531000002"]);
  expect(read.controls).toMatchObject([{ said: "59.6645", read: "59.6645" }]);
});

test("Bybit's old history has no sign: the name of the row says the way", async () => {
  const lines = ["Type,Coin,Amount,Wallet Balance,Time(UTC)", "Deposit,USDT,100,100,2023-03-01 10:00:00", "Withdraw,USDT,25,75,2023-03-01 11:00:00"];
  const read = await readIntake(utf8ToBytes(lines.join("\n")));
  expect(read.profile).toBe("bybit.history");
  expect(transferLines(read)).toEqual(["1 2023-03-01T10:00:00 Bybit → Bybit UID ? 100 USDT", "2 2023-03-01T11:00:00 Bybit UID ? → Bybit 25 USDT"]);
  expect(read.controls).toMatchObject([{ said: "75", read: "75" }]);
  expect((await readIntake(fixtureBytes("bybit_depwd_v1.csv"))).accepted).toBe(1);
});

test("OKX does not say its clock: it is asked; balances say the way of an unsigned amount", async () => {
  const bytes = fixtureBytes("okx_funding.csv");
  const open = await previewIntake({ source: sourceOfBytes(Uint8Array.from(bytes)), fileName: "f" });
  expect(open).toMatchObject({ ok: true, value: { profile: "okx.funding", rows: 0, questions: [{ name: "utc-offset" }] } });
  const read = await readIntake(bytes, { answers: { "utc-offset": "480" } });
  expect(transferLines(read)).toEqual([
    "1 2025-03-01T05:00:00 OKX → OKX UID ? 100 USDT 700000001",
    "3 2025-03-02T02:00:00 OKX UID ? → OKX 30.5 USDT 700000003",
    "4 2025-03-03T10:00:00 OKX → OKX UID ? 0.25 ETH 700000004",
  ]);
  expect(read.controls).toEqual([
    { account: "", asset: "USDT", name: "change", said: "9.5", read: "9.5" },
    { account: "", asset: "ETH", name: "change", said: "0.25", read: "0.25" },
  ]);
});
