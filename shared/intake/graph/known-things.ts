import type { EntityId } from "../../kernel/brand.ts";
import { canLink, typeEntry } from "../../ontology/read.ts";
import { shortSha256 } from "../../crypto/short-hash.ts";
import { bytesToHex, utf8ToBytes } from "../../kernel/bytes.ts";
import type { Harvest } from "../harvest.ts";
import type { RowFate } from "../row-reader.ts";

/** A thing a row named. */
export interface KnownThing {
  readonly id: EntityId;
  readonly type: string;
}

/** The things of a file by the names it has for them. What refers to others waits until all rows were read: files name them in any order. */
export class KnownThings {
  readonly #harvest: Harvest;
  readonly #things = new Map<string, KnownThing>();
  readonly #rows = new Set<string>();

  constructor(harvest: Harvest) {
    this.#harvest = harvest;
  }

  add(name: string, thing: KnownThing): void {
    this.#things.set(name, thing);
  }
  get(name: string): KnownThing | undefined {
    return this.#things.get(name);
  }
  /** Says at the end what becomes of a row, when all things are known. */
  settleLater(row: number, settle: () => RowFate): void {
    this.#harvest.atEnd(() => this.settle(row, settle()));
  }
  settle(row: number, fate: RowFate): void {
    if (fate === null) this.#harvest.accept();
    else if (fate === "repeat") this.#harvest.repeat();
    else this.#harvest.reject(row, fate.column, fate.value, fate.rule);
  }
  /** Whether an earlier row had the same cells. Keeps 16 bytes of each. */
  isRepeated(cells: readonly string[]): boolean {
    const digest = bytesToHex(shortSha256(utf8ToBytes(JSON.stringify(cells).toWellFormed())).subarray(0, 16));
    if (this.#rows.has(digest)) return true;
    this.#rows.add(digest);
    return false;
  }
}

/** The first of these link types that may join two things, else `related`; null when a case cannot join them. Never one that says two things are one. */
export function linkTypeFor(wanted: readonly string[], from: KnownThing, to: KnownThing): string | null {
  const fits = (name: string): boolean => {
    const entry = typeEntry(name);
    return entry?.form === "link" && entry.isIdentity !== true && canLink(entry, from.type, to.type);
  };
  return [...wanted, "related"].find(fits) ?? null;
}
