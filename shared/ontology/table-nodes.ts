import { handlings } from "../ledger/model.ts";
import type { NodeEntry, PropertyEntry } from "./model.ts";

const alias = { kind: "text", isMany: true, match: "weak", as: { ftm: "alias" } } as const satisfies PropertyEntry;
const country = { kind: "text", isMany: true, as: { ftm: "country" } } as const satisfies PropertyEntry;
const phone = { kind: "identifier", isMany: true, match: "strong", isPersonal: true, as: { ftm: "phone" } } as const satisfies PropertyEntry;
const email = { kind: "identifier", isMany: true, match: "strong", isPersonal: true, as: { ftm: "email" } } as const satisfies PropertyEntry;
const postalAddress = { kind: "text", isMany: true, isPersonal: true, as: { ftm: "address" } } as const satisfies PropertyEntry;
const firstSeen = { kind: "date", timeline: "at" } as const satisfies PropertyEntry;
const fileHash = { kind: "identifier", check: "sha256", match: "identity", isRequired: true } as const satisfies PropertyEntry;
const rowCount = { kind: "decimal" } as const satisfies PropertyEntry;
const reader = { kind: "text" } as const satisfies PropertyEntry;

const bic = { kind: "identifier", aliases: ["bic", "swift", "БИК", "БСК"], as: { ftm: "bic", stix: "bic" } } as const satisfies PropertyEntry;
const iin = {
  kind: "identifier", check: "iin", match: "strong", isPersonal: true, aliases: ["iin", "ИИН", "ЖСН"], as: { ftm: "idNumber" },
} as const satisfies PropertyEntry;
const bin = {
  kind: "identifier", check: "bin", match: "strong", aliases: ["bin", "БИН", "БСН"], as: { ftm: "registrationNumber" },
} as const satisfies PropertyEntry;

/** People and bodies who act. */
const actors = {
  person: {
    form: "node", icon: "person", shape: "ellipse", colour: "blue", isListed: true, title: ["fullName", "alias", "iin"],
    properties: {
      fullName: { kind: "text", match: "weak", isPersonal: true, aliases: ["name", "full name", "ФИО", "Аты-жөні"], as: { ftm: "name", stix: "name" } },
      alias,
      iin,
      birthDate: { kind: "date", isPersonal: true, aliases: ["birth date", "дата рождения", "туған күні"], as: { ftm: "birthDate" } },
      citizenship: { kind: "text", isMany: true, as: { ftm: "citizenship" } },
      position: {
        kind: "choice", isMany: true, as: { ftm: "position" },
        choices: ["organiser", "operator", "promoter", "dropper", "director", "beneficiary", "victim", "suspect", "witness"],
      },
      phone,
      email,
      postalAddress,
    },
    as: { ftm: "Person", stix: "identity" },
  },
  organisation: {
    form: "node", icon: "organisation", shape: "round-rectangle", colour: "indigo", isListed: true, title: ["name", "alias", "bin"],
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
    form: "node", icon: "exchange", shape: "hexagon", colour: "orange", isListed: true, title: ["name", "alias"],
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
    form: "node", icon: "scheme", shape: "triangle", colour: "red", isListed: true, title: ["name", "alias"],
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
    form: "node", icon: "agency", shape: "octagon", colour: "grey", isListed: true, title: ["name", "code"],
    properties: {
      name: { kind: "text", match: "weak", as: { ftm: "name", stix: "name" } },
      code: { kind: "identifier", match: "strong" },
      country,
    },
    as: { ftm: "PublicBody", stix: "identity" },
  },
} as const satisfies Record<string, NodeEntry>;

/** Places value and words move through. */
const channels = {
  wallet: {
    form: "node", icon: "wallet", shape: "round-rectangle", colour: "turquoise", isListed: true, title: ["label", "address"],
    properties: {
      address: {
        kind: "identifier", check: "wallet-address", match: "identity", isRequired: true,
        aliases: ["address", "wallet", "адрес", "кошелёк", "кошелек", "мекенжай", "әмиян"], as: { ftm: "publicKey", stix: "value" },
      },
      chain: { kind: "choice", choices: ["tron", "evm", "bitcoin", "litecoin", "dogecoin", "ton", "solana"], as: { stix: "symbol" } },
      label: { kind: "text", as: { ftm: "name" } },
      usage: { kind: "choice", choices: ["collector", "payout", "deposit", "hot", "cold", "unknown"] },
      custody: { kind: "choice", choices: ["hosted", "unhosted", "unknown"] },
      assetStatus: {
        kind: "choice",
        choices: ["identified", "traced", "requested", "frozen", "arrested", "seized", "confiscated", "returned", "released", "dissipated"],
      },
      balance: { kind: "amount", isMany: true, as: { ftm: "balance" } },
    },
    as: { ftm: "CryptoWallet", stix: "cryptocurrency-wallet" },
  },
  bankAccount: {
    form: "node", icon: "bank-account", shape: "rectangle", colour: "green", isListed: true, title: ["iban", "number"],
    properties: {
      iban: {
        kind: "identifier", check: "iban", match: "strong", isPersonal: true, aliases: ["iban", "ИИК", "ЖСК", "номер счета"], as: { ftm: "iban", stix: "iban" },
      },
      number: { kind: "identifier", match: "weak", isPersonal: true, as: { ftm: "accountNumber" } },
      bank: { kind: "text", aliases: ["bank", "банк"], as: { ftm: "bankName" } },
      bic,
      currency: { kind: "text", as: { ftm: "currency", stix: "currency" } },
      openedAt: { kind: "date", timeline: "start", as: { ftm: "openingDate" } },
      closedAt: { kind: "date", timeline: "end", as: { ftm: "closingDate" } },
    },
    as: { ftm: "BankAccount", stix: "bank-account" },
  },
  site: {
    form: "node", icon: "site", shape: "diamond", colour: "violet", isListed: true, title: ["displayName", "domain"],
    properties: {
      domain: {
        kind: "identifier", check: "domain", match: "identity", isRequired: true, as: { ftm: "website", stix: "value" },
        aliases: [
          "domain", "domain name", "host", "hostname", "url", "link", "site", "website", "домен", "доменное имя", "сайт", "адрес сайта", "ссылка",
          "интернет-ресурс", "домендік атау", "сілтеме", "сайт мекенжайы",
        ],
      },
      displayName: { kind: "text", aliases: ["unicode"] },
      registrableDomain: { kind: "identifier", match: "weak", aliases: ["registrable_domain"] },
      url: { kind: "identifier", check: "url", isMany: true, as: { ftm: "sourceUrl", stix: "value" } },
      blockState: { kind: "choice", choices: ["none", "requested", "ordered", "blocked", "restored"] },
      blockedAt: { kind: "date", timeline: "at" },
      registrar: { kind: "text" },
      firstSeen,
    },
    as: { ftm: "UserAccount", stix: "domain-name" },
  },
  account: {
    form: "node", icon: "account", shape: "ellipse", colour: "rose", isListed: true, title: ["handle", "displayName", "numericId"],
    properties: {
      platform: { kind: "choice", choices: ["telegram", "whatsapp", "instagram", "youtube", "tiktok", "exchange", "other"], as: { ftm: "service" } },
      handle: { kind: "identifier", match: "strong", isPersonal: true, as: { ftm: "username", stix: "account_login" } },
      numericId: { kind: "identifier", match: "strong", isPersonal: true, as: { stix: "user_id" } },
      displayName: { kind: "text", as: { ftm: "name", stix: "display_name" } },
      url: { kind: "identifier", check: "url", isMany: true, as: { ftm: "sourceUrl" } },
    },
    as: { ftm: "UserAccount", stix: "user-account" },
  },
} as const satisfies Record<string, NodeEntry>;

