import { checkValue } from "../../ontology/check.ts";
import { identityProperty, nodeTypes, propertyEntry } from "../../ontology/read.ts";
import { canonicalHost } from "../host-name.ts";
import type { ColumnForm, MappedThing, MappedTransfer, Mapping } from "./model.ts";
import { foldHeader } from "../reader.ts";
import { offsetOfHeader } from "../times.ts";
import { dateOrderOf, decimalSignOf, needsClock } from "./forms.ts";

/** What one column may be: a property of a type. */
interface Guess {
  readonly type: string;
  readonly property: string;
}
type Role = "amount" | "asset" | "time" | "transaction";

/** Headers that name no property of a thing, but a part of a transfer; and some that name a property and stand in no table of ours. */
const roleHeaders: Readonly<Record<Role, RegExp>> = {
  amount: /^(?:amount|sum|value|quantity|qty|сумма|количество|сома|сомасы|көлемі)(?!\p{L})(?!.*(?:fee|комисси))/u,
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
  const forms = columns.map((cells, at) => formOf(cells, folded[at] ?? ""));
  const guesses = columns.map((cells, at) => guessOf(cells, folded[at] ?? ""));
  const things = thingsOf(guesses);
  return { headers: folded, forms, things, links: [], transfer: transferOf(folded, columns, things) };
}

function formOf(cells: readonly string[], folded: string): ColumnForm {
  const dateOrder = dateOrderOf(cells) ?? "";
  // Whose clock a time is by, nobody may guess: a bank's is its own, an explorer's is UTC where its header says so.
  const offsetMinutes = offsetOfHeader(folded) ?? (needsClock(cells, dateOrder) ? null : 0);
  return { dateOrder, decimalSign: decimalSignOf(cells) ?? "", offsetMinutes };
}

/** The contract of a token has the form of a wallet and is none. */
const guessOf = (cells: readonly string[], folded: string): Guess | null =>
  ofTokens.test(folded) && byChecksum(cells)?.type === "wallet" ? null : (byChecksum(cells) ?? byHeader(folded));
const ofTokens = /contract|token|контракт|токен/u;

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

/**
 * Two ends of one type, an amount and a time are a transfer, where a header says which end pays or which receives: a turned sum is worse than none. None is
 * suggested where amounts are in other units than they seem: beside a column of decimals, or in thousands.
 */
function transferOf(folded: readonly string[], columns: readonly (readonly string[])[], things: readonly MappedThing[]): MappedTransfer | null {
  const ends = things.flatMap(({ type }, place) => (type === "wallet" || type === "bankAccount" ? [place] : []));
  const holds = (at: number): boolean => (columns[at]?.length ?? 0) > 0;
  const role = (name: Role): number => folded.findIndex((header, at) => roleHeaders[name].test(header) && holds(at));
  const isUtc = folded.findIndex((header, at) => roleHeaders.time.test(header) && offsetOfHeader(header) === 0 && holds(at));
  const [first, second] = ends;
  const [amount, time, asset, transaction] = [role("amount"), isUtc < 0 ? role("time") : isUtc, role("asset"), role("transaction")];
  if (first === undefined || second === undefined || ends.length !== 2 || amount < 0 || time < 0) return null;
  if (inThousands.test(folded[amount] ?? "") || folded.some((header) => ofDecimals.test(header))) return null;
  const headerOf = (place: number): string => {
    const source = things[place]?.values[0]?.source;
    return source !== undefined && "column" in source ? (folded[source.column] ?? "") : "";
  };
  const isTurned = areTurned(headerOf(first), headerOf(second));
  if (isTurned === null) return null;
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

/** Whether the first of two headers is the receiver's; null where neither says it, or they contradict each other. */
function areTurned(first: string, second: string): boolean | null {
  const isStraight = sender.test(first) || receiver.test(second);
  const isTurned = receiver.test(first) || sender.test(second);
  return isStraight === isTurned ? null : isTurned;
}
const inThousands = /(^|[^\p{L}])(тыс|млн|мың|thousands?|millions?)([^\p{L}]|$)/u;
const ofDecimals = /decimals?$|знаков/u;
const receiver = /(^|[\s_])(to|receiver|recipient|beneficiary|payee|destination|dest|получател|бенефициар|кому|куда|алушы|кімге)/u;
const sender = /(^|[\s_])(from|sender|payer|source|originator|отправител|плательщик|от кого|откуда|жіберуші|төлеуші|кімнен)/u;
