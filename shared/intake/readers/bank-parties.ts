import { ownOf } from "../../kernel/own.ts";
import type { EntityId } from "../../kernel/brand.ts";
import type { Value } from "../../ledger/model.ts";
import { checkBin, checkIban, checkIin } from "../../ontology/kazakh-numbers.ts";
import type { Asset } from "../../projections/model.ts";
import type { Harvest } from "../harvest.ts";
import { toPlainText } from "../plain-text.ts";

/** One side of a payment as a bank writes it; "" = not said. */
export interface Party {
  readonly name: string;
  /** IIN or BIN, which may have lost its leading zeros. */
  readonly number: string;
  readonly account: string;
  readonly bank: string;
  readonly bic: string;
  /** Country code of residence. */
  readonly country: string;
}
export type PartyField = keyof Party;
/** The headers that said it. */
export type PartyColumns = Readonly<Record<PartyField, string>>;

const longestText = 500;
const text = (said: string): Value => ({ kind: "text", text: toPlainText(said, longestText) });
const identifier = (said: string): Value => ({ kind: "identifier", text: toPlainText(said, longestText) });
const isSaid = (cell: string): boolean => cell !== "" && !/^[-–—0]+$/.test(cell);

/**
 * Names what a side of a payment is: its account and who holds it.
 *
 * Gives   the account, the holder where there is no account, null when the row names neither.
 */
export function partyOf(harvest: Harvest, party: Party, columns: PartyColumns, row: number): EntityId | null {
  const holder = holderOf(harvest, party, columns, row);
  if (!isSaid(party.account)) return holder;
  const account = accountOf(harvest, party, columns, row);
  if (holder !== null) {
    harvest.link({ key: `${holder} owns ${account}`, type: "owns", from: holder, to: account, values: {}, row, column: columns.account });
  }
  return account;
}

function accountOf(harvest: Harvest, { account, bank, bic }: Party, columns: PartyColumns, row: number): EntityId {
  const written = account.replaceAll(/\s/g, "").toUpperCase();
  const iban = checkIban(written);
  if (!iban.ok) harvest.notice("unchecked-accounts");
  const id = harvest.idOf("bankAccount", written);
  const say = (values: Readonly<Record<string, Value>>, field: PartyField): void => {
    harvest.thing({ id, type: "bankAccount", values, row, column: columns[field] });
  };
  say(iban.ok ? { iban: identifier(iban.value) } : { number: identifier(written) }, "account");
  if (isSaid(bank)) say({ bank: text(bank) }, "bank");
  if (isSaid(bic)) say({ bic: identifier(bic.toUpperCase()) }, "bic");
  return id;
}

function holderOf(harvest: Harvest, party: Party, columns: PartyColumns, row: number): EntityId | null {
  const { name, number, account, country } = party;
  if (!isSaid(name) && !isSaid(number)) return null;
  const checked = isSaid(number) ? numberOf(number, harvest) : null;
  const type = checked?.type ?? (isOrganisationName(name) ? "organisation" : "person");
  const id = harvest.idOf(type, checked?.digits ?? JSON.stringify([name, number, account]));
  const say = (values: Readonly<Record<string, Value>>, field: PartyField): void => {
    harvest.thing({ id, type, values, row, column: columns[field] });
  };
  const isPerson = type === "person";
  say(isSaid(name) ? { [isPerson ? "fullName" : "name"]: text(name) } : {}, isSaid(name) ? "name" : "number");
  if (checked !== null) say({ [isPerson ? "iin" : "bin"]: identifier(checked.digits) }, "number");
  if (isSaid(country) && !isPerson) say({ country: text(country) }, "country");
  return id;
}

/** An IIN or BIN by its checksum; null when it is neither. Spreadsheets cut leading zeros: they are put back only where the checksum then holds. */
function numberOf(written: string, harvest: Harvest): { readonly digits: string; readonly type: "person" | "organisation" } | null {
  const bare = written.replaceAll(/[\s-]/g, "");
  const digits = /^\d{6,11}$/.test(bare) ? bare.padStart(12, "0") : bare;
  const type = checkIin(digits).ok ? "person" : checkBin(digits).ok ? "organisation" : null;
  if (type === null) {
    harvest.notice("unchecked-numbers");
    return null;
  }
  if (digits !== bare) harvest.notice("padded-numbers");
  return { digits, type };
}

/** Forms of legal entities as names begin or end with them. Individual entrepreneurs (ИП, ЖК) are people. */
const organisationForms =
  /(?:^|[\s"«“(])(?:ТОО|АО|ОАО|ЗАО|ООО|ПАО|НАО|ТДО|ГУ|РГУ|РГП|ГКП|КГП|КГУ|ГККП|ОО|ОФ|КСК|ОСИ|ПК|ЖШС|АҚ|КЕАҚ|ММ|РММ|МКК|ҚҚ|LLP|LLC|JSC|LTD|INC|GMBH|БАНК|BANK|ФИЛИАЛ|ФОНД|ТОВАРИЩЕСТВО|ОБЩЕСТВО|ПРЕДПРИЯТИЕ|УЧРЕЖДЕНИЕ)(?=$|[\s"»”).,])/iu;
export const isOrganisationName = (name: string): boolean => organisationForms.test(name);

/** Money by its ISO 4217 code; null when a cell names none. */
export function moneyOf(written: string): Asset | null {
  const said = written.trim().toUpperCase();
  const code = ownOf(namedMoney, said) ?? said;
  if (!/^[A-Z]{3}$/.test(code)) return null;
  return { chain: "", contract: code, symbol: code, decimals: 0, isKnown: false };
}
/** ISO 4217 numbers, and what banks here write. */
const namedMoney: Readonly<Record<string, string>> = {
  "398": "KZT",
  ТЕНГЕ: "KZT",
  ТЕҢГЕ: "KZT",
  "₸": "KZT",
  "840": "USD",
  "978": "EUR",
  "643": "RUB",
  "810": "RUB",
  "156": "CNY",
  "826": "GBP",
  "417": "KGS",
  "860": "UZS",
};
