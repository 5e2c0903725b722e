import type { EntityId } from "../../kernel/brand.ts";
import { fail, type Result, succeed } from "../../kernel/result.ts";
import { checkBin, checkIin } from "../../ontology/kazakh-numbers.ts";
import { ToldThing } from "../graph/told-thing.ts";
import { KnownThings, linkTypeFor } from "../graph/known-things.ts";
import type { Harvest } from "../harvest.ts";
import type { IntakeError } from "../model.ts";
import { foldHeader, type Reader, type TableFacts, type TakeRow } from "../reader.ts";
import type { RowFate } from "../row-reader.ts";
import { isOrganisationName } from "./bank-parties.ts";
import { isPartyList, type PartyRole, partyRoleOf } from "./party-columns.ts";
import { besideOf, dayOf, nameBeside, type PartyCell, valuesIn } from "./party-row.ts";

/** What a column becomes, to be shown. */
const shown: Readonly<Partial<Record<PartyRole, readonly [type: string, property: string]>>> = {
  fullName: ["person", "fullName"],
  surname: ["person", "fullName"],
  givenName: ["person", "fullName"],
  patronymic: ["person", "fullName"],
  company: ["organisation", "name"],
  iin: ["person", "iin"],
  bin: ["organisation", "bin"],
  director: ["person", "fullName"],
  site: ["site", "domain"],
  wallet: ["wallet", "address"],
  bankAccount: ["bankAccount", "iban"],
  telegram: ["account", "handle"],
};

/** A list of people, companies or both, with headers in English, Russian or Kazakh. Names are kept as written, numbers are checked. */
export const partyReader: Reader = {
  name: "parties",
  version: 1,
  knows: isPartyList,
  uses: ({ headers }) =>
    headers.map((header) => {
      const role = partyRoleOf(foldHeader(header));
      const [type, property] = (role === null ? undefined : shown[role]) ?? ["", ""];
      return { header, use: role === "ordinal" ? "ignored" : "read", type, property };
    }),
  start,
};

function start({ layout: { headers }, folded }: TableFacts, harvest: Harvest): Result<TakeRow, IntakeError> {
  const twice = folded.find((header, at) => header !== "" && folded.lastIndexOf(header) !== at);
  if (twice !== undefined) return fail("duplicate-header", twice);
  const roles = folded.map(partyRoleOf);
  const things = new KnownThings(harvest);
  return succeed((cells, row) => {
    if (cells.length !== headers.length) return harvest.reject(row, "", String(cells.length), "cell-count");
    const said = cells.map((cell, at) => (roles[at] === "ordinal" ? "" : cell.trim()));
    if (things.isRepeated(said)) return harvest.repeat();
    const view = new PartyRow(headers, roles, said, row);
    things.settle(row, takeParty(view, harvest));
  });
}

/** The cells of a row by what their columns say. */
class PartyRow {
  readonly row: number;
  readonly #cells: readonly (PartyCell & { readonly role: PartyRole | null })[];

  constructor(headers: readonly string[], roles: readonly (PartyRole | null)[], cells: readonly string[], row: number) {
    this.row = row;
    this.#cells = cells.flatMap((text, at) =>
      text === "" || /^[-–—]+$/.test(text) ? [] : [{ text, column: headers[at] ?? "", role: roles[at] ?? null }],
    );
  }
  of(...roles: readonly PartyRole[]): readonly PartyCell[] {
    return this.#cells.filter(({ role }) => role !== null && roles.includes(role));
  }
  /** Cells of columns nobody knows. */
  get unknown(): readonly PartyCell[] {
    return this.#cells.filter(({ role }) => role === null);
  }
  get cells(): readonly (PartyCell & { readonly role: PartyRole | null })[] {
    return this.#cells;
  }
}

/** A checked number, with its zeros; null = it is none of its kind. */
function numberOf(text: string, check: (digits: string) => { readonly ok: boolean }, harvest: Harvest): string | null {
  const bare = text.replaceAll(/[\s-]/g, "");
  const digits = /^\d{6,11}$/.test(bare) ? bare.padStart(12, "0") : bare;
  if (!check(digits).ok) return null;
  if (digits !== bare) harvest.notice("padded-numbers");
  return digits;
}

function takeParty(view: PartyRow, harvest: Harvest): RowFate {
  const person = personOf(view, harvest);
  const company = companyOf(view, harvest, person !== null);
  const owner = person ?? company;
  const [name] = view.of("fullName", "surname", "company", "anyName");
  if (name !== undefined && totalsRow.test(name.text)) return { column: name.column, value: name.text, rule: "sum-row" };
  if (owner === null) return { column: "", value: view.cells[0]?.text ?? "", rule: "missing-value" };
  const ids = [company, person].map((each) => (each === null ? null : each.thing.name(harvest, each.key, view.row)));
  const [companyId, personId] = ids;
  const id = personId ?? companyId ?? null;
  if (id === null) return { column: "", value: "", rule: "missing-value" };
  for (const cell of view.cells) {
    const named = cell.role === null ? null : besideOf(cell.role, cell);
    if (named !== null) nameBeside(harvest, id, named, view.row);
  }
  if (personId !== null && personId !== undefined && companyId !== null && companyId !== undefined) relate(view, harvest, personId, companyId);
  if (companyId !== null && companyId !== undefined) for (const cell of view.of("director")) nameDirector(cell, harvest, companyId, view.row);
  return null;
}

