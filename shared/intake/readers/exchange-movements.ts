import { ownOf } from "../../kernel/own.ts";
import type { EntityId } from "../../kernel/brand.ts";
import { type Result, succeed } from "../../kernel/result.ts";
import { type ChainFamily, parseAddress } from "../../ontology/address.ts";
import { pointAmount } from "../amounts.ts";
import { isWholeRow } from "../columns.ts";
import type { Harvest, Place } from "../harvest.ts";
import type { IntakeError, ProfileName } from "../model.ts";
import { cellsBy, hasColumns, type NamedColumn, type NamedColumns, type RowCells, usesOf } from "../named-columns.ts";
import { openQuestions } from "../questions.ts";
import { type Fault, foldHeader, type Reader, type TableFacts, type TakeRow } from "../reader.ts";
import { type Moment, offsetOfHeader, parseMoment } from "../times.ts";
import { walletOf } from "../wallets.ts";
import { bookedAsset, exchangeAccount, isTicker, knownExchange } from "./exchange-account.ts";

type ColumnName = "time" | "coin" | "network" | "amount" | "fee" | "address" | "txid" | "source" | "status";

/** An exchange's list of what came to one customer by a chain, or left. */
export interface MovementLayout {
  readonly name: ProfileName;
  readonly exchange: string;
  readonly columns: Readonly<Partial<Record<ColumnName, NamedColumn>>>;
  readonly without?: readonly string[];
  /** "asked": the file does not say it. */
  readonly direction: "deposit" | "withdrawal" | "asked";
}

/**
 * Reads deposits and withdrawals: transfers between the customer's account and the wallet at its address. A deposit's address is the exchange's own, given
 * to the customer; who paid to it stands on the chain, not here (decision 0105).
 */
export function movementReader(layout: MovementLayout): Reader {
  if (layout.direction !== "asked") return readerOf(layout, 1);
  return { ...readerOf(layout, 2), older: [readerOf(layout, 1)] };
}

/** `version` 2 believes the name of a sheet where the header leaves the way open: answers of exchanges have a sheet for each. */
function readerOf(layout: MovementLayout, version: 1 | 2): Reader {
  const wayOf = (sheet: string): Way | null => (layout.direction !== "asked" ? layout.direction : version === 1 ? null : wayOfSheet(sheet));
  const columns = layout.columns as NamedColumns<ColumnName>;
  return {
    name: layout.name,
    version,
    knows: (folded) => hasColumns(columns, folded) && !(layout.without ?? []).some((header) => folded.includes(header)),
    uses: (file) => usesOf(columns, file),
    asksOf: ({ sheet }) => (wayOf(sheet) === null ? [openQuestions.direction] : []),
    start: (table, harvest) => start(layout, columns, table, harvest, wayOf(table.sheet)),
  };
}

type Way = "deposit" | "withdrawal";
/** Which way a sheet says by its name; null when it says neither, or both. */
function wayOfSheet(sheet: string): Way | null {
  const isDeposit = /deposit|top.?up|пополн|зачисл|(?:^|[^\p{L}])ввод|толтыр|енгіз/iu.test(sheet);
  const isWithdrawal = /withdraw|вывод|списан|снят|шығар/iu.test(sheet);
  return isDeposit === isWithdrawal ? null : isDeposit ? "deposit" : "withdrawal";
}

interface Movement {
  readonly time: Moment;
  readonly coin: string;
  readonly amount: string;
  readonly address: Address;
  readonly txid: string;
}
/** What the other end is: a checked address, one of a chain whose addresses we cannot check, or none. */
type Address =
  | { readonly kind: "checked"; readonly text: string; readonly family: ChainFamily }
  | { readonly kind: "unchecked"; readonly text: string }
  | { readonly kind: "none" };

function start(
  layout: MovementLayout,
  columns: NamedColumns<ColumnName>,
  table: TableFacts,
  harvest: Harvest,
  way: Way | null,
): Result<TakeRow, IntakeError> {
  const found = cellsBy(columns, table);
  if (!found.ok) return found;
  const by = found.value;
  const offset = offsetOfHeader(foldHeader(by.header("time"))) ?? 0;
  const direction = way ?? table.answers.direction;
  return succeed((cells, row) => {
    const read = isWholeRow(cells, table.layout)
      ? movementOf(by, cells, offset)
      : ({ column: "", value: String(cells.length), rule: "cell-count" } as const);
    if ("rule" in read) return harvest.reject(row, read.column, read.value, read.rule);
    harvest.accept();
    const place = (name: ColumnName): Place => ({ row, column: by.header(name) });
    const own = exchangeAccount(harvest, layout.exchange, "", place("time"));
    const exchange = knownExchange(harvest, layout.exchange, place("time"));
    const other = endOf(harvest, read.address, exchange, place("address"));
    const isDeposit = direction === "deposit";
    tellOf(harvest, read, by.text(cells, "network"));
    if (isDeposit && read.address.kind === "checked") depositsTo(harvest, other, exchange, place("address"));
    if (isDeposit) nameSource(harvest, by.text(cells, "source"), other, place("source"));
    harvest.transfer({
      from: isDeposit ? other : own,
      to: isDeposit ? own : other,
      asset: bookedAsset(read.coin),
      amount: read.amount,
      time: read.time.at,
      transaction: read.txid,
      row,
    });
  });
}

