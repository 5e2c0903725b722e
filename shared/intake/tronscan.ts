import { type InstantMs, parseInstantMs } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { type Result, fail, succeed } from "../kernel/result.ts";
import { parseTron } from "../ontology/address.ts";
import { isDay } from "../ontology/kazakh-numbers.ts";
import { minorUnitsToText, textToMinorUnits } from "../projections/decimal.ts";
import type { Asset, TransferColumns } from "../projections/model.ts";
import { isLookAlike, knownAssets } from "./known-assets.ts";
import type { AssetTotal, IntakeError, Notice, Rejection, RuleName } from "./model.ts";
import { toPlainText } from "./plain-text.ts";
import { foldHeader, transferHeaders } from "./sniff.ts";
import type { Table } from "./table.ts";

/** Raised whenever the same bytes would be read differently; older versions are then kept for ever. */
export const tronscanReaderVersion = 1;

type ColumnName = keyof typeof transferHeaders;
type Columns = Readonly<Record<ColumnName, number>>;

/** A wallet of the file and the first cell that names it. */
export interface WalletSighting {
  readonly address: string;
  readonly row: number;
  readonly column: string;
}
export interface TransferReading {
  readonly transfers: TransferColumns;
  readonly wallets: readonly WalletSighting[];
  readonly rejected: readonly Rejection[];
  readonly totals: readonly AssetTotal[];
  readonly notices: readonly Notice[];
}

/**
 * Reads a TRC-20 transfer export. The same bytes give the same columns for ever (a partner re-reads our exhibit).
 *
 * Takes   the UTC time column (the other is UTC+8); values in whole units. Zero-value rows and fake tokens are kept: they are evidence.
 * Gives   accepted rows as columns and the others by name: columns.row.length + rejected.length = rows. O(rows).
 */
export function readTronscan(table: Table): Result<TransferReading, IntakeError> {
  const columns = columnsOf(table.layout.headers);
  if (!columns.ok) return columns;
  const checkAddress = rememberChecks();
  const rejected: Rejection[] = [];
  const accepted: Transfer[] = [];
  table.rows.forEach((cells, i) => {
    const read = readCells(cells, columns.value, table.layout.headers, checkAddress);
    if ("rule" in read) rejected.push({ row: i + 1, ...read });
    else accepted.push({ row: i + 1, ...read });
  });
  const transfers = toColumns(accepted);
  return succeed({
    transfers,
    wallets: walletsOf(accepted, transfers, table.layout.headers, columns.value),
    rejected,
    totals: totalsOf(transfers),
    notices: noticesOf(transfers, repeatsIn(table.rows)),
  });
}

interface Cells {
  readonly transaction: string;
  readonly time: number;
  readonly from: string;
  readonly to: string;
  readonly value: string;
  readonly symbol: string;
  readonly contract: string;
}
interface Transfer extends Cells {
  readonly row: number;
}
type CellFault = Omit<Rejection, "row">;

function columnsOf(headers: readonly string[]): Result<Columns, IntakeError> {
  const folded = headers.map(foldHeader);
  const found: Record<ColumnName, number> = { transaction: -1, time: -1, from: -1, to: -1, value: -1, symbol: -1, contract: -1, isConfirmed: -1 };
  for (const name of columnNames) {
    found[name] = folded.indexOf(transferHeaders[name]);
    if (found[name] < 0) return fail("other-layout", transferHeaders[name]);
    if (folded.lastIndexOf(transferHeaders[name]) !== found[name]) return fail("duplicate-header", transferHeaders[name]);
  }
  return succeed(found);
}
const columnNames = ["transaction", "time", "from", "to", "value", "symbol", "contract", "isConfirmed"] as const satisfies readonly ColumnName[];

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

function readCells(row: readonly string[], columns: Columns, headers: readonly string[], isAddress: (text: string) => boolean): Cells | CellFault {
  if (row.length !== headers.length) return { column: "", value: String(row.length), rule: "cell-count" };
  const cell = (name: ColumnName): string => row[columns[name]]?.trim() ?? "";
  const fault = (name: ColumnName, rule: RuleName): CellFault => ({ column: headers[columns[name]] ?? "", value: row[columns[name]] ?? "", rule });
  const transaction = cell("transaction").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(transaction)) return fault("transaction", "transaction-hash");
  const time = parseUtc(cell("time"));
  if (time === null) return fault("time", "time");
  if (!isAddress(cell("from"))) return fault("from", "sender");
  if (!isAddress(cell("to"))) return fault("to", "receiver");
  if (!isAddress(cell("contract"))) return fault("contract", "contract");
  const decimals = knownAssets.find((known) => known.contract === cell("contract"))?.decimals ?? mostDecimals;
  if (textToMinorUnits(cell("value"), decimals) === null) return fault("value", "amount");
  if (cell("isConfirmed").toLowerCase() !== "true") return fault("isConfirmed", "not-confirmed");
  return { transaction, time, from: cell("from"), to: cell("to"), value: cell("value"), symbol: cell("symbol"), contract: cell("contract") };
}
const mostDecimals = 30;
const longestSymbol = 64;

