import type { EntityId } from "../../kernel/brand.ts";
import { succeed } from "../../kernel/result.ts";
import { type Amount, openAmount, unitsOf } from "../amounts.ts";
import { isWholeRow } from "../columns.ts";
import type { Harvest, Place } from "../harvest.ts";
import { toPlainText } from "../plain-text.ts";
import type { Fault, Reader, TableFacts, TakeRow } from "../reader.ts";
import type { Asset } from "../../projections/model.ts";
import type { Moment } from "../times.ts";
import { moneyOf, partyOf } from "./bank-parties.ts";
import { kazakhMoment, tellMoment } from "./kazakh-time.ts";

const [day, sum, operation, details] = ["Дата", "Сумма", "Операция", "Детали"];
const folded = ["дата", "сумма", "операция", "детали"];
const longestName = 200;

/**
 * A statement of a Kaspi Gold card. It names the other side by a short name or a shop's, or not at all: then the operation is shown between the account and
 * the bank, as the bank booked it.
 */
export const kaspiGoldReader: Reader = {
  name: "bank.kaspi-gold",
  version: 1,
  knows: (headers) => headers.length === folded.length && folded.every((header, at) => headers[at] === header),
  uses: (layout) =>
    layout.headers.map((header, at) => {
      if (at === 3) return { header, use: "read", type: "person", property: "fullName" };
      return { header, use: at === 2 ? "checked" : "read", type: at === 2 ? "" : "dataset", property: "" };
    }),
  start: (table, harvest) => succeed(start(table, harvest)),
};

function start(table: TableFacts, harvest: Harvest): TakeRow {
  const head = headOf(table.preamble.map((cells) => cells.join(" ")));
  const top: Place = { row: 0, column: "" };
  const account = partyOf(harvest, { ...head, number: "", bank: head.account === "" ? "" : "Kaspi Bank", bic: head.bic, country: "" }, noColumns, 0);
  const bank = harvest.thing({
    id: harvest.publicIdOf("organisation", "kaspi bank"),
    type: "organisation",
    values: { name: { kind: "text", text: "Kaspi Bank" } },
    ...top,
  });
  stateTotals(harvest, head);
  return (cells, row) => {
    const read = isWholeRow(cells, table.layout)
      ? bookedOf(cells, table, harvest)
      : ({ column: "", value: String(cells.length), rule: "cell-count" } as const);
    if ("rule" in read) return harvest.reject(row, read.column, read.value, read.rule);
    if (account === null) return harvest.reject(row, "", "", "account");
    harvest.accept();
    tellMoment(harvest, read.moment);
    const isIn = !read.amount.isNegative;
    harvest.stated.add(head.account, isIn ? "received" : "paid", read.asset.symbol, unitsOf({ ...read.amount, isNegative: false }));
    const other = otherSide(harvest, cells[2] ?? "", cells[3] ?? "", { row, column: details ?? "" }) ?? bank;
    if (other === bank) harvest.notice("booked-movements");
    const ends = isIn ? { from: other, to: account } : { from: account, to: other };
    harvest.transfer({ ...ends, asset: read.asset, amount: read.amount.text, time: read.moment.at, transaction: "", row });
  };
}

const noColumns = { name: "", number: "", account: "", bank: "", bic: "", country: "" };

function bookedOf(
  cells: readonly string[],
  { answers }: TableFacts,
  harvest: Harvest,
): { readonly moment: Moment; readonly amount: Amount; readonly asset: Asset } | Fault {
  const moment = kazakhMoment(cells[0] ?? "", answers["kazakh-clock"], harvest);
  if (moment === null) return { column: day ?? "", value: cells[0] ?? "", rule: "moment" };
  const parts = /^(.*\d)\s*(\S+)$/.exec(cells[1] ?? "");
  const amount = openAmount(parts?.[1] ?? "", ",");
  const asset = moneyOf(parts?.[2] ?? "");
  if (amount === null || amount === "ambiguous" || asset === null) return { column: sum ?? "", value: cells[1] ?? "", rule: "number" };
  if (cells[2] === "") return { column: operation ?? "", value: "", rule: "number" };
  return { moment, amount, asset };
}

/** Who a row names: "Айгуль К." of a transfer, the shop of a purchase. */
function otherSide(harvest: Harvest, kind: string, name: string, place: Place): EntityId | null {
  const text = toPlainText(name, longestName);
  const said = { kind: "text", text } as const;
  if (kind === "Покупка" && text !== "")
    return harvest.thing({ id: harvest.idOf("organisation", `shop:${text}`), type: "organisation", values: { name: said }, ...place });
  const isPerson = (kind === "Перевод" || kind === "Пополнение") && /^\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)? \p{Lu}\.$/u.test(text);
  return isPerson ? harvest.thing({ id: harvest.idOf("person", `short:${text}`), type: "person", values: { fullName: said }, ...place }) : null;
}

interface StatementHead {
  readonly account: string;
  readonly name: string;
  readonly bic: string;
  readonly opening: bigint | null;
  readonly closing: bigint | null;
  /** Signed sums by kind of operation. */
  readonly sums: readonly bigint[];
}

function headOf(lines: readonly string[]): StatementHead {
  const found = (form: RegExp): string => lines.map((line) => form.exec(line)?.[1]).find((part) => part !== undefined) ?? "";
  const amountIn = (line: string): bigint | null => {
    const written = /([+-]\s*[\d\s]+(?:,\d+)?)\s*\S+$/.exec(line)?.[1];
    const amount = written === undefined ? null : openAmount(written, ",");
    return amount === null || amount === "ambiguous" ? null : unitsOf(amount);
  };
  const available = lines
    .filter((line) => /^Доступно на /.test(line))
    .map((line) => ({ isClosing: /^Доступно на [\d.]+:/.test(line), units: amountIn(line) }));
  const card = lines.findIndex((line) => /^Номер карты/.test(line));
  return {
    account: found(/^Номер сч[её]та:?\s*(\S+)/).toUpperCase(),
    name: card > 0 && !/Kaspi/i.test(lines[card - 1] ?? "") ? (lines[card - 1] ?? "") : "",
    bic: found(/БИК\s+([A-Z]{6}[A-Z0-9]{2})/),
    opening: available.find(({ isClosing }) => !isClosing)?.units ?? null,
    closing: available.find(({ isClosing }) => isClosing)?.units ?? null,
    sums: lines.filter((line) => /^(?:Пополнения|Покупки|Переводы|Снятия|Разное)\s/.test(line)).flatMap((line) => amountIn(line) ?? []),
  };
}

function stateTotals(harvest: Harvest, { account, opening, closing, sums }: StatementHead): void {
  if (sums.length > 0) {
    const change = sums.reduce((total, each) => total + each, 0n);
    harvest.stated.say(account, "change", change);
  }
  if (opening !== null && closing !== null) harvest.stated.say(account, "closing", closing, opening);
}
