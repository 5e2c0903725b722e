import type { EntityId } from "../kernel/brand.ts";
import { possibleMatchType, remarksType } from "../ontology/model.ts";
import { isIdentityType, typeEntry } from "../ontology/read.ts";
import type { Entity } from "./model.ts";

interface Row {
  readonly type: string;
  readonly form: Entity["form"];
  readonly ends: { readonly from: EntityId; readonly to: EntityId } | null;
}

/** Whether a row only says what is one: such are neither drawn nor listed nor counted. A possible match whose two ends became one is answered, and is such a row too. */
export function saysWhoIsWho({ type, ends }: Pick<Row, "type" | "ends">): boolean {
  return isIdentityType(type) || (type === possibleMatchType && ends !== null && ends.from === ends.to);
}

/**
 * As what a row is counted for people, everywhere in the program: the list of cases, the navigator, the status bar, sharing and receiving.
 * Gives   null for what the program keeps for itself (the case, datasets, exchange rates, handovers), for what only says who is who, and for words about claims whose thing is gone.
 */
export function countedAs({ type, form, ends }: Row): "entity" | "exhibit" | "link" | null {
  if (type === remarksType || saysWhoIsWho({ type, ends })) return null;
  if (form === "link") return "link";
  const entry = typeEntry(type);
  if (entry?.form === "node" && !entry.isListed) return null;
  return type === "exhibit" ? "exhibit" : "entity";
}

export interface Counts {
  readonly entities: number;
  readonly exhibits: number;
  readonly links: number;
}

/** Counts rows as people count them. O(rows), of each only its outline is read. */
export function countRows(rows: Iterable<Row>): Counts {
  let [entities, exhibits, links] = [0, 0, 0];
  for (const row of rows) {
    const as = countedAs(row);
    if (as === "link") links += 1;
    else if (as === "exhibit") exhibits += 1;
    else if (as === "entity") entities += 1;
  }
  return { entities, exhibits, links };
}
