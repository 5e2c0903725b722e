import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { discloseCommits } from "../../shared/bundle/select.ts";
import type { CaseId, ClaimId } from "../../shared/kernel/brand.ts";
import type { Ledger } from "../../shared/ledger/ledger.ts";
import { type Handling, handlings, type Statement } from "../../shared/ledger/model.ts";
import { verifyCommit } from "../../shared/ledger/verify.ts";
import { anyMove, makeMove, type Move } from "../kit/case-moves.ts";
import { rowsOf } from "../kit/fold.ts";
import { agenciesOf, beginCase, createRing, deliver, ledgerOf, type Member, readableOf, type Ring, send, type Sent } from "../kit/ring.ts";
import { isSlow } from "../kit/runs.ts";

/**
 * Three agencies in a ring, A → B → C → A, through their counters: each says, contests, takes back and hands on what it may; bundles are redacted, get
 * lost, come late or twice.
 */
const runs = isSlow ? 1000 : 24;

interface Step {
  readonly who: number;
  readonly act: "say" | "send" | "again";
  readonly move: Move;
  readonly withhold: readonly number[];
  readonly marking: number;
  readonly isWithoutNames: boolean;
  readonly isOnlyNew: boolean;
  readonly fate: "arrives" | "twice" | "later" | "lost" | "never left";
}
const markings = ["green", "amber", "amber+strict", "red", "red"] as const;
const names = { by: "property", type: "", property: "fullName" } as const;
const anyStep: fc.Arbitrary<Step> = fc.record({
  who: fc.nat({ max: 2 }),
  act: fc.constantFrom("say", "say", "say", "send", "send", "send", "again"),
  move: fc.tuple(anyMove, fc.constantFrom("clear", "green", "green", "green", "amber", "red")).map(([move, handling]) => ({ ...move, handling })),
  withhold: fc.array(fc.nat({ max: 999 }), { maxLength: 3 }),
  marking: fc.nat({ max: markings.length - 1 }),
  isWithoutNames: fc.nat({ max: 5 }).map((chance) => chance === 0),
  isOnlyNew: fc.boolean(),
  fate: fc.constantFrom("arrives", "arrives", "arrives", "twice", "later", "later", "lost", "never left"),
});

const seen = { arrived: 0, again: 0, lost: 0, withheld: 0, kept: 0, passedOn: 0, takenBack: 0, contested: 0, common: 0 };
let ring: Ring;
beforeAll(async () => {
  ring = await createRing(["afm", "knb", "mci"]);
});

const at = <Item>(items: readonly Item[], place: number): Item | undefined => items[place % Math.max(1, items.length)];
const memberAt = (place: number): Member => at(ring.members, place) ?? fail();
const isStrict = (handling: Handling): boolean => handlings.indexOf(handling) > handlings.indexOf("green");
const fail = (): never => {
  throw new Error("a ring has members");
};

/** A bundle arrives: what is new here is nothing that was withheld from it, or that its originator did not let go further. */
async function arrive(sent: Sent, caseId: CaseId): Promise<void> {
  const before = readableOf(await ledgerOf(sent.to, caseId));
  const accepted = await deliver(sent);
  if (!accepted.ok) throw new Error(`${accepted.error.kind} ${accepted.error.where ?? ""}`);
  const after = await ledgerOf(sent.to, caseId);
  // That it was taken in is said here too, and came by no bundle.
  const isOurs = (id: ClaimId): boolean =>
    after.claim(id)?.commit.header.intent === "receive" && after.claim(id)?.commit.header.agency === sent.to.code;
  const fresh = [...readableOf(after)].filter((id) => !before.has(id) && !isOurs(id));
  // What an undone acceptance had brought lies in the ledger and counts anew.
  expect(accepted.value.newClaims).toBeGreaterThanOrEqual(fresh.length);
  expect(accepted.value.newClaims).toBeLessThanOrEqual(sent.receipt.disclosed);
  for (const id of fresh) expectAllowed(sent, after, id);
  seen.arrived += 1;
}

function expectAllowed({ from, plan }: Sent, ledger: Ledger, id: ClaimId): void {
  const found = ledger.claim(id) ?? fail();
  const { statement } = found.claim;
  const isOthers = found.commit.header.agency !== from.code;
  if (isOthers) seen.passedOn += 1;
  // What was taken back is told whatever a sender would rather keep.
  if (statement.op === "retract") return;
  expect(plan.withhold).not.toContain(id);
  if (plan.redact?.length === 1) expect(statement.property).not.toBe(names.property);
  expect(handlings.indexOf(statement.handling)).toBeLessThanOrEqual(handlings.indexOf(plan.marking));
  // Another agency's words go on up to GREEN; stricter ones only home, where they are known.
  if (isOthers) expect(isStrict(statement.handling)).toBe(false);
}

async function takeStep(step: Step, caseId: CaseId, underWay: Sent[]): Promise<void> {
  const member = memberAt(step.who);
  if (step.act === "say") return void (await makeMove(member, step.move, []));
  if (step.act === "again") {
    const old = at(underWay, step.move.pick);
    if (old === undefined) return;
    seen.again += 1;
    return arrive(old, caseId);
  }
  const readable = [...readableOf(await ledgerOf(member, caseId))];
  const withhold = step.withhold.flatMap((place) => at(readable, place) ?? []);
  const marking = at(markings, step.marking) ?? "green";
  const sent = await send(ring, member, { withhold, marking, isOnlyNew: step.isOnlyNew, redact: step.isWithoutNames ? [names] : [] });
  if (sent === null) return;
  seen.withheld += withhold.length;
  await meetFate(step.fate, sent, caseId, underWay);
}

