import type { EntityId } from "../../kernel/brand.ts";
import { parseAddress } from "../../ontology/address.ts";
import { isDay } from "../../ontology/kazakh-numbers.ts";
import type { Harvest } from "../harvest.ts";
import { sayAddress, saySite, ToldThing } from "../graph/told-thing.ts";
import type { PartyRole } from "./party-columns.ts";

/** One cell of a row with its header. */
export interface PartyCell {
  readonly text: string;
  readonly column: string;
}

/** Several values of one cell: telephones and addresses of mail come in rows of them. */
export const valuesIn = ({ text, column }: PartyCell): readonly PartyCell[] =>
  text
    .split(/[;,\n\r|]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => ({ text: part, column }));

/** An ISO day of a date whose order nobody can mistake; the text as it is when it is none. "03/04/1990" could be either. */
export function dayOf(text: string): string {
  const parts = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:\s.*)?$/.exec(text);
  if (parts === null) return text.replace(/^(\d{4}-\d\d-\d\d)[T ]00:00(:00)?.*$/, "$1");
  const [first, sign, second, year] = [Number(parts[1]), parts[2], Number(parts[3]), Number(parts[4])];
  const isDayFirst = sign === "." || first > 12 || first === second;
  if (!isDayFirst || !isDay(year, second, first)) return text;
  return `${year}-${String(second).padStart(2, "0")}-${String(first).padStart(2, "0")}`;
}

/** Things that a row names beside who it is of, each with the link they are joined by; what is none is kept as words of its owner. */
const beside: Readonly<Partial<Record<PartyRole, { readonly type: string; readonly link: string }>>> = {
  site: { type: "site", link: "uses" },
  wallet: { type: "wallet", link: "uses" },
  bankAccount: { type: "bankAccount", link: "owns" },
  telegram: { type: "account", link: "uses" },
};

export interface Beside {
  readonly thing: ToldThing;
  readonly link: string;
  readonly column: string;
  readonly key: string;
}

/** What a cell names beside its owner; null when it names no such thing. */
export function besideOf(role: PartyRole, { text, column }: PartyCell): Beside | null {
  const kind = beside[role] ?? (role === "address" && isWallet(text) ? beside.wallet : undefined);
  if (kind === undefined) return null;
  const thing = new ToldThing(kind.type);
  const isSaid = sayBeside(thing, text, column);
  return isSaid ? { thing, link: kind.link, column, key: text } : null;
}

/** No postal address has the checksum of a blockchain. */
function isWallet(text: string): boolean {
  const read = parseAddress(text);
  return read.ok && read.value.isChecked;
}

function sayBeside(thing: ToldThing, text: string, column: string): boolean {
  switch (thing.type) {
    case "site":
      if (saySite(thing, text, column) !== null) return false;
      if (/^https?:/i.test(text)) thing.place("url", "url", text, column);
      return true;
    case "wallet":
      return sayAddress(thing, text, column) === null;
    case "bankAccount":
      return thing.say("iban", text, column) || (/^[\dA-Z]{8,34}$/i.test(text) && thing.say("number", text, column));
    default: {
      const handle = /^(?:(?:https?:\/\/)?t\.me\/|@)?([A-Za-z]\w{3,31})\/?$/.exec(text)?.[1];
      return handle !== undefined && thing.say("handle", handle, column) && thing.say("platform", "telegram", column);
    }
  }
}

/** Names what a row names beside its owner, joined to it. */
export function nameBeside(harvest: Harvest, owner: EntityId, { thing, link, column, key }: Beside, row: number): void {
  const id = thing.name(harvest, key, row);
  if (id !== null) harvest.link({ key: `${owner} ${link} ${id}`, type: link, from: owner, to: id, values: {}, row, column });
}
