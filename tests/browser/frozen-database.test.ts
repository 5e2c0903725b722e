import { expect, test } from "vitest";
import { createDexieBoxStore } from "../../renderer/storage/dexie-box-store.ts";
import { openSchema } from "../../renderer/storage/schema.ts";
import { bagPort } from "../../shared/bundle/bag-port.ts";
import { openCaseDoor } from "../../shared/case/open-door.ts";
import { intakePort } from "../../shared/intake/serve-intake.ts";
import { bytesToBase64 } from "../../shared/kernel/base64.ts";
import { parseCaseId, parseFileHash } from "../../shared/kernel/brand.ts";
import { utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { createVault } from "../../shared/vault/vault.ts";
import golden from "../fixtures/database-version-1.json" with { type: "json" };
import ledger from "../fixtures/ledger-format-1.json" with { type: "json" };
import vaultOne from "../fixtures/vault-format-1.json" with { type: "json" };
import { expectValue, testStretching } from "../kit/agency.ts";
import { type DatabaseDump, type DumpedStore, dumpDatabase, loadDatabase } from "../kit/database-dump.ts";
import { createFixedClock } from "../kit/fixed-clock.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";
import { addPerson } from "../kit/shared-case.ts";
import { readRun, runOf, vaultOver } from "../kit/vaults.ts";

// The versions of the database, each frozen with a dump of its own. A new version is a new file here, and an upgrade; this one stays.
const versionOne: DatabaseDump = { version: golden.version, stores: golden.stores as unknown as readonly DumpedStore[] };
const shapeOf = ({ version, stores }: DatabaseDump) => ({
  version,
  stores: stores.map(({ name, keyPath, indexes }) => ({ name, keyPath, indexes })),
});

test("the database this program makes is the newest frozen version: store by store, key by key", async () => {
  const { database } = openSchema("fresh");
  await database.open();
  database.close();
  expect(shapeOf(await dumpDatabase("fresh"))).toEqual(shapeOf(versionOne));
});

test.each([{ kind: "passphrase", text: golden.passphrase } as const, { kind: "recovery", code: golden.recoveryCode } as const])(
  "a database of version 1 opens by its $kind in the program of today, with all that was in it, and goes on",
  async (secret) => {
    const name = `version-1-${secret.kind}`;
    await loadDatabase(name, versionOne);
    const open = () => {
      const store = createDexieBoxStore(name);
      const random = createSeededRandom(name);
      const vault = createVault({ store, random, clock: createFixedClock(), kdf: testStretching });
      return { store, door: openCaseDoor({ vault, clock: createFixedClock(), random, intake: intakePort, bag: bagPort, tell: () => undefined }) };
    };
    const { store, door } = open();
    const me = expectValue(await door.unlock(secret));
    expect(me.officer).toBe("Айгүл Сейітқызы");
    const cases = expectValue(await door.listCases(null));
    expect(cases.map(({ title, isArchived }) => [title, isArchived]).sort()).toEqual([
      ["Архив", true],
      ["Үміт Инвест", false],
    ]);
    const caseId = parseCaseId(golden.caseId) ?? expect.fail();
    expect(expectValue(await door.openCase({ caseId }))).toMatchObject({ number: "2026-0417", title: "Үміт Инвест", damage: null });
    expect(expectValue(await door.readNote({ name: "layout" }))).toBe("Үстел");
    await addPerson(door, "Жаңа адам");
    await door.lock(null);
    store.close();
    const again = open();
    expectValue(await again.door.unlock(secret));
    expect(expectValue(await again.door.openCase({ caseId })).damage).toBeNull();
    expect(expectValue(await again.door.listCases(null)).find((each) => each.caseId === caseId)?.entities).toBe(3);
    again.store.close();
  },
);

test("what was read out of it is what is in it: the dump of a loaded dump is the dump", async () => {
  await loadDatabase("round", versionOne);
  expect(await dumpDatabase("round")).toEqual(versionOne);
});

test("a vault of format 1, as the first version laid it into this database, opens with commits, note and an exhibit in slots", async () => {
  const rows = {
    boxes: vaultOne.runs.flatMap(({ name, boxes }) => boxes.map((sealed, sequence) => ({ run: name, sequence, sealed: { base64: sealed } }))),
    header: [{ id: "vault", bytes: { base64: vaultOne.header } }],
    slots: vaultOne.slots.map(({ name, sealed }) => ({ name, sealed: { base64: sealed } })),
  };
  const stores = versionOne.stores.map((store) => ({ ...store, rows: rows[store.name as keyof typeof rows] }));
  await loadDatabase("format-1", { ...versionOne, stores });
  const store = createDexieBoxStore("format-1");
  const unlocked = await vaultOver(store).unlock({ kind: "passphrase", text: vaultOne.passphrase });
  if (!unlocked.ok) return expect.fail(unlocked.error.kind);
  const { entries, error } = await readRun(await runOf(unlocked.value, "0123456789abcdef0123456789abcdef"));
  expect([error, entries.map(bytesToBase64)]).toEqual([null, ledger.encoded]);
  expect(await unlocked.value.readNote("desk")).toEqual({ ok: true, value: utf8ToBytes("Үстел") });
  expect(await unlocked.value.readFile(parseFileHash(vaultOne.file) ?? expect.fail())).toEqual({ ok: true, value: utf8ToBytes("a,b\n") });
  store.close();
});

test("an altered box of any run of a database is found: of a case when it opens, of the books when the vault does", async () => {
  const [boxes] = versionOne.stores.filter(({ name }) => name === "boxes");
  for (const [at, row] of (boxes?.rows ?? []).entries()) {
    const name = `bit-${at}`;
    const sealed = row["sealed"];
    if (typeof sealed !== "object") return expect.fail("a box is bytes");
    const last = sealed.base64.at(-6) === "A" ? "B" : "A";
    const altered = { ...row, sealed: { base64: `${sealed.base64.slice(0, -6)}${last}${sealed.base64.slice(-5)}` } };
    const stores = versionOne.stores.map((each) =>
      each.name === "boxes" ? { ...each, rows: each.rows.map((r) => (r === row ? altered : r)) } : each,
    );
    await loadDatabase(name, { ...versionOne, stores });
    const damaged = createDexieBoxStore(name);
    const vault = createVault({ store: damaged, random: createSeededRandom(name), kdf: testStretching });
    const found = openCaseDoor({
      vault,
      clock: createFixedClock(),
      random: createSeededRandom(name),
      intake: intakePort,
      bag: bagPort,
      tell: () => undefined,
    });
    const unlocked = await found.unlock({ kind: "passphrase", text: golden.passphrase });
    const damages: string[] = unlocked.ok ? [] : [unlocked.error.kind];
    for (const { caseId } of unlocked.ok ? expectValue(await found.listCases(null)) : []) {
      const { damage } = expectValue(await found.openCase({ caseId }));
      if (damage !== null) damages.push(damage.kind);
    }
    expect(damages, String(row["sequence"])).toEqual([unlocked.ok ? "box-damaged" : "books-damaged"]);
    damaged.close();
  }
});
