import { expect, test } from "vitest";
import { parseClaimId, parseCommitId } from "../../../shared/kernel/brand.ts";
import type { Claim, Commit, Statement } from "../../../shared/ledger/model.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import { createFacts } from "../../../shared/projections/facts.ts";
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
const takeBack = (commit: Commit): Statement => ({ op: "retract", claim: claimOf(commit).id });

test("our own word is gone when we take it back, and back when we take that back", async () => {
  const facts = createFacts();
  const first = await write(afm, said);
  const undo = await write(afm, takeBack(first));
  const redo = await write(afm, takeBack(undo));
  expect(facts.apply([first]).put.get(subject)).toHaveLength(1);
  expect(facts.apply([undo])).toEqual({ put: new Map(), drop: new Set([subject]) });
  expect(
    facts
      .apply([redo])
      .put.get(subject)
      ?.map((fact) => fact.claim),
  ).toEqual([claimOf(first).id]);
  expect([facts.isLive(claimOf(first).id, "afm"), facts.isLive(claimOf(undo).id, "afm"), facts.isLive(claimOf(first).id, "knb")]).toEqual([
    true,
    false,
    false,
  ]);
  expect(facts.assertion(claimOf(first).id)).toEqual(said);
});

test("another agency's retraction is a dispute, until that agency takes it back", async () => {
  const facts = createFacts();
  const first = await write(afm, said);
  const dispute = await write(knb, takeBack(first));
  expect(facts.apply([dispute, first]).put.get(subject)?.[0]?.disputedBy).toEqual(["knb"]);
  facts.apply([await write(afm, takeBack(dispute))]);
  expect(facts.of(subject)[0]?.disputedBy).toEqual(["knb"]);
  expect(facts.apply([await write(knb, takeBack(dispute))]).put.get(subject)?.[0]?.disputedBy).toEqual([]);
});

test("nothing new changes nothing", async () => {
  const facts = createFacts();
  const first = await write(afm, said);
  facts.apply([first]);
  expect(facts.apply([first, first])).toEqual({ put: new Map(), drop: new Set() });
});

test("a claim another agency repeats stays when the first takes it back", async () => {
  const facts = createFacts();
  const first = await write(afm, said);
  const empty = await write(knb);
  const again: Commit = { ...empty, claims: first.claims, claimIds: first.claimIds };
  facts.apply([again, first, await write(afm, takeBack(first))]);
  expect(facts.of(subject).map((fact) => [fact.agency, fact.disputedBy])).toEqual([["knb", ["afm"]]]);
});

test("a chain of fifty thousand undos, last one first, is followed without running out of stack", async () => {
  const facts = createFacts();
  const first = await write(afm, said);
  const links = 50_000;
  const idOf = (n: number) => (n === 0 ? claimOf(first).id : (parseClaimId(n.toString(16).padStart(64, "0")) ?? expect.fail()));
  const chain = Array.from(
    { length: links },
    (_, i): Claim => ({ ...claimOf(first), id: idOf(i + 1), statement: { op: "retract", claim: idOf(i) } }),
  );
  const commitId = parseCommitId("c".repeat(64)) ?? expect.fail();
  facts.apply([{ ...first, id: commitId, claims: chain.reverse() }, first]);
  expect(facts.of(subject)).toHaveLength(1);
  expect(facts.isLive(idOf(1), "afm")).toBe(false);
});
