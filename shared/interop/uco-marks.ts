import type { Json } from "../kernel/canonical.ts";
import type { Handling } from "../ledger/model.ts";
import type { Entity } from "../projections/model.ts";
import { isOfficialUse } from "./case-rows.ts";
import { officialUseId, officialUseWords, tlpId } from "./stix-marks.ts";
import { kbId, ref, type UcoNode } from "./uco-terms.ts";

/** The same markings as in STIX, under the same UUIDs. */
const markId = (id: string): string => `kb:marking-definition-${id.slice(id.indexOf("--") + 2)}`;

/** What marks a row: the strictest handling of its facts, and the national mark. */
export function ucoMarks(row: Entity): readonly Json[] {
  return [ref(markId(tlpId(row.handling))), ...(isOfficialUse(row) ? [ref(markId(officialUseId))] : [])];
}

export function ucoTlp(handling: Handling): UcoNode {
  return marking(markId(tlpId(handling)), `TLP:${handling.toUpperCase()}`);
}
export const ucoOfficialUse: UcoNode = marking(markId(officialUseId), officialUseWords);

function marking(id: string, words: string): UcoNode {
  return {
    "@id": id,
    "@type": "uco-marking:MarkingDefinition",
    "uco-core:name": words,
    "uco-marking:definitionType": "statement",
    "uco-marking:definition": {
      "@id": kbId("statement-marking", words),
      "@type": "uco-marking:StatementMarking",
      "uco-marking:definitionType": "statement",
      "uco-marking:statement": words,
    },
  };
}
