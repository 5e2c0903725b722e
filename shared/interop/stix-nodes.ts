import type { Json } from "../kernel/canonical.ts";
import type { Entity } from "../projections/model.ts";
import { factsOf, textOf, wordsOfValue } from "./case-rows.ts";
import { instantOf } from "./dates.ts";
import { StixDraft } from "./stix-draft.ts";

const walletExtension = "extension-definition--be78509e-6958-51b1-8b26-d17ee0eba2d7";
const bankAccountExtension = "extension-definition--f19f3291-6a84-5674-b311-d75a925d5bd9";
const newObservable = { extension_type: "new-sco" } as const;

/** Objects that are what was observed; all others are of STIX's domain and have an author and times. */
const observables: ReadonlySet<string> = new Set(["cryptocurrency-wallet", "bank-account", "domain-name", "user-account", "file"]);
export function isObservable(type: string): boolean {
  return observables.has(type);
}

/** The extension that makes an object's type known; null for types of STIX itself. */
export function typeExtension(type: string): Readonly<Record<string, Json>> | null {
  if (type === "cryptocurrency-wallet") return { [walletExtension]: newObservable };
  return type === "bank-account" ? { [bankAccountExtension]: newObservable } : null;
}

/** What a row's object says in STIX's own properties. References and what every object has are added by `write-stix.ts`. */
export function draftStixNode(row: Entity, type: string): StixDraft {
  const draft = new StixDraft(row);
  writers[type]?.(draft, row);
  return draft;
}

const called = (row: Entity): string => (row.title === "" ? `${row.type} ${row.id}` : row.title);

const writers: Readonly<Record<string, (draft: StixDraft, row: Entity) => void>> = {
  identity: (draft, row) => {
    const isPerson = row.type === "person";
    draft.properties["identity_class"] = isPerson ? "individual" : "organization";
    name(draft, row, isPerson ? "fullName" : "name");
    if (isPerson) draft.takeAll("position", "roles");
  },
  infrastructure: (draft, row) => {
    name(draft, row, "name");
    draft.takeAll("alias", "aliases");
  },
  campaign: (draft, row) => {
    name(draft, row, "name");
    draft.takeAll("alias", "aliases");
    period(draft, ["startedAt", "first_seen"], ["endedAt", "last_seen"], (from, to) => to >= from);
  },
  grouping: (draft, row) => {
    draft.properties["context"] = "suspicious-activity";
    name(draft, row, "title");
  },
  note: (draft, row) => {
    const lines = [...factsOf(row)].map(({ property, value }) => `${property}: ${wordsOfValue(value)}`);
    draft.properties["abstract"] = called(row);
    draft.properties["content"] = lines.length === 0 ? called(row) : lines.join("\n");
  },
  "cryptocurrency-wallet": (draft) => void draft.take("address", "value"),
  "domain-name": (draft) => void draft.take("domain", "value"),
  "bank-account": (draft) => {
    draft.take("iban", "iban");
    draft.take("number", "account_number");
    draft.take("bic", "bic");
    draft.take("currency", "currency", (text) => (/^[A-Z]{3}$/.test(text) ? text : null));
  },
  "user-account": (draft, row) => {
    draft.take("numericId", "user_id");
    draft.take("handle", "account_login");
    draft.take("platform", "account_type");
    if (!draft.take("displayName", "display_name") && Object.keys(draft.properties).length === 0) draft.properties["display_name"] = called(row);
  },
  file: (draft, row) => {
    draft.put("fileHash", "hashes", { "SHA-256": textOf(row, "fileHash") });
    draft.take("fileName", "name");
    draft.takeFile();
  },
};

function name(draft: StixDraft, row: Entity, property: string): void {
  if (!draft.take(property, "name")) draft.properties["name"] = called(row);
}

type Said = readonly [property: string, name: string];

/** Two instants of a period, as far as they are said; both only when they are in order. */
export function period(draft: StixDraft, from: Said, to: Said, isInOrder: (from: string, to: string) => boolean): void {
  draft.take(...from, instantOf);
  if (!draft.take(...to, instantOf)) return;
  const [start, end] = [draft.properties[from[1]], draft.properties[to[1]]];
  if (typeof start !== "string" || typeof end !== "string" || isInOrder(start, end)) return;
  draft.untake(...from);
  draft.untake(...to);
}
