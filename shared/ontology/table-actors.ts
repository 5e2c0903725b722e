import type { NodeEntry, PropertyEntry } from "./model.ts";
import { firstSeen } from "./table-properties.ts";

const alias = { kind: "text", isMany: true, match: "weak", as: { ftm: "alias" } } as const satisfies PropertyEntry;
const country = { kind: "text", isMany: true, as: { ftm: "country" } } as const satisfies PropertyEntry;
const phone = { kind: "identifier", isMany: true, match: "strong", isPersonal: true, as: { ftm: "phone" } } as const satisfies PropertyEntry;
const email = { kind: "identifier", isMany: true, match: "strong", isPersonal: true, as: { ftm: "email" } } as const satisfies PropertyEntry;
const postalAddress = { kind: "text", isMany: true, isPersonal: true, as: { ftm: "address" } } as const satisfies PropertyEntry;
const iin = {
  kind: "identifier",
  check: "iin",
  match: "strong",
  isPersonal: true,
  aliases: ["iin", "ИИН", "ЖСН"],
  as: { ftm: "idNumber" },
} as const satisfies PropertyEntry;
const bin = {
  kind: "identifier",
  check: "bin",
  match: "strong",
  aliases: ["bin", "БИН", "БСН"],
  as: { ftm: "registrationNumber" },
} as const satisfies PropertyEntry;

/** People and bodies who act. */
export const actors = {
  person: {
    form: "node",
    icon: "person",
    shape: "ellipse",
    colour: "blue",
    isListed: true,
    title: ["fullName", "alias", "iin"],
    properties: {
      fullName: {
        kind: "text",
        match: "weak",
        isPersonal: true,
        aliases: ["name", "full name", "ФИО", "Аты-жөні"],
        as: { ftm: "name", stix: "name" },
      },
      alias,
      iin,
      birthDate: { kind: "date", isPersonal: true, aliases: ["birth date", "дата рождения", "туған күні"], as: { ftm: "birthDate" } },
      citizenship: { kind: "text", isMany: true, as: { ftm: "citizenship" } },
      position: {
        kind: "choice",
        isMany: true,
        as: { ftm: "position" },
        choices: ["organiser", "operator", "promoter", "dropper", "director", "beneficiary", "victim", "suspect", "witness"],
      },
      phone,
      email,
      postalAddress,
    },
    as: { ftm: "Person", stix: "identity" },
  },
  organisation: {
    form: "node",
    icon: "organisation",
    shape: "round-rectangle",
    colour: "indigo",
    isListed: true,
    title: ["name", "alias", "bin"],
    properties: {
      name: { kind: "text", match: "weak", aliases: ["company", "organisation", "наименование", "атауы"], as: { ftm: "name", stix: "name" } },
      alias,
      bin,
      legalForm: { kind: "text", as: { ftm: "legalForm" } },
      country,
      registeredAt: { kind: "date", timeline: "start", as: { ftm: "incorporationDate" } },
      phone,
      email,
      postalAddress,
    },
    as: { ftm: "Organization", stix: "identity" },
  },
  exchange: {
    form: "node",
    icon: "exchange",
    shape: "hexagon",
    colour: "orange",
    isListed: true,
    title: ["name", "alias"],
    properties: {
      name: { kind: "text", match: "weak", isRequired: true, aliases: ["exchange", "биржа", "обменник"], as: { ftm: "name", stix: "name" } },
      alias,
      category: { kind: "choice", choices: ["exchange", "exchanger", "p2p", "otc", "mixer", "bridge", "payment"], as: { ftm: "sector" } },
      legality: { kind: "choice", choices: ["licensed", "preliminary", "unlicensed", "unknown"], as: { ftm: "status" } },
      licenceAuthority: { kind: "choice", choices: ["afsa", "nbk", "other"] },
      licenceNumber: { kind: "identifier", match: "strong", as: { ftm: "licenseNumber" } },
      status: { kind: "choice", choices: ["active", "blocked", "liquidated"] },
      customerIdentification: { kind: "choice", choices: ["done", "partial", "none", "unknown"] },
      turnover: { kind: "amount", isMany: true },
      country,
      firstSeen,
    },
    as: { ftm: "Organization", stix: "infrastructure" },
  },
  scheme: {
    form: "node",
    icon: "scheme",
    shape: "triangle",
    colour: "red",
    isListed: true,
    title: ["name", "alias"],
    properties: {
      name: { kind: "text", match: "weak", isRequired: true, aliases: ["scheme", "пирамида"], as: { ftm: "name", stix: "name" } },
      alias,
      schemeKind: { kind: "choice", choices: ["pyramid", "ponzi", "investment-fraud", "other"] },
      status: { kind: "choice", choices: ["active", "collapsed", "liquidated"] },
      promisedReturn: { kind: "text" },
      members: { kind: "decimal" },
      damage: { kind: "amount", isMany: true },
      startedAt: { kind: "date", timeline: "start", as: { ftm: "incorporationDate", stix: "first_seen" } },
      endedAt: { kind: "date", timeline: "end", as: { ftm: "dissolutionDate", stix: "last_seen" } },
    },
    as: { ftm: "Organization", stix: "campaign" },
  },
  agency: {
    form: "node",
    icon: "agency",
    shape: "octagon",
    colour: "grey",
    isListed: true,
    title: ["name", "code"],
    properties: {
      name: { kind: "text", match: "weak", as: { ftm: "name", stix: "name" } },
      code: { kind: "identifier", match: "strong" },
      country,
    },
    as: { ftm: "PublicBody", stix: "identity" },
  },
} as const satisfies Record<string, NodeEntry>;
