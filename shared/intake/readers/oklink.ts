import { mostDecimals } from "../amounts.ts";
import { coinOf, tokenOf } from "../known-assets.ts";
import { toPlainText } from "../plain-text.ts";
import { rowReader } from "../row-reader.ts";
import { parseUtc } from "../times.ts";
import { isAmount } from "../transfers.ts";
import { evmChains, rememberAddresses, walletOf } from "../wallets.ts";
import { isEvm } from "./tronscan.ts";

const wallet = { type: "wallet", property: "address" } as const;

/** OKLink's exports of blockchains of Ethereum's kind: coins, and tokens where the file has their contract. It does not say which blockchain. */
export const oklinkReader = rowReader({
  name: "oklink.evm",
  version: 1,
  columns: {
    transaction: { headers: ["tx hash"] },
    time: { headers: ["blocktime(utc)"] },
    from: { headers: ["from"], becomes: wallet },
    to: { headers: ["to"], becomes: wallet },
    value: { headers: ["value"] },
    symbol: { headers: ["symbol"], isOptional: true },
    token: { headers: ["tokenaddress"], isOptional: true },
    status: { headers: ["status"], isOptional: true, isChecked: true },
    confirmed: { headers: ["isconfirm"], isOptional: true, isChecked: true },
  },
  fits: (folded, head) => (folded.includes("status") || folded.includes("isconfirm")) && isEvm(folded, head),
  asks: [{ name: "chain", options: evmChains }],
  begin: ({ answers }, harvest, has) => {
    const chain = evmChains.find((one) => one === answers.chain) ?? "ethereum";
    const isAddress = rememberAddresses("evm");
    return (row) => {
      const time = parseUtc(row.cell("time"));
      if (!/^0x[0-9a-f]{64}$/i.test(row.cell("transaction"))) return row.fault("transaction", "transaction-hash");
      if (time === null) return row.fault("time", "time");
      if (!isAddress(row.cell("from"))) return row.fault("from", "sender");
      if (!isAddress(row.cell("to"))) return row.fault("to", "receiver");
      if (has("token") && !isAddress(row.cell("token"))) return row.fault("token", "contract");
      const asset = has("token") ? tokenOf(chain, row.cell("token"), toPlainText(row.cell("symbol"), 64)) : coinOf(chain);
      if (!isAmount(row.cell("value"), asset.isKnown ? asset.decimals : mostDecimals)) return row.fault("value", "amount");
      if (!["", "success", "true", "1"].includes(row.cell("status").toLowerCase())) return row.fault("status", "failed");
      if (!["", "true"].includes(row.cell("confirmed").toLowerCase())) return row.fault("confirmed", "not-confirmed");
      harvest.transfer({
        from: walletOf(harvest, row.cell("from"), row.place("from")),
        to: walletOf(harvest, row.cell("to"), row.place("to")),
        asset,
        amount: row.cell("value"),
        time,
        transaction: row.cell("transaction").toLowerCase(),
        row: row.row,
      });
      return null;
    };
  },
});