function movementOf(by: RowCells<ColumnName>, cells: readonly string[], offset: number): Movement | Fault {
  const time = parseMoment(by.text(cells, "time"), "year-first", offset);
  if (time === null) return by.fault(cells, "time", "moment");
  const coin = by.text(cells, "coin");
  if (!isTicker(coin)) return by.fault(cells, "coin", "coin");
  const amount = pointAmount(by.text(cells, "amount"));
  if (amount === null || amount.isNegative) return by.fault(cells, "amount", "number");
  const address = addressOf(by.text(cells, "address"), by.text(cells, "network"));
  if (address === null) return by.fault(cells, "address", "crypto-address");
  if (!/^(?:completed?|success(?:ful)?)$/i.test(by.text(cells, "status"))) return by.fault(cells, "status", "not-completed");
  return { time, coin, amount: amount.text, address, txid: txidOf(by.text(cells, "txid")) };
}

/** Hexadecimal hashes in one spelling, as explorers give them; other names as written. */
const txidOf = (written: string): string => (/^(?:0x)?[0-9a-f]{64}$/i.test(written) ? written.toLowerCase() : written);

/** Which family of chains a network of an exchange is. Others have addresses we cannot check. */
const familyOfNetwork: Readonly<Record<string, ChainFamily>> = {
  TRX: "tron",
  TRC20: "tron",
  ETH: "evm",
  ERC20: "evm",
  BSC: "evm",
  BEP20: "evm",
  MATIC: "evm",
  ARBITRUM: "evm",
  OPTIMISM: "evm",
  BASE: "evm",
  AVAXC: "evm",
  BTC: "bitcoin",
  SEGWITBTC: "bitcoin",
  LTC: "litecoin",
  DOGE: "dogecoin",
  TON: "ton",
  SOL: "solana",
};

/** null: the network's addresses have a checksum, and this one does not pass it. */
function addressOf(written: string, network: string): Address | null {
  if (written === "" || written === "-") return { kind: "none" };
  const parsed = parseAddress(written);
  const said = ownOf(familyOfNetwork, network.toUpperCase());
  // A Solana address has no checksum: without the network's word any 32 bytes would be one.
  if (parsed.ok && (parsed.value.family !== "solana" || said === "solana")) return { kind: "checked", text: written, family: parsed.value.family };
  return said === undefined && network !== "" ? { kind: "unchecked", text: written } : null;
}

function endOf(harvest: Harvest, address: Address, exchange: EntityId, place: Place): EntityId {
  if (address.kind === "none") return exchange;
  if (address.kind === "checked") return walletOf(harvest, address.text, place);
  return harvest.thing({
    id: harvest.idOf("account", `unchecked:${address.text}`),
    type: "account",
    values: { platform: { kind: "text", text: "other" }, handle: { kind: "identifier", text: address.text } },
    ...place,
  });
}

/** What a person should know of one movement. */
function tellOf(harvest: Harvest, { time, address, txid }: Movement, network: string): void {
  if (time.isShortYear) harvest.notice("short-years");
  if (/^(?:internal|off-chain) transfer/i.test(txid)) harvest.notice("off-chain");
  if (address.kind === "unchecked") harvest.notice("unchecked-addresses");
  const said = ownOf(familyOfNetwork, network.toUpperCase());
  if (address.kind === "checked" && said !== undefined && said !== address.family) harvest.notice("other-chain");
}

function depositsTo(harvest: Harvest, wallet: EntityId, exchange: EntityId, place: Place): void {
  harvest.link({ key: `${wallet} depositsTo ${exchange}`, type: "depositsTo", from: wallet, to: exchange, values: {}, ...place });
}

/** Who paid to a deposit address, where the file says it. */
function nameSource(harvest: Harvest, written: string, deposit: EntityId, place: Place): void {
  const parsed = parseAddress(written);
  if (written === "" || !parsed.ok) return;
  const source = walletOf(harvest, written, place);
  harvest.link({ key: `${source} related ${deposit}`, type: "related", from: source, to: deposit, values: {}, ...place });
}
