import type { EntityId, FileHash } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Source, Statement, Value } from "../ledger/model.ts";
import { draftAssertion, type DraftMarks, type DraftValues, draftEntity } from "../ontology/drafts.ts";
import { entityIdFor } from "../ontology/identity.ts";
import { fromProperty, toProperty, typeProperty } from "../ontology/model.ts";
import { choicesText } from "./choices.ts";
import type { Harvested, Place, Thing } from "./harvest.ts";
import type { Container, IntakeOrder, IntakePreview } from "./model.ts";

const text = (said: string): Value => ({ kind: "text", text: said });
const identifier = (said: string): Value => ({ kind: "identifier", text: said });
const count = (number: number): Value => ({ kind: "decimal", text: String(number) });

/** The entity of a thing with a public name. Readers hand over checked names only. */
export function derivedId(type: string, name: string): EntityId {
  const id = entityIdFor(type, name);
  invariant(id !== null, "a checked name has an id");
  return id;
}

/** All that one import says: the file itself, how its transfers are read again, and what its rows name, each fact at the first row that says it. */
export function draftImport(
  preview: IntakePreview,
  { things, transfers }: Harvested,
  reader: { readonly version: number },
  order: IntakeOrder,
): readonly Statement[] {
  return [
    ...draftExhibit(preview, order, transfers === null ? chosen(order) : {}),
    ...(transfers === null ? [] : draftDataset(preview, reader, transfers.assets[0]?.chain ?? "", order)),
    ...things.flatMap((thing) => draftThing(thing, preview.sha256, order)),
  ];
}

const mediaTypes: Readonly<Record<Container, string>> = {
  delimited: "text/csv",
  json: "application/json",
  yaml: "application/yaml",
  "one-c": "text/plain",
  "kaspi-gold": "text/plain",
  workbook: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xml: "application/xml",
  text: "text/plain",
  pdf: "application/pdf",
  mail: "message/rfc822",
  lines: "text/plain",
};

/** How a person said the file is to be read: with the dataset, which is read again by it; with the exhibit where there is none. */
function chosen({ choices = {} }: IntakeOrder): DraftValues {
  const said = choicesText(choices);
  return said === "" ? {} : { readingChoices: text(said) };
}

/** The file itself: an exhibit named by its hash, with how its rows came out. */
function draftExhibit(preview: IntakePreview, { grade, handling }: IntakeOrder, choices: DraftValues): readonly Statement[] {
  const { sha256, sizeBytes, fileName } = preview;
  return draftEntity({
    grade,
    handling,
    id: derivedId("exhibit", sha256),
    type: "exhibit",
    source: null,
    values: {
      fileHash: identifier(sha256),
      file: { kind: "file", sha256, sizeBytes, mediaType: mediaTypes[preview.layout.container] },
      fileName: text(fileName),
      reader: text(preview.profile),
      rows: count(preview.rows),
      accepted: count(preview.accepted),
      rejected: count(preview.rejected.length),
      duplicates: count(preview.duplicates),
      ...choices,
    },
  });
}

/** The reading of a transfer file, by which anyone who has the exhibit gets the same columns. */
function draftDataset(preview: IntakePreview, reader: { readonly version: number }, chain: string, order: IntakeOrder): readonly Statement[] {
  return draftEntity({
    grade: order.grade,
    handling: order.handling,
    id: derivedId("dataset", preview.sha256),
    type: "dataset",
    source: sourceOf(preview.sha256, { row: 0, column: "" }),
    values: {
      fileHash: identifier(preview.sha256),
      reader: text(preview.profile),
      readerVersion: count(reader.version),
      ...chosen(order),
      ...(chain === "" ? {} : { chain: text(chain) }),
      rows: count(preview.rows),
      accepted: count(preview.accepted),
      rejected: count(preview.rejected.length),
    },
  });
}

function draftThing({ id, type, ends, said, ...place }: Thing, file: FileHash, { grade, handling }: IntakeOrder): readonly Statement[] {
  const marksAt = (at: Place): DraftMarks => ({ grade, handling, source: sourceOf(file, at) });
  const marks = marksAt(place);
  return [
    draftAssertion(id, typeProperty, text(type), marks),
    ...(ends === null
      ? []
      : [
          draftAssertion(id, fromProperty, { kind: "entity", entity: ends.from }, marks),
          draftAssertion(id, toProperty, { kind: "entity", entity: ends.to }, marks),
        ]),
    ...said.map(({ property, value, ...at }) => draftAssertion(id, property, value, marksAt(at))),
  ];
}

function sourceOf(file: FileHash, { row, column, page = 0 }: Place): Source {
  return { file, place: { page, row, column } };
}
