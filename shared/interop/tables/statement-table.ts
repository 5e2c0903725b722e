import type { EntityId } from "../../kernel/brand.ts";
import { isAboutClaim, typeProperty } from "../../ontology/model.ts";
import type { Entity, Fact } from "../../projections/model.ts";
import type { Rows } from "../case-rows.ts";
import { isoOf } from "../dates.ts";
import { column, wordOfFact } from "./entity-table.ts";
import type { PlainTable } from "./model.ts";
import { type TableWords, wordOf } from "./table-words.ts";

const names = [
  "entity",
  "entityType",
  "entityTitle",
  "property",
  "value",
  "unit",
  "valueTitle",
  "since",
  "until",
  "sourceFile",
  "page",
  "row",
  "sourceColumn",
  "time",
  "grade",
  "handling",
  "nationalMark",
  "agency",
  "author",
  "saidAt",
  "note",
  "disputedBy",
  "claim",
] as const;
const numbers: ReadonlySet<string> = new Set(["page", "row"]);

/**
 * Every statement about the rows, one a row: value, source and place, grade, marking, who said it and when. Words about claims (rulings, objections) are
 * statements too.
 */
export function statementTable(rows: Rows, ids: readonly EntityId[], words: TableWords): PlainTable {
  return {
    columns: names.map((id) => ({ ...column(id, words), isNumber: numbers.has(id) })),
    rows: {
      *[Symbol.iterator]() {
        for (const id of ids) {
          const row = rows.get(id);
          if (row === undefined) continue;
          for (const facts of Object.values(row.facts)) for (const fact of facts) yield cellsOf(row, fact, rows, words);
        }
      },
    },
  };
}

/** How many statements that is. */
export function statementsOf(rows: Rows, ids: readonly EntityId[]): number {
  return ids.reduce((sum, id) => sum + Object.values(rows.get(id)?.facts ?? {}).reduce((all, facts) => all + facts.length, 0), 0);
}

function cellsOf(row: Entity, fact: Fact, rows: Rows, words: TableWords): readonly string[] {
  const { property, value, during, source, grade, handling, nationalMark, agency, author, saidAt, note, disputedBy, claim } = fact;
  const place = source?.place;
  const noun = row.form === "link" ? "verb" : "type";
  const cells: Readonly<Record<(typeof names)[number], string>> = {
    entity: fact.subject,
    entityType: wordOf(words, `${noun}.${row.type}`),
    entityTitle: row.title,
    property: wordOf(words, `property.${property}`),
    value: property === typeProperty || isAboutClaim(property) ? bareText(value) : valueText(row.type, fact, words),
    unit: value.kind === "decimal" ? (value.unit ?? "") : value.kind === "amount" ? value.asset : "",
    valueTitle: value.kind === "entity" ? (rows.get(value.entity)?.title ?? "") : "",
    since: during?.from ?? "",
    until: during?.to ?? "",
    sourceFile: source?.file ?? "",
    page: count(place?.page),
    row: count(place?.row),
    sourceColumn: place?.column ?? "",
    time: place?.time ?? "",
    grade,
    handling: `TLP:${handling.toUpperCase()}`,
    nationalMark: nationalMark === "" ? "" : wordOf(words, `mark.${nationalMark}`),
    agency,
    author,
    saidAt: isoOf(saidAt),
    note,
    disputedBy: disputedBy.join(" "),
    claim,
  };
  return names.map((name) => cells[name]);
}

/** Without its unit, which has a column. */
function valueText(type: string, { property, value }: Fact, words: TableWords): string {
  return value.kind === "decimal" || value.kind === "amount" ? value.text : wordOfFact(type, property, value, words);
}

const bareText = (value: Fact["value"]): string => ("text" in value ? value.text : value.kind === "entity" ? value.entity : "");
/** 0 = the whole file. */
const count = (number: number | undefined): string => (number === undefined || number === 0 ? "" : String(number));
