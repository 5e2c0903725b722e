import { expect, test } from "vitest";
import { expectValue, openCounter } from "../../kit/agency.ts";
import { addPerson, createSharedCase, sayText } from "../../kit/shared-case.ts";

test("a destroyed case comes back by a bundle, and the next unlocking destroys nothing again", async () => {
  const { afm, mci, caseId, send } = await createSharedCase();
  await mci.door.closeCase(null);
  const preview = expectValue(await mci.door.previewDelete({ caseId }));
  expect(preview.lastReceivedAt).not.toBeNull();
  expect(preview.lastSentAt).toBeNull();
  expectValue(await mci.door.deleteCase({ caseId, typed: "2026-0417", keepsName: false }));
  await send(afm, mci);
  const again = openCounter(mci.store, "again");
  expectValue(await again.door.unlock({ kind: "passphrase", text: mci.passphrase }));
  expect(expectValue(await again.door.listCases(null))).toMatchObject([{ caseId, title: "Umit Invest" }]);
  expect(expectValue(await again.door.listDestroyed(null))).toMatchObject([{ caseId, isFinished: true }]);
  expect(expectValue(await again.door.openCase({ caseId }))).toMatchObject({ damage: null });
});

test("a deletion that cannot be finished keeps the case from coming back until it is", async () => {
  const { afm, mci, caseId, send } = await createSharedCase();
  await mci.door.closeCase(null);
  mci.store.writesLeft = 2;
  expect(await mci.door.deleteCase({ caseId, typed: "2026-0417", keepsName: false })).toMatchObject({ ok: false, error: { kind: "disk-full" } });
  expect(expectValue(await mci.door.listDestroyed(null))).toMatchObject([{ caseId, isFinished: false }]);
  expect(await mci.door.openCase({ caseId })).toMatchObject({ ok: false, error: { kind: "unknown-case" } });
  await expect(send(afm, mci)).rejects.toThrow("disk-full");
  mci.store.writesLeft = Number.POSITIVE_INFINITY;
  await send(afm, mci);
  expect(expectValue(await mci.door.listDestroyed(null))).toMatchObject([{ caseId, isFinished: true }]);
  expect(expectValue(await mci.door.openCase({ caseId }))).toMatchObject({ damage: null, title: "Umit Invest" });
});

test("an archived case takes no bundle in", async () => {
  const { afm, mci, caseId, send } = await createSharedCase();
  await mci.door.closeCase(null);
  expectValue(await mci.door.setArchived({ caseId, isArchived: true }));
  await addPerson(afm.door, "Aliya");
  await expect(send(afm, mci)).rejects.toThrow("archived");
  expectValue(await mci.door.setArchived({ caseId, isArchived: false }));
  await send(afm, mci);
});

test("a copy says nothing of what only a partner said, and tells how much that is", async () => {
  const { mci, caseId, person } = await createSharedCase();
  expectValue(await mci.door.openCase({ caseId }));
  const own = await addPerson(mci.door, "Our own");
  await sayText(mci.door, person, "citizenship", "KZ");
  expectValue(await mci.door.addLink({ type: "related", from: own, to: person, values: [], grade: "B2", handling: "green", source: null }));
  await mci.door.closeCase(null);
  const copied = expectValue(await mci.door.copyCase({ caseId, number: "", title: "A copy", note: "from the other" }));
  // The partner's person, and our link at it.
  expect(copied.leftOut).toBe(2);
  expectValue(await mci.door.openCase({ caseId: copied.caseId }));
  expect([...mci.entities.values()].filter(({ type }) => type !== "case").map(({ id }) => id)).toEqual([own]);
});
