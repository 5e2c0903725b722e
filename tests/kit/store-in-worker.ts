import { connectDoor } from "../../shared/host/rpc.ts";
import type { Box, BoxStore, StorageError, StoredPiece } from "../../shared/vault/model.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { StoreDoor } from "../browser/store.worker.ts";

let last = 0;

export interface StoreInWorker extends BoxStore {
  close(): Promise<null>;
}

/** The window's box store as the program has it: in a worker, where chunks are real files. Give it the worker's address by `new URL` of the test. */
export async function startStoreWorker(address: URL): Promise<{ open(database: string): StoreInWorker; stop(): void }> {
  const worker = new Worker(address, { type: "module" });
  await new Promise((resolve) => worker.addEventListener("message", resolve, { once: true }));
  const door = connectDoor<StoreDoor>({
    postMessage: (message) => worker.postMessage(message),
    addEventListener: (type, listener) => worker.addEventListener(type, listener),
  });
  return { open: (database) => storeOver(door, `${database}/${++last}`), stop: () => worker.terminate() };
}

function storeOver(door: StoreDoor, key: string): StoreInWorker {
  return {
    readHeader: () => door.readHeader({ key }),
    writeHeader: (header) => door.writeHeader({ key, header }),
    putBoxes: (run, boxes, slots) => door.putBoxes({ key, run, boxes, slots }),
    async *scanBoxes(run, from) {
      yield* (await door.scanBoxes({ key, run, from })) as readonly Result<Box, StorageError>[];
    },
    putSlots: (slots) => door.putSlots({ key, slots }),
    readSlot: (name) => door.readSlot({ key, name }),
    putChunks: (chunks) => door.putChunks({ key, chunks }),
    readChunk: (name) => door.readChunk({ key, name }),
    dropChunks: (names) => door.dropChunks({ key, names }),
    room: (forBytes) => door.room({ key, forBytes }),
    chunkNames: () => door.chunkNames({ key }),
    async *scanAll() {
      const scan = await door.beginScan({ key });
      for (let piece = await door.nextPiece({ scan }); piece !== null; piece = await door.nextPiece({ scan }))
        yield piece as Result<StoredPiece, StorageError>;
    },
    clear: () => door.clear({ key }),
    remove: (what) => door.remove({ key, what }),
    replaceRun: (run, boxes, slots) => door.replaceRun({ key, run, boxes, slots }),
    replaceEnd: (run, count, boxes, slots) => door.replaceEnd({ key, run, count, boxes, slots }),
    runNames: () => door.runNames({ key }),
    close: () => door.close({ key }),
  };
}
