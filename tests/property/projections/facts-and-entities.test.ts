import fc from "fast-check";
import { expect, test } from "vitest";
import type { ClaimId, EntityId } from "../../../shared/kernel/brand.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { type Audit, createAudit } from "../../../shared/projections/audit.ts";
import { CaseFold } from "../../../shared/projections/case-fold.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { eyesOf } from "../../kit/fold.ts";
import { discloseOnly } from "../../kit/ledger-generators.ts";
import { anyTurns, type Turn, writeTurns } from "./retracting-case.ts";

const runs = { numRuns: process.env["SLOW"] === "1" ? 3000 : 300 };

/** All rows after applying batches one after the other; the rows a mirror would hold must be the same. */
function fold(batches: readonly (readonly Commit[])[]): ReadonlyMap<EntityId, Entity> {
  const whole = new CaseFold(eyesOf("afm"));
  const mirror = new Map<EntityId, Entity>();
  for (const batch of batches) {
    const patch = whole.apply(batch);
    for (const [id, row] of patch.put) mirror.set(id, row);
    for (const id of patch.drop) mirror.delete(id);
  }
  expect(sorted(mirror)).toEqual(sorted(whole.rows));
  return whole.rows;
}

const sorted = (rows: ReadonlyMap<EntityId, Entity>) => [...rows].sort(([a], [b]) => (a < b ? -1 : 1));

/** Decision 0001, word for word: live when no live retraction by the same agency names it; disputed when another agency's does. */
function liveByDefinition(commits: readonly Commit[]): ReadonlyMap<ClaimId, readonly string[]> {
  const said = commits.flatMap((commit) => commit.claims.map((claim) => ({ ...claim, agency: commit.header.agency })));
  const isLive = (id: ClaimId, agency: string): boolean =>
    !said.some(
      (other) => other.agency === agency && other.statement.op === "retract" && other.statement.claim === id && isLive(other.id, other.agency),
    );
  const disputes = (id: ClaimId) =>
    said.filter((other) => other.statement.op === "retract" && other.statement.claim === id && isLive(other.id, other.agency));
  return new Map(
    said.flatMap(({ id, statement, agency }) =>
      statement.op === "assert" && isLive(id, agency) ? [[id, [...new Set(disputes(id).map((each) => each.agency))].sort()] as const] : [],
    ),
  );
}

const anyShuffle = anyTurns.chain((turns) =>
  fc.record({
    turns: fc.constant(turns),
    order: fc.array(fc.nat(), { minLength: 2 * turns.length, maxLength: 2 * turns.length }),
    hidden: fc.array(fc.nat(3), { minLength: turns.length, maxLength: turns.length }),
    batch: fc.integer({ min: 1, max: 4 }),
  }),
);

/** Every commit twice, once with a claim withheld, in any order and in batches. */
function tangle(
  commits: readonly Commit[],
  shuffle: { readonly order: readonly number[]; readonly hidden: readonly number[]; readonly batch: number },
): readonly (readonly Commit[])[] {
  const partial = commits.map((commit, i) => discloseOnly(commit, (claim) => claim.index !== shuffle.hidden[i]));
  const all = [...commits, ...partial]
    .map((commit, i) => ({ commit, key: shuffle.order[i] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ commit }) => commit);
  return Array.from({ length: Math.ceil(all.length / shuffle.batch) }, (_, i) => all.slice(i * shuffle.batch, (i + 1) * shuffle.batch));
}

test("any order, batches, repeats and later disclosure give the same entities", async () => {
  await fc.assert(
    fc.asyncProperty(anyShuffle, async ({ turns, ...shuffle }) => {
      const commits = await writeTurns(turns);
      expect(sorted(fold(tangle(commits, shuffle)))).toEqual(sorted(fold([commits])));
    }),
    runs,
  );
});

test("live and disputed are what decision 0001 says", async () => {
  await fc.assert(
    fc.asyncProperty(anyTurns, async (turns: readonly Turn[]) => {
      const commits = await writeTurns(turns);
      const live = [...fold([commits]).values()].flatMap((entity) => Object.values(entity.facts).flat());
      expect(new Map(live.map((fact) => [fact.claim, fact.disputedBy]))).toEqual(liveByDefinition(commits));
    }),
    runs,
  );
});

test("the audit is the same in any order and counts every claim once", async () => {
  await fc.assert(
    fc.asyncProperty(anyShuffle, async ({ turns, ...shuffle }) => {
      const commits = await writeTurns(turns);
      const read = (batches: readonly (readonly Commit[])[]): Audit => {
        const audit = createAudit();
        for (const batch of batches) audit.apply(batch);
        return audit;
      };
      const entries = read(tangle(commits, shuffle)).entries();
      expect(entries).toEqual(read([commits]).entries());
      expect(entries.reduce((sum, entry) => sum + entry.asserted + entry.retracted + entry.ruled, 0)).toBe(
        commits.reduce((sum, commit) => sum + commit.claims.length, 0),
      );
    }),
    { numRuns: 100 },
  );
});
