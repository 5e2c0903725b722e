import type { Asset } from "../../projections/model.ts";
import { toPlainText } from "../plain-text.ts";
import { type Fault, foldHeader } from "../reader.ts";
import type { MappedDirection, MappedSource, MappedTransfer } from "./model.ts";
import { isAmount } from "../transfers.ts";
import { writtenDate, type WrittenNumber, writtenNumber } from "./forms.ts";
import { mappedAsset } from "./mapped-assets.ts";
import type { MappedRow } from "./mapped-row.ts";

const longestTransaction = 200;
const mostDecimals = 30;

/** A transfer as a row says it, between two of its things. */
export interface RowTransfer {
  readonly from: number;
  readonly to: number;
  readonly asset: Asset;
  readonly amount: string;
  /** ms since 1970 UTC. */
  readonly time: number;
  /** The row names a day and no time. */
  readonly isDayOnly: boolean;
  readonly transaction: string;
}

/** Gives the first rule the row breaks, when it is no transfer. */
export function readTransfer(row: MappedRow, transfer: MappedTransfer): RowTransfer | Fault {
  const source = amountSourceOf(row, transfer);
  if (source === null) return row.fault(transfer.amount, "direction");
  const timeCell = row.cell(transfer.time);
  const number = numberIn(row, source);
  const { dateOrder, offsetMinutes } = timeCell.form;
  const date = dateOrder === "" || offsetMinutes === null ? null : writtenDate(timeCell.text, dateOrder, offsetMinutes);
  const said = row.cell(transfer.asset).text.trim();
  if (date === null) return row.fault(transfer.time, "bad-date");
  if (number === null) return row.fault(source, "bad-number");
  if (said === "") return row.fault(transfer.asset, "missing-value");
  const asset = mappedAsset(said);
  if (!isAmount(number.text, asset.isKnown ? asset.decimals : mostDecimals)) return row.fault(source, "amount");
  const way =
    transfer.direction.by === "side" && source !== transfer.amount && !number.isNegative
      ? "reversed"
      : wayOf(row, transfer.direction, number.isNegative);
  if (way === null) return row.fault(transfer.direction.by === "word" ? { column: transfer.direction.column } : transfer.amount, "direction");
  const [from, to] = way === "forward" ? [transfer.from, transfer.to] : [transfer.to, transfer.from];
  const transaction = transfer.transaction === null ? "" : toPlainText(row.cell(transfer.transaction).text, longestTransaction);
  return { from, to, asset, amount: number.text, time: date.time, isDayOnly: !date.hasTime, transaction };
}

function numberIn(row: MappedRow, source: MappedSource): WrittenNumber | null {
  const { text, form } = row.cell(source);
  return form.decimalSign === "" ? null : writtenNumber(text, form.decimalSign);
}

/** Which of its columns holds the amount of a row; null where two may and both or none does. Zero beside an amount says nothing. */
function amountSourceOf(row: MappedRow, { amount, direction }: MappedTransfer): MappedSource | null {
  if (direction.by !== "side") return amount;
  const said = [amount, direction.amount].filter((source) => row.cell(source).text.trim() !== "");
  const [only, other] = said;
  if (only === undefined || other === undefined) return only ?? null;
  const telling = said.filter((source) => !isZero(numberIn(row, source)));
  return telling.length === 1 ? (telling[0] ?? null) : null;
}
const isZero = (number: WrittenNumber | null): boolean => number !== null && /^0(?:\.0+)?$/.test(number.text);

/** Which way a row goes; null when it does not say. An amount below zero goes nowhere unless its sign is what says the way. */
function wayOf(row: MappedRow, direction: MappedDirection, isNegative: boolean): "forward" | "reversed" | null {
  if (direction.by === "sign") return (direction.reversed === "negative") === isNegative ? "reversed" : "forward";
  if (isNegative) return null;
  if (direction.by === "order" || direction.by === "side") return "forward";
  const word = foldHeader(row.cell({ column: direction.column }).text);
  if (direction.forward.includes(word)) return "forward";
  return direction.reversed.includes(word) ? "reversed" : null;
}
