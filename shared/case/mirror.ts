import type { EntityId } from "../kernel/brand.ts";
import type { Entity, Flow } from "../projections/model.ts";
import type { CaseNews } from "./door.ts";

/** A reader's copy of the open case, kept by the patches the core tells. */
export interface Mirror {
  readonly entities: ReadonlyMap<EntityId, Entity>;
  readonly flows: ReadonlyMap<string, Flow>;
  /** Applies a patch; other news changes nothing. O(rows of the patch). */
  hear(news: CaseNews): void;
}

/** An empty copy. The window keeps its own, with a version to draw by. */
export function createMirror(): Mirror {
  const entities = new Map<EntityId, Entity>();
  const flows = new Map<string, Flow>();
  return {
    entities,
    flows,
    hear: (news) => {
      if (news.kind !== "patch") return;
      if (news.isWhole) {
        entities.clear();
        flows.clear();
      }
      for (const id of news.entities.drop) entities.delete(id);
      for (const [id, row] of news.entities.put) entities.set(id, row);
      for (const id of news.flows.drop) flows.delete(id);
      for (const [id, row] of news.flows.put) flows.set(id, row);
    },
  };
}
