import { type Json, isJsonList, isJsonObject, jsonText } from "./json-value.ts";

/** Columns of a table of JSON, at most. */
export const mostColumns = 2000;
/** The column of list items that are no objects. */
const bareColumn = "value";

/** Puts the name of a member behind the path of its object; a point within a name is marked, so that paths differ where members do. */
export function pathOf(parent: string, name: string): string {
  const step = name.includes(".") || name.includes("\\") ? name.replaceAll("\\", "\\\\").replaceAll(".", "\\.") : name;
  return parent === "" ? step : `${parent}.${step}`;
}

/**
 * A value as cells under the paths of its members. Members of objects within stand for themselves; a list is one cell, its JSON text (`parseJson` reads
 * it); null is an empty cell.
 */
export function cellsOf(value: Json): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  if (isJsonObject(value)) addMembers(cells, "", value);
  else cells.set(bareColumn, cellOf(value));
  return cells;
}

function addMembers(cells: Map<string, string>, parent: string, value: ReadonlyMap<string, Json>): void {
  for (const [name, member] of value) {
    const path = pathOf(parent, name);
    if (isJsonObject(member) && member.size > 0) addMembers(cells, path, member);
    else cells.set(path, cellOf(member));
  }
}

function cellOf(value: Json): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  return isJsonList(value) || isJsonObject(value) || typeof value === "boolean" ? jsonText(value) : value.number;
}

/** The cells of a row under given headers. */
export function rowOf(cells: ReadonlyMap<string, string>, headers: readonly string[]): readonly string[] {
  return headers.map((header) => cells.get(header) ?? "");
}
