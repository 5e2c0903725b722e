import { Dexie } from "dexie";
import type { Box, Slot } from "../../shared/vault/model.ts";
import type { Schema } from "./schema.ts";

/**
 * Adds boxes behind the last of a run and puts slots, in one transaction of strict durability. False, and nothing written, unless they continue the run.
 *
 * This is what a person waits for at every act, so all is asked at once and nothing of it is awaited but the end: with an answer awaited between two
 * asks a write takes twice as long.
 */
export async function appendBoxes({ database }: Schema, run: string, boxes: readonly Box[], slots: readonly Slot[]): Promise<boolean> {
  if (database.hasBeenClosed()) throw new Dexie.DatabaseClosedError();
  await database.open();
  const change = database.backendDB().transaction(["boxes", "slots"], "readwrite", { durability: "strict" });
  const [boxRows, slotRows] = [change.objectStore("boxes"), change.objectStore("slots")];
  let isNext = true;
  const last = boxRows.openKeyCursor(IDBKeyRange.bound([run, Dexie.minKey], [run, Dexie.maxKey]), "prev");
  last.onsuccess = () => {
    const next = lastSequence(last.result?.key) + 1;
    isNext = boxes.every((box, i) => box.sequence === next + i);
    if (!isNext) change.abort();
  };
  for (const { sequence, sealed } of boxes) boxRows.add({ run, sequence, sealed });
  for (const slot of slots) slotRows.put(slot);
  const problem = await endOf(change);
  if (isNext && problem !== null) throw problem;
  return isNext;
}

const lastSequence = (key: IDBValidKey | undefined): number => (Array.isArray(key) ? Number(key[1]) : -1);

/** What kept it from being done, or null. */
function endOf(change: IDBTransaction): Promise<DOMException | null> {
  return new Promise((resolve) => {
    change.oncomplete = () => resolve(null);
    change.onabort = () => resolve(change.error ?? new DOMException("The transaction was ended.", "AbortError"));
  });
}
