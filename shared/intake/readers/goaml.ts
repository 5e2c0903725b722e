import type { EntityId } from "../../kernel/brand.ts";
import { type Result, succeed } from "../../kernel/result.ts";
import type { Asset } from "../../projections/model.ts";
import { pointAmount } from "../amounts.ts";
import type { Harvest } from "../harvest.ts";
import type { IntakeError } from "../model.ts";
import type { Fault, Reader, TableFacts, TakeRow } from "../reader.ts";
import { parseMoment } from "../times.ts";
import { moneyOf } from "./bank-parties.ts";
import { accountAt, type AtPath, owns, sayAt } from "./report-parties.ts";

/**
 * Transactions of a goAML report (5.0.2): who sends, who receives, their accounts and wallets. Times without an offset are asked for theirs. A wallet is an
 * account whose number is an address of a chain.
 */
export const goamlReader: Reader = {
  name: "goaml.transactions",
  version: 1,
  knows: (folded) => ["transactionnumber", "date_transaction", "amount_local"].every((path) => folded.includes(path)),
  uses: (layout) => layout.headers.map((header) => ({ header, use: "read", type: "", property: "" })),
  start,
};

function start(table: TableFacts, harvest: Harvest): Result<TakeRow, IntakeError> {
  const places = new Map(table.layout.headers.map((header, at) => [header, at]));
  const local = table.preamble.find(([path]) => path === "currency_code_local")?.[1] ?? "";
  return succeed((cells, row) => {
    const at: AtPath = (path) => cells[places.get(path) ?? -1]?.trim() ?? "";
    const has = (prefix: string): boolean =>
      table.layout.headers.some((header, place) => header.startsWith(`${prefix}/`) && (cells[place] ?? "").trim() !== "");
    const read = operationOf(at, has, local, table, harvest);
    if ("rule" in read) return harvest.reject(row, read.column, read.value, read.rule);
    const [payer, payee] = [sideOf(has, "from"), sideOf(has, "to")];
    if (payer === null || payee === null) return harvest.reject(row, "", "", payer === null ? "payer" : "payee");
    const from = endAt(harvest, at, has, payer, row);
    const to = endAt(harvest, at, has, payee, row);
    if (from === null || to === null) return harvest.reject(row, from === null ? payer : payee, "", from === null ? "payer" : "payee");
    harvest.accept();
    harvest.transfer({ from, to, ...read, transaction: at("transactionnumber"), row });
  });
}

interface Operation {
  readonly time: number;
  readonly asset: Asset;
  readonly amount: string;
}

function operationOf(at: AtPath, has: (prefix: string) => boolean, local: string, table: TableFacts, harvest: Harvest): Operation | Fault {
  const fault = (column: string, rule: Fault["rule"]): Fault => ({ column, value: at(column), rule });
  const time = momentOf(at("date_transaction"), table.answers["utc-offset"], harvest);
  if (time === null) return fault("date_transaction", "moment");
  const foreign = ["t_from_my_client", "t_from"].map((each) => `${each}/from_foreign_currency`).find(has);
  const column = foreign === undefined ? "amount_local" : `${foreign}/foreign_amount`;
  const asset = moneyOf(foreign === undefined ? local : at(`${foreign}/foreign_currency_code`));
  if (asset === null) return { column: foreign === undefined ? "" : `${foreign}/foreign_currency_code`, value: local, rule: "money" };
  const amount = pointAmount(at(column));
  if (amount === null || amount.isNegative) return fault(column, "number");
  return { time, asset, amount: amount.text };
}

/** xs:dateTime: with an offset of its own, or one that is asked. */
function momentOf(written: string, answer: string | undefined, harvest: Harvest): number | null {
  const parts = /^(.*?T[\d:.]+)(Z|[+-]\d{2}:\d{2})?$/.exec(written);
  const [, local = written, zone] = parts ?? [];
  const own =
    zone === undefined ? null : zone === "Z" ? 0 : (zone.startsWith("-") ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
  const moment = parseMoment(local, "year-first", own ?? Number(answer ?? 0));
  if (moment === null || moment.isShortYear) return null;
  if (own === null && answer === undefined && !moment.isDayOnly) {
    harvest.ask("utc-offset");
    return null;
  }
  return moment.at;
}

const sideOf = (has: (prefix: string) => boolean, word: "from" | "to"): string | null =>
  [`t_${word}_my_client`, `t_${word}`].find((prefix) => has(prefix)) ?? null;

function endAt(harvest: Harvest, at: AtPath, has: (prefix: string) => boolean, side: string, row: number): EntityId | null {
  const word = side.startsWith("t_from") ? "from" : "to";
  const account = `${side}/${word}_account`;
  const paths = {
    account: at(`${account}/iban`) === "" ? `${account}/account` : `${account}/iban`,
    bank: `${account}/institution_name`,
    bic: `${account}/swift`,
  };
  const id = accountAt(harvest, { account: at(paths.account), bank: at(paths.bank), bic: at(paths.bic) }, paths, row);
  const entity = [`${account}/t_entity`, `${side}/${word}_entity`].find(has);
  const people = [`${account}/signatory/t_person`, `${side}/${word}_person`].filter(has);
  const company = entity === undefined ? null : companyAt(harvest, at, entity, row);
  const holders = people.map((path) => personAt(harvest, at, path, row));
  if (company !== null) owns(harvest, company, id, row, account);
  else for (const holder of holders) owns(harvest, holder, id, row, account);
  return id ?? company ?? holders[0] ?? null;
}

function companyAt(harvest: Harvest, at: AtPath, path: string, row: number): EntityId {
  const number = [`${path}/incorporation_number`, `${path}/tax_number`].map(at).find((text) => text !== "") ?? "";
  const id = harvest.idOf("organisation", number === "" ? `entity:${at(`${path}/name`)}` : `number:${number}`);
  sayAt(harvest, { id, type: "organisation", row }, at, {
    name: [`${path}/name`],
    alias: [`${path}/commercial_name`],
    bin: [`${path}/incorporation_number`, `${path}/tax_number`],
    country: [`${path}/incorporation_country_code`],
    email: [`${path}/email`],
    phone: [`${path}/phones/phone/tph_number`],
  });
  return id;
}

function personAt(harvest: Harvest, at: AtPath, path: string, row: number): EntityId {
  const name = ["last_name", "first_name", "middle_name"]
    .map((part) => at(`${path}/${part}`))
    .filter((part) => part !== "")
    .join(" ");
  const number = [`${path}/id_number`, `${path}/ssn`].map(at).find((text) => text !== "") ?? "";
  const id = harvest.idOf("person", number === "" ? `person:${name}:${at(`${path}/birthdate`)}` : `number:${number}`);
  const named = { fullName: { kind: "text", text: name } } as const;
  harvest.thing({ id, type: "person", values: name === "" ? {} : named, row, column: `${path}/last_name` });
  sayAt(harvest, { id, type: "person", row }, at, {
    alias: [`${path}/alias`],
    iin: [`${path}/id_number`, `${path}/ssn`, `${path}/tax_number`],
    birthDate: [`${path}/birthdate`],
    email: [`${path}/email`],
    phone: [`${path}/phones/phone/tph_number`],
  });
  return id;
}
