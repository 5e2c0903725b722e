import { Dexie } from "dexie";
import { afterAll, expect, test } from "vitest";
import { createDexieBoxStore, type DexieBoxStore } from "../../renderer/storage/dexie-box-store.ts";
import { databaseNameOf, placesKept } from "../../renderer/storage/places.ts";
import { openSchema } from "../../renderer/storage/schema.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { testStretching } from "../kit/agency.ts";
import { boxStoreSuite } from "../kit/box-store-suite.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";
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

test("a vault whose database is gone is told as lost, and its place is never taken for an empty one", async () => {
  const name = databaseNameOf(4001);
  const store = createDexieBoxStore(name);
  expect(await store.readHeader()).toEqual({ ok: true, value: null });
  expect(await store.writeHeader(new Uint8Array([1]))).toMatchObject({ ok: true });
  store.close();
  await Dexie.delete(name);
  expect(await placesKept()).toMatchObject({ ok: true, value: expect.arrayContaining([4001]) });
  const lost = { ok: false, error: { kind: "vault-lost" } };
  for (const start of ["first", "second"]) {
    const again = createDexieBoxStore(name);
    const vault = createVault({ store: again, random: createSeededRandom(start), kdf: testStretching });
    expect([await again.readHeader(), await vault.status(), await vault.lockState()]).toEqual([lost, lost, lost]);
    expect(await vault.create("a long passphrase", { agency: "afm", agencyName: "AFM", officer: "Aigul" })).toEqual(lost);
    expect(await vault.restore(new Blob([]), { kind: "passphrase", text: "x" }, { progress: () => undefined, isStopped: () => false })).toEqual(lost);
    again.close();
  }
});

test("a vault of before has the mark from its first opening on", async () => {
  const name = databaseNameOf(4002);
  const { database, header } = openSchema(name);
  await header.put({ id: "vault", bytes: new Uint8Array([1]) });
  database.close();
  const store = createDexieBoxStore(name);
  expect(await store.readHeader()).toEqual({ ok: true, value: new Uint8Array([1]) });
  store.close();
  await Dexie.delete(name);
  expect(await createDexieBoxStore(name).readHeader()).toMatchObject({ error: { kind: "vault-lost" } });
});
