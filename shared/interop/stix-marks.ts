import type { Json } from "../kernel/canonical.ts";
import type { Handling } from "../ledger/model.ts";
import type { Entity } from "../projections/model.ts";
import { isOfficialUse } from "./case-rows.ts";
import { ownStixId } from "./stix-ids.ts";

/** The markings of TLP 2.0 as OASIS published them: their ids are fixed, and copies with other ids are wrong. */
const tlpIds: Readonly<Record<Handling, string>> = {
  clear: "94868c89-83c2-464b-929b-a1a8aa3c8487",
  green: "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
  amber: "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
  "amber+strict": "939a9414-2ddd-4d32-a0cd-375ea402b003",
  red: "e828b379-4e03-4974-9ac4-e53a884c97c1",
};
const tlpExtension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

/** Our own objects that belong to no case say one instant for ever: they are the same in every export. */
export const alwaysAt = "2026-01-01T00:00:00.000Z";

export const officialUseId = ownStixId("marking-definition", "official-use");
/** The national mark in the two languages of the law. */
export const officialUseWords = "Қызмет бабында пайдалану үшін / Для служебного пользования";

export function tlpId(handling: Handling): string {
  return `marking-definition--${tlpIds[handling]}`;
}

/** What marks a row: the strictest handling among what is said of it, and the national mark where anything carries it. */
export function markingRefs(row: Entity): readonly string[] {
  return [tlpId(row.handling), ...(isOfficialUse(row) ? [officialUseId] : [])];
}

export function tlpMarking(handling: Handling): Json {
  return {
    type: "marking-definition",
    spec_version: "2.1",
    id: tlpId(handling),
    created: "2022-10-01T00:00:00.000Z",
    name: `TLP:${handling.toUpperCase()}`,
    extensions: { [tlpExtension]: { extension_type: "property-extension", tlp_2_0: handling } },
  };
}

export const officialUseMarking: Json = {
  type: "marking-definition",
  spec_version: "2.1",
  id: officialUseId,
  created: alwaysAt,
  name: "Official use",
  definition_type: "statement",
  definition: { statement: officialUseWords },
};

/** What is said of a whole file that leaves alone. */
export interface StixFileMark {
  /** Tells this file from every other: its marking has an id of its own. */
  readonly name: string;
  readonly statement: string;
  /** ISO instant. */
  readonly created: string;
}

/**
 * The objects of a file with the marking of the whole before them; each that is marked points at it besides its own TLP marking, of which an object
 * has one.
 */
export function* markedObjects(objects: Iterable<Json>, mark: StixFileMark | null): IterableIterator<Json> {
  if (mark === null) return yield* objects;
  const id = ownStixId("marking-definition", `file ${mark.name}`);
  const { statement, created } = mark;
  yield { type: "marking-definition", spec_version: "2.1", id, created, name: "Whole file", definition_type: "statement", definition: { statement } };
  for (const object of objects) yield withRef(object, id);
}

function withRef(object: Json, id: string): Json {
  if (typeof object !== "object" || object === null || Array.isArray(object) || !("object_marking_refs" in object)) return object;
  const refs = object["object_marking_refs"];
  return Array.isArray(refs) ? { ...object, object_marking_refs: [...refs, id] } : object;
}
