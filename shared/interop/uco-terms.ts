import { nameUuid } from "../crypto/uuid.ts";
import type { Json } from "../kernel/canonical.ts";
import { instantOf } from "./dates.ts";
import { ownNamespace } from "./namespaces.ts";

/** Everything a reader needs to expand the names: nothing is to be looked up anywhere. */
export const ucoContext: Json = {
  "case-investigation": "https://ontology.caseontology.org/case/investigation/",
  "case-vocabulary": "https://ontology.caseontology.org/case/vocabulary/",
  kb: "http://example.org/kb/",
  "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
  "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
  "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
  "uco-location": "https://ontology.unifiedcyberontology.org/uco/location/",
  "uco-marking": "https://ontology.unifiedcyberontology.org/uco/marking/",
  "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
  "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
  "uco-vocabulary": "https://ontology.unifiedcyberontology.org/uco/vocabulary/",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};

export type UcoNode = Readonly<Record<string, Json>>;

/** The id of a node: every node of UCO has one that ends with a UUID. */
export function kbId(kind: string, name: string): string {
  return `kb:${kind}-${nameUuid(ownNamespace, name)}`;
}
export const ref = (id: string): UcoNode => ({ "@id": id });
export const typed = (type: string, text: string): UcoNode => ({ "@type": type, "@value": text });
export const dateTime = (text: string): UcoNode => typed("xsd:dateTime", text);

/** A date that names an instant or a day as a time of UCO; null for what is less precise. */
export function timeOf(text: string): UcoNode | null {
  const instant = instantOf(text);
  return instant === null ? null : dateTime(instant);
}

/** A node without the properties that have nothing to say. */
export function nodeOf(properties: Readonly<Record<string, Json | undefined>>): UcoNode {
  const said = Object.entries(properties).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0));
  return Object.fromEntries(said) as UcoNode;
}
