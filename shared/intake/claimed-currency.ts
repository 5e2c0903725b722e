import { ownOf } from "../kernel/own.ts";
import type { ChainFamily } from "../ontology/address.ts";

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

/**
 * What the currency a list gives an address is worth beside the address's own form.
 *
 * Takes   `family`: the form the address has by its checksum; null = none. `currencies`: what the list says, if anything.
 * Gives   "unread": a currency we do not read, whose addresses may look like another's; "contradicted": the form is of another kind of blockchain.
 */
export function judgeCurrency(family: ChainFamily | null, currencies: readonly string[]): "fits" | "contradicted" | "unread" {
  const said = currencies.map((each) => each.trim().toUpperCase()).filter((each) => each !== "");
  const isForeign = said.some((each) => !Object.hasOwn(familiesByCurrency, each));
  if (isForeign && !(family !== null && unmistakable.includes(family))) return "unread";
  return family === null || said.every((each) => ownOf(familiesByCurrency, each)?.includes(family) !== false) ? "fits" : "contradicted";
}

/** Codes of blockchains by what lists call them. "Bitcoin Cash" is none of these, and stays what it is. */
const codes: Readonly<Record<string, string>> = {
  bitcoin: "BTC",
  litecoin: "LTC",
  dogecoin: "DOGE",
  ethereum: "ETH",
  erc20: "ETH",
  "binance smart chain": "BSC",
  "bnb smart chain": "BSC",
  bep20: "BSC",
  polygon: "MATIC",
  arbitrum: "ARB",
  avalanche: "AVAX",
  tron: "TRX",
  trc20: "TRX",
  toncoin: "TON",
  solana: "SOL",
  ripple: "XRP",
  monero: "XMR",
  tether: "USDT",
};

/** The code of a currency or blockchain as a list names it: "TRON (TRC-20)" is TRX. A name nobody knows stays as it is. */
export function currencyNamed(written: string): string {
  const name = written.replace(/\s*\(.*$/, "").trim();
  return ownOf(codes, name.toLowerCase().replaceAll(/(?<=[a-z])-(?=\d)/g, "")) ?? name;
}
