import type { EntityId } from "../../kernel/brand.ts";
import { propertyEntry, typeEntry } from "../../ontology/read.ts";
import type { Entity } from "../../projections/model.ts";
import { factsOf, isOfficialUse, type Rows, timesOf, wordsOfValue } from "../case-rows.ts";
import { isoOf } from "../dates.ts";
import type { PlainTable, TableColumn } from "./model.ts";
import { type TableWords, wordOf } from "./table-words.ts";

/** Between several values of one property. */
const between = " | ";

/**
 * Things, one a row: what names them, every property that one of them has, and their marks. Several values of a property stand beside each other, the
 * one relied on first; who says which is in the table of statements.
 *
 * Takes   `ids`: which rows, in their order; those that are not there are passed over.
 */
export function entityTable(rows: Rows, ids: readonly EntityId[], words: TableWords): PlainTable {
  return tableOf(rows, ids, words, {
    first: ["id", "type", "title"],
    lead: (row) => [row.id, wordOf(words, `type.${row.type}`), row.title],
  });
}

/** Links, one a row, with what stands at their ends. */
export function linkTable(rows: Rows, ids: readonly EntityId[], words: TableWords): PlainTable {
  const nameOf = (id: EntityId | undefined): string => (id === undefined ? "" : (rows.get(id)?.title ?? ""));
  return tableOf(rows, ids, words, {
    first: ["id", "type", "from", "fromTitle", "to", "toTitle"],
    lead: ({ id, type, ends }) => [id, wordOf(words, `verb.${type}`), ends?.from ?? "", nameOf(ends?.from), ends?.to ?? "", nameOf(ends?.to)],
  });
}

interface Lead {
  readonly first: readonly string[];
  lead(row: Entity): readonly string[];
}
const last = ["agencies", "handling", "nationalMark", "facts", "changed"] as const;

function tableOf(rows: Rows, ids: readonly EntityId[], words: TableWords, { first, lead }: Lead): PlainTable {
  const properties = propertiesOf(rows, ids);
  const columns: readonly TableColumn[] = [
    ...first.map((id) => column(id, words)),
    ...properties.map(({ name, isNumber }) => ({ id: `property.${name}`, title: wordOf(words, `property.${name}`), isNumber })),
    ...last.map((id) => ({ ...column(id, words), isNumber: id === "facts" })),
  ];
  const cells = (row: Entity): readonly string[] => [
    ...lead(row),
    ...properties.map(({ name }) => (row.facts[name] ?? []).map((fact) => wordOfFact(row.type, name, fact.value, words)).join(between)),
    row.agencies.join(" "),
    `TLP:${row.handling.toUpperCase()}`,
    isOfficialUse(row) ? wordOf(words, "mark.official-use") : "",
    String([...factsOf(row)].length),
    isoOf(timesOf(row).last),
  ];
  return {
    columns,
    rows: {
      *[Symbol.iterator]() {
        for (const id of ids) {
          const row = rows.get(id);
          if (row !== undefined) yield cells(row);
        }
      },
    },
  };
}

export const column = (id: string, words: TableWords): TableColumn => ({ id, title: wordOf(words, `column.${id}`), isNumber: false });

/** A value as words: choices in the language, decimals with what they count, files by their hash. */
export function wordOfFact(type: string, property: string, value: Parameters<typeof wordsOfValue>[0], words: TableWords): string {
  if (value.kind === "file") return value.sha256;
  if (value.kind === "entity") return value.entity;
  const text = wordsOfValue(value);
  return propertyEntry(type, property)?.kind === "choice" ? (words[`choice.${property}.${text}`] ?? text) : text;
}

/** Properties that one of the rows has, in the order of the types' own tables; a number where all that it says are bare decimals. */
function propertiesOf(rows: Rows, ids: readonly EntityId[]): readonly { readonly name: string; readonly isNumber: boolean }[] {
  const found = new Map<string, boolean>();
  const types = new Set<string>();
  for (const id of ids) {
    const row = rows.get(id);
    if (row === undefined) continue;
    types.add(row.type);
    for (const { property, value } of factsOf(row)) {
      const isNumber = value.kind === "decimal" && value.unit === undefined && row.facts[property]?.length === 1;
      found.set(property, (found.get(property) ?? true) && isNumber);
    }
  }
  const known = [...types].sort().flatMap((type) => Object.keys(typeEntry(type)?.properties ?? {}));
  const ordered = new Set([...known.filter((name) => found.has(name)), ...[...found.keys()].sort()]);
  return [...ordered].map((name) => ({ name, isNumber: found.get(name) === true }));
}
