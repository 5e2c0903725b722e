import { expect, test } from "vitest";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { type Agency, expectValue } from "../../kit/agency.ts";
import { createSharedCase, sayText } from "../../kit/shared-case.ts";

const missing = async ({ door }: Agency) => expectValue(await door.missingBundles(null));

test("after a first share of the whole nothing is missing, though bookkeeping of the sender stays home; a lost bundle is named until it comes", async () => {
  const { afm, mci, person, send } = await createSharedCase();
  // A share is bookkeeping of the sender: what follows builds on a record that is never given.
  await sayText(afm.door, person, "alias", "One");
  await send(afm, mci);
  expect(expectValue(await mci.door.verifyChain(null))).toMatchObject({ fault: null, gaps: expect.any(Number) });
  expect(expectValue(await mci.door.verifyChain(null)).gaps).toBeGreaterThan(0);
  expect(await missing(mci)).toEqual([]);
  const plan = {
    entities: null,
    withhold: [],
    files: [],
    to: [mci.me.author],
    marking: "green",
    legalBasis: "law",
    purpose: "check",
    retainUntil: "",
  } as const;
  const lost = expectValue(await afm.door.share(plan)).file;
  await sayText(afm.door, person, "alias", "Two");
  await send(afm, mci);
  expect(await missing(mci)).toEqual([{ author: afm.me.author, numbers: [3] }]);
  expect(await missing(afm)).toEqual([]);
  const { token } = expectValue(await mci.door.openBundle({ file: lost }));
  invariant(token !== "", "it is opened");
  expectValue(await mci.door.acceptBundle({ token }));
  expect(await missing(mci)).toEqual([]);
});
