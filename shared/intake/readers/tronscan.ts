import { ownOf } from "../../kernel/own.ts";
import { fail, type Result, succeed } from "../../kernel/result.ts";
import { parseTron } from "../../ontology/address.ts";
import type { Asset } from "../../projections/model.ts";
import { isWholeRow } from "../columns.ts";
import type { Harvest } from "../harvest.ts";
import { allKnownAssets, type KnownAsset, knownAssets } from "../known-assets.ts";
import type { ColumnUse, IntakeError, RuleName } from "../model.ts";
import { toPlainText } from "../plain-text.ts";
import { type Fault, foldHeader, type Reader, type TableFacts, type TakeRow } from "../reader.ts";
import { parseUtc } from "../times.ts";
import { isAmount } from "../transfers.ts";
import { walletOf } from "../wallets.ts";

/** Headers of a Tronscan or OKLink TRC-20 transfer export, folded; their order does not matter. */
const headers = {
  transaction: "tx hash",
  time: "blocktime(utc)",
  from: "from",
  to: "to",
  value: "value",
  symbol: "symbol",
  contract: "tokenaddress",
  isConfirmed: "isconfirm",
} as const;
type ColumnName = keyof typeof headers;
const columnNames = Object.keys(headers) as readonly ColumnName[];

const uses: Readonly<Record<string, Omit<ColumnUse, "header">>> = {
  [headers.transaction]: { use: "read", type: "dataset", property: "" },
  [headers.time]: { use: "read", type: "dataset", property: "" },
  [headers.from]: { use: "read", type: "wallet", property: "address" },
  [headers.to]: { use: "read", type: "wallet", property: "address" },
  [headers.value]: { use: "read", type: "dataset", property: "" },
  [headers.symbol]: { use: "read", type: "dataset", property: "" },
  [headers.contract]: { use: "read", type: "dataset", property: "" },
  [headers.isConfirmed]: { use: "checked", type: "", property: "" },
};
const ignored = { use: "ignored", type: "", property: "" } as const;

/**
 * TRC-20 transfers as Tronscan exports them. Times are the UTC column (the other is UTC+8); values are whole units. Zero-value rows and fake tokens are
 * kept: they are evidence.
 */
export const tronscanReader: Reader = { ...readerOfAssets(2, allKnownAssets), older: [readerOfAssets(1, knownAssets)] };

function readerOfAssets(version: number, assets: readonly KnownAsset[]): Reader {
  return {
    name: "tronscan.trc20",
    version,
    // OKLink writes the same header for Ethereum's kind.
    knows: (folded, head = []) => Object.values(headers).every((header) => folded.includes(header)) && !isEvm(folded, head),
    uses: (layout) => layout.headers.map((header) => ({ header, ...(ownOf(uses, foldHeader(header)) ?? ignored) })),
    start: (table, harvest) => start(table, harvest, assets),
  };
}

/** Whether the first row under these headers is of Ethereum's kind. */
export function isEvm(folded: readonly string[], [first = []]: readonly (readonly string[])[]): boolean {
  return /^0x[0-9a-f]{40}$/i.test(first[folded.indexOf(headers.from)]?.trim() ?? "");
}

type Columns = Readonly<Record<ColumnName, number>>;

function start(table: TableFacts, harvest: Harvest, assets: readonly KnownAsset[]): Result<TakeRow, IntakeError> {
  const columns = columnsOf(table.folded);
  if (!columns.ok) return columns;
  const at = columns.value;
  const isAddress = rememberChecks();
  return succeed((cells, row) => {
    const fault = faultOf(cells, at, table, isAddress, assets);
    if (fault !== null) return harvest.reject(row, fault.column, fault.value, fault.rule);
    const cell = (name: ColumnName): string => cells[at[name]]?.trim() ?? "";
    const header = (name: ColumnName): string => table.layout.headers[at[name]] ?? "";
    harvest.accept();
    harvest.transfer({
      from: walletOf(harvest, cell("from"), { row, column: header("from") }),
      to: walletOf(harvest, cell("to"), { row, column: header("to") }),
      asset: assetOf(cell("contract"), cell("symbol"), assets),
      amount: cell("value"),
      time: parseUtc(cell("time")) ?? 0,
      transaction: cell("transaction").toLowerCase(),
      row,
    });
  });
}

function columnsOf(folded: readonly string[]): Result<Columns, IntakeError> {
  const twice = columnNames.find((name) => folded.indexOf(headers[name]) !== folded.lastIndexOf(headers[name]));
  if (twice !== undefined) return fail("duplicate-header", headers[twice]);
  const missing = columnNames.find((name) => !folded.includes(headers[name]));
  if (missing !== undefined) return fail("other-layout", headers[missing]);
  return succeed(Object.fromEntries(columnNames.map((name) => [name, folded.indexOf(headers[name])])) as Columns);
}

function faultOf(
  cells: readonly string[],
  at: Columns,
  { layout }: TableFacts,
  isAddress: (text: string) => boolean,
  assets: readonly KnownAsset[],
): Fault | null {
  if (!isWholeRow(cells, layout)) return { column: "", value: String(cells.length), rule: "cell-count" };
  const cell = (name: ColumnName): string => cells[at[name]]?.trim() ?? "";
  const fault = (name: ColumnName, rule: RuleName): Fault => ({ column: layout.headers[at[name]] ?? "", value: cells[at[name]] ?? "", rule });
  if (!/^[0-9a-f]{64}$/i.test(cell("transaction"))) return fault("transaction", "transaction-hash");
  if (parseUtc(cell("time")) === null) return fault("time", "time");
  if (!isAddress(cell("from"))) return fault("from", "sender");
  if (!isAddress(cell("to"))) return fault("to", "receiver");
  if (!isAddress(cell("contract"))) return fault("contract", "contract");
  const decimals = assets.find((known) => known.contract === cell("contract"))?.decimals ?? mostDecimals;
  if (!isAmount(cell("value"), decimals)) return fault("value", "amount");
  return cell("isConfirmed").toLowerCase() === "true" ? null : fault("isConfirmed", "not-confirmed");
}
const mostDecimals = 30;
const longestSymbol = 64;

/** Checks each distinct address once. */
function rememberChecks(): (address: string) => boolean {
  const known = new Map<string, boolean>();
  return (address) => {
    const before = known.get(address);
    if (before !== undefined) return before;
    const isGood = address.startsWith("T") && parseTron(address).ok;
    known.set(address, isGood);
    return isGood;
  };
}

function assetOf(contract: string, symbol: string, assets: readonly KnownAsset[]): Asset {
  const known = assets.find((one) => one.contract === contract);
  return known === undefined
    ? { chain: "tron", contract, symbol: toPlainText(symbol, longestSymbol), decimals: 0, isKnown: false }
    : { chain: "tron", contract, symbol: known.symbol, decimals: known.decimals, isKnown: true };
}
