import { parseAddress } from "../../ontology/address.ts";
import { judgeCurrency } from "../claimed-currency.ts";
import type { Harvest } from "../harvest.ts";
import type { RuleName } from "../model.ts";
import { type MispAttribute, type MispObject, mispTypes, nameParts, readingCategories } from "./misp-model.ts";
import { sayAddress, saySite, ToldThing } from "./told-thing.ts";

const column = "value";
const isLink = (text: string): boolean => /^h(?:tt|xx)ps?:/i.test(text);

/** What an attribute that stands alone says, or the rule it breaks. */
export function toldOfAttribute(attribute: MispAttribute, harvest: Harvest): ToldThing | RuleName {
  const { type, value, category, relation } = attribute;
  const place = Object.hasOwn(mispTypes, type) ? mispTypes[type] : undefined;
  if (place === undefined || (type === "link" && readingCategories.has(category))) return "no-place";
  const thing = new ToldThing(place.type);
  const said = type.includes("|") ? (value.split("|")[0] ?? "") : value;
  const rule = sayIdentity(thing, place.property, said, place.currency === undefined ? [] : [place.currency], harvest);
  if (rule !== null) return rule;
  if (place.type === "account") thing.say("platform", "other", "type");
  if (said !== value) thing.keep(type, value);
  if (relation !== "") thing.keep("relation", relation);
  keepRest(thing, attribute);
  return thing;
}

/** Says what a thing is known by. Gives   the rule it breaks. */
function sayIdentity(thing: ToldThing, property: string, text: string, currencies: readonly string[], harvest: Harvest): RuleName | null {
  if (property === "address") return sayWallet(thing, text, currencies, harvest);
  if (property === "domain") {
    const rule = saySite(thing, text, column);
    if (rule === null && isLink(text)) thing.place("url", "url", text, column);
    return rule;
  }
  return thing.say(property, text, column) ? null : property === "iban" ? "bad-checksum" : "bad-form";
}

function sayWallet(thing: ToldThing, text: string, currencies: readonly string[], harvest: Harvest): RuleName | null {
  const parsed = parseAddress(text);
  const claim = judgeCurrency(parsed.ok ? parsed.value.family : null, currencies);
  if (claim === "unread") return "currency";
  if (parsed.ok && claim === "contradicted") harvest.notice("claimed-currency");
  return sayAddress(thing, text, column);
}

/** What an object says, and the rule that keeps it from being a thing, at one of its attributes. */
export interface ToldObject {
  readonly thing: ToldThing;
  readonly fault: { readonly row: number; readonly rule: RuleName } | null;
}

export function toldOfObjectAttributes(object: MispObject, attributes: readonly MispAttribute[], harvest: Harvest): ToldObject {
  const thing = new ToldThing(object.type);
  const currencies = attributes.filter(({ relation }) => relation === "symbol").map(({ value }) => value);
  let fault: ToldObject["fault"] = null;
  for (const attribute of attributes) {
    const property = Object.hasOwn(object.places, attribute.relation) ? object.places[attribute.relation] : undefined;
    const rule = property === "address" || property === "domain" ? sayIdentity(thing, property, attribute.value, currencies, harvest) : null;
    if (rule !== null) fault ??= { row: attribute.row, rule };
    else if (property === "birthDate") thing.place(property, attribute.relation, attribute.value.slice(0, 10), column);
    else if (property !== undefined && property !== "address" && property !== "domain")
      thing.place(property, attribute.relation, attribute.value, column);
    else if (property === undefined && !isNamePart(object, attribute.relation)) thing.keep(attribute.relation, attribute.value);
    keepRest(thing, attribute);
  }
  for (const [property, text] of Object.entries(object.fixed ?? {})) thing.say(property, text, "object");
  sayName(thing, object, attributes);
  return { thing, fault: fault ?? missingOf(thing, object, attributes) };
}

const isNamePart = ({ type }: MispObject, relation: string): boolean => nameParts[type]?.includes(relation) === true;

function sayName(thing: ToldThing, { type }: MispObject, attributes: readonly MispAttribute[]): void {
  const property = type === "person" ? "fullName" : "displayName";
  const parts = (nameParts[type] ?? []).flatMap((part) => attributes.filter(({ relation }) => relation === part).map(({ value }) => value));
  if (parts.length === 0) return;
  const name = parts.join(" ");
  if (thing.textOf(property) === "") thing.place(property, "name", name, column);
  else if (thing.textOf(property) !== name) thing.keep("name", name);
}

/** An object that says nothing by which its thing is known (an account without a number, a person without a name) is none. */
function missingOf(thing: ToldThing, { type, places }: MispObject, [first]: readonly MispAttribute[]): ToldObject["fault"] {
  const known: Readonly<Record<string, readonly string[]>> = {
    bankAccount: ["iban", "number"],
    person: ["fullName", "iin", "alias"],
    organisation: ["name", "bin"],
  };
  const wanted = known[type] ?? [...new Set(Object.values(places)), "displayName"];
  return first === undefined || wanted.some((property) => thing.textOf(property) !== "") ? null : { row: first.row, rule: "missing-value" };
}

function keepRest(thing: ToldThing, { comment, tags }: MispAttribute): void {
  thing.keep("comment", comment);
  thing.keep("tags", tags);
}
