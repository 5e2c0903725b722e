import { expect, test } from "vitest";
import { type Agency, createAgency, expectValue, openCounter, testStretching } from "../../kit/agency.ts";
import { backupFile, flipBit } from "../../kit/damage.ts";
import { copyStore } from "../../kit/flip-bits.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../../kit/memory-box-store.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { createVault } from "../../../shared/vault/vault.ts";
import { UnlockedVault } from "../../../shared/vault/open-vault.ts";

/** The note that holds our identity is altered or gone: nobody is locked out, and the fingerprint that partners know never changes. */
async function office() {
  const agency = await createAgency("afm");
  const caseId = expectValue(await agency.door.createCase({ number: "", title: "Pyramid", handling: "amber" }));
  const identity = expectValue(await agency.door.identityFile(null));
  const file = await backupFile(agency.door);
  await agency.door.lock(null);
  const secret = { kind: "passphrase", text: agency.passphrase } as const;
  return { agency, caseId, file, identity, secret, slot: await slotOf(agency.store, agency.passphrase) };
}

/** Under what name the store has the note. */
async function slotOf(store: MemoryBoxStore, text: string): Promise<string> {
  const opened = await createVault({ store, random: createSeededRandom("slot"), kdf: testStretching }).unlock({ kind: "passphrase", text });
  const vault = opened.ok && opened.value instanceof UnlockedVault ? opened.value : expect.fail();
  return vault.backupAccess()?.nameOf("note", "identity") ?? "";
}

const harms: readonly (readonly [string, string | undefined, (store: MemoryBoxStore, slot: string) => void])[] = [
  ["a bit of it is turned", undefined, (store, slot) => flipBit(store.slots.get(slot) ?? expect.fail(), 80)],
  ["its record is gone", "missing", (store, slot) => expect(store.slots.delete(slot)).toBe(true)],
];

test.each(harms)(
  "%s: unlocking names it and changes nothing; a backup and our own file both bring back the same identity",
  async (_, where, harm) => {
    const { agency, file, identity, secret, slot } = await office();
    const whole = copyStore(agency.store);
    harm(agency.store, slot);
    const before = copyStore(agency.store);
    const counter = openCounter(agency.store, "again");
    const error = { kind: "identity-damaged", ...(where === undefined ? {} : { where }) };
    expect(await counter.door.unlock(secret)).toEqual({ ok: false, error });
    expect(await counter.door.listCases(null)).toMatchObject({ error: { kind: "locked" } });
    expect([agency.store.runs, agency.store.slots]).toEqual([before.runs, before.slots]);
    for (const source of [file, new Blob([identity.bytes])]) {
      const store = copyStore(agency.store);
      const repairing = openCounter(store, "repair");
      expect(expectValue(await repairing.door.repairBooks({ secret, file: source }))).toEqual({ me: agency.me, lost: 0 });
      expect(expectValue(await repairing.door.identityFile(null))).toEqual(identity);
      expect([...store.slots.keys()].sort()).toEqual([...whole.slots.keys()].sort());
      expect(expectValue(await openCounter(store, "third").door.unlock(secret))).toEqual(agency.me);
    }
  },
);

test.each(harms)(
  "%s, and no backup at hand: the cases are read and backed up, and nothing is said, sent, deleted or changed",
  async (_, __, harm) => {
    const { agency, caseId, secret, slot } = await office();
    harm(agency.store, slot);
    const before = copyStore(agency.store);
    const counter = openCounter(agency.store, "reader");
    const { door } = counter;
    const me = expectValue(await door.unlockToRead(secret));
    expect([me.officer, me.author, me.ageRecipient, me.fingerprint]).toEqual([agency.me.officer, agency.me.author, agency.me.ageRecipient, ""]);
    expect(expectValue(await door.openCase({ caseId }))).toMatchObject({ title: "Pyramid", damage: null, isToRead: true });
    expect(expectValue(await door.verifyChain(null)).fault).toBe(null);
    expect(counter.entities.size).toBeGreaterThan(0);
    const closed = [
      door.createCase({ number: "", title: "Another", handling: "amber" }),
      door.renameCase({ caseId, number: "", title: "Another" }),
      door.setArchived({ caseId, isArchived: true }),
      door.undo(null),
      door.identityFile(null),
      door.changePassphrase({ proof: secret, next: "another long passphrase" }),
      door.renewRecovery({ proof: secret }),
      door.openBundle({ file: new Blob([]) }),
    ];
    for (const answer of await Promise.all(closed)) expect(answer).toMatchObject({ ok: false, error: { kind: "read-only" } });
    expect(agency.store.runs).toEqual(before.runs);
    expect(agency.store.header).toEqual(before.header);
    // What can be read can be saved, and that backup restores elsewhere, where the identity is still to be repaired.
    const saved = await backupFile(door);
    const elsewhere = openCounter(createMemoryBoxStore(), "elsewhere");
    expect(await elsewhere.door.restoreBackup({ file: saved, name: "a.dalel-backup", secret })).toMatchObject({
      error: { kind: "identity-damaged" },
    });
    expectValue(await elsewhere.door.unlockToRead(secret));
    expect(expectValue(await elsewhere.door.listCases(null)).map(({ title }) => title)).toEqual(["Pyramid"]);
  },
);

test("a whole identity is not read around; a file of somebody else, a backup of another vault or one without the note repairs nothing", async () => {
  const { agency, file, secret, slot } = await office();
  expect(await openCounter(copyStore(agency.store), "whole").door.unlockToRead(secret)).toMatchObject({ error: { kind: "nothing-to-repair" } });
  expect(await openCounter(copyStore(agency.store), "whole").door.repairBooks({ secret, file })).toMatchObject({
    error: { kind: "nothing-to-repair" },
  });
  const other: Agency = await createAgency("mci");
  const theirs = expectValue(await other.door.identityFile(null));
  agency.store.slots.delete(slot);
  const before = copyStore(agency.store);
  const { door } = openCounter(agency.store, "reader");
  expectValue(await door.unlockToRead(secret));
  const without = await backupFile(door);
  await door.lock(null);
  const altered = new Uint8Array(await file.arrayBuffer());
  flipBit(altered, altered.length - 40_000);
  for (const [source, kind] of [
    [new Blob([theirs.bytes]), "no-own-identity"],
    [without, "no-own-identity"],
    [await backupFile(other.door), "other-vault"],
    [new Blob([altered]), "backup-damaged"],
    [new Blob(["no identity"]), "not-a-backup"],
  ] as const)
    expect(await openCounter(agency.store, "again").door.repairBooks({ secret, file: source })).toMatchObject({ error: { kind } });
  expect(agency.store.slots.has(slot)).toBe(false);
  expect(agency.store.header).toEqual(before.header);
});

test("a making that is cut off leaves no vault without an identity", async () => {
  for (let writes = 0; ; writes++) {
    const store = createMemoryBoxStore();
    store.writesLeft = writes;
    const { door } = openCounter(store, `making ${writes}`);
    const person = { agency: "afm", agencyName: "AFM", officer: "Aigul" };
    const made = await door.createVault({ passphrase: "a long passphrase of afm", person });
    store.writesLeft = Number.POSITIVE_INFINITY;
    const again = openCounter(store, `again ${writes}`);
    const isEmpty = expectValue(await again.door.gateStatus(null)) === "empty";
    expect(isEmpty).toBe(!made.ok);
    if (isEmpty) continue;
    expectValue(await again.door.unlock({ kind: "passphrase", text: "a long passphrase of afm" }));
    return expect(writes).toBeGreaterThan(1);
  }
});
