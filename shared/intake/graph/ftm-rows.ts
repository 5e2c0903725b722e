import { ownOf } from "../../kernel/own.ts";
import { parseJson } from "../containers/json-parse.ts";
import { isJsonList, isJsonObject, type Json, jsonScalarText } from "../containers/json-value.ts";
import type { FtmEntity } from "./ftm-model.ts";

/** An entity, and the entities that stand within it (OpenSanctions' nested form). */
export interface FtmRow {
  readonly entity: FtmEntity;
  readonly within: readonly FtmEntity[];
}

const prefix = "properties.";

/** What a row of the JSON container says: its columns are paths, a list is the JSON text of one cell. */
export function ftmRow(headers: readonly string[], cells: readonly string[]): FtmRow {
  const within: FtmEntity[] = [];
  const properties = new Map<string, { readonly texts: readonly string[]; readonly column: string }>();
  const plain = new Map<string, string>();
  headers.forEach((header, at) => {
    const cell = cells[at] ?? "";
    if (cell === "") return;
    if (!header.startsWith(prefix)) plain.set(header, cell);
    else properties.set(header.slice(prefix.length), { texts: textsIn(cell, within), column: header });
  });
  return { entity: { id: plain.get("id") ?? "", schema: plain.get("schema") ?? "", properties }, within };
}

/** The texts of a cell; an entity within is told apart, and its id stands for it. */
function textsIn(cell: string, within: FtmEntity[]): readonly string[] {
  const read = cell.startsWith("[") ? parseJson(cell) : null;
  if (read?.ok !== true || !isJsonList(read.value)) return [cell];
  return read.value.flatMap((value) => {
    if (!isJsonObject(value)) return jsonScalarText(value) === "" ? [] : [jsonScalarText(value)];
    const nested = entityOf(value, within);
    if (nested === null) return [];
    within.push(nested);
    return [nested.id];
  });
}

function entityOf(value: ReadonlyMap<string, Json>, within: FtmEntity[]): FtmEntity | null {
  const [id, schema, said] = [jsonScalarText(value.get("id")), jsonScalarText(value.get("schema")), value.get("properties")];
  if (id === "" || schema === "" || !isJsonObject(said)) return null;
  const properties = [...said].map(([name, list]) => {
    const texts = (isJsonList(list) ? list : [list]).flatMap((each) => {
      if (!isJsonObject(each)) return jsonScalarText(each) === "" ? [] : [jsonScalarText(each)];
      const nested = entityOf(each, within);
      if (nested !== null) within.push(nested);
      return nested === null ? [] : [nested.id];
    });
    return [name, { texts, column: "" }] as const;
  });
  return { id, schema, properties: new Map(properties) };
}

/** Columns of OpenSanctions' simplified table, by the property each is. */
export const simpleColumns: Readonly<Record<string, string>> = {
  name: "name",
  aliases: "alias",
  birth_date: "birthDate",
  countries: "country",
  addresses: "address",
  identifiers: "identifiers",
  sanctions: "sanctions",
  phones: "phone",
  emails: "email",
  program_ids: "programId",
  dataset: "dataset",
};
/** When the list was made, not what it says of anybody. */
const bookkeeping: ReadonlySet<string> = new Set(["first_seen", "last_seen", "last_change"]);

/** What a row of `targets.simple.csv` says: several values of a cell are parted by semicolons, and quoted where they hold one. */
export function simpleRow(headers: readonly string[], cells: readonly string[]): FtmRow {
  const properties = new Map<string, { readonly texts: readonly string[]; readonly column: string }>();
  const plain = new Map<string, string>();
  headers.forEach((header, at) => {
    const cell = (cells[at] ?? "").trim();
    if (cell === "" || bookkeeping.has(header)) return;
    if (header === "id" || header === "schema") plain.set(header, cell);
    else if (header === "name" || header === "dataset") properties.set(header, { texts: [cell], column: header });
    else properties.set(ownOf(simpleColumns, header) ?? header, { texts: partsOf(cell), column: header });
  });
  return { entity: { id: plain.get("id") ?? "", schema: plain.get("schema") ?? "", properties }, within: [] };
}

/** The values of one cell. */
function partsOf(cell: string): readonly string[] {
  const parts = cell.match(/"(?:[^"]|"")*"|[^;]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part).trim()).filter((part) => part !== "");
}
