import { canLink, propertyEntry, typeEntry } from "../../ontology/read.ts";
import { hasOnly, isListOf } from "../strict.ts";
import {
  type ColumnForm,
  dateOrders,
  decimalSigns,
  type MappedDirection,
  type MappedLink,
  type MappedSource,
  type MappedThing,
  type MappedTransfer,
  type MappedValue,
  type Mapping,
} from "./model.ts";

const [mostColumns, mostThings, mostWords, longestText] = [500, 20, 50, 500];
const farthestOffset = 14 * 60;

/**
 * A mapping as anybody may have written it: in a dataset, in a file of a colleague.
 *
 * Gives   null when a part of it is missing, more than it may be, or speaks of what the ontology does not know: nothing of it is then used.
 */
export function parseMapping(said: unknown): Mapping | null {
  if (!hasOnly(said, ["headers", "forms", "things", "links", "transfer"])) return null;
  const { headers, forms, things, links, transfer } = said;
  if (!isListOf(headers, isText, mostColumns) || headers.length === 0) return null;
  if (!isListOf(forms, isForm, mostColumns) || forms.length !== headers.length) return null;
  const width = headers.length;
  if (!isListOf(things, (each) => isThing(each, width), mostThings) || things.length === 0) return null;
  if (!isListOf(links, (each) => isLink(each, things, width), mostThings)) return null;
  if (transfer !== null && !isTransfer(transfer, things, width)) return null;
  return { headers, forms, things, links, transfer };
}

function isForm(said: unknown): said is ColumnForm {
  if (!hasOnly(said, ["dateOrder", "decimalSign", "offsetMinutes"])) return false;
  const { dateOrder, decimalSign, offsetMinutes } = said;
  const isOffset =
    offsetMinutes === null || (typeof offsetMinutes === "number" && Number.isSafeInteger(offsetMinutes) && Math.abs(offsetMinutes) <= farthestOffset);
  return isOffset && isOneOf(["", ...dateOrders], dateOrder) && isOneOf(["", ...decimalSigns], decimalSign);
}

function isThing(said: unknown, width: number): said is MappedThing {
  if (!hasOnly(said, ["type", "values", "sameBy"])) return false;
  const { type, values, sameBy } = said;
  if (typeof type !== "string" || typeEntry(type)?.form !== "node") return false;
  if (!isListOf(values, (each) => isValue(each, type, width), mostColumns) || values.length === 0) return false;
  return sameBy === "" || values.some(({ property }) => property === sameBy);
}

function isLink(said: unknown, things: readonly MappedThing[], width: number): said is MappedLink {
  if (!hasOnly(said, ["type", "from", "to", "values"])) return false;
  const { type, from, to, values } = said;
  const entry = typeof type === "string" ? typeEntry(type) : undefined;
  if (entry?.form !== "link" || entry.isIdentity === true || !isPlace(from, things.length) || !isPlace(to, things.length) || from === to)
    return false;
  const [start, end] = [things[from], things[to]];
  if (start === undefined || end === undefined || !canLink(entry, start.type, end.type)) return false;
  return isListOf(values, (each) => isValue(each, String(type), width), mostColumns);
}

function isValue(said: unknown, type: string, width: number): said is MappedValue {
  if (!hasOnly(said, ["property", "source"], ["asset"])) return false;
  const { property, source, asset } = said;
  const entry = typeof property === "string" ? propertyEntry(type, property) : undefined;
  if (entry === undefined || entry.kind === "file" || !isSource(source, width)) return false;
  return entry.kind === "amount" ? isSource(asset, width) : asset === undefined;
}

function isTransfer(said: unknown, things: readonly MappedThing[], width: number): said is MappedTransfer {
  if (!hasOnly(said, ["from", "to", "amount", "asset", "time", "transaction", "direction"])) return false;
  const { from, to, amount, asset, time, transaction, direction } = said;
  if (!isPayer(from, things) || !isPayer(to, things) || from === to) return false;
  const isSaid = [amount, asset, time].every((source) => isSource(source, width));
  return isSaid && (transaction === null || isSource(transaction, width)) && isDirection(direction, width);
}

function isPayer(place: unknown, things: readonly MappedThing[]): place is number {
  const entry = typeEntry("flow");
  const type = isPlace(place, things.length) ? things[place]?.type : undefined;
  return type !== undefined && entry?.form === "link" && entry.from.includes(type);
}

function isDirection(said: unknown, width: number): said is MappedDirection {
  if (hasOnly(said, ["by"])) return said["by"] === "order";
  if (hasOnly(said, ["by", "amount"])) return said["by"] === "side" && hasOnly(said["amount"], ["column"]) && isSource(said["amount"], width);
  if (hasOnly(said, ["by", "reversed"])) return said["by"] === "sign" && isOneOf(["positive", "negative"], said["reversed"]);
  if (!hasOnly(said, ["by", "column", "forward", "reversed"])) return false;
  const { by, column, forward, reversed } = said;
  return by === "word" && isPlace(column, width) && isListOf(forward, isText, mostWords) && isListOf(reversed, isText, mostWords);
}

function isSource(said: unknown, width: number): said is MappedSource {
  if (hasOnly(said, ["column"])) return isPlace(said["column"], width);
  return hasOnly(said, ["fixed"]) && isText(said["fixed"]) && said["fixed"].trim() !== "";
}

function isPlace(said: unknown, count: number): said is number {
  return typeof said === "number" && Number.isSafeInteger(said) && said >= 0 && said < count;
}

function isText(said: unknown): said is string {
  return typeof said === "string" && said.length <= longestText && said.isWellFormed();
}

function isOneOf(names: readonly string[], said: unknown): boolean {
  return typeof said === "string" && names.includes(said);
}
