import { propertyEntry, typeEntry } from "../../ontology/read.ts";
import { judgeCurrency } from "../claimed-currency.ts";
import type { Harvest } from "../harvest.ts";
import { parseAddress } from "../../ontology/address.ts";
import type { RuleName } from "../model.ts";
import { columnOf, type FtmEntity, propertiesOf, references, sources, textsOf, typeBySchema, typeMark } from "./ftm-model.ts";
import { sayAddress, saySite, ToldThing } from "./told-thing.ts";

/** The type of a thing an entity is; null = a case has none for it. */
export function typeOfEntity(entity: FtmEntity): string | null {
  const marked = [...textsOf(entity, "notes"), ...textsOf(entity, "description")].flatMap((words) => typeMark.exec(words)?.[1] ?? []);
  const ours = marked.find((type) => typeEntry(type)?.as?.ftm === entity.schema || (entity.schema === "Event" && type === "measure"));
  if (ours !== undefined && typeEntry(ours)?.form === "node" && readTypes.has(ours)) return ours;
  if (entity.schema === "UserAccount" && textsOf(entity, "service").includes("website")) return "site";
  return Object.hasOwn(typeBySchema, entity.schema) ? (typeBySchema[entity.schema] ?? null) : null;
}
/** Documents, cases and rates of another's case are not things of this one. */
const readTypes: ReadonlySet<string> = new Set([...Object.values(typeBySchema), "exchange", "scheme", "figure", "unverifiedValue", "site"]);

/** What an entity says of its thing. Gives   the rule it breaks, with the property. */
export function toldOf(entity: FtmEntity, type: string, harvest: Harvest): ToldThing | { readonly rule: RuleName; readonly property: string } {
  const thing = new ToldThing(type);
  const rule = type === "wallet" ? sayWallet(thing, entity, harvest) : type === "site" ? sayHost(thing, entity) : null;
  if (rule !== null) return { rule, property: type === "site" ? "username" : rule === "currency" ? currencyOf(entity) : "publicKey" };
  const properties = propertiesOf(type);
  sayNames(thing, entity, properties);
  for (const [name, { texts, column }] of entity.properties) {
    if (said.has(name) || sources.has(name) || Object.hasOwn(references, name) || name === "addressEntity") continue;
    for (const text of texts) sayText(thing, entity, { name, text, column, property: properties.get(name) });
  }
  const missing = thing.missing();
  return missing === null ? thing : { rule: "missing-value", property: missing };
}

/** Said by functions of their own. */
const said: ReadonlySet<string> = new Set([
  "name",
  "firstName",
  "secondName",
  "middleName",
  "fatherName",
  "lastName",
  "publicKey",
  "entity",
  "website",
]);

interface FtmText {
  readonly name: string;
  readonly text: string;
  readonly column: string;
  readonly property: string | undefined;
}

function sayText(thing: ToldThing, entity: FtmEntity, { name, text, column, property }: FtmText): void {
  if (thing.type === "site" && (name === "username" || (name === "service" && text === "website"))) return;
  if (name === "notes" || name === "description" || name === "summary") return typeMark.test(text) ? undefined : thing.keep("", text);
  if (property === "iin" && contradictsBirth(text, textsOf(entity, "birthDate"))) return thing.keep(name, text);
  if (property === "balance") {
    const [currency, other] = [...textsOf(entity, "currency"), ...textsOf(entity, "currencySymbol")];
    if (currency !== undefined && other === undefined && thing.say("balance", `${text} ${currency}`, column)) return;
  }
  if (property === "platform") return thing.place(property, name, text.toLowerCase(), column);
  if (property === undefined) thing.keep(name, text);
  else thing.place(property, name, text, column);
}

/** An IIN begins with the day of birth: a number of another country may look like one. */
function contradictsBirth(number: string, births: readonly string[]): boolean {
  const days = births.filter((each) => /^\d{4}-\d\d-\d\d/.test(each)).map((each) => each.slice(2, 10).replaceAll("-", ""));
  return days.length > 0 && !days.some((day) => number.startsWith(day));
}

function sayWallet(thing: ToldThing, entity: FtmEntity, harvest: Harvest): RuleName | null {
  const [address = ""] = textsOf(entity, "publicKey");
  const parsed = parseAddress(address);
  const currencies = [...textsOf(entity, "currency"), ...textsOf(entity, "currencySymbol")].filter((each) => !stateMoney.has(each));
  const claim = judgeCurrency(parsed.ok ? parsed.value.family : null, currencies);
  if (claim === "unread") return "currency";
  const rule = sayAddress(thing, address, columnOf(entity, "publicKey"));
  if (rule === null && claim === "contradicted") harvest.notice("claimed-currency");
  for (const other of textsOf(entity, "publicKey").slice(1)) thing.keep("publicKey", other);
  return rule;
}

const currencyOf = (entity: FtmEntity): string => (textsOf(entity, "currency").length > 0 ? "currency" : "currencySymbol");

/** What a balance may be counted in: it says nothing of the blockchain. */
const stateMoney: ReadonlySet<string> = new Set(["KZT", "USD", "EUR", "RUB", "CNY", "GBP", "KGS", "UZS", "TRY", "AED"]);

function sayHost(thing: ToldThing, entity: FtmEntity): RuleName | null {
  return saySite(thing, textsOf(entity, "username")[0] ?? "", columnOf(entity, "username"));
}

/** The first name is the thing's, the others are what it is called too. A name that only repeats its number or id says nothing. */
function sayNames(thing: ToldThing, entity: FtmEntity, properties: ReadonlyMap<string, string>): void {
  const column = columnOf(entity, "name");
  const numbers = ["iban", "accountNumber", "username", "authorityId"].flatMap((property) => textsOf(entity, property));
  const names = textsOf(entity, "name").filter((name) => name !== entity.id && !numbers.includes(name) && !thing.says(name));
  const composed = nameOfParts(entity);
  const [first = composed.name, ...others] = names;
  const property = properties.get("name");
  // A thing that must have a name is called by its id, if by nothing else.
  const called = first === "" && property !== undefined && propertyEntry(thing.type, property)?.isRequired === true ? entity.id : first;
  if (called !== "" && property !== undefined) thing.place(property, "name", called, column === "" ? composed.column : column);
  else thing.keep("name", called);
  for (const other of others) thing.place(properties.get("alias") ?? "", "name", other, column);
  if (names.length > 0) for (const { part, text } of composed.parts) if (!names.some((name) => hasWords(name, text))) thing.keep(part, text);
}

const hasWords = (name: string, part: string): boolean =>
  part
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.toLowerCase().includes(word));

const nameParts = ["lastName", "firstName", "secondName", "middleName", "fatherName"];

function nameOfParts(entity: FtmEntity): {
  readonly name: string;
  readonly column: string;
  readonly parts: readonly { readonly part: string; readonly text: string }[];
} {
  const parts = nameParts.flatMap((part) => textsOf(entity, part).map((text) => ({ part, text })));
  const firsts = nameParts.flatMap((part) => textsOf(entity, part).slice(0, 1));
  return { name: firsts.join(" "), column: columnOf(entity, nameParts.find((part) => textsOf(entity, part).length > 0) ?? ""), parts };
}
