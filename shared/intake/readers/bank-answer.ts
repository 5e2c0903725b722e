import { type Result, succeed } from "../../kernel/result.ts";
import { openAmount, unitsOf } from "../amounts.ts";
import { isWholeRow } from "../columns.ts";
import type { Harvest } from "../harvest.ts";
import type { IntakeError } from "../model.ts";
import { cellsBy, hasColumns, type RowCells, usesOf } from "../named-columns.ts";
import type { Fault, Reader, TableFacts, TakeRow } from "../reader.ts";
import type { Moment } from "../times.ts";
import type { Asset } from "../../projections/model.ts";
import { moneyOf, type Party, type PartyColumns, partyOf } from "./bank-parties.ts";
import { kazakhMoment, tellMoment } from "./kazakh-time.ts";

const checked = { use: "checked", type: "", property: "" } as const;
const ignored = { use: "ignored", type: "", property: "" } as const;
const asType = (type: string, property: string) => ({ use: "read", type, property }) as const;

/** The 18 columns of a bank's answer to a request of the AFM, folded (annex to the form; domain facts §2.7). */
const columns = {
  time: { headers: ["дата и время операции"] },
  currency: { headers: ["валюта операции"] },
  kind: { headers: ["виды операции (категория документа)"], isOptional: true, use: ignored },
  system: { headers: ["наименование сдп (при наличии)"], isOptional: true, use: ignored },
  amount: { headers: ["сумма в валюте ее проведения", "сумма в валюте её проведения"] },
  tenge: { headers: ["сумма в тенге"], isOptional: true, use: checked },
  payerName: { headers: ["наименование/фио плательщика"], use: asType("person", "fullName") },
  payerNumber: { headers: ["иин/бин плательщика"], use: asType("person", "iin") },
  payerCountry: { headers: ["резидентство плательщика"], isOptional: true, use: asType("organisation", "country") },
  payerBank: { headers: ["банк плательщика"], use: asType("bankAccount", "bank") },
  payerAccount: { headers: ["номер счета плательщика", "номер счёта плательщика"], use: asType("bankAccount", "iban") },
  payeeName: { headers: ["наименование/фио получателя"], use: asType("person", "fullName") },
  payeeNumber: { headers: ["иин/бин получателя"], use: asType("person", "iin") },
  payeeCountry: { headers: ["резидентство получателя"], isOptional: true, use: asType("organisation", "country") },
  payeeBank: { headers: ["банк получателя"], use: asType("bankAccount", "bank") },
  payeeAccount: { headers: ["номер счета получателя", "номер счёта получателя"], use: asType("bankAccount", "iban") },
  purposeCode: { headers: ["код назначения платежа"], isOptional: true, use: ignored },
  purpose: { headers: ["назначение платежа"], isOptional: true, use: ignored },
} as const;
type ColumnName = keyof typeof columns;
type Cells = RowCells<ColumnName>;

/** A bank's answer to the AFM: payments between accounts, who holds them, times of Kazakhstan. */
export const bankAnswerReader: Reader = {
  name: "bank.answer",
  version: 1,
  hasNumberRow: true,
  knows: (folded) => hasColumns<ColumnName>(columns, folded),
  uses: (layout) => usesOf<ColumnName>(columns, layout),
  start,
};

function start(table: TableFacts, harvest: Harvest): Result<TakeRow, IntakeError> {
  const found = cellsBy<ColumnName>(columns, table);
  if (!found.ok) return found;
  const by = found.value;
  const [payerColumns, payeeColumns] = [sideColumns(by, "payer"), sideColumns(by, "payee")];
  return succeed((cells, row) => {
    const read = isWholeRow(cells, table.layout) ? paymentOf(by, cells, table, harvest) : cellCount(cells);
    if ("rule" in read) return harvest.reject(row, read.column, read.value, read.rule);
    const [payer, payee] = [sideOf(by, cells, "payer"), sideOf(by, cells, "payee")];
    const lacking = [payer, payee].findIndex(isNobody);
    if (lacking >= 0) return harvest.reject(row, lacking === 0 ? payerColumns.account : payeeColumns.account, "", lacking === 0 ? "payer" : "payee");
    const from = partyOf(harvest, payer, payerColumns, row);
    const to = partyOf(harvest, payee, payeeColumns, row);
    if (from === null || to === null) return harvest.reject(row, "", "", from === null ? "payer" : "payee");
    harvest.accept();
    tellMoment(harvest, read.time);
    if (!read.isEqual) harvest.notice("unequal-amounts");
    harvest.transfer({ from, to, asset: read.asset, amount: read.amount, time: read.time.at, transaction: "", row });
  });
}

const cellCount = (cells: readonly string[]): Fault => ({ column: "", value: String(cells.length), rule: "cell-count" });
const isNobody = ({ name, number, account }: Party): boolean => [name, number, account].every((cell) => /^[-–—0]*$/.test(cell));

interface Payment {
  readonly time: Moment;
  readonly asset: Asset;
  readonly amount: string;
  /** Whether the amount in tenge, of a payment in tenge, is the same. */
  readonly isEqual: boolean;
}

function paymentOf(by: Cells, cells: readonly string[], { answers }: TableFacts, harvest: Harvest): Payment | Fault {
  const time = kazakhMoment(by.text(cells, "time"), answers["kazakh-clock"], harvest);
  if (time === null) return by.fault(cells, "time", "moment");
  const asset = moneyOf(by.text(cells, "currency"));
  if (asset === null) return by.fault(cells, "currency", "money");
  const sign = answers["decimal-sign"] === "comma" ? "," : answers["decimal-sign"] === "point" ? "." : undefined;
  const amount = openAmount(by.text(cells, "amount"), sign);
  if (amount === "ambiguous") harvest.ask("decimal-sign");
  if (amount === "ambiguous" || amount === null || amount.isNegative) return by.fault(cells, "amount", "number");
  const tenge = openAmount(by.text(cells, "tenge"), sign);
  const isEqual = asset.contract !== "KZT" || tenge === null || tenge === "ambiguous" || unitsOf(tenge) === unitsOf(amount);
  return { time, asset, amount: amount.text, isEqual };
}

function sideOf(by: Cells, cells: readonly string[], side: "payer" | "payee"): Party {
  const cell = (field: "Name" | "Number" | "Account" | "Bank" | "Country"): string => by.text(cells, `${side}${field}`);
  return { name: cell("Name"), number: cell("Number"), account: cell("Account"), bank: cell("Bank"), bic: "", country: cell("Country") };
}
function sideColumns(by: Cells, side: "payer" | "payee"): PartyColumns {
  const header = (field: "Name" | "Number" | "Account" | "Bank" | "Country"): string => by.header(`${side}${field}`);
  return { name: header("Name"), number: header("Number"), account: header("Account"), bank: header("Bank"), bic: "", country: header("Country") };
}
