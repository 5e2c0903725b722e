import type { EntityId } from "../../kernel/brand.ts";
import { type ChainFamily, parseAddress } from "../../ontology/address.ts";
import type { Harvest } from "../harvest.ts";
import { toPlainText } from "../plain-text.ts";
import type { ColumnSpec, RowFate, RowView } from "../row-reader.ts";
import { walletOf } from "../wallets.ts";

/** What a tag of GraphSense says of an address. */
export const tagColumns = {
  address: { headers: ["address"], becomes: { type: "wallet", property: "address" } },
  label: { headers: ["label"], becomes: { type: "wallet", property: "label" } },
  currency: { headers: ["currency", "network"], isOptional: true, isChecked: true },
  category: { headers: ["category"], isOptional: true, becomes: { type: "exchange", property: "category" } },
  actor: { headers: ["actor"], isOptional: true, becomes: { type: "exchange", property: "name" } },
} as const satisfies Record<string, ColumnSpec>;
type Role = keyof typeof tagColumns;

/** Forms of address a currency can have; a token lives on several blockchains. Others (BCH, ZEC) have addresses that look like Bitcoin's, or none we read. */
const familiesByCurrency: Readonly<Record<string, readonly ChainFamily[]>> = {
  BTC: ["bitcoin"],
  XBT: ["bitcoin"],
  LTC: ["litecoin"],
  DOGE: ["dogecoin"],
  ETH: ["evm"],
  BNB: ["evm"],
  BSC: ["evm"],
  MATIC: ["evm"],
  POL: ["evm"],
  AVAX: ["evm"],
  ARB: ["evm"],
  TRX: ["tron"],
  TRON: ["tron"],
  TON: ["ton"],
  SOL: ["solana"],
  XRP: ["xrp"],
  XMR: ["monero"],
  USDT: ["tron", "evm", "solana", "ton"],
  USDC: ["tron", "evm", "solana"],
};

/** Forms of address no other kind of blockchain has: a token we do not know may live there. */
const unmistakable: readonly ChainFamily[] = ["evm", "tron", "xrp", "monero", "ton"];

/** Kinds of services that are things of a case. */
const services: Readonly<Record<string, string>> = { exchange: "exchange", mixing_service: "mixer" };
const longestLabel = 500;

/** Names the wallet of a tag, with its label; and the service the tag attributes it to, where it names one. What the checksum says goes before the currency. */
export function takeTag(row: RowView<Role>, harvest: Harvest): RowFate {
  const address = parseAddress(row.cell("address"));
  const currency = row.cell("currency").toUpperCase();
  const families = familiesByCurrency[currency];
  const isForeign = currency !== "" && families === undefined;
  if (isForeign && !(address.ok && unmistakable.includes(address.value.family))) return row.fault("currency", "currency");
  if (!address.ok) return row.fault("address", "address");
  if (families?.includes(address.value.family) === false) harvest.notice("claimed-currency");
  const wallet = walletOf(harvest, row.cell("address"), row.place("address"));
  const label = toPlainText(row.cell("label"), longestLabel);
  if (label !== "") harvest.thing({ id: wallet, type: "wallet", values: { label: { kind: "text", text: label } }, ...row.place("label") });
  attribute(row, harvest, wallet, address.value.key);
  return null;
}

function attribute(row: RowView<Role>, harvest: Harvest, wallet: EntityId, key: string): void {
  const category = services[row.cell("category").toLowerCase()];
  const actor = toPlainText(row.cell("actor"), longestLabel);
  if (category === undefined || actor === "") return;
  const place = row.place("actor");
  const values = { name: { kind: "text", text: actor }, category: { kind: "text", text: category } } as const;
  const service = harvest.thing({ id: harvest.idOf("exchange", actor), type: "exchange", values, ...place });
  harvest.link({ key: `${actor} ${key}`, type: "uses", from: service, to: wallet, values: {}, ...place });
}
