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
}

/** Ids of flows that are no more. */
export class FlowKeys extends ShardedMap<string, true> {
  putDropped({ drop }: Patch<string, Flow>): void {
    for (const id of drop) this.set(id, true);
  }
}
