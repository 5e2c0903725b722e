import type { Json } from "../kernel/canonical.ts";
import type { Entity } from "../projections/model.ts";
import { textOf } from "./case-rows.ts";
import type { UcoDraft } from "./uco-draft.ts";
import { kbId, typed } from "./uco-terms.ts";

/** The class a thing is of; types that are not here have none. */
const classes: Readonly<Record<string, string>> = {
  person: "uco-identity:Person",
  organisation: "uco-identity:Organization",
  exchange: "uco-identity:Organization",
  scheme: "uco-identity:Organization",
  agency: "uco-identity:Organization",
  wallet: "uco-observable:DigitalAccount",
  bankAccount: "uco-observable:Account",
  account: "uco-observable:DigitalAccount",
  site: "uco-observable:DomainName",
  exhibit: "uco-observable:File",
  measure: "case-investigation:InvestigativeAction",
  custodyEvent: "case-investigation:InvestigativeAction",
  figure: "uco-core:Assertion",
  unverifiedValue: "uco-core:Assertion",
  rate: "uco-core:Assertion",
  case: "case-investigation:Investigation",
};

export function ucoClassOf(row: Entity): string | null {
  return Object.hasOwn(classes, row.type) ? (classes[row.type] ?? null) : null;
}

/** The node of a row. */
export function ucoIdOf(row: Entity): string {
  return kbId(row.type, row.id);
}

/** Adds the facets of a row, and gives the properties its class has of its own. */
export function describeUco(row: Entity, draft: UcoDraft): Readonly<Record<string, Json | undefined>> {
  return describers[row.type]?.(draft, row) ?? {};
}

type Describe = (draft: UcoDraft, row: Entity) => Readonly<Record<string, Json | undefined>>;
const assertion: Describe = (draft, row) => {
  const words = draft.takeAsWords();
  return { "uco-core:statement": words.length === 0 ? [row.type] : [words.join("; ")] };
};

const describers: Readonly<Record<string, Describe>> = {
  person: (draft) => {
    draft.addFacet("uco-identity:BirthInformationFacet", { "uco-identity:birthdate": draft.takeTime("birthDate") });
    return {};
  },
  wallet: (draft) => {
    draft.addFacet("uco-observable:AccountFacet", {
      "uco-observable:accountIdentifier": draft.take("address"),
      "uco-observable:accountType": "cryptocurrency-wallet",
    });
    draft.addFacet("uco-observable:DigitalAccountFacet", { "uco-observable:displayName": draft.take("label") });
    return {};
  },
  bankAccount: (draft) => {
    draft.addFacet("uco-observable:AccountFacet", {
      "uco-observable:accountIdentifier": draft.take("iban") ?? draft.take("number"),
      "uco-observable:accountType": "bank-account",
    });
    return {};
  },
  account: (draft) => {
    draft.addFacet("uco-observable:AccountFacet", {
      "uco-observable:accountIdentifier": draft.take("numericId"),
      "uco-observable:accountType": draft.take("platform"),
    });
    draft.addFacet("uco-observable:DigitalAccountFacet", {
      "uco-observable:accountLogin": draft.take("handle"),
      "uco-observable:displayName": draft.take("displayName"),
    });
    return {};
  },
  site: (draft) => {
    draft.addFacet("uco-observable:DomainNameFacet", { "uco-observable:value": draft.take("domain") });
    return {};
  },
  exhibit: (draft, row) => {
    const file = draft.takeFile();
    const size = file === undefined ? undefined : typed("xsd:integer", String(file.sizeBytes));
    draft.addFacet("uco-observable:FileFacet", { "uco-observable:fileName": draft.take("fileName"), "uco-observable:sizeInBytes": size });
    const sha256 = draft.take("fileHash");
    draft.addFacet("uco-observable:ContentDataFacet", {
      "uco-observable:mimeType": file?.mediaType === "" ? undefined : file?.mediaType,
      "uco-observable:sizeInBytes": size,
      "uco-observable:hash": sha256 === undefined ? undefined : hash(sha256, row),
    });
    return {};
  },
  figure: assertion,
  rate: assertion,
  custodyEvent: (draft) => ({ "uco-core:name": draft.take("custodyAction"), "uco-action:startTime": draft.takeTime("happenedAt") }),
  measure: (draft) => ({ "uco-action:startTime": draft.takeTime("decisionDate") }),
  case: (draft, row) => ({
    "case-investigation:investigationForm": typed("case-vocabulary:InvestigationFormVocab", "case"),
    "case-investigation:investigationStatus": textOf(row, "caseStatus") === "" ? undefined : draft.take("caseStatus"),
    "uco-core:startTime": draft.takeTime("openedAt"),
  }),
};

function hash(sha256: string, row: Entity): Json {
  return {
    "@id": kbId("hash", `hash of ${row.id}`),
    "@type": "uco-types:Hash",
    "uco-types:hashMethod": typed("uco-vocabulary:HashNameVocab", "SHA256"),
    "uco-types:hashValue": typed("xsd:hexBinary", sha256.toUpperCase()),
  };
}
