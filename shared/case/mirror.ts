import type { EntityId } from "../kernel/brand.ts";
import { JoinedPatch } from "../projections/joined-patch.ts";
import type { Entity, Flow, Patch } from "../projections/model.ts";
import type { CaseNews } from "./door.ts";
import { LayeredMap } from "./layered-map.ts";
import type { Look } from "./ledger-door.ts";

/** A reader's copy of the open case, kept by what the core tells: the case as it stands, and over it the view of whoever looks back. */
export interface Mirror {
  /** Another object after each change. */
  readonly entities: ReadonlyMap<EntityId, Entity>;
  readonly flows: ReadonlyMap<string, Flow>;
  /** What is looked at: all null = now. */
  readonly look: Look;
  /** Takes news; true when what is shown changed. O(rows of the news): big changes come in parts, and nothing is shown before the last. */
  hear(news: CaseNews): boolean;
}

export const lookingAtNow: Look = { known: null, valid: null };

/** One of the two tables of a case. */
class Table<Key, Row> {
  #beneath = new Map<Key, Row>();
  #coming: Map<Key, Row> | null = null;
  #over: JoinedPatch<Key, Row> | null = null;
  #comingOver = new JoinedPatch<Key, Row>();
  shown: ReadonlyMap<Key, Row> = new LayeredMap(this.#beneath, null);

  change({ put, drop }: Patch<Key, Row>, isWhole: boolean, isLast: boolean): void {
    if (isWhole) this.#coming ??= new Map();
    const target = isWhole && this.#coming !== null ? this.#coming : this.#beneath;
    for (const key of drop) target.delete(key);
    for (const [key, row] of put) target.set(key, row);
    if (!isLast) return;
    this.#beneath = target;
    this.#coming = null;
    if (isWhole) this.#over = null;
    this.#show();
  }

  lay(patch: Patch<Key, Row>, isFirst: boolean, isLast: boolean): void {
    if (isFirst) this.#comingOver = new JoinedPatch();
    this.#comingOver.add(patch);
    if (!isLast) return;
    const { put, drop } = this.#comingOver;
    this.#over = put.size + drop.size === 0 ? null : this.#comingOver;
    this.#show();
  }

  #show(): void {
    this.shown = new LayeredMap(this.#beneath, this.#over);
  }
}

/** An empty copy. */
export function createMirror(): Mirror {
  const entities = new Table<EntityId, Entity>();
  const flows = new Table<string, Flow>();
  let look = lookingAtNow;
  return {
    get entities() {
      return entities.shown;
    },
    get flows() {
      return flows.shown;
    },
    get look() {
      return look;
    },
    hear: (news) => {
      if (news.kind === "progress" || news.kind === "quarantine") return false;
      if (news.kind === "patch") {
        entities.change(news.entities, news.isWhole, news.isLast);
        flows.change(news.flows, news.isWhole, news.isLast);
        if (news.isWhole && news.isLast) look = lookingAtNow;
      } else {
        entities.lay(news.entities, news.isFirst, news.isLast);
        flows.lay(news.flows, news.isFirst, news.isLast);
        if (news.isLast) look = news.look;
      }
      return news.isLast;
    },
  };
}
