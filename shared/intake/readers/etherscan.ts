import { ownOf } from "../../kernel/own.ts";
import type { Chain } from "../../ontology/chains.ts";
import { textToMinorUnits } from "../../projections/decimal.ts";
import type { Asset } from "../../projections/model.ts";
import { mostDecimals, withoutCommas } from "../amounts.ts";
import type { Harvest } from "../harvest.ts";
import { coinOf, tokenOf } from "../known-assets.ts";
import type { FileLayout, Question } from "../model.ts";
import { toPlainText } from "../plain-text.ts";
import { foldHeader, type TableFacts } from "../reader.ts";
import { type ColumnSpec, type RowFate, type RowView, rowReader } from "../row-reader.ts";
import { parseUnix, parseUtc } from "../times.ts";
import { isAmount } from "../transfers.ts";
import { evmChains, rememberAddresses, walletOf } from "../wallets.ts";

/** Explorers of the Etherscan family write the same headers for every blockchain; only the coin in them tells some apart. */
const chainsByCoin: Readonly<Record<string, readonly Chain[]>> = {
  eth: ["ethereum", "arbitrum", "optimism", "base"],
  bnb: ["bsc"],
  matic: ["polygon"],
  pol: ["polygon"],
  avax: ["avalanche"],
};

const wallet = { type: "wallet", property: "address" } as const;
const transaction = { headers: ["transaction hash", "txhash"] } as const;
const common = {
  transaction,
  unix: { headers: ["unixtimestamp"] },
  time: { headers: ["datetime (utc)", "datetime"], isOptional: true, isChecked: true },
  from: { headers: ["from"], becomes: wallet },
} as const satisfies Record<string, ColumnSpec>;
const amounts = {
  in: { headers: [/^value_in\((?:eth|bnb|matic|pol|avax)\)$/] },
  out: { headers: [/^value_out\((?:eth|bnb|matic|pol|avax)\)$/] },
  contract: { headers: ["contractaddress"], becomes: wallet },
  status: { headers: ["status"], isOptional: true, isChecked: true },
  error: { headers: ["errcode"], isOptional: true, isChecked: true },
} as const satisfies Record<string, ColumnSpec>;

type Common = keyof typeof common | "to";
type WithCoin = Common | keyof typeof amounts;

/** The blockchains a header can be of, by the coin in it; all of the family where it names none. */
function chainsOf({ headers }: Pick<FileLayout, "headers">): readonly Chain[] {
  const coin = headers.map((header) => /^value_in\((\w+)\)$/.exec(foldHeader(header))?.[1]).find((found) => found !== undefined);
  return coin === undefined ? evmChains : (ownOf(chainsByCoin, coin) ?? evmChains);
}

function asksOf({ layout }: { readonly layout: FileLayout }): readonly Omit<Question, "answer">[] {
  const chains = chainsOf(layout);
  return chains.length === 1 ? [] : [{ name: "chain", options: chains }];
}

function chainOf({ layout, answers }: TableFacts): Chain {
  const chains = chainsOf(layout);
  return (chains.length === 1 ? chains[0] : evmChains.find((chain) => chain === answers.chain)) ?? "ethereum";
}

type Checks = ReturnType<typeof checks>;
function checks(table: TableFacts, harvest: Harvest) {
  return { chain: chainOf(table), delimiter: table.layout.delimiter, harvest, isAddress: rememberAddresses("evm") };
}

function commonFault(row: RowView<Common>, { isAddress }: Checks): RowFate {
  if (!/^0x[0-9a-f]{64}$/i.test(row.cell("transaction"))) return row.fault("transaction", "transaction-hash");
  const time = parseUnix(row.cell("unix"), "s");
  if (time === null) return row.fault("unix", "time");
  const said = parseUtc(row.cell("time"));
  // Only a header that says so is in UTC; the two must then be one moment.
  if (said !== null && row.place("time").column.toLowerCase().includes("utc") && said !== time) return row.fault("time", "time-differs");
  return isAddress(row.cell("from")) ? null : row.fault("from", "sender");
}

