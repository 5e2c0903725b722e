import type { EntityId } from "../../kernel/brand.ts";
import type { Value } from "../../ledger/model.ts";
import { parseAddress } from "../../ontology/address.ts";
import { checkBin, checkIin, isDay } from "../../ontology/kazakh-numbers.ts";
import type { Harvest } from "../harvest.ts";
import { toPlainText } from "../plain-text.ts";
import { walletOf } from "../wallets.ts";
import { partyOf } from "./bank-parties.ts";

/** What a report says of one thing: the text at a path, "" where there is none. */
export type AtPath = (path: string) => string;

const longestText = 500;

/** Says of a thing what the paths hold, each fact at its own path. */
export function sayAt(
  harvest: Harvest,
  thing: { readonly id: EntityId; readonly type: string; readonly row: number },
  at: AtPath,
  facts: Readonly<Record<string, readonly string[]>>,
): void {
  for (const [property, paths] of Object.entries(facts)) {
    for (const path of paths) {
      const value = factOf(property, at(path));
      if (value !== null) harvest.thing({ ...thing, values: { [property]: value }, column: path });
    }
  }
}

const identifiers = new Set(["iin", "bin", "phone", "email"]);

function factOf(property: string, said: string): Value | null {
  const text = toPlainText(said, longestText);
  if (text === "") return null;
  if (property === "iin" && !checkIin(text).ok) return null;
  if (property === "bin" && !checkBin(text).ok) return null;
  if (property === "birthDate") return dayOf(text);
  return { kind: identifiers.has(property) ? "identifier" : "text", text };
}

/** A day as reports write it: "01.03.1990", "1990-03-01", "1990-03-01T00:00:00". */
function dayOf(text: string): Value | null {
  const parts = /^(\d{2})\.(\d{2})\.(\d{4})/.exec(text);
  const day = parts === null ? /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] : `${parts[3]}-${parts[2]}-${parts[1]}`;
  if (day === undefined) return null;
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return isDay(year, month, date) ? { kind: "date", from: day, to: day } : null;
}

/** The account of a report: a wallet where its number is an address of a chain, else a bank's. */
export function accountAt(
  harvest: Harvest,
  said: { readonly account: string; readonly bank: string; readonly bic: string },
  columns: { readonly account: string; readonly bank: string; readonly bic: string },
  row: number,
): EntityId | null {
  if (said.account === "") return null;
  const address = parseAddress(said.account);
  if (address.ok && address.value.family !== "solana") return walletOf(harvest, said.account, { row, column: columns.account });
  const nobody = { name: "", number: "", country: "" };
  return partyOf(harvest, { ...said, ...nobody }, { ...columns, ...nobody }, row);
}

/** The holder owns the account. */
export function owns(harvest: Harvest, holder: EntityId | null, account: EntityId | null, row: number, column: string): void {
  if (holder === null || account === null) return;
  harvest.link({ key: `${holder} owns ${account}`, type: "owns", from: holder, to: account, values: {}, row, column });
}
