/** The kinds of values FollowTheMoney tells apart, as far as we write them. */
export type FtmKind =
  | "name"
  | "string"
  | "text"
  | "identifier"
  | "number"
  | "date"
  | "country"
  | "url"
  | "phone"
  | "email"
  | "address"
  | "mimetype"
  | "checksum"
  | "entity";

/** One schema as far as we write it; `tests/unit/interop/ftm-schemata.test.ts` holds it to the model. */
export interface FtmSchema {
  /** The schemata it is one of, itself included: a range is met by any of them. */
  readonly is: readonly string[];
  readonly properties: Readonly<Record<string, FtmKind>>;
  /** Properties without which an entity is not whole. */
  readonly required: readonly string[];
  /** Where text goes that has no property. */
  readonly words: "notes" | "description";
  /** Of an edge: which property holds which end, and what may stand there. */
  readonly edge?: { readonly source: FtmEnd; readonly target: FtmEnd };
}
interface FtmEnd {
  readonly property: string;
  readonly range: string;
}

const thing = {
  name: "name",
  alias: "name",
  country: "country",
  address: "address",
  description: "text",
  notes: "text",
  summary: "text",
  program: "string",
  publisher: "string",
  sourceUrl: "url",
  proof: "entity",
} as const;
const legalEntity = {
  ...thing,
  email: "email",
  phone: "phone",
  idNumber: "identifier",
  registrationNumber: "identifier",
  licenseNumber: "identifier",
  legalForm: "string",
  sector: "string",
  status: "string",
  incorporationDate: "date",
  dissolutionDate: "date",
} as const;
const interval = {
  startDate: "date",
  endDate: "date",
  date: "date",
  description: "text",
  summary: "text",
  publisher: "string",
  sourceUrl: "url",
  proof: "entity",
} as const;
const interest = { ...interval, role: "string", status: "string" } as const;

const organization = { is: ["Organization", "LegalEntity", "Thing"], properties: legalEntity, required: ["name"], words: "notes" } as const;
const edgeOf = (source: string, sourceRange: string, target: string, targetRange: string): Required<Pick<FtmSchema, "edge">> => ({
  edge: { source: { property: source, range: sourceRange }, target: { property: target, range: targetRange } },
});

const schemata: Readonly<Record<string, FtmSchema>> = {
  Person: {
    is: ["Person", "LegalEntity", "Thing"],
    properties: { ...legalEntity, birthDate: "date", citizenship: "country", position: "string" },
    required: ["name"],
    words: "notes",
  },
  Organization: organization,
  PublicBody: { ...organization, is: ["PublicBody", ...organization.is] },
  CryptoWallet: {
    is: ["CryptoWallet", "Thing", "Value"],
    properties: { ...thing, publicKey: "identifier", balance: "number", currency: "string" },
    required: ["name"],
    words: "notes",
  },
  BankAccount: {
    is: ["BankAccount", "Asset", "Thing", "Value"],
    properties: {
      ...thing,
      iban: "identifier",
      accountNumber: "identifier",
      bankName: "string",
      bic: "identifier",
      currency: "string",
      openingDate: "date",
      closingDate: "date",
    },
    required: ["name"],
    words: "notes",
  },
  UserAccount: {
    is: ["UserAccount", "Thing"],
    properties: { ...thing, username: "string", service: "string" },
    required: ["name", "username"],
    words: "notes",
  },
  Document: {
    is: ["Document", "Analyzable", "Thing"],
    properties: {
      ...thing,
      fileName: "string",
      title: "string",
      contentHash: "checksum",
      mimeType: "mimetype",
      fileSize: "number",
      date: "date",
      publishedAt: "date",
    },
    required: ["fileName", "name"],
    words: "notes",
  },
  Note: { is: ["Note", "Analyzable", "Thing"], properties: thing, required: ["name"], words: "notes" },
  CourtCase: {
    is: ["CourtCase", "Thing"],
    properties: { ...thing, caseNumber: "identifier", status: "string", fileDate: "date" },
    required: ["name"],
    words: "notes",
  },
  Event: { is: ["Event", "Analyzable", "Interval", "Thing"], properties: { ...thing, ...interval }, required: ["name"], words: "notes" },
  Sanction: {
    is: ["Sanction", "Interval"],
    properties: {
      ...interval,
      entity: "entity",
      program: "string",
      reason: "text",
      status: "string",
      authority: "string",
      authorityId: "identifier",
      listingDate: "date",
    },
    required: ["entity"],
    words: "description",
  },
  UnknownLink: {
    is: ["UnknownLink", "Interest", "Interval"],
    properties: interest,
    required: [],
    words: "description",
    ...edgeOf("subject", "Thing", "object", "Thing"),
  },
  Ownership: {
    is: ["Ownership", "Interest", "Interval"],
    properties: { ...interest, percentage: "string" },
    required: [],
    words: "description",
    ...edgeOf("owner", "LegalEntity", "asset", "Asset"),
  },
  Directorship: {
    is: ["Directorship", "Interest", "Interval"],
    properties: interest,
    required: [],
    words: "description",
    ...edgeOf("director", "LegalEntity", "organization", "Organization"),
  },
  Membership: {
    is: ["Membership", "Interest", "Interval"],
    properties: interest,
    required: [],
    words: "description",
    ...edgeOf("member", "LegalEntity", "organization", "Organization"),
  },
};

/** A schema by its name; undefined for one we never write. */
export function ftmSchema(name: string): FtmSchema | undefined {
  return Object.hasOwn(schemata, name) ? schemata[name] : undefined;
}
export const ftmSchemaNames: readonly string[] = Object.keys(schemata);
