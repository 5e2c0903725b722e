import type { Flow, Patch } from "../projections/model.ts";
import { ShardedMap } from "./sharded-map.ts";

/** Flows by id, in the order they came. */
export class FlowTable extends ShardedMap<string, Flow> {
  putRows({ put }: Patch<string, Flow>): void {
    for (const [id, flow] of put) this.set(id, flow);
  }
  removeDropped({ drop }: Patch<string, Flow>): void {
    for (const id of drop) this.delete(id);
  }
  differenceBy({ put, drop }: Patch<string, Flow>): number {
    const [isNew, isGone] = [[...put.keys()].filter((id) => !this.has(id)), [...drop].filter((id) => this.has(id))];
    return isNew.length - isGone.length;
  }
}

/** Ids of flows that are no more. */
export class FlowKeys extends ShardedMap<string, true> {
  putDropped({ drop }: Patch<string, Flow>): void {
    for (const id of drop) this.set(id, true);
  }
}
