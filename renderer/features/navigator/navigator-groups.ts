import type { EntityId } from "../../../shared/kernel/brand.ts";
import { linkTypes, nodeTypes } from "../../../shared/ontology/read.ts";
import { countedAs } from "../../../shared/projections/counted.ts";
import type { Entity } from "../../../shared/projections/model.ts";

/** One branch of the navigator: a type, or an agency, with the entities in it. */
export interface Branch {
  readonly id: string;
  readonly name: string;
  readonly entities: readonly Entity[];
}
export interface Groups {
  readonly types: readonly Branch[];
  readonly links: readonly Branch[];
  readonly exhibits: readonly Entity[];
  readonly agencies: readonly Branch[];
}

const listed: readonly string[] = nodeTypes().flatMap(([name, entry]) => (entry.isListed && name !== "exhibit" ? [name] : []));
const lines: readonly string[] = linkTypes().map(([name]) => name);

/** Sorts the entities of a case into branches, in the order of the ontology; only names that hold the text. */
export function groupEntities(entities: ReadonlyMap<EntityId, Entity>, text: string): Groups {
  const wanted = text.trim().toLowerCase();
  const byType = new Map<string, Entity[]>();
  const byAgency = new Map<string, Entity[]>();
  for (const entity of entities.values()) {
    if (countedAs(entity) === null) continue;
    if (wanted !== "" && !entity.title.toLowerCase().includes(wanted)) continue;
    push(byType, entity.type, entity);
    for (const agency of entity.agencies) push(byAgency, agency, entity);
  }
  return {
    types: branchesOf("type", [...listed, "unknown"], byType),
    links: branchesOf("link", lines, byType),
    exhibits: byType.get("exhibit") ?? [],
    agencies: branchesOf("agency", [...byAgency.keys()].sort(), byAgency),
  };
}

function branchesOf(kind: string, names: readonly string[], found: ReadonlyMap<string, readonly Entity[]>): readonly Branch[] {
  return names.flatMap((name) => {
    const entities = found.get(name) ?? [];
    return entities.length === 0 ? [] : [{ id: `${kind}:${name}`, name, entities }];
  });
}

function push(groups: Map<string, Entity[]>, name: string, entity: Entity): void {
  const group = groups.get(name);
  if (group === undefined) groups.set(name, [entity]);
  else group.push(entity);
}
