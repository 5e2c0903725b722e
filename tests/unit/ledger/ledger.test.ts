import { beforeEach, describe, expect, test } from "vitest";
import type { CaseId, CommitId } from "../../../shared/kernel/brand.ts";
import { parseClaimId } from "../../../shared/kernel/brand.ts";
import { createLedger, type Ledger } from "../../../shared/ledger/ledger.ts";
import type { Commit, Signer, Statement } from "../../../shared/ledger/model.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { aCaseId, actNumber, anotherCaseId, discloseOnly } from "../../kit/ledger-generators.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const [aigul, bolat] = [await createOfficer("Айгүл", "afm"), await createOfficer("Болат", "knb")];
const random = createSeededRandom("ledger");
let acts = 0;

async function write(signer: Signer, parents: readonly CommitId[], clockAfter: number, caseId: CaseId = aCaseId): Promise<Commit> {
  acts += 1;
  const claim = parseClaimId(acts.toString(16).padStart(64, "0")) ?? expect.fail();
  const statements: Statement[] = [
    { op: "retract", claim },
    { op: "retract", claim },
  ];
  const act = { caseId, parents, clockAfter, intent: "add" as const, act: actNumber(acts), undoes: "" as const, ontology: 1, statements };
  return (await writeAct({ signer, clock: createFixedClock(), random }, act))[0] ?? expect.fail();
}

let [first, left, right, joined]: Commit[] = [];
let ledger: Ledger;
beforeEach(async () => {
  ledger = createLedger(aCaseId);
  first = await write(aigul, [], 0);
  left = await write(aigul, [first.id], 1);
  right = await write(bolat, [first.id], 1);
  joined = await write(bolat, [left.id, right.id], 2);
});
const diamond = () => [first, left, right, joined].flatMap((commit) => commit ?? []);
const must = (commit: Commit | undefined) => commit ?? expect.fail();

describe("a ledger", () => {
  test("of nothing has no head, no clock and no gap", () => {
    expect(ledger).toMatchObject({ caseId: aCaseId, heads: [], clock: 0, size: 0, gaps: 0, forks: [] });
    expect(ledger.commits()).toEqual([]);
  });

  test("orders by clock, then id, and knows its heads", () => {
    const appended = ledger.append(diamond().reverse());
    const order = ledger.commits();
    expect(appended).toEqual({ ok: true, value: order });
    expect(order.map((commit) => commit.header.clock)).toEqual([1, 2, 2, 3]);
    expect((order[1]?.id ?? "") < (order[2]?.id ?? "")).toBe(true);
    expect(ledger).toMatchObject({ heads: [must(joined).id], clock: 3, size: 4, gaps: 0 });
    expect(ledger.has(must(left).id)).toBe(true);
    expect(ledger.get(must(left).id)).toBe(left);
  });

  test("has two heads after two branches, and a repeat adds nothing", () => {
    ledger.append([must(first), must(left), must(right)]);
    expect(ledger.heads).toEqual([must(left).id, must(right).id].sort());
    expect(ledger.append([must(left), must(left)])).toEqual({ ok: true, value: [] });
    expect(ledger.size).toBe(3);
  });

  test("counts parents that did not come as gaps, until they come", () => {
    ledger.append([must(joined)]);
    expect(ledger).toMatchObject({ gaps: 2, heads: [must(joined).id], clock: 3 });
    ledger.append([must(left)]);
    expect(ledger.gaps).toBe(2);
    ledger.append([must(right), must(first)]);
    expect(ledger).toMatchObject({ gaps: 0, heads: [must(joined).id] });
  });

  test("takes all or none", async () => {
    const foreign = await write(aigul, [], 0, anotherCaseId);
    expect(ledger.append([must(first), foreign])).toEqual({ ok: false, error: { kind: "other-case", where: foreign.id } });
    const renamed = { ...must(left), id: must(right).id };
    expect(ledger.append([must(first), renamed])).toEqual({ ok: false, error: { kind: "bad-encoding", where: renamed.id } });
    expect(ledger).toMatchObject({ size: 0, heads: [], clock: 0 });
  });
});

describe("disclosures", () => {
  test("of one commit join, and a readable claim is found with its commit", () => {
    const commit = must(first);
    const [a, b] = commit.claimIds;
    ledger.append([discloseOnly(commit, (claim) => claim.index === 1)]);
    expect(ledger.claim(a ?? expect.fail())).toBeUndefined();
    expect(ledger.claim(b ?? expect.fail())?.claim.index).toBe(1);
    const more = ledger.append([discloseOnly(commit, (claim) => claim.index === 0)]);
    expect(more).toMatchObject({ ok: true, value: [{ id: commit.id, claims: [{ index: 0 }, { index: 1 }], saltKey: null }] });
    expect(ledger.claim(a ?? expect.fail())?.commit.id).toBe(commit.id);
    expect(ledger.append([discloseOnly(commit, () => true)])).toEqual({ ok: true, value: [] });
    expect(ledger.append([commit])).toMatchObject({ ok: true, value: [{ saltKey: commit.saltKey }] });
    expect(ledger.size).toBe(1);
  });

  test("of one commit in one append join too", () => {
    const commit = must(first);
    const parts = [0, 1].map((index) => discloseOnly(commit, (claim) => claim.index === index));
    expect(ledger.append(parts)).toMatchObject({ ok: true, value: [{ id: commit.id, claims: [{ index: 0 }, { index: 1 }] }] });
    expect(ledger.size).toBe(1);
  });

  test("that contradict each other are refused", () => {
    const commit = must(first);
    ledger.append([discloseOnly(commit, () => false)]);
    const [a, b] = commit.claims;
    const forged = { ...commit, claims: [{ ...(a ?? expect.fail()), id: b?.id ?? expect.fail() }] };
    expect(ledger.append([forged])).toEqual({ ok: false, error: { kind: "bad-claim", where: `${commit.id}/0` } });
  });
});

test("two commits of one author at one clock are a fork: kept and shown", async () => {
  const twin = await write(aigul, [must(first).id], 1);
  ledger.append([...diamond(), twin]);
  expect(ledger.size).toBe(5);
  expect(ledger.forks).toEqual([{ author: aigul.author, clock: 2, commits: [must(left).id, twin.id].sort() }]);
});

test("a claim id that two commits name belongs to the first by clock and id, whichever came first", async () => {
  const copied = must(left).claims[0] ?? expect.fail();
  for (const order of [
    [left, joined],
    [joined, left],
  ]) {
    const own = createLedger(aCaseId);
    for (const commit of order) own.append([{ ...must(commit), claims: [copied] }]);
    expect(own.claim(copied.id)?.commit.id).toBe(must(left).id);
  }
});