async function meetFate(fate: Step["fate"], sent: Sent, caseId: CaseId, underWay: Sent[]): Promise<void> {
  if (fate === "never left") {
    const settled = await sent.from.door.settleShares({ statementHashes: [sent.receipt.statementHash], wereHandedOver: false });
    expect(settled).toMatchObject({ ok: true });
  }
  if (fate === "lost" || fate === "never left") seen.lost += 1;
  if (fate === "arrives" || fate === "twice") await arrive(sent, caseId);
  // A repeat adds nothing.
  if (fate === "twice") expect(await deliver(sent)).toMatchObject({ ok: true, value: { newClaims: 0, newCommits: 0, newFiles: 0 } });
  if (fate === "twice" || fate === "later") underWay.push(sent);
}

/** Nothing is lost or kept back any more: everything that may goes round, and once more to the second, so that it hears what the last one said. */
async function goRound(caseId: CaseId): Promise<void> {
  for (const member of [...ring.members, memberAt(0)]) {
    const sent = await send(ring, member);
    if (sent !== null) await arrive(sent, caseId);
  }
}

/** Every claim of every agency still verifies to its first author's signature, and says what it said at home. */
async function expectSound(ledgers: ReadonlyMap<string, Ledger>): Promise<void> {
  const agencies = agenciesOf(ring);
  for (const ledger of ledgers.values()) {
    for (const commit of ledger.commits()) {
      expect(await verifyCommit(commit)).toEqual({ ok: true, value: undefined });
      const home = ledgers.get(agencies.get(commit.header.author) ?? "")?.get(commit.id) ?? fail();
      expect(commit.header).toEqual(home.header);
      expect(commit.signature).toEqual(home.signature);
      const said = new Map(home.claims.map(({ id, line }) => [id, line]));
      for (const { id, line } of commit.claims) expect(said.get(id)).toBe(line);
    }
  }
}

const commonOf = (ledgers: readonly Ledger[]): ReadonlySet<ClaimId> =>
  ledgers.map((ledger) => readableOf(ledger)).reduce((common, readable) => common.intersection(readable));

/** Of some claims, those that stand: nobody of their own agency has taken them back, as far as a ledger knows. */
function standingOf(ledger: Ledger, claims: ReadonlySet<ClaimId>): readonly ClaimId[] {
  const facts = [...rowsOf(ledger.commits(), "").values()].flatMap(({ facts }) => Object.values(facts).flat());
  return facts
    .map(({ claim }) => claim)
    .filter((id) => claims.has(id))
    .sort();
}

describe("a case that goes round", () => {
  test("all agree on what all hold, every claim is its first author's, and nobody gets what its originator kept", {
    timeout: isSlow ? 3_600_000 : 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 10, maxLength: 30 }), async (steps) => {
        const caseId = await beginCase(ring);
        const underWay: Sent[] = [];
        for (const step of steps) await takeStep(step, caseId, underWay);
        const during = new Map<string, Ledger>();
        for (const member of ring.members) during.set(member.code, await ledgerOf(member, caseId));
        await expectSound(during);
        expectAgreed([...during.values()]);
        await goRound(caseId);
        const after = new Map<string, Ledger>();
        for (const member of ring.members) after.set(member.code, await ledgerOf(member, caseId));
        await expectSound(after);
        const common = expectAgreed([...after.values()]);
        // With nothing under way, what one knows to be taken back is taken back for all who hold it.
        const [first, ...others] = [...after.values()].map((ledger) => standingOf(ledger, common));
        for (const standing of others) expect(standing).toEqual(first);
        count(after, common);
      }),
      { numRuns: runs },
    );
    // What was to be tried was tried.
    for (const [what, often] of Object.entries(seen)) expect([what, often]).toEqual([what, expect.toSatisfy((n: number) => n >= runs / 3)]);
  });
});

/** What all hold, folded, is the same for all. */
function expectAgreed(ledgers: readonly Ledger[]): ReadonlySet<ClaimId> {
  const common = commonOf(ledgers);
  const [first, ...others] = ledgers.map((ledger) => rowsOf(discloseCommits(ledger.commits(), common), ""));
  expect(first?.size).toBeGreaterThan(0);
  for (const rows of others) expect(rows).toEqual(first);
  return common;
}

function count(ledgers: ReadonlyMap<string, Ledger>, common: ReadonlySet<ClaimId>): void {
  seen.common += common.size;
  for (const [code, ledger] of ledgers) {
    for (const { header, claims } of ledger.commits()) {
      if (header.agency !== code) continue;
      const isKept = ({ op, ...said }: Statement): boolean => "property" in said && said.property === names.property && isStrict(said.handling);
      seen.kept += claims.filter(({ id, statement }) => isKept(statement) && !common.has(id)).length;
      seen.takenBack += claims.filter(({ statement }) => statement.op === "retract").length;
      seen.contested += header.intent === "dispute" || header.intent === "rule" ? 1 : 0;
    }
  }
}
