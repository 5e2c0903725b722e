import { typeEntry } from "../../shared/ontology/read.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { saysWhoIsWho } from "./who-is-who.ts";

/** Entities, exhibits and links of the case, as the navigator counts them; what the program keeps for itself (the case, datasets, handovers) is not counted. */
export function countEntities(entities: Iterable<Pick<Entity, "type" | "form" | "ends">>): {
  readonly nodes: number;
  readonly exhibits: number;
  readonly links: number;
} {
  let [nodes, exhibits, links] = [0, 0, 0];
  for (const { type, form, ends } of entities) {
    const entry = typeEntry(type);
    if (saysWhoIsWho({ type, ends })) continue;
    if (form === "link") links += 1;
    else if (type === "exhibit") exhibits += 1;
    else if (entry?.form !== "node" || entry.isListed) nodes += 1;
  }
  return { nodes, exhibits, links };
}
