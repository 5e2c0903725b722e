import type { Chain } from "../../ontology/chains.ts";
import type { Asset } from "../../projections/model.ts";
import { unitsToAmount } from "../amounts.ts";
import { coinOf, coins, knownAssets } from "../known-assets.ts";
import type { Fault } from "../reader.ts";
import { toPlainText } from "../plain-text.ts";
import { type RowView, rowReader } from "../row-reader.ts";
import { parseUtc } from "../times.ts";
import { isAmount } from "../transfers.ts";
import { evmChains, familyOf, rememberAddresses, walletOf } from "../wallets.ts";
import { parseAddress } from "../../ontology/address.ts";
import { tagColumns, takeTag } from "./tags.ts";

const wallet = { type: "wallet", property: "address" } as const;
type Role = "transaction" | "units" | "amount" | "currency" | "time" | "from" | "to" | "fromLabel" | "toLabel";

/** What is moved, by GraphSense's name of it: it follows coins and the issuers' own tokens only, so that its USDT is Tether's. */
function assetOf(chain: Chain, name: string): Asset {
  if (name === coins[chain].symbol) return coinOf(chain);
  const known = knownAssets.find((one) => one.chain === chain && one.symbol === name);
  const symbol = toPlainText(name, 64);
  return known === undefined
    ? { chain, contract: `${chain}:graphsense:${symbol.replaceAll("/", "_")}`, symbol, decimals: 0, isKnown: false }
    : { ...known, isKnown: true };
}

/** Transfers on blockchains with accounts, as GraphSense exports them. Minor units and whole units must say the same. */
export const graphsenseTransfersReader = rowReader<Role>({
  name: "graphsense.transfers",
  version: 1,
  columns: {
    transaction: { headers: ["tx_hash"] },
    units: { headers: ["value_raw"] },
    amount: { headers: ["value_in_base_currency"], isChecked: true },
    currency: { headers: ["currency"] },
    time: { headers: ["timestamp_utc"] },
    from: { headers: ["sending_address"], becomes: wallet },
    to: { headers: ["receiving_address"], becomes: wallet },
    fromLabel: { headers: ["sending_address_label"], isOptional: true, becomes: { type: "wallet", property: "label" } },
    toLabel: { headers: ["receiving_address_label"], isOptional: true, becomes: { type: "wallet", property: "label" } },
  },
  asksOf: ({ layout, head }) => {
    const at = layout.headers.findIndex((header) => header.trim().toLowerCase() === "sending_address");
    return head.some((cells) => cells[at]?.trim().startsWith("0x")) ? [{ name: "chain", options: evmChains }] : [];
  },
  begin: ({ answers }, harvest) => {
    const evm = evmChains.find((one) => one === answers.chain);
    const checks = { tron: rememberAddresses("tron"), evm: rememberAddresses("evm") };
    return (row) => {
      const chain = row.cell("from").startsWith("0x") ? (evm ?? null) : "tron";
      const isAddress = chain === null || familyOf(chain) === "tron" ? checks.tron : checks.evm;
      const asset = assetOf(chain ?? "tron", row.cell("currency").toUpperCase());
      const fault = transferFault(row, isAddress, asset);
      if (fault !== null || chain === null) return fault ?? row.fault("from", "sender");
      const [from, to] = [walletOf(harvest, row.cell("from"), row.place("from")), walletOf(harvest, row.cell("to"), row.place("to"))];
      for (const [id, role] of [
        [from, "fromLabel"],
        [to, "toLabel"],
      ] as const) {
        const label = toPlainText(row.cell(role), 500);
        if (label !== "") harvest.thing({ id, type: "wallet", values: { label: { kind: "text", text: label } }, ...row.place(role) });
      }
      const hash = row.cell("transaction").toLowerCase().replace(/^0x/, "");
      const transaction = chain === "tron" ? hash : `0x${hash}`;
      harvest.transfer({ from, to, asset, amount: row.cell("amount"), time: parseUtc(row.cell("time")) ?? 0, transaction, row: row.row });
      return null;
    };
  },
});

function transferFault(row: RowView<Role>, isAddress: (text: string) => boolean, asset: Asset): Fault | null {
  if (!/^(?:0x)?[0-9a-f]{64}$/i.test(row.cell("transaction"))) return row.fault("transaction", "transaction-hash");
  if (parseUtc(row.cell("time")) === null) return row.fault("time", "time");
  if (!isAddress(row.cell("from"))) return row.fault("from", "sender");
  if (!isAddress(row.cell("to"))) return row.fault("to", "receiver");
  if (!isAmount(row.cell("amount"), asset.isKnown ? asset.decimals : 30)) return row.fault("amount", "amount");
  if (asset.isKnown && unitsToAmount(row.cell("units"), asset.decimals) !== tidy(row.cell("amount"))) return row.fault("units", "decimals");
  return /^\d{1,78}$/.test(row.cell("units")) ? null : row.fault("units", "amount");
}

const tidy = (amount: string): string => (amount.includes(".") ? amount.replace(/\.?0+$/, "") : amount).replace(/^0+(?=\d)/, "");

/** What one Bitcoin address of GraphSense gained or lost: neither it nor the others are named. */
export const graphsenseEffectsReader = rowReader({
  name: "graphsense.effects",
  version: 1,
  columns: {
    transaction: { headers: ["tx_hash"], isChecked: true },
    units: { headers: ["value_raw"], isChecked: true },
    time: { headers: ["timestamp_utc"], isChecked: true },
  },
  fits: (folded) => !folded.includes("sending_address"),
  begin: (_table, harvest) => (row) => {
    if (!/^(?:0x)?[0-9a-f]{64}$/i.test(row.cell("transaction"))) return row.fault("transaction", "transaction-hash");
    if (!/^-?\d{1,78}$/.test(row.cell("units"))) return row.fault("units", "amount");
    if (parseUtc(row.cell("time")) === null) return row.fault("time", "time");
    harvest.notice("no-counterparty");
    return null;
  },
});

/** Addresses beside one another, or of one entity. Their sums stand under each other's headers in GraphSense's own code, so they are not read. */
export const graphsenseAddressesReader = rowReader({
  name: "graphsense.addresses",
  version: 1,
  columns: {
    address: { headers: ["address"], becomes: wallet },
    sums: { headers: [/^(?:address_balance|final_balance)/], isChecked: true },
    more: { headers: [/^(?:address_received|total_received)/], isChecked: true },
  },
  begin: (_table, harvest) => (row) => {
    if (!parseAddress(row.cell("address")).ok) return row.fault("address", "address");
    walletOf(harvest, row.cell("address"), row.place("address"));
    harvest.notice("swapped-columns");
    return null;
  },
});

/** Tags as GraphSense's window exports them. */
export const graphsenseTagsReader = rowReader({
  name: "graphsense.tags",
  version: 1,
  columns: tagColumns,
  fits: (folded) => folded.includes("is_cluster_definer") && !folded.includes("creator"),
  begin: (_table, harvest) => (row) => takeTag(row, harvest),
});
