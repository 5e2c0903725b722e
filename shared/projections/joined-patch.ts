import type { Patch } from "./model.ts";

/** Several patches as one, in the order they came: the last word on each key counts. */
export class JoinedPatch<Key, Row> implements Patch<Key, Row> {
  readonly put = new Map<Key, Row>();
  readonly drop = new Set<Key>();

  add({ put, drop }: Patch<Key, Row>): void {
    for (const key of drop) {
      this.put.delete(key);
      this.drop.add(key);
    }
    for (const [key, row] of put) {
      this.drop.delete(key);
      this.put.set(key, row);
    }
  }
}
