import { succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import { mispHeaders, mispReference } from "../list-headers.ts";
import type { Cells, RawTable, RowBatches } from "../table.ts";
import { isJsonList, isJsonObject, type Json, jsonScalarText, jsonText } from "./json-value.ts";
import { type JsonPart, walkJson } from "./json-walk.ts";
import type { TextForm } from "./text-form.ts";

type Members = ReadonlyMap<string, Json>;
/** Where a document of MISP has its attributes and objects: an event, an answer of a server, a list of either. */
const attributeLists: ReadonlySet<string> = new Set(["Event.Attribute", "response.Attribute", "Attribute"]);
const objectLists: ReadonlySet<string> = new Set(["Event.Object", "response.Object", "Object"]);
const eventLists: ReadonlySet<string> = new Set(["response", ""]);

/** Whether the lists of a document are MISP's, by their places and by what their items have. */
export function isMisp(lists: ReadonlyMap<string, { readonly columns: ReadonlySet<string> }>): boolean {
  return [...lists].some(([path, { columns }]) => {
    if (attributeLists.has(path)) return columns.has("type") && columns.has("value") && (columns.has("category") || columns.has("uuid"));
    if (objectLists.has(path)) return columns.has("Attribute") && columns.has("name");
    return (
      eventLists.has(path) && [...columns].some((column) => column === "Event.Attribute" || column === "Event.Object" || column === "Event.info")
    );
  });
}

/** The attributes of a document of MISP as one table, as they stream; one event of a list is held at a time. */
export function mispTable(source: ByteSource, form: TextForm, layout: RawTable["layout"], beside: RawTable["preamble"]): RawTable {
  const event = (beside ?? []).find(([path]) => path === "Event.info")?.[1] ?? "";
  const rows = async function* (): RowBatches {
    for await (const parts of walkJson(source, form)) yield parts.ok ? succeed(parts.value.flatMap((part) => rowsOf(part, event))) : parts;
  };
  return { sheet: "", layout, headers: mispHeaders, ...(beside === undefined ? {} : { preamble: beside }), rows };
}

function rowsOf(part: JsonPart, event: string): readonly Cells[] {
  if (part.kind !== "item" || !isJsonObject(part.value)) return [];
  if (attributeLists.has(part.path)) return [attributeRow(part.value, event, null)];
  if (objectLists.has(part.path)) return objectRows(part.value, event);
  const inside = part.value.get("Event");
  if (!eventLists.has(part.path) || !isJsonObject(inside)) return [];
  const info = jsonScalarText(inside.get("info"));
  return [
    ...membersOf(inside, "Attribute").map((attribute) => attributeRow(attribute, info, null)),
    ...membersOf(inside, "Object").flatMap((object) => objectRows(object, info)),
  ];
}

function membersOf(value: Members, name: string): readonly Members[] {
  const list = value.get(name);
  return isJsonList(list) ? list.filter(isJsonObject) : [];
}

function objectRows(object: Members, event: string): readonly Cells[] {
  return [
    ...membersOf(object, "Attribute").map((attribute) => attributeRow(attribute, event, object)),
    ...membersOf(object, "ObjectReference").map((reference) => referenceRow(reference, event, object)),
  ];
}

const textIn = (value: Members | null, name: string): string => jsonScalarText(value?.get(name));

function attributeRow(attribute: Members, event: string, object: Members | null): Cells {
  const tags = membersOf(attribute, "Tag").map((tag) => textIn(tag, "name"));
  const value = attribute.get("value");
  const said: Readonly<Record<(typeof mispHeaders)[number], string>> = {
    event,
    object: textIn(object, "name"),
    object_uuid: textIn(object, "uuid"),
    object_relation: textIn(attribute, "object_relation"),
    type: textIn(attribute, "type"),
    value: isJsonObject(value) || isJsonList(value) ? jsonText(value) : jsonScalarText(value),
    category: textIn(attribute, "category"),
    comment: textIn(attribute, "comment"),
    uuid: textIn(attribute, "uuid"),
    deleted: [attribute, object].some((each) => ["true", "1"].includes(textIn(each, "deleted"))) ? "true" : "",
    tags: tags.join("; "),
  };
  return mispHeaders.map((header) => said[header]);
}

function referenceRow(reference: Members, event: string, object: Members): Cells {
  const said: Readonly<Partial<Record<(typeof mispHeaders)[number], string>>> = {
    event,
    object: textIn(object, "name"),
    object_uuid: textIn(object, "uuid"),
    object_relation: textIn(reference, "relationship_type"),
    type: mispReference,
    value: textIn(reference, "referenced_uuid"),
    comment: textIn(reference, "comment"),
    uuid: textIn(reference, "uuid"),
    deleted: ["true", "1"].includes(textIn(reference, "deleted")) ? "true" : "",
  };
  return mispHeaders.map((header) => said[header] ?? "");
}
