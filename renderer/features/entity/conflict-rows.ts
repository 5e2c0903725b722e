import { foldText } from "../../../shared/projections/fold-text.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { onePerValue, type Rivalry, type RulingState, rivalriesOf } from "../../state/rivalry.ts";

/** One line of the list of contradictions. */
export interface ConflictRow {
  /** "<entity>/<property>". */
  readonly key: string;
  readonly rivalry: Rivalry;
  readonly entity: Entity;
  readonly property: string;
  readonly relied: string;
  /** The other values, each once. */
  readonly others: readonly string[];
}

/** What the list is narrowed to; "" = all. */
export interface ConflictFilter {
  readonly text: string;
  readonly type: string;
  readonly property: string;
  readonly state: RulingState | "";
  readonly agency: string;
}
export const noFilter: ConflictFilter = { text: "", type: "", property: "", state: "", agency: "" };

/** Every contradiction of these things, in their order. */
export function conflictRows(contradicted: readonly Entity[], own: string, words: (fact: Fact, type: string) => string): readonly ConflictRow[] {
  const rows: ConflictRow[] = [];
  for (const entity of contradicted) {
    for (const rivalry of rivalriesOf(entity, own)) {
      const { property } = rivalry.conflict;
      rows.push({
        key: `${entity.id}/${property}`,
        rivalry,
        entity,
        property,
        relied: words(rivalry.relied, entity.type),
        others: onePerValue(rivalry.rivals).map((fact) => words(fact, entity.type)),
      });
    }
  }
  return rows;
}

/** Whether a row is wanted; text is found in name and values, in any spelling. */
export function isWanted({ rivalry, entity, property, relied, others }: ConflictRow, filter: ConflictFilter, name: string): boolean {
  if (filter.type !== "" && entity.type !== filter.type) return false;
  if (filter.property !== "" && property !== filter.property) return false;
  if (filter.state !== "" && rivalry.state !== filter.state) return false;
  if (filter.agency !== "" && !rivalry.agencies.includes(filter.agency)) return false;
  const asked = filter.text.trim().toLowerCase();
  if (asked === "") return true;
  const folded = foldText(filter.text);
  return [name, relied, ...others].some((text) => text.toLowerCase().includes(asked) || (folded !== "" && foldText(text).includes(folded)));
}

/** The types, properties and agencies that occur, each once. */
export function occurring(rows: readonly ConflictRow[]): {
  readonly types: readonly string[];
  readonly properties: readonly string[];
  readonly agencies: readonly string[];
} {
  return {
    types: [...new Set(rows.map(({ entity }) => entity.type))],
    properties: [...new Set(rows.map(({ property }) => property))],
    agencies: [...new Set(rows.flatMap(({ rivalry }) => rivalry.agencies))].sort(),
  };
}