/** "Итого: 4 чел.": a sum under a list is nobody. */
const totalsRow = /^(?:итого|всего|total|grand total|subtotal|барлығы|жиыны)(?:$|[\s:.(])/i;

interface Party {
  readonly thing: ToldThing;
  readonly key: string;
}

/** Whether a name that may be anybody's is a person's: by its number, else by the legal form in it (decision 0106). */
function isPersonNamed(view: PartyRow): boolean {
  const [number] = view.of("anyNumber");
  const digits = (number?.text ?? "").replaceAll(/[\s-]/g, "").padStart(12, "0");
  if (checkIin(digits).ok) return true;
  if (checkBin(digits).ok) return false;
  return !isOrganisationName(view.of("anyName", "company", "fullName")[0]?.text ?? "");
}

function personOf(view: PartyRow, harvest: Harvest): Party | null {
  const isAny = view.of("anyName", "anyNumber").length > 0 && view.of("fullName", "surname", "iin").length === 0;
  if (isAny ? !isPersonNamed(view) || view.of("company", "bin").length > 0 : view.of("fullName", "surname", "givenName", "iin").length === 0)
    return null;
  const thing = new ToldThing("person");
  const parts = view.of("surname", "givenName", "patronymic");
  const [full = parts.length === 0 ? undefined : { text: parts.map(({ text }) => text).join(" "), column: parts[0]?.column ?? "" }] = view.of(
    "fullName",
    "anyName",
  );
  if (full !== undefined) thing.place("fullName", full.column, full.text, full.column);
  const number = sayNumber(thing, "iin", view.of("iin", "anyNumber"), harvest);
  sayRest(thing, view, { address: "postalAddress", citizenship: "citizenship", birthDate: "birthDate", position: "position", alias: "alias" });
  for (const { text, column } of view.of("country", "legalForm", "registeredAt", "companyAddress", "director"))
    if (isAlone(view)) thing.keep(column, text);
  return { thing, key: number === null ? `row ${view.row}` : `number:${number}` };
}
/** Whether a row has no company column of its own: what would be a company's is then said of the person. */
const isAlone = (view: PartyRow): boolean => view.of("company", "bin").length === 0;

function companyOf(view: PartyRow, harvest: Harvest, hasPerson: boolean): Party | null {
  if (view.of("company", "bin").length === 0 && (hasPerson || view.of("anyName", "anyNumber").length === 0)) return null;
  const thing = new ToldThing("organisation");
  for (const { text, column } of view.of("company", ...(hasPerson ? [] : (["anyName"] as const)))) thing.place("name", column, text, column);
  const number = sayNumber(thing, "bin", view.of("bin", ...(hasPerson ? [] : (["anyNumber"] as const))), harvest);
  for (const { text, column } of view.of("country")) thing.place("country", column, text, column);
  for (const { text, column } of view.of("legalForm")) thing.place("legalForm", column, text, column);
  for (const { text, column } of view.of("registeredAt")) thing.place("registeredAt", column, dayOf(text), column);
  for (const { text, column } of view.of("companyAddress")) thing.place("postalAddress", column, text, column);
  if (!hasPerson) sayRest(thing, view, { address: "postalAddress", alias: "alias" });
  return { thing, key: number === null ? `row ${view.row} company` : `number:${number}` };
}

function sayNumber(thing: ToldThing, property: "iin" | "bin", cells: readonly PartyCell[], harvest: Harvest): string | null {
  let found: string | null = null;
  for (const { text, column } of cells) {
    const digits = numberOf(text, property === "iin" ? checkIin : checkBin, harvest);
    if (digits === null) {
      harvest.notice("numbers-as-words");
      thing.keep(column, text);
    } else if (thing.say(property, digits, column)) found ??= digits;
  }
  return found;
}

/** What any party may have; a cell of no place, or whose text is none of its kind, is words under its header. */
function sayRest(thing: ToldThing, view: PartyRow, places: Readonly<Partial<Record<PartyRole, string>>>): void {
  for (const cell of view.of("phone")) for (const { text, column } of valuesIn(cell)) thing.place("phone", column, text, column);
  for (const cell of view.of("email")) for (const { text, column } of valuesIn(cell)) thing.place("email", column, text, column);
  for (const { text, column, role } of view.cells) {
    const property = role === null ? undefined : places[role];
    if (role !== null && besideOf(role, { text, column }) !== null) continue;
    if (property !== undefined) thing.place(property, column, property === "birthDate" ? dayOf(text) : text, column);
    else if (role === "note") thing.keep("", text);
    else if (role === null || isBesideRole(role)) thing.keep(column, text);
    else if (thing.type === "organisation" && personalRoles.has(role)) thing.keep(column, text);
  }
}
const isBesideRole = (role: PartyRole): boolean => role === "site" || role === "wallet" || role === "bankAccount" || role === "telegram";
/** What only people have: said of a company, it is words. */
const personalRoles: ReadonlySet<PartyRole> = new Set(["birthDate", "citizenship", "position"]);

/** A row that names a person and a company says that they have to do with each other, and not what. */
function relate(view: PartyRow, harvest: Harvest, person: EntityId, company: EntityId): void {
  const type = linkTypeFor([], { id: person, type: "person" }, { id: company, type: "organisation" });
  const [cell] = view.of("company", "bin");
  if (type === null || cell === undefined) return;
  harvest.link({ key: `${person} ${company}`, type, from: person, to: company, values: {}, row: view.row, column: cell.column });
}

function nameDirector({ text, column }: PartyCell, harvest: Harvest, company: EntityId, row: number): void {
  const director = new ToldThing("person");
  director.place("fullName", column, text, column);
  const id = director.name(harvest, `row ${row} director`, row);
  if (id !== null) harvest.link({ key: `${id} directs ${company}`, type: "directs", from: id, to: company, values: {}, row, column });
}
