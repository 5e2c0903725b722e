import { Dexie, type Table } from "dexie";
import type { Bytes } from "../../shared/kernel/bytes.ts";

// Dexie turns debugging on for local pages, which the browser shell is: it writes stacks to the console and slows every call.
Dexie.debug = false;

/** One sealed box; the key says which run (a keyed name) and which place in it, and nothing else is in the clear. */
export interface BoxRow {
  readonly run: string;
  readonly sequence: number;
  readonly sealed: Bytes;
}
export interface SlotRow {
  readonly name: string;
  readonly sealed: Bytes;
}
/** The vault header, under the key "vault". */
export interface HeaderRow {
  readonly id: string;
  readonly bytes: Bytes;
}

export interface Schema {
  readonly database: Dexie;
  readonly boxes: Table<BoxRow, [string, number]>;
  readonly slots: Table<SlotRow, string>;
  readonly header: Table<HeaderRow, string>;
}

/**
 * The database of this name. Schema versions are frozen: a change is a new version with an upgrade that imports nothing.
 * Writes are of strict durability: resolved means that the browser has flushed them to the disk.
 */
export function openSchema(name: string): Schema {
  const database = new Dexie(name, { chromeTransactionDurability: "strict" });
  database.version(1).stores({ boxes: "[run+sequence]", slots: "name", header: "id" });
  return {
    database,
    boxes: database.table<BoxRow, [string, number]>("boxes"),
    slots: database.table<SlotRow, string>("slots"),
    header: database.table<HeaderRow, string>("header"),
  };
}
