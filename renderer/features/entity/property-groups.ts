import {
  fromProperty,
  noteProperty,
  type PropertyEntry,
  reliesOnProperty,
  speaksAgainstProperty,
  toProperty,
  typeProperty,
} from "../../../shared/ontology/model.ts";
import { typeEntry } from "../../../shared/ontology/read.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { entryOf, isSayable } from "./property-draft.ts";

export type GroupName = "identity" | "details" | "figures" | "dates" | "notes" | "other";
export interface PropertyGroup {
  readonly name: GroupName;
  readonly properties: readonly string[];
}

const order: readonly GroupName[] = ["identity", "details", "figures", "dates", "notes", "other"];

/** All properties an entity has or may have, grouped as they are read: what names it first, then what it is, sums, dates, notes. */
export function groupsOf(entity: Entity): readonly PropertyGroup[] {
  const title = typeEntry(entity.type)?.title ?? [];
  const known = Object.keys(typeEntry(entity.type)?.properties ?? {});
  const structure = [typeProperty, fromProperty, toProperty, reliesOnProperty, speaksAgainstProperty];
  const said = Object.keys(entity.facts).filter(
    (property) => !known.includes(property) && !structure.includes(property) && property !== noteProperty,
  );
  // What something is, and between whom it runs, stands in the head; agencies that disagree about it are shown like any other rivals.
  const contradicted = [typeProperty, fromProperty, toProperty].filter((property) => entity.conflicts.some((each) => each.property === property));
  const all = [
    ...contradicted,
    ...title.filter((property) => known.includes(property)),
    ...known.filter((property) => !title.includes(property)),
    noteProperty,
    ...said,
  ];
  const shown = all.filter((property) => entity.facts[property] !== undefined || isSayable(entity.type, property));
  const byName = Map.groupBy(shown, (property) => groupOf(property, entryOf(entity.type, property), title));
  return order.flatMap((name) => {
    const properties = byName.get(name);
    return properties === undefined ? [] : [{ name, properties }];
  });
}

function groupOf(property: string, entry: PropertyEntry | undefined, title: readonly string[]): GroupName {
  if (property === noteProperty) return "notes";
  if (property === typeProperty || property === fromProperty || property === toProperty) return "identity";
  if (entry === undefined) return "other";
  if (title.includes(property) || entry.match === "identity" || entry.match === "strong") return "identity";
  if (entry.kind === "date") return "dates";
  return entry.kind === "amount" || entry.kind === "decimal" ? "figures" : "details";
}