/** What the case is made of, and what was done. */
const records = {
  exhibit: {
    form: "node", icon: "exhibit", shape: "tag", colour: "gold", isListed: true, title: ["title", "fileName", "exhibitNumber"],
    properties: {
      fileHash: { ...fileHash, as: { ftm: "contentHash" } },
      file: { kind: "file", as: { stix: "hashes" } },
      fileName: { kind: "text", as: { ftm: "fileName", stix: "name" } },
      title: { kind: "text", as: { ftm: "title" } },
      exhibitNumber: { kind: "identifier", match: "strong" },
      acquiredAt: { kind: "date", timeline: "at", as: { ftm: "date" } },
      reader,
      rows: rowCount,
      accepted: rowCount,
      rejected: rowCount,
      duplicates: rowCount,
    },
    as: { ftm: "Document", stix: "file" },
  },
  dataset: {
    form: "node", icon: "dataset", shape: "barrel", colour: "grey", isListed: false, title: ["reader"],
    properties: {
      fileHash,
      reader: { ...reader, isRequired: true },
      readerVersion: { kind: "decimal", isRequired: true },
      chain: { kind: "choice", choices: ["tron"] },
      rows: rowCount,
      accepted: rowCount,
      rejected: rowCount,
    },
    as: { ftm: "Document" },
  },
  measure: {
    form: "node", icon: "measure", shape: "octagon", colour: "gold", isListed: true, title: ["title", "decisionNumber"],
    properties: {
      title: { kind: "text", as: { ftm: "program" } },
      measureType: {
        kind: "choice", as: { ftm: "reason" },
        choices: [
          "request", "suspend", "freeze", "arrest", "seize", "confiscate", "return", "release", "block-site", "restore-site", "turnover", "damage",
        ],
      },
      amount: { kind: "amount", isMany: true },
      count: { kind: "decimal" },
      period: { kind: "date", timeline: "at" },
      scope: { kind: "text" },
      state: { kind: "choice", choices: ["planned", "requested", "ordered", "executed", "refused", "cancelled"], as: { ftm: "status" } },
      decisionNumber: { kind: "identifier", match: "strong", as: { ftm: "authorityId" } },
      decisionDate: { kind: "date", timeline: "at", as: { ftm: "listingDate" } },
      authority: { kind: "text", as: { ftm: "authority" } },
    },
    as: { ftm: "Sanction", stix: "note" },
  },
  case: {
    form: "node", icon: "case", shape: "rectangle", colour: "grey", isListed: false, title: ["title", "number"],
    properties: {
      title: { kind: "text", isRequired: true, as: { ftm: "name" } },
      number: { kind: "identifier", match: "strong", as: { ftm: "caseNumber" } },
      registerNumber: { kind: "identifier", match: "strong" },
      caseStatus: { kind: "choice", choices: ["open", "suspended", "closed"], as: { ftm: "status" } },
      openedAt: { kind: "date", timeline: "start", as: { ftm: "fileDate" } },
    },
    as: { ftm: "CourtCase", stix: "grouping" },
  },
  handover: {
    form: "node", icon: "handover", shape: "tag", colour: "grey", isListed: false, title: ["recipientAgency"],
    properties: {
      recipientAgency: { kind: "text", isRequired: true },
      recipientKey: { kind: "identifier" },
      statementHash: { kind: "identifier", check: "sha256" },
      marking: { kind: "choice", choices: handlings },
      claims: { kind: "decimal" },
      withheld: { kind: "decimal" },
      purpose: { kind: "text" },
    },
  },
} as const satisfies Record<string, NodeEntry>;

/** Everything drawn as a node. */
export const nodeEntries = { ...actors, ...channels, ...records } as const satisfies Record<string, NodeEntry>;
