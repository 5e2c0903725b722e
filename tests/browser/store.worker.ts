import { createDexieBoxStore, type DexieBoxStore } from "../../renderer/storage/dexie-box-store.ts";
import { serveDoor } from "../../shared/host/rpc.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import type { Box, Chunk, Removable, Slot } from "../../shared/vault/model.ts";

// Files of the origin can be opened for a worker alone only in a worker: the store under test runs here, as in the program.
const stores = new Map<string, DexieBoxStore>();
const at = (key: string): DexieBoxStore => stores.get(key) ?? open(key);

/** "<database>/<number>": the number tells stores of one database apart. */
function open(key: string): DexieBoxStore {
  const store = createDexieBoxStore(key.split("/")[0] ?? "");
  stores.set(key, store);
  return store;
}

/** The calls of a box store, with the store they are meant for. */
export interface StoreDoor {
  readHeader(asked: { readonly key: string }): ReturnType<DexieBoxStore["readHeader"]>;
  writeHeader(asked: { readonly key: string; readonly header: Bytes }): ReturnType<DexieBoxStore["writeHeader"]>;
  putBoxes(asked: {
    readonly key: string;
    readonly run: string;
    readonly boxes: readonly Box[];
    readonly slots: readonly Slot[];
  }): ReturnType<DexieBoxStore["putBoxes"]>;
  scanBoxes(asked: { readonly key: string; readonly run: string; readonly from: number }): Promise<readonly unknown[]>;
  putSlots(asked: { readonly key: string; readonly slots: readonly Slot[] }): ReturnType<DexieBoxStore["putSlots"]>;
  readSlot(asked: { readonly key: string; readonly name: string }): ReturnType<DexieBoxStore["readSlot"]>;
  putChunks(asked: { readonly key: string; readonly chunks: readonly Chunk[] }): ReturnType<DexieBoxStore["putChunks"]>;
  readChunk(asked: { readonly key: string; readonly name: string }): ReturnType<DexieBoxStore["readChunk"]>;
  dropChunks(asked: { readonly key: string; readonly names: readonly string[] }): ReturnType<DexieBoxStore["dropChunks"]>;
  room(asked: { readonly key: string; readonly forBytes: number }): ReturnType<DexieBoxStore["room"]>;
  chunkNames(asked: { readonly key: string }): ReturnType<DexieBoxStore["chunkNames"]>;
  clear(asked: { readonly key: string }): ReturnType<DexieBoxStore["clear"]>;
  remove(asked: { readonly key: string; readonly what: Removable }): ReturnType<DexieBoxStore["remove"]>;
  replaceRun: StoreDoor["putBoxes"];
  replaceEnd(asked: {
    readonly key: string;
    readonly run: string;
    readonly count: number;
    readonly boxes: readonly Box[];
    readonly slots: readonly Slot[];
  }): ReturnType<DexieBoxStore["replaceEnd"]>;
  runNames(asked: { readonly key: string }): ReturnType<DexieBoxStore["runNames"]>;
  /** A reading of everything, piece by piece: what comes between two pieces is written between them. */
  beginScan(asked: { readonly key: string }): Promise<number>;
  nextPiece(asked: { readonly scan: number }): Promise<unknown>;
  close(asked: { readonly key: string }): Promise<null>;
}

const scans: AsyncIterator<unknown>[] = [];

const door: StoreDoor = {
  readHeader: ({ key }) => at(key).readHeader(),
  writeHeader: ({ key, header }) => at(key).writeHeader(header),
  putBoxes: ({ key, run, boxes, slots }) => at(key).putBoxes(run, boxes, slots),
  scanBoxes: async ({ key, run, from }) => {
    const read: unknown[] = [];
    for await (const box of at(key).scanBoxes(run, from)) read.push(box);
    return read;
  },
  putSlots: ({ key, slots }) => at(key).putSlots(slots),
  readSlot: ({ key, name }) => at(key).readSlot(name),
  putChunks: ({ key, chunks }) => at(key).putChunks(chunks),
  readChunk: ({ key, name }) => at(key).readChunk(name),
  dropChunks: ({ key, names }) => at(key).dropChunks(names),
  room: ({ key, forBytes }) => at(key).room(forBytes),
  chunkNames: ({ key }) => at(key).chunkNames(),
  clear: ({ key }) => at(key).clear(),
  remove: ({ key, what }) => at(key).remove(what),
  replaceRun: ({ key, run, boxes, slots }) => at(key).replaceRun(run, boxes, slots),
  replaceEnd: ({ key, run, count, boxes, slots }) => at(key).replaceEnd(run, count, boxes, slots),
  runNames: ({ key }) => at(key).runNames(),
  beginScan: async ({ key }) => scans.push(at(key).scanAll()[Symbol.asyncIterator]()) - 1,
  nextPiece: async ({ scan }) => {
    const next = await scans[scan]?.next();
    return next === undefined || next.done === true ? null : next.value;
  },
  close: async ({ key }) => {
    at(key).close();
    return null;
  },
};

serveDoor({ postMessage: (message) => self.postMessage(message), addEventListener: (type, listener) => self.addEventListener(type, listener) }, door);
self.postMessage("ready");
