import { invariant } from "../kernel/invariant.ts";
import type { Entity } from "../projections/model.ts";
import type { OpenPack } from "../projections/packed-row.ts";

const rowsPerPage = 4096;

interface Page {
  readonly starts: Uint32Array;
  readonly hashes: Uint32Array;
  /** Which pack, by its number; 0 = the row is no more. */
  readonly packs: Uint32Array;
  /** Rows that somebody asked for; [] when nobody did. */
  made: (Entity | null)[];
}

/** A pack and how many rows stand in it still. */
interface HeldPack {
  readonly pack: OpenPack;
  rows: number;
}

/** Where rows are, by number in the order they came. A pack is let go with its last row. */
export class RowPages {
  readonly #pages: Page[] = [];
  /** By number; 0 is no pack. Numbers of packs that are gone are given again. */
  readonly #packs: (HeldPack | null)[] = [null];
  readonly #free: number[] = [];
  /** The pack that is read now: rows come pack by pack. */
  #last: { readonly pack: OpenPack; readonly number: number } | null = null;
  #length = 0;
  #gone = 0;

  /** Numbers given; some rows of them may be no more. */
  get length(): number {
    return this.#length;
  }
  get size(): number {
    return this.#length - this.#gone;
  }
  get isSparse(): boolean {
    return this.#gone > this.size + rowsPerPage;
  }

  add(pack: OpenPack, start: number, hash: number): number {
    const row = this.#length;
    if (row % rowsPerPage === 0) this.#pages.push(emptyPage());
    this.#length += 1;
    const page = this.#page(row);
    page.hashes[row % rowsPerPage] = hash;
    this.#place(page, row, pack, start);
    return row;
  }

  replace(row: number, pack: OpenPack, start: number): void {
    this.#letGo(row);
    this.#place(this.#page(row), row, pack, start);
  }

  remove(row: number): void {
    this.#letGo(row);
    this.#page(row).packs[row % rowsPerPage] = 0;
    this.#gone += 1;
  }

  isHere(row: number): boolean {
    return (this.#page(row).packs[row % rowsPerPage] ?? 0) !== 0;
  }
  startOf(row: number): number {
    return this.#page(row).starts[row % rowsPerPage] ?? 0;
  }
  hashOf(row: number): number {
    return this.#page(row).hashes[row % rowsPerPage] ?? 0;
  }
  packOf(row: number): OpenPack {
    return this.#held(row).pack;
  }
  /** What was kept of it; null when nobody asked for it yet. */
  made(row: number): Entity | null {
    return this.#page(row).made[row % rowsPerPage] ?? null;
  }
  keep(row: number, made: Entity): Entity {
    const page = this.#page(row);
    if (page.made.length === 0) page.made = new Array<Entity | null>(rowsPerPage).fill(null);
    page.made[row % rowsPerPage] = made;
    return made;
  }

  /** The same rows in the same order without those that are no more. */
  swept(): RowPages {
    const swept = new RowPages();
    for (let row = 0; row < this.#length; row++) {
      if (!this.isHere(row)) continue;
      const number = swept.add(this.packOf(row), this.startOf(row), this.hashOf(row));
      const made = this.made(row);
      if (made !== null) swept.keep(number, made);
    }
    return swept;
  }

  #place(page: Page, row: number, pack: OpenPack, start: number): void {
    const number = this.#numberOf(pack);
    page.packs[row % rowsPerPage] = number;
    page.starts[row % rowsPerPage] = start;
    this.#held(row).rows += 1;
  }

  #numberOf(pack: OpenPack): number {
    if (this.#last?.pack === pack) return this.#last.number;
    const number = this.#free.pop() ?? this.#packs.length;
    this.#packs[number] = { pack, rows: 0 };
    this.#last = { pack, number };
    return number;
  }

  #letGo(row: number): void {
    const page = this.#page(row);
    if (page.made.length > 0) page.made[row % rowsPerPage] = null;
    const held = this.#held(row);
    held.rows -= 1;
    if (held.rows > 0) return;
    const number = page.packs[row % rowsPerPage] ?? 0;
    this.#packs[number] = null;
    this.#free.push(number);
    if (this.#last?.number === number) this.#last = null;
  }

  #held(row: number): HeldPack {
    const held = this.#packs[this.#page(row).packs[row % rowsPerPage] ?? 0];
    invariant(held !== undefined && held !== null, "a row is in a pack");
    return held;
  }

  #page(row: number): Page {
    const page = this.#pages[Math.floor(row / rowsPerPage)];
    invariant(page !== undefined, "rows are asked for by their numbers");
    return page;
  }
}

function emptyPage(): Page {
  return {
    starts: new Uint32Array(rowsPerPage),
    hashes: new Uint32Array(rowsPerPage),
    packs: new Uint32Array(rowsPerPage),
    made: [],
  };
}
