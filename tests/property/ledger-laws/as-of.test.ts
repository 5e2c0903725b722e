import fc from "fast-check";
import { expect, test } from "vitest";
import { CaseFlows } from "../../../shared/case/case-flows.ts";
import { LookingBack } from "../../../shared/case/looking-back.ts";
import { createMirror, type Mirror } from "../../../shared/case/mirror.ts";
import { lastParts } from "../../../shared/case/parts.ts";
import { plainRow } from "../../../shared/projections/packed-row.ts";
import { beginsStep } from "../../../shared/case/points.ts";
import { createLedger } from "../../../shared/ledger/ledger.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { CaseFold, foldCase } from "../../../shared/projections/case-fold.ts";
import { eyesOf } from "../../kit/fold.ts";
import { aCaseId } from "../../kit/ledger-generators.ts";
import { expectSame, inOrder, keysFor, partOf, type Rows } from "../../kit/rows.ts";
import { lawRuns, lawTime } from "../../kit/runs.ts";
import { anyTurns, days, tell, tellers, tellStatements, type Told, type Turn } from "../../kit/told-case.ts";

const nothing = { put: new Map<never, never>(), drop: new Set<never>() };
const history = { commits: 0, claims: 0, done: 0, undone: 0, undo: null, redo: null, lastSavedAt: null, forks: 0, gaps: 0 } as const;

/** A reader's copy of a case that came in batches, and what looks back over it. */
function read(batches: readonly (readonly Commit[])[]): { readonly mirror: Mirror; readonly looking: LookingBack; readonly fold: CaseFold } {
  const fold = new CaseFold(eyesOf("afm"));
  const mirror = createMirror(plainRow);
  const flows = new CaseFlows(async () => null);
  const looking = new LookingBack({ caseId: aCaseId, fold, flows, tell: (news) => void mirror.hear(news), heard: async () => undefined });
  const ledger = createLedger(aCaseId);
  for (const batch of batches) {
    const added = ledger.append(batch);
    if (!added.ok) expect.fail("what one hand wrote goes together");
    const patch = fold.apply(added.value);
    looking.note(batch);
    for (const part of lastParts(patch, nothing)) mirror.hear({ kind: "patch", caseId: aCaseId, isWhole: false, history, ...part });
  }
  return { mirror, looking, fold };
}

/** Commits in any order, some of them told in part first and whole later, in batches of up to three. */
const anyArrival = fc.record({ turns: anyTurns, keys: keysFor(14), masks: keysFor(7), sizes: keysFor(14) });
interface Arrival {
  readonly turns: readonly Turn[];
  readonly keys: readonly number[];
  readonly masks: readonly number[];
  readonly sizes: readonly number[];
}
function arrivalOf({ turns, keys, masks, sizes }: Arrival): readonly (readonly Commit[])[] {
  const commits = tell(turns);
  const partial = commits.filter((_, i) => (masks[i] ?? 0) % 3 === 0).map((commit, i) => partOf(commit, masks[i] ?? 0));
  const all = [...inOrder([...commits, ...partial], keys)];
  const batches: (readonly Commit[])[] = [];
  for (let i = 0; all.length > 0; i++) batches.push(all.splice(0, 1 + ((sizes[i] ?? 0) % 3)));
  return batches;
}

test("after step k one sees what a reader had then, and coming back to now is now", lawTime, async () => {
  await fc.assert(
    fc.asyncProperty(anyArrival, fc.option(fc.constantFrom(...days)), async (arrival, valid) => {
      const batches = arrivalOf(arrival);
      const { mirror, looking, fold } = read(batches);
      expectSame(mirror.entities, fold.rows);
      for (const k of batches.keys()) {
        expect(await looking.lookAt({ known: k, valid: null })).toMatchObject({ ok: true });
        expectSame(mirror.entities, foldCase(batches.slice(0, k + 1).flat(), eyesOf("afm")).rows);
        if (valid === null) continue;
        expect(await looking.lookAt({ known: k, valid })).toMatchObject({ ok: true });
        const then = foldCase(batches.slice(0, k + 1).flat(), { own: "afm", day: valid, isDated: true });
        expectSame(mirror.entities, then.rows);
      }
      expect(await looking.lookAt({ known: null, valid: null })).toMatchObject({ ok: true, value: { known: null, valid: null } });
      expect(looking.isBack).toBe(false);
      expectSame(mirror.entities, fold.rows);
    }),
    lawRuns,
  );
});

test("a view built whole is a fresh fold of the first batches, whoever looks", lawTime, () => {
  fc.assert(
    fc.property(anyArrival, fc.constantFrom("afm", "knb", "mci"), (arrival, own) => {
      const batches = arrivalOf(arrival);
      const { fold } = read(batches);
      for (const k of batches.keys()) {
        const view = fold.view(eyesOf(own), (_teller, arrivedWith) => arrivedWith <= k);
        const ids = new Set([...fold.facts.subjects(), ...view.sameness.ids()]);
        const rows: Rows = new Map([...ids].flatMap((id) => [view.build(id)].flatMap((row) => (row === null ? [] : [[id, row] as const]))));
        expectSame(rows, foldCase(batches.slice(0, k + 1).flat(), eyesOf(own)).rows);
      }
    }),
    lawRuns,
  );
});

test("the steps of a run are the batches that were kept one after the other", lawTime, () => {
  const own = tellers[0]?.author ?? expect.fail();
  /** What was kept at once: commits that came with a bundle, ours given back among them, and an act of ours of one commit or several. */
  const anyBatch = fc.record({ received: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }), ownCommits: fc.integer({ min: 1, max: 3 }) });
  fc.assert(
    fc.property(fc.array(anyBatch, { maxLength: 8 }), (all) => {
      const told: Told = { commits: [], claims: [] };
      const batches = all.map(({ received, ownCommits }) => {
        const theirs = received.map((teller) => tellStatements(told, teller, []));
        const first = tellStatements(told, 0, []);
        const rest = Array.from({ length: ownCommits - 1 }, () => tellStatements(told, 0, []));
        const oneAct = [first, ...rest].map((commit) => ({
          ...commit,
          header: { ...commit.header, act: first.header.act },
          saltKey: new Uint8Array(32),
        }));
        return [...theirs, ...oneAct];
      });
      const [run, firsts] = [batches.flat(), new Set(batches.map((batch) => batch[0]))];
      for (const [at, commit] of run.entries()) expect(beginsStep(run[at - 1] ?? null, commit, own)).toBe(firsts.has(commit));
    }),
    lawRuns,
  );
});
