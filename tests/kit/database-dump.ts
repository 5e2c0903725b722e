import { base64ToBytes, bytesToBase64 } from "../../shared/kernel/base64.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";

/** A whole IndexedDB database as plain data: what it is made of, and every row, bytes in base64. */
export interface DatabaseDump {
  /** As the browser counts: Dexie's version 1 is 10. */
  readonly version: number;
  readonly stores: readonly DumpedStore[];
}
export interface DumpedStore {
  readonly name: string;
  readonly keyPath: string | readonly string[] | null;
  readonly indexes: readonly string[];
  readonly rows: readonly Readonly<Record<string, DumpedValue>>[];
}
type DumpedValue = string | number | { readonly base64: string };

/** Reads a database without any code of the program. */
export async function dumpDatabase(name: string): Promise<DatabaseDump> {
  const database = await ask(indexedDB.open(name));
  const stores: DumpedStore[] = [];
  for (const storeName of [...database.objectStoreNames]) {
    const store = database.transaction(storeName).objectStore(storeName);
    const rows = await ask(store.getAll());
    const { keyPath } = store;
    stores.push({ name: storeName, keyPath, indexes: [...store.indexNames], rows: rows.map(rowToDump) });
  }
  const { version } = database;
  database.close();
  return { version, stores };
}

/** Makes a database of a dump, again without any code of the program. */
export async function loadDatabase(name: string, { version, stores }: DatabaseDump): Promise<void> {
  const opening = indexedDB.open(name, version);
  opening.addEventListener("upgradeneeded", () => {
    for (const { name: storeName, keyPath, indexes } of stores) {
      invariant(indexes.length === 0, "no version has had an index so far");
      opening.result.createObjectStore(storeName, { keyPath: typeof keyPath === "string" || keyPath === null ? keyPath : [...keyPath] });
    }
  });
  const database = await ask(opening);
  const writing = database.transaction(
    stores.map((store) => store.name),
    "readwrite",
  );
  for (const { name: storeName, rows } of stores) for (const row of rows) writing.objectStore(storeName).put(dumpToRow(row));
  await new Promise((resolve, reject) => {
    writing.addEventListener("complete", resolve);
    writing.addEventListener("abort", () => reject(writing.error));
  });
  database.close();
}

function ask<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

function rowToDump(row: Readonly<Record<string, unknown>>): DumpedStore["rows"][number] {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]): [string, DumpedValue] => {
      if (value instanceof Uint8Array) return [key, { base64: bytesToBase64(new Uint8Array(value)) }];
      invariant(typeof value === "string" || typeof value === "number", "a row holds texts, numbers and bytes");
      return [key, value];
    }),
  );
}

function dumpToRow(row: DumpedStore["rows"][number]): Record<string, string | number | Bytes> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => {
      if (typeof value !== "object") return [key, value];
      const bytes = base64ToBytes(value.base64);
      invariant(bytes !== null, "a dump is written in base64");
      return [key, bytes];
    }),
  );
}
