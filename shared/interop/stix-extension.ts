import type { EntityId } from "../kernel/brand.ts";
import type { Json } from "../kernel/canonical.ts";
import type { Entity } from "../projections/model.ts";
import { sourcesOf } from "./case-rows.ts";
import type { LeftOut } from "./model.ts";
import type { StixDraft } from "./stix-draft.ts";
import { ownStixId } from "./stix-ids.ts";
import { alwaysAt } from "./stix-marks.ts";
import type { Rows } from "./case-rows.ts";

export const ownExtensionId = ownStixId("extension-definition", "facts");
/** Who defines our extension: the program, no agency. */
export const programId = ownStixId("identity", "dalel");

const schema =
  "A property-extension of any object: `entity` (the id of the thing in the case), `entity_type`, `values` (a dictionary: by name of a property, the list of what is said of it as exact text, " +
  "the value relied on first), `remarks` (an officer's words about a property), `grades` (Admiralty, each once), `agencies` (who says something of it), `sources` (ids of the file " +
  "objects it was read from), `members` (other ids of the case that are the same thing), `is_disputed` (true where an agency contests something said of it). All but the first two may be absent.";

/** Objects of ours that every export with our extension holds. */
export const extensionObjects: readonly Json[] = [
  { type: "identity", spec_version: "2.1", id: programId, created: alwaysAt, modified: alwaysAt, name: "Dalel", identity_class: "system" },
  {
    type: "extension-definition",
    spec_version: "2.1",
    id: ownExtensionId,
    created_by_ref: programId,
    created: alwaysAt,
    modified: alwaysAt,
    name: "Facts of a Dalel case",
    description: "What a case says of a thing and STIX has no property for.",
    schema,
    version: "1.0.0",
    extension_types: ["property-extension"],
  },
];

/** What the object of a row does not say exactly, and where all of it is from. */
export function extensionOf(
  row: Entity,
  draft: StixDraft,
  { rows, left, idOf }: { readonly rows: Rows; readonly left: LeftOut; readonly idOf: { readonly get: (id: EntityId) => string | undefined } },
): Json {
  const { values, remarks } = draft.rest(left);
  const grades = [...new Set(Object.values(row.facts).flatMap((facts) => facts.map(({ grade }) => grade)))].sort();
  const sources = sourcesOf(row, rows).flatMap((id) => idOf.get(id) ?? []);
  return {
    extension_type: "property-extension",
    entity: row.id,
    entity_type: row.type,
    grades,
    agencies: row.agencies,
    ...(Object.keys(values).length === 0 ? {} : { values }),
    ...(remarks.length === 0 ? {} : { remarks }),
    ...(sources.length === 0 ? {} : { sources }),
    ...(row.members.length === 0 ? {} : { members: row.members }),
    ...(row.isDisputed ? { is_disputed: true } : {}),
  };
}
