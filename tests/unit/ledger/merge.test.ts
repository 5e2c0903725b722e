import { expect, test } from "vitest";
import { parseClaimId } from "../../../shared/kernel/brand.ts";
import { isSameCommit, mergeDisclosures } from "../../../shared/ledger/merge.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { aCaseId, actNumber, discloseOnly } from "../../kit/ledger-generators.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const deps = { signer: await createOfficer("Айгүл", "afm"), clock: createFixedClock(), random: createSeededRandom("merge") };
const claim = parseClaimId("1".repeat(64)) ?? expect.fail();
const statements = [0, 1, 2].map(() => ({ op: "retract" as const, claim }));
const act = { caseId: aCaseId, parents: [], clockAfter: 0, intent: "add" as const, act: actNumber(1), undoes: "" as const, ontology: 1, statements };
const commit = (await writeAct(deps, act))[0] ?? expect.fail();
const only = (...indexes: number[]) => discloseOnly(commit, (each) => indexes.includes(each.index));

test("joins what either side may read, in order", () => {
  const merged = mergeDisclosures(only(2), only(0));
  expect(merged.ok && merged.value.claims.map((each) => each.index)).toEqual([0, 2]);
  expect(merged.ok && isSameCommit(merged.value, only(0, 2))).toBe(true);
});

test("gives back the very same commit when nothing is new", () => {
  const known = only(0, 1);
  expect(mergeDisclosures(known, only(1))).toEqual({ ok: true, value: known });
  const again = mergeDisclosures(commit, only(0));
  expect(again.ok && again.value).toBe(commit);
});

test("keeps a salt key that either side has", () => {
  const merged = mergeDisclosures(only(0), commit);
  expect(merged.ok && isSameCommit(merged.value, commit)).toBe(true);
  expect(isSameCommit(only(0, 1, 2), commit)).toBe(false);
  expect(isSameCommit(only(0), only(1))).toBe(false);
});
