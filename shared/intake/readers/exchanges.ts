import type { Reader } from "../reader.ts";
import { openQuestions } from "../questions.ts";
import { type LedgerLayout, ledgerReader } from "./exchange-ledger.ts";
import { type MovementLayout, movementReader } from "./exchange-movements.ts";

const uid = { headers: ["user_id", "user id", "uid"], isOptional: true, use: { use: "read", type: "account", property: "numericId" } } as const;
const ignored = { use: "ignored", type: "", property: "" } as const;
const checked = { use: "checked", type: "", property: "" } as const;
const wallet = { use: "read", type: "wallet", property: "address" } as const;
/** "UTC_Time", "Time(UTC)", "Date(UTC+0)", "Date & Time(UTC)": the header says the clock. */
const utcTime = { headers: [/^(?:utc_time|(?:date|time|date & time) ?\(utc(?:[+-]\d{1,2}(?::?\d{2})?)?\))$/] } as const;

const binanceStatement: LedgerLayout = {
  name: "binance.statement",
  exchange: "Binance",
  columns: {
    uid,
    time: utcTime,
    coin: { headers: ["coin"] },
    change: { headers: ["change"] },
    operation: { headers: ["operation"], use: checked },
    detail: { headers: ["account"], use: checked },
  },
  without: ["cash flow"],
  isInternal: (operation) => /^transfer between |^(?:main and funding account|.* account) transfer$|^transfer_(?:in|out)$/i.test(operation),
};

const bybitFund: LedgerLayout = {
  name: "bybit.fund",
  exchange: "Bybit",
  columns: {
    uid,
    time: utcTime,
    coin: { headers: ["coin"] },
    change: { headers: ["qty"] },
    operation: { headers: ["type"], use: checked },
    detail: { headers: ["description"], use: checked },
    balance: { headers: ["account balance"], use: checked },
  },
  isInternal: (_, description) => /^transfer (?:in|out|from|to)\b/i.test(description),
};

const bybitUnified: LedgerLayout = {
  name: "bybit.unified",
  exchange: "Bybit",
  columns: {
    uid,
    time: utcTime,
    coin: { headers: ["currency"] },
    change: { headers: ["change"] },
    operation: { headers: ["type"], use: checked },
    balance: { headers: ["wallet balance"], use: checked },
  },
  isInternal: (operation) => /^transfer[_ ](?:in|out)$/i.test(operation),
};

const bybitHistory: LedgerLayout = {
  name: "bybit.history",
  exchange: "Bybit",
  columns: {
    uid,
    time: utcTime,
    coin: { headers: ["coin"] },
    change: { headers: ["amount"] },
    operation: { headers: ["type"], use: checked },
    balance: { headers: ["wallet balance"], use: checked },
  },
  isInternal: (operation) => /^transfer(?: (?:in|out)|_(?:in|out))?$/i.test(operation),
  isPaidOut: (operation) => /^withdraw/i.test(operation),
};

const okxFunding: LedgerLayout = {
  name: "okx.funding",
  exchange: "OKX",
  columns: {
    id: { headers: ["id"] },
    uid,
    time: { headers: [/^time ?(?:\(utc(?:[+-]\d{1,2}(?::?\d{2})?)?\))?$/] },
    coin: { headers: ["symbol"] },
    change: { headers: ["amount"] },
    operation: { headers: ["type"], use: checked },
    before: { headers: ["before balance"], use: checked },
    balance: { headers: ["after balance"], use: checked },
  },
  isInternal: (operation) => /^transfer (?:in|out|from|to)\b|^(?:from|to) (?:trading|unified)/i.test(operation),
  asks: [openQuestions["utc-offset"]],
};

const coin = { headers: ["coin"] } as const;
const status = { headers: ["status"], use: checked } as const;
const txid = { headers: ["txid"] } as const;
const address = { headers: ["address"], use: wallet } as const;
const network = { headers: ["network"], use: checked } as const;
const amount = { headers: ["amount"] } as const;

const binanceWithdrawals: MovementLayout = {
  name: "binance.withdrawals",
  exchange: "Binance",
  columns: { time: utcTime, coin, network, amount, fee: { headers: ["fee"], use: ignored }, address, txid, status },
  direction: "withdrawal",
};
const binanceDeposits: MovementLayout = {
  name: "binance.deposits",
  exchange: "Binance",
  columns: { time: utcTime, coin, network, amount, address, txid, status },
  without: ["fee", "transactionfee"],
  direction: "deposit",
};
/** One header for deposits and for withdrawals: which they are has to be said. */
const binanceHistory: MovementLayout = {
  name: "binance.history",
  exchange: "Binance",
  columns: {
    time: utcTime,
    coin,
    network: { ...network, isOptional: true },
    amount,
    fee: { headers: ["transactionfee"], use: ignored },
    address,
    txid,
    source: { headers: ["sourceaddress"], use: wallet },
    status,
  },
  direction: "asked",
};

/** What exchanges give their customers and authorities (domain facts §2.4), the narrower first. */
export const exchangeReaders: readonly Reader[] = [
  ...[bybitUnified, bybitFund, okxFunding, bybitHistory, binanceStatement].map(ledgerReader),
  ...[binanceHistory, binanceWithdrawals, binanceDeposits].map(movementReader),
];
