import { expect, test } from "vitest";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { backupFile, flipBit } from "../../kit/damage.ts";
import { copyStore } from "../../kit/flip-bits.ts";

/** A damaged book of cases keeps the vault shut, with a way out: a backup of this vault, however old, and what still opens here. */
const newCase = async (agency: Pick<Agency, "door">, title: string) =>
  expectValue(await agency.door.createCase({ number: "", title, handling: "amber" }));
const titles = async (agency: Pick<Agency, "door">): Promise<readonly string[]> =>
  expectValue(await agency.door.listCases(null))
    .map(({ title }) => title)
    .sort();

/** Five cases, the second archived; a backup after the third. */
async function office() {
  const agency = await createAgency("afm");
  const ids = [];
  for (const title of ["A", "B", "C"]) ids.push(await newCase(agency, title));
  const file = await backupFile(agency.door);
  expectValue(await agency.door.setArchived({ caseId: ids[1] ?? expect.fail(), isArchived: true }));
  for (const title of ["D", "E"]) await newCase(agency, title);
  await agency.door.lock(null);
  return { agency, file, secret: { kind: "passphrase", text: agency.passphrase } as const };
}

/** The book of cases is the one run of six boxes. */
const bookOf = ({ store }: Pick<Agency, "store">) => [...store.runs].find(([, boxes]) => boxes.length === 6) ?? expect.fail();

test.each([0, 1, 2, 3, 4, 5])(
  "a bit of line %i turned: the vault says so, opens nothing, and is repaired from the backup; nothing readable is lost",
  async (at) => {
    const { agency, file, secret } = await office();
    const [, boxes] = bookOf(agency);
    flipBit(boxes[at]?.sealed ?? expect.fail(), 80);
    const before = copyStore(agency.store);
    const counter = openCounter(agency.store, "again");
    expect(await counter.door.unlock(secret)).toMatchObject({ ok: false, error: { kind: "books-damaged", where: `box ${at}` } });
    expect(agency.store.runs).toEqual(before.runs);
    const repaired = expectValue(await counter.door.repairBooks({ secret, file }));
    expect([repaired.me.officer, repaired.lost]).toEqual([agency.me.officer, at < 3 ? 0 : 1]);
    // A case whose line is lost is found by its ledger; that it was archived is known to nobody.
    expect(await titles(counter)).toEqual(["A", "B", "C", "D", "E"]);
    const archived = expectValue(await counter.door.listCases(null)).filter((entry) => entry.isArchived);
    expect(archived.map(({ title }) => title)).toEqual(at === 3 ? [] : ["B"]);
    await newCase(counter, "F");
    const third = openCounter(agency.store, "third");
    expectValue(await third.door.unlock(secret));
    expect(await titles(third)).toEqual(["A", "B", "C", "D", "E", "F"]);
  },
);

test("a book whose own tail is gone opens by the backup's", async () => {
  const { agency, file, secret } = await office();
  const [run] = bookOf(agency);
  agency.store.slots.set(run, new Uint8Array(90));
  const counter = openCounter(agency.store, "again");
  expect(await counter.door.unlock(secret)).toMatchObject({ error: { kind: "books-damaged" } });
  expectValue(await counter.door.repairBooks({ secret, file }));
  expect(await titles(counter)).toEqual(["A", "B", "C", "D", "E"]);
});

test("nothing is changed by a wrong secret, a backup of another vault or one that is damaged, a full disk, or where nothing is damaged", async () => {
  const { agency, file, secret } = await office();
  const sound = openCounter(copyStore(agency.store), "sound");
  expect(await sound.door.repairBooks({ secret, file })).toMatchObject({ error: { kind: "nothing-to-repair" } });
  flipBit(bookOf(agency)[1][4]?.sealed ?? expect.fail(), 80);
  const before = copyStore(agency.store);
  const counter = openCounter(agency.store, "again");
  const other = await backupFile((await createAgency("mci")).door);
  const altered = new Uint8Array(await file.arrayBuffer());
  flipBit(altered, altered.length - 40_000);
  for (const [asked, kind] of [
    [{ secret: { kind: "passphrase", text: "another passphrase" }, file }, "wrong-secret-or-damaged"],
    [{ secret, file: other }, "other-vault"],
    [{ secret, file: new Blob([altered]) }, "backup-damaged"],
  ] as const)
    expect(await counter.door.repairBooks(asked)).toMatchObject({ ok: false, error: { kind } });
  expect(agency.store.runs).toEqual(before.runs);
  const full = openCounter(agency.store, "full");
  agency.store.writesLeft = 0;
  expect(await full.door.repairBooks({ secret, file })).toMatchObject({ ok: false });
  agency.store.writesLeft = Number.POSITIVE_INFINITY;
  expectValue(await openCounter(agency.store, "last").door.repairBooks({ secret, file }));
});
