import { ownOf } from "../../kernel/own.ts";
import type { EntityId } from "../../kernel/brand.ts";
import { pointAmount } from "../amounts.ts";
import type { Harvest, Place } from "../harvest.ts";
import { coinOf } from "../known-assets.ts";
import { toPlainText } from "../plain-text.ts";
import { openQuestions } from "../questions.ts";
import { type RowFate, rowReader } from "../row-reader.ts";
import { parseMoment, parseUnix } from "../times.ts";
import { isAmount } from "../transfers.ts";
import { rememberAddresses, walletOf } from "../wallets.ts";

const wallet = { type: "wallet", property: "address" } as const;
const longestLabel = 500;

/** What a row of a wallet program says. */
interface Entry {
  readonly kind: "sent" | "received" | "mined";
  readonly address: string;
  readonly label: string;
  /** Plain decimal text in BTC, without a sign. */
  readonly amount: string;
  readonly time: number;
  readonly transaction: string;
  readonly row: number;
}

/** Says entries: payments go from the wallet file, whose addresses are not told, to whom they name; of receipts the sender is not told. */
function sayEntry(harvest: Harvest, entry: Entry, place: Place): null {
  const file = ownerOf(harvest, place);
  const other = walletOf(harvest, entry.address, place);
  if (entry.label !== "") {
    const label = { kind: "text", text: toPlainText(entry.label, longestLabel) } as const;
    if (label.text !== "") harvest.thing({ id: other, type: "wallet", values: { label }, ...place });
  }
  if (entry.kind === "sent") {
    const { amount, time, transaction, row } = entry;
    harvest.transfer({ from: file, to: other, asset: coinOf("bitcoin"), amount, time, transaction, row });
    return null;
  }
  harvest.link({ key: `address ${entry.address}`, type: "related", from: file, to: other, values: {}, ...place });
  harvest.notice(entry.kind === "mined" ? "mined" : "no-counterparty");
  return null;
}

/** The wallet file itself: an account of its own, since it may have any number of addresses. */
function ownerOf(harvest: Harvest, place: Place): EntityId {
  const id = harvest.idOf("account", "bitcoin-core");
  const values = { platform: { kind: "text", text: "other" }, displayName: { kind: "text", text: "Bitcoin Core wallet.dat" } } as const;
  return harvest.thing({ id, type: "account", values, ...place });
}

const kinds: Readonly<Record<string, Entry["kind"]>> = {
  send: "sent",
  receive: "received",
  generate: "mined",
  immature: "mined",
  "sent to": "sent",
  "received with": "received",
  mined: "mined",
};

/** `listtransactions` of Bitcoin Core: what one wallet file sent and received. */
export const bitcoinCoreReader = rowReader({
  name: "bitcoincore.list",
  version: 1,
  columns: {
    address: { headers: ["address"], becomes: wallet },
    kind: { headers: ["category"] },
    amount: { headers: ["amount"] },
    label: { headers: ["label"], isOptional: true, becomes: { type: "wallet", property: "label" } },
    output: { headers: ["vout"], isChecked: true },
    confirmations: { headers: ["confirmations"], isChecked: true },
    transaction: { headers: ["txid"] },
    time: { headers: ["blocktime", "time"] },
    abandoned: { headers: ["abandoned"], isOptional: true, isChecked: true },
  },
  begin: (_table, harvest) => {
    const isAddress = rememberAddresses("bitcoin");
    const known = new Set<string>();
    return (row) => {
      const fate = entryFault(row.cell("kind"), row.cell("amount"));
      const time = parseUnix(row.cell("time"), "s");
      const transaction = row.cell("transaction").toLowerCase();
      if (!/^[0-9a-f]{64}$/.test(transaction)) return row.fault("transaction", "transaction-hash");
      if (row.cell("kind") === "orphan" || row.cell("abandoned") === "true") return row.fault("kind", "failed");
      if (fate !== null) return row.fault(fate, fate === "kind" ? "no-transfer" : "amount");
      if (!/^[1-9]\d*$/.test(row.cell("confirmations"))) return row.fault("confirmations", "not-confirmed");
      if (time === null) return row.fault("time", "time");
      if (!isAddress(row.cell("address"))) return row.fault("address", "address");
      const key = `${transaction} ${row.cell("output")} ${row.cell("kind")}`;
      if (known.has(key)) {
        harvest.notice("repeated-transactions");
        return "repeat";
      }
      known.add(key);
      const entry = {
        kind: ownOf(kinds, row.cell("kind")) ?? "received",
        address: row.cell("address"),
        label: row.cell("label"),
        time,
        transaction,
        row: row.row,
      };
      return sayEntry(harvest, { ...entry, amount: pointAmount(row.cell("amount"))?.text ?? "" }, row.place("address"));
    };
  },
});