/** Milliseconds of "2025/03/28 06:38:00" (or with hyphens) in UTC; null when no such moment exists. */
function parseUtc(text: string): InstantMs | null {
  const parts = /^(\d{4})[/-](\d{2})[/-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) return null;
  return parseInstantMs(Date.UTC(year, month - 1, day, hour, minute, second));
}

function toColumns(accepted: readonly Transfer[]): TransferColumns {
  const assets = assetsOf(accepted);
  const assetAt = new Map(assets.map((asset, i) => [asset.contract, i]));
  const addresses = [...new Set(accepted.flatMap((transfer) => [transfer.from, transfer.to]))];
  const addressAt = new Map(addresses.map((address, i) => [address, i]));
  return {
    reader: "tronscan.trc20",
    readerVersion: tronscanReaderVersion,
    addresses,
    from: Uint32Array.from(accepted, (transfer) => addressAt.get(transfer.from) ?? 0),
    to: Uint32Array.from(accepted, (transfer) => addressAt.get(transfer.to) ?? 0),
    assets,
    asset: Uint32Array.from(accepted, (transfer) => assetAt.get(transfer.contract) ?? 0),
    amount: accepted.map((transfer) => unitsOf(transfer, assets[assetAt.get(transfer.contract) ?? 0])),
    time: Float64Array.from(accepted, (transfer) => transfer.time),
    transactions: accepted.map((transfer) => transfer.transaction),
    row: Uint32Array.from(accepted, (transfer) => transfer.row),
  };
}

function unitsOf(transfer: Transfer, asset: Asset | undefined): bigint {
  const units = textToMinorUnits(transfer.value, asset?.decimals ?? 0);
  invariant(units !== null, "an accepted amount fits its asset");
  return units;
}

/** Assets in order of appearance. An unknown contract has as many decimals as its longest value here. */
function assetsOf(accepted: readonly Transfer[]): readonly Asset[] {
  const byContract = new Map<string, Asset>();
  for (const { contract, symbol, value } of accepted) {
    const before = byContract.get(contract);
    if (before?.isKnown === true) continue;
    const known = knownAssets.find((one) => one.contract === contract);
    const digits = (value.split(".")[1] ?? "").replace(/0+$/, "").length;
    byContract.set(
      contract,
      known === undefined
        ? {
            chain: "tron",
            contract,
            symbol: before?.symbol ?? toPlainText(symbol, longestSymbol),
            decimals: Math.max(before?.decimals ?? 0, digits),
            isKnown: false,
          }
        : { chain: "tron", contract, symbol: known.symbol, decimals: known.decimals, isKnown: true },
    );
  }
  return [...byContract.values()];
}

function walletsOf(
  accepted: readonly Transfer[],
  { addresses }: TransferColumns,
  headers: readonly string[],
  columns: Columns,
): readonly WalletSighting[] {
  const seen = new Map<string, WalletSighting>();
  for (const { from, to, row } of accepted) {
    if (!seen.has(from)) seen.set(from, { address: from, row, column: headers[columns.from] ?? "" });
    if (!seen.has(to)) seen.set(to, { address: to, row, column: headers[columns.to] ?? "" });
  }
  return addresses.flatMap((address) => seen.get(address) ?? []);
}

function totalsOf({ assets, asset, amount, time }: TransferColumns): readonly AssetTotal[] {
  const sums = assets.map(() => ({ count: 0, units: 0n, first: Number.POSITIVE_INFINITY, last: 0 }));
  asset.forEach((index, place) => {
    const sum = sums[index];
    const [units, at] = [amount[place], time[place]];
    invariant(sum !== undefined && units !== undefined && at !== undefined, "columns have one length");
    sum.count++;
    sum.units += units;
    sum.first = Math.min(sum.first, at);
    sum.last = Math.max(sum.last, at);
  });
  return sums.map(({ count, units, ...times }, index) => {
    const [of, first, last] = [assets[index], parseInstantMs(times.first), parseInstantMs(times.last)];
    invariant(of !== undefined && first !== null && last !== null, "every asset has a transfer with a time");
    return { asset: of, count, total: minorUnitsToText(units, of.decimals), first, last };
  });
}

/** Rows that repeat an earlier one, cell by cell: each is read as a transfer of its own, since no export numbers them. */
function repeatsIn(rows: readonly (readonly string[])[]): number {
  return rows.length - new Set(rows.map((cells) => JSON.stringify(cells))).size;
}

function noticesOf({ amount, assets, asset }: TransferColumns, repeats: number): readonly Notice[] {
  const fakes = new Set(assets.flatMap((one, i) => (isLookAlike(one.symbol, one.contract) ? [i] : [])));
  const unknown = new Set(assets.flatMap((one, i) => (one.isKnown || fakes.has(i) ? [] : [i])));
  const notices: readonly Notice[] = [
    { name: "repeated-rows", count: repeats },
    { name: "zero-value", count: amount.filter((units) => units === 0n).length },
    { name: "look-alike-token", count: asset.filter((one) => fakes.has(one)).length },
    { name: "unknown-token", count: asset.filter((one) => unknown.has(one)).length },
  ];
  return notices.filter((notice) => notice.count > 0);
}
