import type { EntityId } from "../kernel/brand.ts";
import type { Entity, Flow, Patch } from "../projections/model.ts";
import { OpenPack, packedRow, type RowMaker } from "../projections/packed-row.ts";
import type { CaseNews } from "./door.ts";
import { FlowKeys, FlowTable } from "./flow-table.ts";
import { type Hidden, LayeredMap } from "./layered-map.ts";
import type { Look } from "./ledger-door.ts";
import { RowTable } from "./row-table.ts";

/** A reader's copy of the open case, kept by what the core tells: the case as it stands, and over it the view of whoever looks back. */
export interface Mirror {
  /** Another object after each change. */
  readonly entities: ReadonlyMap<EntityId, Entity>;
  readonly flows: ReadonlyMap<string, Flow>;
  /** What is looked at: all null = now. */
  readonly look: Look;
  /** Rows that the look shows otherwise than the case stands, by their ids: some of both may be the same. */
  readonly differing: Differing;
  /** The case as it stands, whatever is looked at. */
  readonly standing: ReadonlyMap<EntityId, Entity>;
  /** Takes news; true when what is shown changed. O(rows of the news): big changes come in parts, and nothing is shown before the last. */
  hear(news: CaseNews): boolean;
}

/** How many there are at most, and their ids. */
interface Differing {
  readonly size: number;
  ids(): Iterable<EntityId>;
}

export const lookingAtNow: Look = { known: null, valid: null };

/** Rows that take in what a part of a change puts and drops. */
interface Rows<Key, Row, Part> extends ReadonlyMap<Key, Row> {
  putRows(part: Part): void;
  removeDropped(part: Part): void;
  /** How many rows there are more once the part is laid over these. */
  differenceBy(part: Part): number;
}
/** Keys that parts drop. */
interface Keys<Key, Part> extends Hidden<Key> {
  putDropped(part: Part): void;
}
interface Laid<Key, Row, Part> {
  readonly put: Rows<Key, Row, Part>;
  readonly drop: Keys<Key, Part>;
}

/** One of the two tables of a case. */
class Table<Key extends string, Row extends object, Part> {
  readonly #noRows: () => Rows<Key, Row, Part>;
  readonly #noKeys: () => Keys<Key, Part>;
  #beneath: Rows<Key, Row, Part>;
  #coming: Rows<Key, Row, Part> | null = null;
  #over: Laid<Key, Row, Part> | null = null;
  #comingOver: Laid<Key, Row, Part> | null = null;
  /** Of what is coming over, counted part by part: a look tells each key once. */
  #difference = 0;
  shown: ReadonlyMap<Key, Row>;

  constructor(noRows: () => Rows<Key, Row, Part>, noKeys: () => Keys<Key, Part>) {
    this.#noRows = noRows;
    this.#noKeys = noKeys;
    this.#beneath = noRows();
    this.shown = new LayeredMap(this.#beneath, null);
  }

  change(part: Part, isWhole: boolean, isLast: boolean): void {
    if (isWhole) this.#coming ??= this.#noRows();
    const target = isWhole && this.#coming !== null ? this.#coming : this.#beneath;
    target.removeDropped(part);
    target.putRows(part);
    if (!isLast) return;
    this.#beneath = target;
    this.#coming = null;
    if (isWhole) this.#over = null;
    this.#show(null);
  }

  lay(part: Part, isFirst: boolean, isLast: boolean): void {
    if (isFirst || this.#comingOver === null) {
      this.#comingOver = { put: this.#noRows(), drop: this.#noKeys() };
      this.#difference = 0;
    }
    const over = this.#comingOver;
    over.drop.putDropped(part);
    over.put.putRows(part);
    this.#difference += this.#beneath.differenceBy(part);
    if (!isLast) return;
    this.#over = over.put.size + over.drop.size === 0 ? null : over;
    this.#comingOver = null;
    this.#show(this.#difference);
  }

  get beneath(): ReadonlyMap<Key, Row> {
    return this.#beneath;
  }
  get differing(): number {
    return this.#over === null ? 0 : this.#over.put.size + this.#over.drop.size;
  }
  *differingKeys(): Iterable<Key> {
    if (this.#over === null) return;
    yield* this.#over.put.keys();
    yield* this.#over.drop.keys();
  }

  #show(difference: number | null): void {
    this.shown = new LayeredMap(this.#beneath, this.#over, difference);
  }
}

/** An empty copy. `make` = how its rows are held: as bytes for the most part, or as plain objects. */
export function createMirror(make: RowMaker = packedRow): Mirror {
  const entities = new Table<EntityId, Entity, OpenPack>(
    () => new RowTable(make),
    () => new RowTable(make),
  );
  const flows = new Table<string, Flow, Patch<string, Flow>>(
    () => new FlowTable(),
    () => new FlowKeys(),
  );
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
    get differing() {
      return { size: entities.differing, ids: () => entities.differingKeys() };
    },
    get standing() {
      return entities.beneath;
    },
    hear: (news) => {
      if (news.kind !== "patch" && news.kind !== "look") return false;
      const rows = new OpenPack(news.entities);
      if (news.kind === "patch") {
        entities.change(rows, news.isWhole, news.isLast);
        flows.change(news.flows, news.isWhole, news.isLast);
        if (news.isWhole && news.isLast) look = lookingAtNow;
      } else {
        entities.lay(rows, news.isFirst, news.isLast);
        flows.lay(news.flows, news.isFirst, news.isLast);
        if (news.isLast) look = news.look;
      }
      return news.isLast;
    },
  };
}