function take(row: RowView<Common>, to: "to" | "contract", { harvest }: Checks, asset: Asset, amount: string): null {
  const receiver = row as RowView<Common | "contract">;
  harvest.transfer({
    from: walletOf(harvest, row.cell("from"), row.place("from")),
    to: walletOf(harvest, receiver.cell(to), receiver.place(to)),
    asset,
    amount,
    time: parseUnix(row.cell("unix"), "s") ?? 0,
    transaction: row.cell("transaction").toLowerCase(),
    row: row.row,
  });
  return null;
}

/** The row's own amount: the same money is under "in" or under "out", by whose page it was exported from; under both when it was sent to oneself. */
function coinAmount(row: RowView<WithCoin>, { delimiter }: Checks): string | null {
  const [got, gave] = [withoutCommas(row.cell("in") || "0", delimiter), withoutCommas(row.cell("out") || "0", delimiter)];
  if (got === null || gave === null || !isAmount(got, 18) || !isAmount(gave, 18)) return null;
  const [units, others] = [textToMinorUnits(got, 18), textToMinorUnits(gave, 18)];
  if (units === null || others === null || (units !== 0n && others !== 0n && units !== others)) return null;
  return units === 0n ? gave : got;
}

function takeCoin(row: RowView<WithCoin>, facts: Checks, goodStatus: string): RowFate {
  const fault = commonFault(row, facts);
  if (fault !== null) return fault;
  const status = row.cell("status").toLowerCase();
  if (row.cell("error") !== "" || /^(?:error|fail|revert)/.test(status)) return row.fault(row.cell("error") === "" ? "status" : "error", "failed");
  if (!["", goodStatus, "success"].includes(status)) return row.fault("status", "status");
  const to = row.cell("to") === "" ? "contract" : "to";
  if (!facts.isAddress(row.cell(to))) return row.fault(to, "receiver");
  const amount = coinAmount(row, facts);
  return amount === null ? row.fault("in", "amount") : take(row, to, facts, coinOf(facts.chain), amount);
}

/** Transactions in the coin of a blockchain. Failed ones moved only their fee. */
export const etherscanReader = rowReader<WithCoin>({
  name: "etherscan.transactions",
  version: 1,
  columns: { ...common, ...amounts, to: { headers: ["to"], becomes: wallet } },
  asksOf,
  begin: (table, harvest) => {
    const facts = checks(table, harvest);
    return (row) => takeCoin(row, facts, "1");
  },
});

/** Transfers in the coin that contracts make within a transaction. */
export const etherscanInternalReader = rowReader<WithCoin>({
  name: "etherscan.internal",
  version: 1,
  columns: { ...common, ...amounts, to: { headers: ["txto"], becomes: wallet } },
  asksOf,
  begin: (table, harvest) => {
    const facts = checks(table, harvest);
    return (row) => takeCoin(row, facts, "0");
  },
});

/** ERC-20, BEP-20 and like tokens. The header is the same on every blockchain. */
export const etherscanTokenReader = rowReader<Common | "value" | "token" | "symbol">({
  name: "etherscan.tokens",
  version: 1,
  columns: {
    ...common,
    to: { headers: ["to"], becomes: wallet },
    value: { headers: ["tokenvalue", "value"] },
    token: { headers: ["contractaddress"] },
    symbol: { headers: ["tokensymbol"] },
  },
  asksOf,
  begin: (table, harvest) => {
    const facts = checks(table, harvest);
    return (row) => {
      const fault = commonFault(row, facts);
      if (fault !== null) return fault;
      if (!facts.isAddress(row.cell("to"))) return row.fault("to", "receiver");
      if (!facts.isAddress(row.cell("token"))) return row.fault("token", "contract");
      const asset = tokenOf(facts.chain, row.cell("token"), toPlainText(row.cell("symbol"), 64));
      const amount = withoutCommas(row.cell("value"), facts.delimiter);
      if (amount === null || !isAmount(amount, asset.isKnown ? asset.decimals : mostDecimals)) return row.fault("value", "amount");
      return take(row, "to", facts, asset, amount);
    };
  },
});

/** Transfers of unique tokens: known, told, and not read, since they are no amounts. */
export const etherscanUniqueReader = rowReader({
  name: "etherscan.nft",
  version: 1,
  columns: {
    transaction: { headers: [...transaction.headers, "hash"] },
    id: { headers: ["token id", "tokenid"], isChecked: true },
    symbol: { headers: ["tokensymbol"], isChecked: true },
  },
  begin: () => (row) => row.fault("id", "unique-token"),
});
