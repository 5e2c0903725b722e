import { expect, test } from "vitest";
import { openSchema } from "../../renderer/storage/schema.ts";
import { bytesToUtf8, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { decodeCommit, encodeCommit } from "../../shared/ledger/codec.ts";
import { verifyCommit } from "../../shared/ledger/verify.ts";
import { writeAct } from "../../shared/ledger/write.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { parseClaimId } from "../../shared/kernel/brand.ts";
import { createFixedClock } from "../kit/fixed-clock.ts";
import { aCaseId, actNumber } from "../kit/ledger-generators.ts";
import { createOfficer } from "../kit/officer.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";
import { startStoreWorker } from "../kit/store-in-worker.ts";
import { aPassphrase, aPerson, readRun, runOf } from "../kit/vaults.ts";

const name = "vault-in-browser";
const random = createSeededRandom("browser");

async function write(count: number) {
  const claim = parseClaimId("1".repeat(64)) ?? expect.fail();
  const statements = Array.from({ length: count }, () => ({ op: "retract" as const, claim }));
  const act = {
    caseId: aCaseId,
    parents: [],
    clockAfter: 0,
    intent: "import" as const,
    act: actNumber(1),
    undoes: "" as const,
    ontology: 1,
    statements,
  };
  return (await writeAct({ signer: await createOfficer("Айгүл", "afm"), clock: createFixedClock(), random }, act))[0] ?? expect.fail();
}

test("a vault of full strength in IndexedDB opens again by its recovery code, with commits, an exhibit and a note", async () => {
  const worker = await startStoreWorker(new URL("./store.worker.ts", import.meta.url));
  const store = worker.open(name);
  const created = await createVault({ store, random }).create(aPassphrase, aPerson);
  if (!created.ok) return expect.fail(created.error.kind);
  const { vault, recoveryCode } = created.value;
  const commits = [await write(20_000), await write(1)];
  for (const commit of commits) expect(await (await runOf(vault, aCaseId)).append([encodeCommit(commit)])).toEqual({ ok: true, value: undefined });
  const exhibit = new Uint8Array(9_000_000).map((_, i) => i % 249);
  exhibit.set(utf8ToBytes("канарейка в файле"), 5_000_000);
  const kept = await vault.keepFile(exhibit);
  await vault.keepNote("desk", utf8ToBytes("Үстел"));
  vault.lock();
  await store.close();

  const again = await createVault({ store: worker.open(name), random }).unlock({ kind: "recovery", code: recoveryCode });
  if (!again.ok) return expect.fail(again.error.kind);
  const read = await readRun(await runOf(again.value, aCaseId));
  expect(read.error).toBeNull();
  const decoded = read.entries.map(decodeCommit).map((each) => (each.ok ? each.value : expect.fail(each.error.kind)));
  expect(decoded.map((commit) => commit.id)).toEqual(commits.map((commit) => commit.id));
  for (const commit of decoded) expect(await verifyCommit(commit)).toEqual({ ok: true, value: undefined });
  const file = await again.value.readFile(kept.ok ? kept.value : expect.fail());
  expect(file.ok && file.value.length === exhibit.length && file.value.every((byte, i) => byte === exhibit[i])).toBe(true);
  const note = await again.value.readNote("desk");
  expect(note.ok && note.value && bytesToUtf8(note.value)).toBe("Үстел");
  await expectNothingInTheClear([aCaseId, recoveryCode, kept.ok ? kept.value : "", aPerson.officer, "Үстел", "канарейка в файле"]);
  worker.stop();
});

async function expectNothingInTheClear(planted: readonly string[]): Promise<void> {
  const { boxes, slots, header } = openSchema(name);
  const files: Uint8Array[] = [];
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(`${name}.chunks`);
  for await (const [fileName, handle] of folder.entries()) {
    expect(fileName).toMatch(/^[0-9a-f]{32}$/);
    files.push(new Uint8Array(await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer()));
  }
  expect(files.length).toBe(3);
  const rows = [...(await boxes.toArray()), ...(await slots.toArray()), ...(await header.toArray())];
  expect(rows.length).toBeGreaterThan(5);
  const stored = [...rows, ...files.map((sealed) => ({ sealed }))]
    .map((row) => JSON.stringify(row, (_key, value) => (value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : value)))
    .join("\n");
  for (const text of planted) {
    const utf8 = new TextDecoder("latin1").decode(utf8ToBytes(text));
    expect([stored.includes(text), stored.includes(utf8)]).toEqual([false, false]);
  }
}
