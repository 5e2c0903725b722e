import fc from "fast-check";
import { expect, test } from "vitest";
import { createLedger } from "../../../shared/ledger/ledger.ts";
import { foldCase } from "../../../shared/projections/case-fold.ts";
import { eyesOf } from "../../kit/fold.ts";
import { aCaseId } from "../../kit/ledger-generators.ts";
import { anyTurns, tell } from "../../kit/told-case.ts";

/** How many of 2,000 cases show a thing. A law over cases in which it never happens would say nothing of it. */
test("the cases laws are tried on show everything the fold knows, each often enough", () => {
  const seen = new Map<string, number>();
  for (const turns of fc.sample(anyTurns, { numRuns: 2000, seed: 2026 })) {
    const commits = tell(turns);
    const { rows, now, facts } = foldCase(commits, eyesOf("afm"));
    const all = [...rows.values()];
    const said = all.flatMap((row) => Object.values(row.facts).flat());
    const statements = commits.flatMap(({ claims }) => claims.map(({ statement }) => statement));
    const isRetraction = new Set(commits.flatMap(({ claims }) => claims.flatMap(({ id, statement }) => (statement.op === "retract" ? [id] : []))));
    const ledger = createLedger(aCaseId);
    ledger.append(commits);
    const shown: Readonly<Record<string, boolean>> = {
      "merged things": now.sameness.ids().size > 0,
      "distinct beside same": new Set([...now.relating().values()].map(({ type }) => type)).size > 1,
      copies: [...now.relating().values()].some(({ type, pair }) => type === "copyOf" && pair.from !== pair.to),
      conflicts: all.some(({ conflicts }) => conflicts.length > 0),
      corroboration: said.some(({ corroboration }) => corroboration > 1),
      "order by corroboration": all.some(({ conflicts }) => conflicts.some(({ because }) => because === "corroboration")),
      "order by our dispute": all.some(({ conflicts }) => conflicts.some(({ because }) => because === "uncontested")),
      "order by ruling": all.some(({ conflicts }) => conflicts.some(({ because }) => because === "ruling")),
      "rulings in force": all.some(({ rulings }) => rulings.some(({ state }) => state === "in-force")),
      "lapsed rulings": all.some(({ rulings }) => rulings.some(({ state }) => state === "lapsed")),
      "void rulings": all.some(({ rulings }) => rulings.some(({ state }) => state === "void")),
      disputes: said.some(({ disputedBy }) => disputedBy.length > 0),
      "dead claims": said.length < statements.filter(({ op }) => op === "assert").length,
      "retractions of retractions": statements.some((statement) => statement.op === "retract" && isRetraction.has(statement.claim)),
      "notes, units, times": commits.some(({ header }) => header.format === 2),
      "times of validity": said.some(({ during }) => during !== null),
      "claims said by two agencies": commits.some(({ header, claims }) =>
        claims.some(({ id }) => commits.some((other) => other.header.agency !== header.agency && other.claimIds.includes(id))),
      ),
      branches: ledger.heads.length > 1,
      forks: ledger.forks.length > 0,
      "several agencies": new Set(commits.map(({ header }) => header.agency)).size === 3,
    };
    for (const [what, isShown] of Object.entries(shown)) seen.set(what, (seen.get(what) ?? 0) + (isShown ? 1 : 0));
    expect(facts.size).toBeLessThanOrEqual(statements.length);
  }
  expect([...seen].filter(([, count]) => count < 40)).toEqual([]);
});
