import type { Asset } from "../../projections/model.ts";
import { decimalsOf, unitsToAmount } from "../amounts.ts";
import type { Harvest } from "../harvest.ts";
import { coinOf, tokenOf } from "../known-assets.ts";
import { toPlainText } from "../plain-text.ts";
import type { Fault, TableFacts } from "../reader.ts";
import { type ColumnSpec, type RowView, rowReader } from "../row-reader.ts";
import { parseUnix } from "../times.ts";
import { evmChains, rememberAddresses, walletOf } from "../wallets.ts";

const wallet = { type: "wallet", property: "address" } as const;
const columns = {
  transaction: { headers: ["hash"] },
  time: { headers: ["timestamp"] },
  from: { headers: ["from"], becomes: wallet },
  to: { headers: ["to"], becomes: wallet },
  units: { headers: ["value"] },
  contract: { headers: ["contractaddress"] },
} as const satisfies Record<string, ColumnSpec>;
type Role = keyof typeof columns;

/** The interface of the Etherscan family is the same for every blockchain, and its answers do not say which. */
const asks = [{ name: "chain", options: evmChains }] as const;

function begun({ answers }: TableFacts) {
  return { chain: evmChains.find((one) => one === answers.chain) ?? "ethereum", isAddress: rememberAddresses("evm") };
}

function rowFault(row: RowView<Role>, to: "to" | "contract", isAddress: (text: string) => boolean): Fault | null {
  if (!/^0x[0-9a-f]{64}$/i.test(row.cell("transaction"))) return row.fault("transaction", "transaction-hash");
  if (parseUnix(row.cell("time"), "s") === null) return row.fault("time", "time");
  if (!isAddress(row.cell("from"))) return row.fault("from", "sender");
  return isAddress(row.cell(to)) ? null : row.fault(to, "receiver");
}

function take(row: RowView<Role>, to: "to" | "contract", harvest: Harvest, asset: Asset, amount: string): null {
  harvest.transfer({
    from: walletOf(harvest, row.cell("from"), row.place("from")),
    to: walletOf(harvest, row.cell(to), row.place(to)),
    asset,
    amount,
    time: parseUnix(row.cell("time"), "s") ?? 0,
    transaction: row.cell("transaction").toLowerCase(),
    row: row.row,
  });
  return null;
}

/** `txlist` and `txlistinternal`: the coin of a blockchain, in wei. */
export const etherscanApiReader = rowReader<Role | "failed" | "receipt">({
  name: "etherscan.api.transactions",
  version: 1,
  columns: {
    ...columns,
    failed: { headers: ["iserror"], isChecked: true },
    receipt: { headers: ["txreceipt_status"], isOptional: true, isChecked: true },
  },
  asks,
  begin: (table, harvest) => {
    const { chain, isAddress } = begun(table);
    return (row) => {
      // A transaction that makes a contract pays it.
      const to = row.cell("to") === "" ? "contract" : "to";
      const fault = rowFault(row, to, isAddress);
      if (fault !== null) return fault;
      if (row.cell("failed") !== "0") return row.fault("failed", row.cell("failed") === "1" ? "failed" : "status");
      if (row.cell("receipt") === "0") return row.fault("receipt", "failed");
      const amount = unitsToAmount(row.cell("units"), 18);
      return amount === null ? row.fault("units", "amount") : take(row, to, harvest, coinOf(chain), amount);
    };
  },
});

/** `tokentx`: ERC-20 and like tokens, in their minor units. */
export const etherscanApiTokenReader = rowReader<Role | "symbol" | "decimals">({
  name: "etherscan.api.tokens",
  version: 1,
  columns: { ...columns, symbol: { headers: ["tokensymbol"] }, decimals: { headers: ["tokendecimal"] } },
  fits: (folded) => !folded.includes("tokenid"),
  asks,
  begin: (table, harvest) => {
    const { chain, isAddress } = begun(table);
    return (row) => {
      const fault = rowFault(row, "to", isAddress);
      if (fault !== null) return fault;
      if (!isAddress(row.cell("contract"))) return row.fault("contract", "contract");
      const asset = tokenOf(chain, row.cell("contract"), toPlainText(row.cell("symbol"), 64));
      const decimals = decimalsOf(row.cell("decimals"));
      if (decimals === null || (asset.isKnown && asset.decimals !== decimals)) return row.fault("decimals", "decimals");
      const amount = unitsToAmount(row.cell("units"), decimals);
      return amount === null ? row.fault("units", "amount") : take(row, "to", harvest, asset, amount);
    };
  },
});
