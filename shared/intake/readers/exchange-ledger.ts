import type { EntityId } from "../../kernel/brand.ts";
import { type Result, succeed } from "../../kernel/result.ts";
import { pointAmount, unitsOf } from "../amounts.ts";
import { isWholeRow } from "../columns.ts";
import { BalanceCheck } from "../control-totals.ts";
import type { Harvest } from "../harvest.ts";
import type { IntakeError, ProfileName, Question } from "../model.ts";
import { cellsBy, hasColumns, headerOf, type NamedColumn, type NamedColumns, type RowCells, usesOf } from "../named-columns.ts";
import { type Fault, foldHeader, type Reader, type TableFacts, type TakeRow } from "../reader.ts";
import { type Moment, offsetOfHeader, parseMoment } from "../times.ts";
import { accountHolder, bookedAsset, exchangeAccount, isTicker, knownExchange } from "./exchange-account.ts";

type ColumnName = "uid" | "time" | "coin" | "change" | "operation" | "detail" | "before" | "balance" | "id";

/** The books of an exchange about one customer, as one of its exports writes them. */
export interface LedgerLayout {
  readonly name: ProfileName;
  /** As it is called. */
  readonly exchange: string;
  readonly columns: Readonly<Partial<Record<ColumnName, NamedColumn>>> & Readonly<Record<"time" | "coin" | "change", NamedColumn>>;
  /** Headers that belong to another layout: with one of them it is not this one. */
  readonly without?: readonly string[];
  /** Whether a row moves coins between wallets of the same customer: money that goes nowhere. */
  isInternal(operation: string, detail: string): boolean;
  /** Whether a row without a sign went out of the account by what it is called. */
  isPaidOut?(operation: string): boolean;
  readonly asks?: readonly Omit<Question, "answer">[];
}

/**
 * Reads the books of an exchange about one customer: each row is a signed change of one coin. Who is on the other side is not in the books: each change is
 * kept as a transfer between the account and the exchange, as the exchange booked it (decision 0105).
 */
export function ledgerReader(layout: LedgerLayout): Reader {
  const columns = layout.columns as NamedColumns<ColumnName>;
  return {
    name: layout.name,
    version: 1,
    knows: (folded) => hasColumns(columns, folded) && !(layout.without ?? []).some((header) => folded.includes(header)),
    uses: (file) => usesOf(columns, file),
    // A header that says its clock leaves nothing open.
    asksOf: ({ layout: { headers } }) => (offsetOfHeader(foldHeader(headerOf(columns, headers, "time"))) === null ? (layout.asks ?? []) : []),
    start: (table, harvest) => start(layout, columns, table, harvest),
  };
}

/** What is wanted of a row that is in order. */
interface Movement {
  readonly uid: string;
  readonly time: Moment;
  readonly coin: string;
  readonly amount: string;
  readonly isOut: boolean;
}

function start(layout: LedgerLayout, columns: NamedColumns<ColumnName>, table: TableFacts, harvest: Harvest): Result<TakeRow, IntakeError> {
  const found = cellsBy(columns, table);
  if (!found.ok) return found;
  const by = found.value;
  const holder = accountHolder(table);
  const offset = offsetOfHeader(foldHeader(by.header("time"))) ?? Number(table.answers["utc-offset"] ?? 0);
  const balances = new BalanceCheck(harvest);
  const account = accountsOf(layout.exchange, holder, harvest);
  return succeed((cells, row) => {
    const read = isWholeRow(cells, table.layout)
      ? movementOf(layout, by, cells, holder.uid, offset)
      : ({ column: "", value: String(cells.length), rule: "cell-count" } as const);
    if ("rule" in read) return harvest.reject(row, read.column, read.value, read.rule);
    harvest.accept();
    if (read.time.isShortYear) harvest.notice("short-years");
    const balance = pointAmount(by.text(cells, "balance"));
    if (balance !== null) balances.add({ account: read.uid, asset: read.coin, ...read, balance, time: read.time.at });
    const own = account(read.uid, { row, column: by.header("uid") });
    if (layout.isInternal(by.text(cells, "operation"), by.text(cells, "detail"))) return harvest.notice("internal-movements");
    harvest.notice("booked-movements");
    const exchange = knownExchange(harvest, layout.exchange, { row, column: by.header("operation") });
    harvest.transfer({
      from: read.isOut ? own : exchange,
      to: read.isOut ? exchange : own,
      asset: bookedAsset(read.coin),
      amount: read.amount,
      time: read.time.at,
      transaction: by.text(cells, "id"),
      row,
    });
  });
}

/** Names each account once, and its holder where the file says one. */
function accountsOf(
  exchange: string,
  { uid: said, person, company }: ReturnType<typeof accountHolder>,
  harvest: Harvest,
): (uid: string, place: { readonly row: number; readonly column: string }) => EntityId {
  return (uid, place) => {
    const isNew = harvest.known(`${exchange}:${uid}`) === undefined;
    const account = exchangeAccount(harvest, exchange, uid, place);
    if (!isNew || (uid !== said && said !== "")) return account;
    for (const [type, property, name] of [
      ["person", "fullName", person],
      ["organisation", "name", company],
    ] as const) {
      if (name === "") continue;
      const id = harvest.idOf(type, `${exchange}:${uid}:${name}`);
      harvest.thing({ id, type, values: { [property]: { kind: "text", text: name } }, row: 0, column: "" });
      harvest.link({ key: `${id} uses ${account}`, type: "uses", from: id, to: account, values: {}, row: 0, column: "" });
    }
    return account;
  };
}

function movementOf(
  { isPaidOut }: LedgerLayout,
  by: RowCells<ColumnName>,
  cells: readonly string[],
  holderUid: string,
  offset: number,
): Movement | Fault {
  const time = parseMoment(by.text(cells, "time"), "year-first", offset);
  if (time === null) return by.fault(cells, "time", "moment");
  const coin = by.text(cells, "coin");
  if (!isTicker(coin)) return by.fault(cells, "coin", "coin");
  const change = pointAmount(by.text(cells, "change"));
  if (change === null) return by.fault(cells, "change", "number");
  const isOut = change.isNegative || isFalling(by, cells) || isPaidOut?.(by.text(cells, "operation")) === true;
  const uid = by.text(cells, "uid") || holderUid;
  return { uid, time, coin, amount: change.text, isOut };
}

/** Books that write no sign: what the balance was before says which way the coins went. */
function isFalling(by: RowCells<ColumnName>, cells: readonly string[]): boolean {
  const [before, after] = [pointAmount(by.text(cells, "before")), pointAmount(by.text(cells, "balance"))];
  if (before === null || after === null) return false;
  return unitsOf(before) > unitsOf(after);
}
