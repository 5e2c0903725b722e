import { expect, test } from "vitest";
import { parseClaimId, parseCommitId } from "../../../shared/kernel/brand.ts";
import type { Claim, Commit, Statement } from "../../../shared/ledger/model.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import { Facts } from "../../../shared/projections/facts.ts";
import { entityNumber } from "../../property/projections/retracting-case.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { aCaseId, actNumber } from "../../kit/ledger-generators.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const [afm, knb] = [await createOfficer("Айгүл", "afm"), await createOfficer("Вера", "knb")];
const deps = { clock: createFixedClock(), random: createSeededRandom("facts") };
const subject = entityNumber(1);
const said: Statement = {
  op: "assert",
  subject,
  property: "name",
  value: { kind: "text", text: "x" },
  during: null,
  source: null,
  grade: "B2",
  handling: "green",
  nationalMark: "",
};
let acts = 0;
async function write(signer: typeof afm, ...statements: readonly Statement[]): Promise<Commit> {
  const act = {
    caseId: aCaseId,
    parents: [],
    clockAfter: acts,
    intent: "edit" as const,
    act: actNumber(acts++),
    undoes: "" as const,
    ontology: 1,
    statements,
  };
  return (await writeAct({ ...deps, signer }, act))[0] ?? expect.fail("an act has a commit");
}
const claimOf = (commit: Commit): Claim => commit.claims[0] ?? expect.fail("it says something");
const liveIds = (facts: Facts) => facts.live(subject, null).map(({ id }) => id);
const takeBack = (commit: Commit): Statement => ({ op: "retract", claim: claimOf(commit).id });

test("our own word is gone when we take it back, and back when we take that back", async () => {
  const facts = new Facts();
  const first = await write(afm, said);
  const undo = await write(afm, takeBack(first));
  const redo = await write(afm, takeBack(undo));
  expect([...facts.add([first]).ids()]).toEqual([subject]);
  expect(liveIds(facts)).toEqual([claimOf(first).id]);
  expect([...facts.add([undo]).ids()]).toEqual([subject]);
  expect(liveIds(facts)).toEqual([]);
  expect([...facts.add([redo]).ids()]).toEqual([subject]);
  expect(liveIds(facts)).toEqual([claimOf(first).id]);
  expect(facts.takenBackBy(claimOf(first).id).map(({ isHeld }) => isHeld)).toEqual([false]);
  expect(facts.takenBackBy(claimOf(undo).id).map(({ isHeld }) => isHeld)).toEqual([true]);
  expect(facts.statement(claimOf(first).id)).toEqual(said);
});

test("another agency's retraction is a dispute, until that agency takes it back", async () => {
  const facts = new Facts();
  const first = await write(afm, said);
  const dispute = await write(knb, takeBack(first));
  facts.add([dispute, first]);
  expect(facts.live(subject, null)[0]?.disputedBy).toEqual(["knb"]);
  facts.add([await write(afm, takeBack(dispute))]);
  expect(facts.live(subject, null)[0]?.disputedBy).toEqual(["knb"]);
  facts.add([await write(knb, takeBack(dispute))]);
  expect(facts.live(subject, null)[0]?.disputedBy).toEqual([]);
});

test("nothing new changes nothing", async () => {
  const facts = new Facts();
  const first = await write(afm, said);
  facts.add([first]);
  expect(facts.add([first, first]).size).toBe(0);
});

test("a claim another agency repeats stays when the first takes it back", async () => {
  const facts = new Facts();
  const first = await write(afm, said);
  const empty = await write(knb);
  const again: Commit = { ...empty, claims: first.claims, claimIds: first.claimIds };
  facts.add([again, first, await write(afm, takeBack(first))]);
  expect(facts.live(subject, null).map(({ teller, disputedBy }) => [teller.header.agency, disputedBy])).toEqual([["knb", ["afm"]]]);
});

test("what we said stays ours, however early another agency says it said the very same", async () => {
  const facts = new Facts();
  const empty = await write(knb);
  const first = await write(afm, said);
  facts.add([first, { ...empty, claims: first.claims, claimIds: first.claimIds }]);
  const tellerFor = (own: string) => facts.live(subject, null, own).map(({ teller }) => teller.header.agency);
  expect([tellerFor("afm"), tellerFor("knb"), tellerFor("mci")]).toEqual([["afm"], ["knb"], ["knb"]]);
});

test("a chain of fifty thousand undos, last one first, is followed without running out of stack", async () => {
  const facts = new Facts();
  const first = await write(afm, said);
  const links = 50_000;
  const idOf = (n: number) => (n === 0 ? claimOf(first).id : (parseClaimId(n.toString(16).padStart(64, "0")) ?? expect.fail()));
  const chain = Array.from(
    { length: links },
    (_, i): Claim => ({ ...claimOf(first), id: idOf(i + 1), statement: { op: "retract", claim: idOf(i) } }),
  );
  const commitId = parseCommitId("c".repeat(64)) ?? expect.fail();
  facts.add([{ ...first, id: commitId, claims: chain.reverse() }, first]);
  expect(liveIds(facts)).toEqual([idOf(0)]);
  expect(facts.takenBackBy(idOf(0)).map(({ isHeld }) => isHeld)).toEqual([false]);
});

test("only what arrived by then counts, whatever came later", async () => {
  const facts = new Facts();
  const first = await write(afm, said);
  const undo = await write(afm, takeBack(first));
  facts.add([first]);
  facts.add([undo]);
  facts.add([await write(afm, takeBack(undo))]);
  const at = (batch: number) => facts.live(subject, (_teller, arrival) => arrival <= batch).length;
  expect([at(-1), at(0), at(1), at(2)]).toEqual([0, 1, 0, 1]);
  expect([2, 1].map((batch) => [...facts.touchedAfter(batch).ids()])).toEqual([[], [subject]]);
});
