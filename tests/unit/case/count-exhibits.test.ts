import { expect, test } from "vitest";
import { expectValue } from "../../kit/agency.ts";
import { draftOf, fileOf } from "../../kit/locker.ts";
import { createSharedCase } from "../../kit/shared-case.ts";

test("only files that lie here are counted as stored: one that came by its hash alone takes no room, until it comes", async () => {
  const { afm, mci, caseId, send } = await createSharedCase();
  const text = "x".repeat(5000);
  expectValue(await afm.door.addExhibits(draftOf([fileOf(text)], { handling: "green" })));
  await afm.door.closeCase(null);
  const [theirs] = expectValue(await afm.door.listCases(null));
  expect(theirs).toMatchObject({ exhibits: 1, exhibitBytes: 5000, absentExhibits: 0 });
  expectValue(await afm.door.openCase({ caseId }));
  await send(afm, mci);
  const listed = async () => {
    const [entry] = expectValue(await mci.door.listCases(null));
    return { exhibits: entry?.exhibits, bytes: entry?.exhibitBytes, absent: entry?.absentExhibits };
  };
  const openOnce = async () => {
    expectValue(await mci.door.openCase({ caseId }));
    expectValue(await mci.door.closeCase(null));
  };
  await openOnce();
  expect(await listed()).toEqual({ exhibits: 1, bytes: 0, absent: 1 });
  expect(expectValue(await mci.door.measureCase({ caseId })).exhibitBytes).toBe(0);
  // The same bytes come by another way: they are counted without the case being opened anew.
  expectValue(await mci.door.openCase({ caseId }));
  expectValue(await mci.door.addExhibits(draftOf([fileOf(text), fileOf("one more")], { handling: "green" })));
  await mci.door.closeCase(null);
  expect(await listed()).toEqual({ exhibits: 2, bytes: 5008, absent: 0 });
});
