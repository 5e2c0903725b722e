import { propertyEntry } from "../ontology/read.ts";
import type { FileLayout } from "./model.ts";
import { foldHeader } from "./reader.ts";

/** Whether a row has a cell for each header, and no more. */
export function isWholeRow(cells: readonly string[], { headers }: FileLayout): boolean {
  return cells.length === headers.length;
}

/** The column whose header names a property in any language: its best alias wins, then the leftmost. */
export function findColumn(foldedHeaders: readonly string[], type: string, property: string): number | null {
  for (const alias of propertyEntry(type, property)?.aliases ?? []) {
    const at = foldedHeaders.indexOf(foldHeader(alias));
    if (at >= 0) return at;
  }
  return null;
}
