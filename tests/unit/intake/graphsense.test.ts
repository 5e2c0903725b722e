import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readWhole, refusedWhole, saidIn, transfersIn } from "../../kit/intake-reading.ts";

const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, "../../fixtures/intake", name));
const faults = (read: Awaited<ReturnType<typeof readWhole>>) => read.rejected.map(({ row, column, rule }) => [row, column, rule]);
const hash = "ab".repeat(32);

test("transfers: GraphSense's USDT is Tether's where both its numbers say so; labels stay beside the wallets", async () => {
  expect(await refusedWhole(fixture("graphsense_txs_account.csv"))).toEqual({ kind: "unanswered", where: "chain" });
  const read = await readWhole(fixture("graphsense_txs_account.csv"), { answers: { chain: "ethereum" } });
  expect(read).toMatchObject({ profile: "graphsense.transfers", rows: 1, accepted: 1 });
  expect(transfersIn(read)).toEqual(["1: 3d195d -> 0D7394 500 USDT"]);
  expect(read.totals[0]?.asset).toMatchObject({ contract: "ethereum:0xdac17f958d2ee523a2206206994597c13d831ec7", isKnown: true, decimals: 6 });
  expect(saidIn(read, "wallet")).toContain("label = syn exchanger");
});

test("transfers: TRON asks nothing; numbers that differ, unknown names and wrong addresses", async () => {
  const [a, b] = ["TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb", "TBayr7W7qqQBX8GCW7fTAStruv381VMp1r"];
  const row = (units: string, amount: string, currency: string, to = b): string =>
    `${hash},,${units},${amount},1,1,${currency},1,2025-01-10 06:00:00,${a},${to}`;
  const read = await readWhole(
    [
      "Tx_hash,Token_tx_id,Value_raw,Value_in_base_currency,Value_eur,Value_usd,Currency,Height,Timestamp_utc,Sending_address,Receiving_address",
      row("1500000", "1.50", "TRX"),
      row("1500000", "15", "USDT"),
      row("7", "0.007", "MYSTERY"),
      row("1", "0.000001", "TRX", `${b}x`),
    ].join("\n"),
  );
  expect(transfersIn(read)).toEqual(["1: Ya2MVb -> 1VMp1r 1.5 TRX", "3: Ya2MVb -> 1VMp1r 0.007 MYSTERY"]);
  expect(faults(read)).toEqual([
    [2, "Value_raw", "decimals"],
    [4, "Receiving_address", "receiver"],
  ]);
});

test("Bitcoin: what an address gained names nobody", async () => {
  const read = await readWhole(fixture("graphsense_address_txs_utxo.csv"));
  expect(read).toMatchObject({
    profile: "graphsense.effects",
    rows: 1,
    accepted: 1,
    transfers: null,
    notices: [{ name: "no-counterparty", count: 1 }],
  });
});

test("neighbours: wallets are named, the sums under each other's headers are not read", async () => {
  const read = await readWhole(
    ["address,labels,no_txs,address_balance_raw,address_received_raw", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa,,3,50,10", "nobody,,1,1,1"].join("\n"),
  );
  expect(read).toMatchObject({ profile: "graphsense.addresses", accepted: 1, notices: [{ name: "swapped-columns", count: 1 }] });
  expect(faults(read)).toEqual([[2, "address", "address"]]);
});

test("tags: the checksum goes before the currency a file claims, and a currency we do not read is not taken for Bitcoin", async () => {
  const read = await readWhole(fixture("graphsense_tags.csv"));
  expect(read).toMatchObject({ profile: "graphsense.tags", rows: 1, accepted: 1, rejected: [] });
  expect(saidIn(read, "wallet")).toEqual([
    "address = bc1quz7cvpqwp54ntpq8tlyyltq39mq00zltamcdw5",
    "chain = bitcoin",
    "label = SYN exchanger hot wallet",
  ]);
  const claimed = await readWhole(
    [
      "address,currency,label,is_cluster_definer,source,category,abuse",
      "TUCsTq7TofTCJRRoHk6RvhMoS2mJLm5Yzq,BTC,listed,true,x,,",
      "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa,BCH,cash,true,x,,",
      "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh,XRP,genesis,true,x,,",
    ].join("\n"),
  );
  expect(saidIn(claimed, "wallet").filter((said) => said.startsWith("chain"))).toEqual(["chain = tron", "chain = xrp"]);
  expect(claimed.notices).toEqual([{ name: "claimed-currency", count: 1 }]);
  expect(faults(claimed)).toEqual([[2, "currency", "currency"]]);
});