/** The role of the cell that is wrong. What was sent is below zero, what was received above. */
function entryFault(kind: string, amount: string): "kind" | "amount" | null {
  const known = ownOf(kinds, kind.toLowerCase());
  if (known === undefined) return "kind";
  const magnitude = pointAmount(amount);
  if (magnitude === null || !isAmount(magnitude.text, 8)) return "amount";
  return magnitude.isNegative === (known === "sent") || !/[1-9]/.test(magnitude.text) ? null : "amount";
}

/** The list Bitcoin Core's window exports, in its English words. Times are local, of a place it does not say. */
export const bitcoinCoreCsvReader = rowReader({
  name: "bitcoincore.csv",
  version: 1,
  columns: {
    confirmed: { headers: ["confirmed"], isChecked: true },
    time: { headers: ["date"] },
    kind: { headers: ["type"] },
    label: { headers: ["label"], becomes: { type: "wallet", property: "label" } },
    address: { headers: ["address"], becomes: wallet },
    amount: { headers: ["amount (btc)"] },
    transaction: { headers: ["id"] },
  },
  asks: [openQuestions["utc-offset"]],
  begin: ({ answers }, harvest) => {
    const isAddress = rememberAddresses("bitcoin");
    return (row): RowFate => {
      const fate = entryFault(row.cell("kind"), row.cell("amount"));
      const time = parseMoment(row.cell("time"), "year-first", Number(answers["utc-offset"] ?? 0));
      // Older versions put the number of the output behind the hash.
      const transaction = row
        .cell("transaction")
        .toLowerCase()
        .replace(/-\d{3}$/, "");
      if (!/^[0-9a-f]{64}$/.test(transaction)) return row.fault("transaction", "transaction-hash");
      if (row.cell("confirmed").toLowerCase() !== "true") return row.fault("confirmed", "not-confirmed");
      if (fate !== null) return row.fault(fate, fate === "kind" ? "no-transfer" : "amount");
      if (time === null || time.isDayOnly) return row.fault("time", "time");
      if (!isAddress(row.cell("address"))) return row.fault("address", "address");
      const entry = {
        kind: ownOf(kinds, row.cell("kind").toLowerCase()) ?? "received",
        address: row.cell("address"),
        label: row.cell("label"),
        time: time.at,
        transaction,
      };
      return sayEntry(harvest, { ...entry, row: row.row, amount: pointAmount(row.cell("amount"))?.text ?? "" }, row.place("address"));
    };
  },
});

/** Electrum's history: what a wallet gained or lost. It names no address, so it is checked and told, and says of nobody that they paid. */
export const electrumReader = rowReader({
  name: "electrum",
  version: 1,
  columns: {
    transaction: { headers: ["transaction_hash"], isChecked: true },
    confirmations: { headers: ["confirmations"], isChecked: true },
    value: { headers: ["value"], isChecked: true },
    time: { headers: ["timestamp"], isChecked: true },
  },
  fits: (folded) => folded.includes("fiat_value") || folded.includes("label"),
  begin: (_table, harvest) => {
    const known = new Set<string>();
    return (row) => {
      const transaction = row.cell("transaction").toLowerCase();
      if (!/^[0-9a-f]{64}$/.test(transaction)) return row.fault("transaction", "transaction-hash");
      if (!/^[1-9]\d*$/.test(row.cell("confirmations"))) return row.fault("confirmations", "not-confirmed");
      if (pointAmount(row.cell("value")) === null) return row.fault("value", "amount");
      if (parseMoment(row.cell("time"), "year-first") === null) return row.fault("time", "time");
      if (known.has(transaction)) {
        harvest.notice("repeated-transactions");
        return "repeat";
      }
      known.add(transaction);
      harvest.notice("no-counterparty");
      return null;
    };
  },
});
