/** One attribute of MISP, as a row says it. */
export interface MispAttribute {
  readonly row: number;
  readonly relation: string;
  readonly type: string;
  readonly value: string;
  readonly category: string;
  readonly comment: string;
  readonly tags: string;
  readonly uuid: string;
}

/** What an object is in a case, and which property each of its relations is; what is not here is words. */
export interface MispObject {
  readonly type: string;
  readonly places: Readonly<Record<string, string>>;
  /** What it is in any case. */
  readonly fixed?: Readonly<Record<string, string>>;
}

const wallet: MispObject = {
  type: "wallet",
  places: { address: "address", "address-crypto": "address", "address-xmr": "address", "wallet-address": "address" },
};
const person: MispObject = {
  type: "person",
  places: {
    "full-name": "fullName",
    alias: "alias",
    "date-of-birth": "birthDate",
    nationality: "citizenship",
    "phone-number": "phone",
    "e-mail": "email",
    address: "postalAddress",
    "identity-card-number": "iin",
    role: "position",
  },
};
const organisation: MispObject = {
  type: "organisation",
  places: {
    name: "name",
    "commercial-name": "alias",
    alias: "alias",
    "legal-form": "legalForm",
    "phone-number": "phone",
    "registration-number": "bin",
    "e-mail": "email",
    address: "postalAddress",
  },
};

/** Objects that are things of a case, by name (misp-objects, templates of 2026). Any other is read attribute by attribute. */
export const mispObjects: Readonly<Record<string, MispObject>> = {
  "coin-address": wallet,
  "btc-wallet": wallet,
  "bank-account": {
    type: "bankAccount",
    places: {
      iban: "iban",
      account: "number",
      swift: "bic",
      "institution-name": "bank",
      "currency-code": "currency",
      opened: "openedAt",
      closed: "closedAt",
    },
  },
  person,
  "legal-entity": organisation,
  organization: organisation,
  "telegram-account": { type: "account", places: { username: "handle", id: "numericId" }, fixed: { platform: "telegram" } },
  "user-account": {
    type: "account",
    places: { username: "handle", "user-id": "numericId", "display-name": "displayName", link: "url" },
    fixed: { platform: "other" },
  },
  "phone-number": { type: "account", places: { "phone-number": "handle" }, fixed: { platform: "other" } },
  "domain-ip": { type: "site", places: { domain: "domain", hostname: "domain" } },
  url: { type: "site", places: { url: "domain" } },
};
/** Parts of a name, in the order a name is written. */
export const nameParts: Readonly<Record<string, readonly string[]>> = {
  person: ["last-name", "first-name", "middle-name"],
  account: ["first_name", "last_name"],
};

/** What an attribute that stands alone is, by its type. */
export const mispTypes: Readonly<Record<string, { readonly type: string; readonly property: string; readonly currency?: string }>> = {
  btc: { type: "wallet", property: "address", currency: "BTC" },
  xmr: { type: "wallet", property: "address", currency: "XMR" },
  domain: { type: "site", property: "domain" },
  hostname: { type: "site", property: "domain" },
  "domain|ip": { type: "site", property: "domain" },
  "hostname|port": { type: "site", property: "domain" },
  url: { type: "site", property: "domain" },
  uri: { type: "site", property: "domain" },
  link: { type: "site", property: "domain" },
  email: { type: "account", property: "handle" },
  "email-src": { type: "account", property: "handle" },
  "email-dst": { type: "account", property: "handle" },
  "phone-number": { type: "account", property: "handle" },
  iban: { type: "bankAccount", property: "iban" },
  "bank-account-nr": { type: "bankAccount", property: "number" },
  "full-name": { type: "person", property: "fullName" },
};
/** A link of these categories is what somebody wrote about the matter, and no site of it. */
export const readingCategories: ReadonlySet<string> = new Set(["External analysis", "Internal reference"]);
