import { expect, test } from "vitest";
import { openSchema } from "../../renderer/storage/schema.ts";
import { utf8ToBytes } from "../../shared/kernel/bytes.ts";
import type { OpenVault } from "../../shared/vault/model.ts";
import { backupOf, noWatch } from "../kit/backups.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";
import { type StoreInWorker, startStoreWorker } from "../kit/store-in-worker.ts";
import { aPassphrase, newVault, readRun, runOf, vaultOver } from "../kit/vaults.ts";

const secret = { kind: "passphrase", text: aPassphrase } as const;
const worker = await startStoreWorker(new URL("./store.worker.ts", import.meta.url));
const stores: StoreInWorker[] = [];
function storeNamed(name: string): StoreInWorker {
  const store = worker.open(`backup-${name}`);
  stores.push(store);
  return store;
}

/** Everything of a database, as plain values. */
async function rowsOf(name: string): Promise<unknown> {
  const schema = openSchema(`backup-${name}`);
  const rows = { header: await schema.header.toArray(), boxes: await schema.boxes.toArray(), slots: await schema.slots.toArray() };
  schema.database.close();
  return rows;
}

async function filled(name: string): Promise<OpenVault> {
  const { vault } = await newVault(storeNamed(name), name);
  for (let i = 0; i < 40; i++) await (await runOf(vault, "case/1")).append([utf8ToBytes(`commit ${i}`)]);
  await (await runOf(vault, "case/2")).append([createSeededRandom("large").bytes(3_000_000)]);
  await vault.keepFile(createSeededRandom("exhibit").bytes(9_500_000));
  await vault.keepNote("layout", utf8ToBytes("chart"));
  return vault;
}

test("a vault in IndexedDB goes into a backup and comes back as it was, while commits go on", async () => {
  const vault = await filled("from");
  const before = await rowsOf("from");
  const run = await runOf(vault, "case/1");
  const written = await backupOf(vault, ["case/1"], async () => void (await run.append([utf8ToBytes("meanwhile")])));
  expect(written.contents).toMatchObject({ boxes: 40 + 3 });
  expect(await vaultOver(storeNamed("to")).restore(new Blob([written.bytes]), secret, noWatch)).toMatchObject({ ok: true });
  expect(await rowsOf("to")).toEqual(before);
  expect(await storeNamed("to").chunkNames()).toEqual(await storeNamed("from").chunkNames());
  expect((await readRun(run)).entries).toHaveLength(41);
  const checked = await vault.checkBackup(new Blob([written.bytes]), noWatch);
  expect(checked).toMatchObject({ ok: true, value: { beside: "holds" } });
});

test("a restoring that was cut off in the middle leaves an empty place, in which the next one succeeds", async () => {
  const written = new Blob([(await backupOf(await filled("whole"))).bytes]);
  const store = storeNamed("cut");
  let way = 0;
  const stopInTheMiddle = { progress: (done: number, total: number) => void (way = done / total), isStopped: () => way > 0.25 };
  expect(await vaultOver(store).restore(written, secret, stopInTheMiddle)).toMatchObject({ error: { kind: "cancelled" } });
  expect(await rowsOf("cut")).toEqual({ header: [], boxes: [], slots: [] });
  // As after a crash: records, and no header.
  await store.putBoxes("left", [{ sequence: 0, sealed: utf8ToBytes("x") }], [{ name: "left", sealed: utf8ToBytes("y") }]);
  expect(await vaultOver(store).status()).toEqual({ ok: true, value: "empty" });
  expect((await vaultOver(store).restore(written, secret, noWatch)).ok).toBe(true);
  expect(await rowsOf("cut")).toEqual(await rowsOf("whole"));
  expect(await vaultOver(store).restore(written, secret, noWatch)).toMatchObject({ error: { kind: "exists" } });
  for (const each of stores) each.close();
});
