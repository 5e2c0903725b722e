import { typeEntry } from "../../shared/ontology/read.ts";

/** Nodes and links of the case; what the program keeps for itself (the case, datasets, handovers) is not counted. */
export function countEntities(entities: Iterable<{ readonly type: string; readonly form: "node" | "link" }>): {
  readonly nodes: number;
  readonly links: number;
} {
  let [nodes, links] = [0, 0];
  for (const { type, form } of entities) {
    const entry = typeEntry(type);
    if (form === "link") links += 1;
    else if (entry?.form !== "node" || entry.isListed) nodes += 1;
  }
  return { nodes, links };
}
