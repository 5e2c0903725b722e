import type { EntityId } from "../kernel/brand.ts";
import type { Entity, Flow } from "../projections/model.ts";
import type { RowPack } from "../projections/row-format.ts";
import { rowsOfPack } from "../projections/packed-row.ts";
import type { CaseNews } from "./door.ts";
import { LayeredMap } from "./layered-map.ts";
import type { Look } from "./ledger-door.ts";
import { ShardedMap } from "./sharded-map.ts";

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
class Table<Key extends string, Row extends { readonly id: Key }> {
  #beneath = new ShardedMap<Key, Row>();
  #coming: ShardedMap<Key, Row> | null = null;
  #over: ShardedMap<Key, Row | null> | null = null;
  #comingOver = new ShardedMap<Key, Row | null>();
  shown: ReadonlyMap<Key, Row> = new LayeredMap(this.#beneath, null);

  change(put: Iterable<readonly [Key, Row]>, drop: Iterable<Key>, isWhole: boolean, isLast: boolean): void {
    if (isWhole) this.#coming ??= new ShardedMap();
    const target = isWhole && this.#coming !== null ? this.#coming : this.#beneath;
    for (const key of drop) target.delete(key);
    for (const [key, row] of put) target.set(key, row);
    if (!isLast) return;
    this.#beneath = target;
    this.#coming = null;
    if (isWhole) this.#over = null;
    this.#show();
  }

  lay(put: Iterable<readonly [Key, Row]>, drop: Iterable<Key>, isFirst: boolean, isLast: boolean): void {
    if (isFirst) this.#comingOver = new ShardedMap();
    for (const key of drop) this.#comingOver.set(this.#known(key), null);
    for (const [key, row] of put) this.#comingOver.set(this.#known(key), row);
    if (!isLast) return;
    this.#over = this.#comingOver.size === 0 ? null : this.#comingOver;
    this.#show();
  }

  /** The same id as it is held already: what lies over a big case then holds no second text of it. */
  #known(key: Key): Key {
    return this.#beneath.get(key)?.id ?? key;
  }
  #show(): void {
    this.shown = new LayeredMap(this.#beneath, this.#over);
  }
}

/** How the rows of a part are read. */
type RowReader = (pack: RowPack) => Iterable<Entity>;

/** An empty copy. `read` = how its rows are held: as bytes for the most part, or as plain objects. */
export function createMirror(read: RowReader = rowsOfPack): Mirror {
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
      const { entities: pack, flows: lines } = news;
      const rows = withIds(read(pack));
      if (news.kind === "patch") {
        entities.change(rows, pack.drop, news.isWhole, news.isLast);
        flows.change(lines.put, lines.drop, news.isWhole, news.isLast);
        if (news.isWhole && news.isLast) look = lookingAtNow;
      } else {
        entities.lay(rows, pack.drop, news.isFirst, news.isLast);
        flows.lay(lines.put, lines.drop, news.isFirst, news.isLast);
        if (news.isLast) look = news.look;
      }
      return news.isLast;
    },
  };
}

function* withIds(rows: Iterable<Entity>): IterableIterator<readonly [EntityId, Entity]> {
  for (const row of rows) yield [row.id, row];
}
