import { ownOf } from "../../kernel/own.ts";
import { typeEntry } from "../../ontology/read.ts";
import type { StixObject } from "./stix-object.ts";

/** Which property of a thing a member of an object is. */
export type StixPlaces = Readonly<Record<string, string>>;

const called = { name: "name", aliases: "alias" } as const;
/** Members of a thing's properties, by the type of a case. What is not here is words. */
export const placesByType: Readonly<Record<string, StixPlaces>> = {
  person: { name: "fullName", aliases: "alias", roles: "position" },
  organisation: called,
  agency: called,
  exchange: called,
  scheme: { ...called, first_seen: "startedAt", last_seen: "endedAt" },
  bankAccount: { iban: "iban", account_number: "number", bic: "bic", currency: "currency" },
  account: { user_id: "numericId", account_login: "handle", account_type: "platform", display_name: "displayName" },
};

/** Types of objects our exports write, and what they may be. */
const ownTypes: Readonly<Record<string, readonly string[]>> = {
  identity: ["person", "organisation", "agency"],
  infrastructure: ["exchange"],
  campaign: ["scheme"],
  note: ["measure", "figure", "unverifiedValue"],
};

const observables: Readonly<Record<string, string>> = {
  campaign: "scheme",
  "cryptocurrency-wallet": "wallet",
  "bank-account": "bankAccount",
  "domain-name": "site",
  url: "site",
  "user-account": "account",
  "email-addr": "account",
  "phone-number": "account",
};

/** The type of a thing an object is; null = a case has none for it, or the object leaves it open. */
export function typeOfObject(object: StixObject): string | null {
  const { type, ownType } = object;
  if (ownOf(ownTypes, type)?.includes(ownType) === true) return ownType;
  if (type === "identity") return typeOfIdentity(object.text("identity_class"));
  // Who acts: a group, unless it is said to be one person.
  if (type === "threat-actor") return object.text("resource_level") === "individual" ? "person" : "organisation";
  return Object.hasOwn(observables, type) ? (observables[type] ?? null) : null;
}

function typeOfIdentity(identityClass: string): string | null {
  if (identityClass === "individual") return "person";
  return identityClass === "organization" || identityClass === "group" ? "organisation" : null;
}

/** Objects that say something of the bundle, and nothing of a thing. */
export const bundleMatters: ReadonlySet<string> = new Set(["marking-definition", "extension-definition", "language-content"]);

/** The link type a kind of relationship is, where a case has one of that name: "deposits-to" is `depositsTo`. */
export function linkTypeOf(relationshipType: string): string | null {
  const name = relationshipType === "related-to" ? "related" : relationshipType.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return typeEntry(name)?.form === "link" ? name : null;
}

/** Markings of TLP 2.0 and of the older TLP that limit who may see an object, from the strictest. */
export const markings = {
  "marked-red": ["e828b379-4e03-4974-9ac4-e53a884c97c1", "5e57c739-391a-4eb3-b6be-7d15ca92d5ed"],
  "marked-amber-strict": ["939a9414-2ddd-4d32-a0cd-375ea402b003"],
  "marked-amber": ["55d920b0-5e8b-4f79-9ee9-91f868d9b421", "f88d31f6-486f-44da-b317-01333bde0b82"],
} as const;
