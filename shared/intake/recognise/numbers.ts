import { checkBin, checkIban, checkIin, hasCheckDigit } from "../../ontology/kazakh-numbers.ts";
import type { Found } from "./model.ts";
import { after, before } from "./signs.ts";

const twelve = /(?<![\p{L}\p{N}_+]|\d[.,-])\d{6}[ -]?\d{6}(?![\p{L}\p{N}_]|[.,-]\d)/gu;
const ibans = new RegExp(
  `${before}(?:[Kk][Zz]\\d{2}(?:[ \\u00a0]?[A-Za-z0-9]){16}|[A-Z]{2}\\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?))${after}`,
  "gu",
);
const bics = new RegExp(`${before}[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?${after}`, "gu");
const gap = "[ \\u00a0().\\u2010-\\u2013-]";
const phones = new RegExp(
  `(?<![\\p{L}\\p{N}_+])(?:\\+7(?:${gap}{0,2}\\d){10}|8(?=${gap}{0,2}[679])(?:${gap}{0,2}\\d){10}|7(?:${gap}{0,2}\\d){9,10}|\\+[1-689](?:${gap}?\\d){7,14})${after}`,
  "gu",
);

/** Numbers of people and organisations, accounts and banks, and phones. `labelAt`: the words before a place. O(length). */
export function findNumbers(text: string, labelAt: (at: number) => string): readonly Found[] {
  return [...findTwelve(text, labelAt), ...findIbans(text, labelAt), ...findBics(text, labelAt), ...findPhones(text, labelAt)];
}

const saysIin = (label: string): boolean => /(?:^|[^\p{L}])(?:ИИН|ЖСН|IIN)(?![\p{L}])/iu.test(label);
const saysBin = (label: string): boolean => /(?:^|[^\p{L}])(?:БИН|БСН|BIN)(?![\p{L}])/iu.test(label);

function* findTwelve(text: string, labelAt: (at: number) => string): Generator<Found, void, void> {
  for (const { 0: word, index: at } of text.matchAll(twelve)) {
    const label = labelAt(at);
    const found = twelveOf(word, saysIin(label), saysBin(label));
    if (found !== null) yield { ...found, at, length: word.length };
  }
}

function twelveOf(word: string, isIin: boolean, isBin: boolean): Omit<Found, "at" | "length"> | null {
  const digits = word.replaceAll(/[ -]/g, "");
  const [iin, bin] = [checkIin(digits), checkBin(digits)];
  const [differsFromIin, differsFromBin] = [isBin && !isIin, isIin && !isBin];
  if (iin.ok) return { kind: "iin", value: digits, check: "valid", remarks: differsFromIin ? ["label-differs"] : [] };
  if (bin.ok) return { kind: "bin", value: digits, check: "valid", remarks: differsFromBin ? ["label-differs"] : [] };
  const isLikeBin = /^\d\d(?:0[1-9]|1[0-2])[4-6][0-3]/.test(digits);
  const isLikeIin = /^\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-6]/.test(digits);
  // A number nobody calls so, and that does not look so, is any number: an order, a receipt.
  if (!isIin && !isBin && (word.length > 12 || (!isLikeBin && !isLikeIin))) return null;
  const asBin = isBin || (!isIin && isLikeBin && !isLikeIin);
  const fault = asBin ? bin.error.kind : iin.error.kind;
  const remarks = fault === "impossible-date" && hasCheckDigit(digits) ? (["digit-holds"] as const) : [];
  return { kind: asBin ? "bin" : "iin", value: "", check: "invalid", fault, remarks };
}

function* findIbans(text: string, labelAt: (at: number) => string): Generator<Found, void, void> {
  for (const { 0: word, index: at } of text.matchAll(ibans)) {
    const checked = checkIban(word);
    if (checked.ok) yield { kind: "iban", at, length: word.length, value: checked.value, check: "valid" };
    // Of other countries many names of things look so.
    else if (/^kz/i.test(word) || /iban|иик|жск/i.test(labelAt(at)))
      yield { kind: "iban", at, length: word.length, value: "", check: "invalid", fault: checked.error.kind };
  }
}

function* findBics(text: string, labelAt: (at: number) => string): Generator<Found, void, void> {
  for (const { 0: word, index: at } of text.matchAll(bics)) {
    // Any word of eight capitals has the form of a BIC: it counts where its country is ours, or the text says so.
    const isSaid = /(?:^|[^\p{L}])(?:БИК|БСК|BIC|SWIFT)(?![\p{L}])/iu.test(labelAt(at));
    if (isSaid || word.slice(4, 6) === "KZ") yield { kind: "bic", at, length: word.length, value: word, check: "none" };
  }
}

const saysPhone = /(?:^|[^\p{L}])(?:тел|моб|phone|mobile|tel|whats ?app|ұялы|нөмір|номер)/iu;

function* findPhones(text: string, labelAt: (at: number) => string): Generator<Found, void, void> {
  for (const { 0: word, index: at } of text.matchAll(phones)) {
    const digits = word.replaceAll(/\D/g, "");
    // Without a plus or an 8 it is a phone only where the text says so.
    if (word.startsWith("7") && !saysPhone.test(labelAt(at))) continue;
    const value = `+${word.startsWith("+") ? digits : `7${digits.slice(-10)}`}`;
    // Numbers of Kazakhstan begin with +76 and +77, of Russia with +73, +74, +78 and +79.
    if (value.startsWith("+7") && !/^\+7[346789]/.test(value)) continue;
    yield { kind: "phone", at, length: word.length, value, check: "none" };
  }
}
