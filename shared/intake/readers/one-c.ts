import { type Result, succeed } from "../../kernel/result.ts";
import { checkIban } from "../../ontology/kazakh-numbers.ts";
import type { Asset } from "../../projections/model.ts";
import { type Amount, pointAmount, unitsOf } from "../amounts.ts";
import { unclosedColumn } from "../one-c-words.ts";
import type { Harvest } from "../harvest.ts";
import type { IntakeError } from "../model.ts";
import { cellsBy, hasColumns, type NamedColumn, type RowCells, usesOf } from "../named-columns.ts";
import { type Fault, foldHeader, type Reader, type TableFacts, type TakeRow } from "../reader.ts";
import type { Moment } from "../times.ts";
import { moneyOf, type Party, type PartyColumns, partyOf } from "./bank-parties.ts";
import { kazakhMoment, tellMoment } from "./kazakh-time.ts";

const checked = { use: "checked", type: "", property: "" } as const;
const read = (type: string, property: string) => ({ use: "read", type, property }) as const;
const optional = (headers: readonly string[], use?: NamedColumn["use"]): NamedColumn => ({
  headers,
  isOptional: true,
  ...(use === undefined ? {} : { use }),
});

/** Keys of one side, folded, as banks write them. */
const side = (word: string) =>
  ({
    Name: optional([`${word}наименование`, `${word}1`, word], read("person", "fullName")),
    Number: optional([`${word}бин_иин`, `${word}иин_бин`, `${word}бин`, `${word}иин`, `${word}инн`, `${word}рнн`], read("person", "iin")),
    Account: optional([`${word}иик`, `${word}ик`, `${word}счет`, `${word}расчсчет`], read("bankAccount", "iban")),
    Bank: optional([`${word}банкнаименование`, `${word}банк1`, `${word}банк`], read("bankAccount", "bank")),
    Bic: optional([`${word}банкбик`, `${word}бик`], read("bankAccount", "bic")),
  }) as const;
const payer = side("плательщик");
const payee = side("получатель");

const columns = {
  document: { headers: ["секциядокумент"], use: checked },
  unclosed: optional([foldHeader(unclosedColumn)], checked),
  number: optional(["номердокумента", "номер"]),
  day: optional(["датаоперации"]),
  documentDay: optional(["датадокумента", "дата"]),
  currency: optional(["валюта"]),
  sum: optional(["сумма"]),
  received: optional(["суммаприход"]),
  paid: optional(["суммарасход"]),
  payerName: payer.Name,
  payerNumber: payer.Number,
  payerAccount: payer.Account,
  payerBank: payer.Bank,
  payerBic: payer.Bic,
  payeeName: payee.Name,
  payeeNumber: payee.Number,
  payeeAccount: payee.Account,
  payeeBank: payee.Bank,
  payeeBic: payee.Bic,
} as const satisfies Record<string, NamedColumn>;
type ColumnName = keyof typeof columns;
type Cells = RowCells<ColumnName>;

/** Documents of a 1CClientBankExchange text: payments between accounts, who holds them. The text has days, no times. */
export const oneCReader: Reader = {
  name: "bank.one-c",
  version: 1,
  knows: (folded) => hasColumns<ColumnName>(columns, folded),
  uses: (layout) => usesOf<ColumnName>(columns, layout),
  start,
};

function start(table: TableFacts, harvest: Harvest): Result<TakeRow, IntakeError> {
  const found = cellsBy<ColumnName>(columns, table);
  if (!found.ok) return found;
  const by = found.value;
  const [payerColumns, payeeColumns] = [partyBy(by.header, "payer"), partyBy(by.header, "payee")];
  return succeed((cells, row) => {
    const cell = (name: ColumnName): string => by.text(cells, name);
    const payment = paymentOf(by, cells, table, harvest);
    if ("rule" in payment) return harvest.reject(row, payment.column, payment.value, payment.rule);
    const [from, to] = [partyBy(cell, "payer"), partyBy(cell, "payee")];
    const lacking = [from, to].find(({ name, number, account }) => name === "" && number === "" && account === "");
    const ends =
      lacking === undefined
        ? ([partyOf(harvest, from, payerColumns, row), partyOf(harvest, to, payeeColumns, row)] as const)
        : ([null, null] as const);
    if (ends[0] === null || ends[1] === null) return harvest.reject(row, "", "", lacking === from ? "payer" : "payee");
    harvest.accept();
    tellMoment(harvest, payment.day);
    if (!payment.isEqual) harvest.notice("unequal-amounts");
    if (/\p{L}\?|\?\p{L}/u.test(`${from.name} ${to.name}`)) harvest.notice("lost-letters");
    tally(harvest, from.account, to.account, payment);
    harvest.transfer({
      from: ends[0],
      to: ends[1],
      asset: payment.asset,
      amount: payment.amount.text,
      time: payment.day.at,
      transaction: cell("number"),
      row,
    });
  });
}

