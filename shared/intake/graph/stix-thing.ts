import type { RuleName } from "../model.ts";
import type { StixObject } from "./stix-object.ts";
import { placesByType } from "./stix-types.ts";
import { sayAddress, saySite, ToldThing } from "./told-thing.ts";
import { toldValue } from "./told-value.ts";

/** What is wrong with an object, and the member that shows it. */
export interface StixFault {
  readonly rule: RuleName;
  readonly member: string;
}

/** What an object says of its thing. References are not said here. */
export function toldOfObject(object: StixObject, type: string): ToldThing | StixFault {
  const thing = new ToldThing(type);
  const rule = sayValue(thing, object);
  if (rule !== null) return { rule, member: "value" };
  const own = object.ownValues;
  if (object.ownType === "") sayMembers(thing, object);
  else sayOwn(thing, object, own);
  const missing = thing.missing();
  return missing === null ? thing : { rule: "missing-value", member: object.text("name") === "" ? "name" : missing };
}

/** What an observable is by its value. An e-mail address and a telephone are accounts with whoever gave them. */
function sayValue(thing: ToldThing, object: StixObject): RuleName | null {
  const value = object.text("value");
  switch (object.type) {
    case "cryptocurrency-wallet":
      return sayAddress(thing, value, "value");
    case "url":
      if (saySite(thing, value, "value") !== null) return saySite(thing, value, "value");
      thing.place("url", "value", value, "value");
      return null;
    case "domain-name":
      return saySite(thing, value, "value");
    case "email-addr":
    case "phone-number":
      if (value === "") return "missing-value";
      thing.say("handle", value, "value");
      thing.say("platform", "other", "value");
      return null;
    default:
      return null;
  }
}

const isReference = (member: string): boolean => /_refs?$/.test(member);

/** What a stranger's object says: each member at its place, what has none as words. */
function sayMembers(thing: ToldThing, object: StixObject): void {
  const places = placesByType[thing.type] ?? {};
  for (const member of object.members()) {
    if (member === "value" || isReference(member) || member === "identity_class") continue;
    for (const text of object.texts(member)) {
      const property = Object.hasOwn(places, member) ? places[member] : undefined;
      const said = property === "platform" ? text.toLowerCase() : text;
      if (member === "description") thing.keep("", text);
      else if (property === undefined) thing.keep(member, text);
      else thing.place(property, member, said, member);
    }
  }
}

/**
 * What an object of our own exports says: its members, and what STIX had no property for. Where a member is only a form of what stands beside it (a day
 * as an instant, a title as a name), what stands beside it is said.
 */
function sayOwn(thing: ToldThing, object: StixObject, own: ReadonlyMap<string, readonly string[]>): void {
  const places = placesByType[thing.type] ?? {};
  const beside = [...own.values()].flat();
  for (const [member, property] of Object.entries(places)) {
    for (const text of object.texts(member)) if (!isForm(text, member, property, object, own, beside)) thing.place(property, member, text, member);
  }
  for (const [property, texts] of own) {
    for (const text of texts) {
      if (property === "note") thing.keep("", text);
      else thing.place(property, property, text, object.ownColumn(property));
    }
  }
  for (const remark of object.ownRemarks) thing.keep("", remark);
  const missing = thing.missing();
  const called = object.text("name") === "" ? "abstract" : "name";
  if (missing !== null) thing.say(missing, object.text(called), called);
}

function isForm(
  text: string,
  member: string,
  property: string,
  { ownType, ownId }: StixObject,
  own: ReadonlyMap<string, readonly string[]>,
  beside: readonly string[],
): boolean {
  if (member === "name" || member === "display_name") return text === `${ownType} ${ownId}` || beside.includes(text);
  return (own.get(property) ?? []).some((said) => {
    const value = toldValue({ kind: "date" }, said);
    return value?.kind === "date" && value.from === value.to && `${value.from}T00:00:00.000Z` === text;
  });
}
