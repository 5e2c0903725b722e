import { checkValue } from "../../ontology/check.ts";
import { identityProperty, nodeTypes, propertyEntry } from "../../ontology/read.ts";
import { canonicalHost } from "../host-name.ts";
import type { ColumnForm, MappedThing, MappedTransfer, Mapping } from "./model.ts";
import { foldHeader } from "../reader.ts";
import { dateOrderOf, decimalSignOf } from "./forms.ts";

/** What one column may be: a property of a type. */
interface Guess {
  readonly type: string;
  readonly property: string;
}
type Role = "amount" | "asset" | "time" | "transaction";

/** Headers that name no property of a thing, but a part of a transfer; and some that name a property and stand in no table of ours. */
const roleHeaders: Readonly<Record<Role, RegExp>> = {
  amount: /^(amount|sum|value|quantity|qty|сумма|сумма операции|количество|сома|сомасы|көлемі)\b|^(сумма|сома)/u,
  asset: /^(currency|asset|token|coin|symbol|валюта|актив|токен|монета)/u,
  time: /(date|time|дата|время|күні|уақыт)/u,
  transaction: /(txid|tx hash|transaction|hash|document no|хеш|хэш|номер документа|№ документа|құжат нөмірі)/u,
};
const moreHeaders: readonly (readonly [pattern: RegExp, guess: Guess])[] = [
  [/(phone|телефон)/u, { type: "person", property: "phone" }],
  [/(e-?mail|почта|пошта)/u, { type: "person", property: "email" }],
  [/^(name|fio|фио|ф\.и\.о|аты-жөні|аты жөні|тегі)/u, { type: "person", property: "fullName" }],
  [/(birth|рожден|туған)/u, { type: "person", property: "birthDate" }],
  [/(company|organi[sz]ation|организац|наименование|компания|ұйым)/u, { type: "organisation", property: "name" }],
  [/(username|handle|логин|ник)/u, { type: "account", property: "handle" }],
];

/**
 * A beginning for a person who explains a table: what its columns may mean by their headers in three languages and by what their first values are proved
 * to be by checksum. How dates and numbers are written is said only where the values leave no doubt. O(cells).
 */
export function suggestMapping(headers: readonly string[], rows: readonly (readonly string[])[]): Mapping {
  const folded = headers.map(foldHeader);
  const columns = headers.map((_, at) => rows.map((row) => row[at] ?? "").filter((cell) => cell.trim() !== ""));
  const forms = columns.map(formOf);
  const guesses = columns.map((cells, at) => byChecksum(cells) ?? byHeader(folded[at] ?? ""));
  const things = thingsOf(guesses);
  return { headers: folded, forms, things, links: [], transfer: transferOf(folded, columns, things) };
}

function formOf(cells: readonly string[]): ColumnForm {
  const [dateOrder, decimalSign] = [dateOrderOf(cells), decimalSignOf(cells)];
  return { dateOrder: dateOrder ?? "", decimalSign: decimalSign ?? "", offsetMinutes: 0 };
}

const proofs: readonly (readonly [guess: Guess, isSo: (cell: string) => boolean])[] = [
  [{ type: "wallet", property: "address" }, (cell) => checkValue("wallet-address", cell).ok],
  [{ type: "bankAccount", property: "iban" }, (cell) => checkValue("iban", cell).ok],
  [{ type: "person", property: "iin" }, (cell) => checkValue("iin", cell).ok],
  [{ type: "organisation", property: "bin" }, (cell) => checkValue("bin", cell).ok],
  [{ type: "person", property: "email" }, (cell) => /^[^\s@]+@[^\s@]+\.[a-zа-я]{2,}$/iu.test(cell.trim())],
  [{ type: "account", property: "handle" }, (cell) => /^@[a-z]\w{3,31}$/i.test(cell.trim())],
  [{ type: "site", property: "domain" }, (cell) => /[a-zа-яё]/iu.test(cell) && canonicalHost(cell).ok],
];

/** What eight of ten values are proved to be. */
function byChecksum(cells: readonly string[]): Guess | null {
  const found = proofs.find(([, isSo]) => cells.length > 0 && cells.filter(isSo).length * 10 >= cells.length * 8);
  return found?.[0] ?? null;
}

function byHeader(folded: string): Guess | null {
  for (const [type, { properties, isListed }] of nodeTypes()) {
    if (!isListed) continue;
    const property = Object.keys(properties).find((name) => properties[name]?.aliases?.some((alias) => foldHeader(alias) === folded));
    // An address or a domain that its checksum denies is none, whatever its header says.
    if (property !== undefined && properties[property]?.match !== "identity") return { type, property };
  }
  return moreHeaders.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
}

/** One thing of each type; a property that comes twice begins another of its type. */
function thingsOf(guesses: readonly (Guess | null)[]): readonly MappedThing[] {
  const things: MappedThing[] = [];
  for (const [column, guess] of guesses.entries()) {
    if (guess === null) continue;
    const { type, property } = guess;
    const at = things.findLastIndex((thing) => thing.type === type);
    const value = { property, source: { column } };
    const known = things[at];
    if (known === undefined || known.values.some((other) => other.property === property)) things.push({ type, values: [value], sameBy: "" });
    else things[at] = { ...known, values: [...known.values, value] };
  }
  return things.map((thing) => ({ ...thing, sameBy: sameByOf(thing) }));
}

/** The property whose equal values are one thing: what it is matched by for sure. */
function sameByOf({ type, values }: MappedThing): string {
  if (identityProperty(type) !== undefined) return "";
  return values.find(({ property }) => propertyEntry(type, property)?.match === "strong")?.property ?? "";
}

/** Two ends of one type, an amount and a time are a transfer: the end whose header says "to" is the receiver. */
function transferOf(folded: readonly string[], columns: readonly (readonly string[])[], things: readonly MappedThing[]): MappedTransfer | null {
  const ends = things.flatMap(({ type }, place) => (type === "wallet" || type === "bankAccount" ? [place] : []));
  const role = (name: Role): number => folded.findIndex((header, at) => roleHeaders[name].test(header) && (columns[at]?.length ?? 0) > 0);
  const [first, second] = ends;
  const [amount, time, asset, transaction] = [role("amount"), role("time"), role("asset"), role("transaction")];
  if (first === undefined || second === undefined || ends.length !== 2 || amount < 0 || time < 0) return null;
  const headerOf = (place: number): string => {
    const source = things[place]?.values[0]?.source;
    return source !== undefined && "column" in source ? (folded[source.column] ?? "") : "";
  };
  const isTurned = receiver.test(headerOf(first)) && !receiver.test(headerOf(second));
  return {
    from: isTurned ? second : first,
    to: isTurned ? first : second,
    amount: { column: amount },
    asset: asset < 0 ? { fixed: "?" } : { column: asset },
    time: { column: time },
    transaction: transaction < 0 ? null : { column: transaction },
    direction: { by: "order" },
  };
}
const receiver = /(^|[\s_])(to|receiver|recipient|beneficiary|получател|кому|алушы)/u;