interface Payment {
  readonly day: Moment;
  readonly asset: Asset;
  readonly amount: Amount;
  /** Whether all amounts it says are the same. */
  readonly isEqual: boolean;
}

function paymentOf(by: Cells, cells: readonly string[], { answers }: TableFacts, harvest: Harvest): Payment | Fault {
  if (by.text(cells, "unclosed") !== "") return by.fault(cells, "document", "unclosed");
  const dayColumn = by.text(cells, "day") === "" ? "documentDay" : "day";
  const day = kazakhMoment(by.text(cells, dayColumn), answers["kazakh-clock"], harvest);
  if (day === null) return by.fault(cells, dayColumn, "moment");
  const written = by.text(cells, "currency");
  const asset = moneyOf(written === "" ? (answers.currency ?? "") : written);
  if (asset === null && written === "" && answers.currency === undefined) harvest.ask("currency");
  if (asset === null) return by.fault(cells, "currency", "money");
  const sums = (["sum", "received", "paid"] as const).filter((name) => by.text(cells, name) !== "");
  const [first = "sum"] = sums;
  const amounts = sums.map((name) => pointAmount(by.text(cells, name)));
  const [amount] = amounts;
  if (amount === null || amount === undefined || amount.isNegative) return by.fault(cells, first, "number");
  const isEqual = amounts.every((other) => other === null || unitsOf(other) === unitsOf(amount) || unitsOf(other) === 0n);
  return { day, asset, amount, isEqual };
}

function tally(harvest: Harvest, from: string, to: string, { amount, asset }: Payment): void {
  harvest.stated.add(accountKey(from), "paid", asset.symbol, unitsOf(amount));
  harvest.stated.add(accountKey(to), "received", asset.symbol, unitsOf(amount));
}
const accountKey = (written: string): string => written.replaceAll(/\s/g, "").toUpperCase();

function partyBy(said: (name: ColumnName) => string, word: "payer" | "payee"): Party & PartyColumns {
  return {
    name: said(`${word}Name`),
    number: said(`${word}Number`),
    account: said(`${word}Account`),
    bank: said(`${word}Bank`),
    bic: said(`${word}Bic`),
    country: "",
  };
}

const accountColumns = {
  account: { headers: ["расчсчет"], use: read("bankAccount", "iban") },
  opening: { headers: ["начальныйостаток"], use: checked },
  received: optional(["всегопоступило"], checked),
  paid: optional(["всегосписано"], checked),
  closing: optional(["конечныйостаток"], checked),
} as const satisfies Record<string, NamedColumn>;
type AccountColumn = keyof typeof accountColumns;

/** Accounts of a 1CClientBankExchange text: what it says of its own totals, held against its documents. */
export const oneCAccountsReader: Reader = {
  name: "bank.one-c-accounts",
  version: 1,
  knows: (folded) => hasColumns<AccountColumn>(accountColumns, folded),
  uses: (layout) => usesOf<AccountColumn>(accountColumns, layout),
  start: (table, harvest) => {
    const found = cellsBy<AccountColumn>(accountColumns, table);
    if (!found.ok) return found;
    const by = found.value;
    return succeed((cells, row) => {
      const account = accountKey(by.text(cells, "account"));
      if (account === "") return harvest.reject(row, by.header("account"), "", "account");
      const bad = (["opening", "received", "paid", "closing"] as const).find(
        (name) => by.text(cells, name) !== "" && pointAmount(by.text(cells, name)) === null,
      );
      if (bad !== undefined) return harvest.reject(row, by.header(bad), by.text(cells, bad), "number");
      harvest.accept();
      nameAccount(harvest, account, { row, column: by.header("account") });
      const said = (name: AccountColumn): bigint | null => {
        const amount = pointAmount(by.text(cells, name));
        return amount === null ? null : unitsOf(amount);
      };
      for (const name of ["received", "paid", "closing"] as const) {
        const units = said(name);
        if (units !== null) harvest.stated.say(account, name, units, name === "closing" ? (said("opening") ?? 0n) : 0n);
      }
    });
  },
};

function nameAccount(harvest: Harvest, account: string, place: { readonly row: number; readonly column: string }): void {
  const iban = checkIban(account);
  const values = iban.ok ? { iban: { kind: "identifier", text: iban.value } as const } : { number: { kind: "identifier", text: account } as const };
  harvest.thing({ id: harvest.idOf("bankAccount", account), type: "bankAccount", values, ...place });
}
