import { nodeTypes } from "../../ontology/read.ts";

/** One FollowTheMoney entity of a row. */
export interface FtmEntity {
  readonly id: string;
  readonly schema: string;
  readonly properties: FtmProperties;
}
/** Values by property, and the column each property stands in. */
export type FtmProperties = ReadonlyMap<string, { readonly texts: readonly string[]; readonly column: string }>;

export function textsOf({ properties }: FtmEntity, property: string): readonly string[] {
  return properties.get(property)?.texts ?? [];
}
export function columnOf({ properties }: FtmEntity, property: string): string {
  return properties.get(property)?.column ?? "";
}

/** What a schema is in a case. */
export const typeBySchema: Readonly<Record<string, string>> = {
  Person: "person",
  LegalEntity: "organisation",
  Organization: "organisation",
  Company: "organisation",
  PublicBody: "agency",
  CryptoWallet: "wallet",
  BankAccount: "bankAccount",
  UserAccount: "account",
  Sanction: "measure",
};

/** An edge: which properties hold its ends, the link types it may be, in order, and the role a bare relation of it has. */
export interface FtmEdge {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly types: readonly string[];
  readonly role: string;
  /** Properties that say the role. */
  readonly roleFrom: readonly string[];
}
const edge = (
  from: string | readonly string[],
  to: string | readonly string[],
  role: string,
  types: readonly string[] = [],
  more: readonly string[] = [],
): FtmEdge => ({
  from: [from].flat(),
  to: [to].flat(),
  role,
  types,
  roleFrom: ["role", ...more],
});
export const edges: Readonly<Record<string, FtmEdge>> = {
  Ownership: edge("owner", "asset", "ownership", ["owns"]),
  Directorship: edge("director", "organization", "directorship", ["directs"]),
  Membership: edge("member", "organization", "membership", ["memberOf"]),
  UnknownLink: edge("subject", "object", "", []),
  Family: edge("person", "relative", "family", [], ["relationship"]),
  Associate: edge("person", "associate", "associate", [], ["relationship"]),
  Employment: edge("employee", "employer", "employment"),
  Representation: edge("agent", "client", "representation"),
  Succession: edge("predecessor", "successor", "succession"),
  Debt: edge("debtor", "creditor", "debt"),
  ProjectParticipant: edge("participant", "project", "participation"),
  Documentation: edge("document", "entity", "documentation"),
  Payment: edge(["payerAccount", "payer"], ["beneficiaryAccount", "beneficiary"], "payment"),
};

/** References from a thing to another: what they are in a case, seen from the thing. `isBackward`: the other is where the link begins. */
export const references: Readonly<Record<string, { readonly type: string; readonly isBackward: boolean }>> = {
  holder: { type: "owns", isBackward: true },
  owner: { type: "uses", isBackward: true },
  bank: { type: "related", isBackward: false },
  parent: { type: "related", isBackward: false },
};
/** References that name where something is from. What they name is a document, which is no thing of a case without its file. */
export const sources: ReadonlySet<string> = new Set(["proof"]);

/** Properties of a type by the name FollowTheMoney has for them: the ontology's, and what says the same there. */
export function propertiesOf(type: string): ReadonlyMap<string, string> {
  const entry = nodeTypes().find(([name]) => name === type)?.[1];
  const own = Object.entries(entry?.properties ?? {}).flatMap(([property, { as }]) => (as?.ftm === undefined ? [] : [[as.ftm, property] as const]));
  return new Map([...own, ...(alsoSaid[type] ?? [])]);
}
const alsoSaid: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  person: [
    ["nationality", "citizenship"],
    ["previousName", "alias"],
  ],
  organisation: [
    ["jurisdiction", "country"],
    ["mainCountry", "country"],
    ["abbreviation", "alias"],
    ["previousName", "alias"],
  ],
  exchange: [["jurisdiction", "country"]],
  agency: [["jurisdiction", "country"]],
};

/** How our own exports say what a schema leaves open: an exchange and a scheme are organisations there. */
export const typeMark = /^Dalel type: ([A-Za-z]+)$/;
