import fc from "fast-check";
import { expect, test } from "vitest";
import { createLedger, type Ledger } from "../../../shared/ledger/ledger.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { CaseFold, foldCase } from "../../../shared/projections/case-fold.ts";
import type { Viewpoint } from "../../../shared/projections/viewpoint.ts";
import { eyesOf } from "../../kit/fold.ts";
import { aCaseId } from "../../kit/ledger-generators.ts";
import { expectSame, inOrder, inPieces, keysFor, partOf, patched, type Rows } from "../../kit/rows.ts";
import { lawRuns, lawTime } from "../../kit/runs.ts";
import { agencies, anyTurns, days, tell } from "../../kit/told-case.ts";

const anyViewpoint: fc.Arbitrary<Viewpoint> = fc.record({ own: fc.constantFrom(...agencies), day: fc.constantFrom(...days), isDated: fc.boolean() });

/** Every commit twice, once with some claims withheld, in any order. */
function tangled(commits: readonly Commit[], masks: readonly number[], keys: readonly number[]): readonly Commit[] {
  return inOrder([...commits, ...commits.map((commit, i) => partOf(commit, masks[i] ?? 0))], keys);
}

test("any order of the same commits, cut anywhere, with repeats and later disclosure, folds alike", lawTime, () => {
  fc.assert(
    fc.property(anyTurns, keysFor(14), keysFor(7), fc.integer({ min: 1, max: 4 }), (turns, keys, masks, size) => {
      const commits = tell(turns);
      const fold = new CaseFold(eyesOf("afm"));
      for (const batch of inPieces(tangled(commits, masks, keys), size)) fold.apply(batch);
      expectSame(fold.rows, foldCase(commits, eyesOf("afm")).rows);
    }),
    lawRuns,
  );
});

test("the incremental fold is the fold from scratch, patch by patch, and from every new viewpoint", lawTime, () => {
  const anySteps = fc.array(fc.option(anyViewpoint, { freq: 3 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(anyTurns, anySteps, keysFor(14), keysFor(7), fc.integer({ min: 1, max: 4 }), (turns, looks, keys, masks, size) => {
      let viewpoint = eyesOf("afm");
      const fold = new CaseFold(viewpoint);
      let mirror: Rows = new Map();
      const said: Commit[] = [];
      for (const [i, batch] of inPieces(tangled(tell(turns), masks, keys), size).entries()) {
        said.push(...batch);
        mirror = patched(mirror, fold.apply(batch));
        const look = looks[i] ?? null;
        if (look !== null) {
          fold.see((viewpoint = look));
          mirror = patched(mirror, fold.refresh());
        }
        expectSame(mirror, fold.rows);
        expectSame(mirror, foldCase(said, viewpoint).rows);
      }
    }),
    lawRuns,
  );
});

/** A ledger of all that is in these. */
function union(...parts: readonly (readonly Commit[])[]): Ledger {
  const ledger = createLedger(aCaseId);
  for (const part of parts) if (!ledger.append(part).ok) expect.fail("what one hand wrote goes together");
  return ledger;
}

test("merge of ledgers is commutative, associative and idempotent, down to the rows", lawTime, () => {
  const masks = fc.tuple(keysFor(7), keysFor(7), keysFor(7));
  fc.assert(
    fc.property(anyTurns, masks, (turns, [first, second, third]) => {
      const commits = tell(turns);
      // A third of the commits is missing from each, and claims of the rest.
      const part = (keys: readonly number[]) => commits.flatMap((commit, i) => ((keys[i] ?? 0) % 3 === 0 ? [] : [partOf(commit, keys[i] ?? 0)]));
      const [a, b, c] = [part(first), part(second), part(third)];
      const whole = told(union(a, b, c));
      for (const other of [union(b, a, c), union(a, union(b, c).commits()), union(union(a, b).commits(), c), union(c, a, b, a, c, b, b)]) {
        expect(told(other)).toEqual(whole);
        expectSame(foldCase(other.commits(), eyesOf("knb")).rows, foldCase([...a, ...b, ...c], eyesOf("knb")).rows);
      }
    }),
    lawRuns,
  );
});

/** What a ledger tells, as plain text: the ids of all that is in it. */
function told(ledger: Ledger): string {
  const { heads, clock, size, gaps, forks } = ledger;
  const commits = ledger.commits().map(({ id, claimIds, claims }) => ({ id, claimIds, read: claims.map((claim) => [claim.index, claim.id]) }));
  const first = commits.flatMap(({ claimIds }) => claimIds.map((id) => ledger.claim(id)?.commit.id ?? ""));
  return JSON.stringify({ heads, clock, size, gaps, forks, commits, first });
}
