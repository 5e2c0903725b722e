import { afterAll, expect, test } from "vitest";
import { createDexieBoxStore, type DexieBoxStore } from "../../renderer/storage/dexie-box-store.ts";
import { boxStoreSuite } from "../kit/box-store-suite.ts";
import { startStoreWorker } from "../kit/store-in-worker.ts";

/** Names are used once: the browser's profile is thrown away after the run. */
let made = 0;
function openNew(): { readonly name: string; readonly store: DexieBoxStore } {
  made += 1;
  return { name: `boxes-${made}`, store: createDexieBoxStore(`boxes-${made}`) };
}

const worker = await startStoreWorker(new URL("./store.worker.ts", import.meta.url));
afterAll(() => worker.stop());

boxStoreSuite("IndexedDB and files, in a worker", async () => {
  made += 1;
  const name = `boxes-${made}`;
  const opened = [worker.open(name)];
  const reopen = async () => {
    for (const each of opened) await each.close();
    const again = worker.open(name);
    opened.push(again);
    return again;
  };
  const [store] = opened;
  return {
    store: store ?? expect.fail(),
    reopen,
    remove: async () => {
      for (const each of opened) await each.close();
    },
  };
});

test("a closed store says so and does not open again by itself", async () => {
  const { store } = openNew();
  await store.writeHeader(new Uint8Array([1]));
  store.close();
  const closed = { ok: false, error: { kind: "closed" } };
  expect(await store.readHeader()).toEqual(closed);
  expect(await store.writeHeader(new Uint8Array([2]))).toEqual(closed);
  expect(await store.putBoxes("a", [{ sequence: 0, sealed: new Uint8Array([1]) }], [])).toEqual(closed);
  for await (const read of store.scanBoxes("a", 0)) expect(read).toEqual(closed);
});

test("two stores of one database see each other's boxes, and the second writer is told", async () => {
  const { name, store } = openNew();
  const other = createDexieBoxStore(name);
  expect(await store.putBoxes("a", [{ sequence: 0, sealed: new Uint8Array([1]) }], [])).toMatchObject({ ok: true });
  expect(await other.putBoxes("a", [{ sequence: 0, sealed: new Uint8Array([2]) }], [])).toMatchObject({ ok: false, error: { kind: "out-of-order" } });
  store.close();
  other.close();
});
