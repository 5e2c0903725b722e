import fc from "fast-check";
import { expect, test } from "vitest";
import { createLedger, type Ledger } from "../../../shared/ledger/ledger.ts";
import type { Commit, Statement } from "../../../shared/ledger/model.ts";
import { CaseFold, foldCase } from "../../../shared/projections/case-fold.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { eyesOf } from "../../kit/fold.ts";
import { aCaseId } from "../../kit/ledger-generators.ts";
import { expectSame, partOf, type Rows } from "../../kit/rows.ts";
import { lawRuns, lawTime } from "../../kit/runs.ts";
import { agencies, anyTurns, people, tell, tellers, secondUntoldLink, type Told, tellStatements, untoldLink } from "../../kit/told-case.ts";

/** An agency's case: its ledger, and the fold that grew with it. */
class Party {
  readonly ledger: Ledger = createLedger(aCaseId);
  readonly fold = new CaseFold(eyesOf("knb"));
  hear(commits: readonly Commit[]): void {
    const added = this.ledger.append(commits);
    if (!added.ok) return expect.fail("what one hand wrote goes together");
    this.fold.apply(added.value);
  }
  holds(): readonly Commit[] {
    return this.ledger.commits();
  }
}

/** Who sends to whom, which commits and claims of them, and whether it is lost or comes twice. */
const anyMessage = fc.record({ from: fc.nat(2), to: fc.nat(2), mask: fc.nat(), fate: fc.constantFrom("lost", "once", "once", "twice") });
const anyTraffic = fc.array(anyMessage, { maxLength: 14 });

/** The claims that every party can read, and of each commit no other. */
function common(parties: readonly Party[], whole: readonly Commit[]): (commits: readonly Commit[]) => readonly Commit[] {
  const held = whole.flatMap((commit) =>
    commit.claims
      .filter(({ index }) => parties.every(({ ledger }) => ledger.get(commit.id)?.claims.some((claim) => claim.index === index)))
      .map(({ id }) => `${commit.id}/${id}`),
  );
  const all = new Set(held);
  return (commits) =>
    commits.flatMap((commit) => {
      const claims = commit.claims.filter(({ id }) => all.has(`${commit.id}/${id}`));
      return claims.length === 0 ? [] : [{ ...commit, claims, saltKey: null }];
    });
}

test("three agencies that exchange random parts, in random order, with losses and repeats, agree on what all of them hold", lawTime, () => {
  fc.assert(
    fc.property(anyTurns, anyTraffic, (turns, traffic) => {
      const commits = tell(turns);
      const parties = agencies.map((agency) => {
        const party = new Party();
        for (const commit of commits) if (commit.header.agency === agency) party.hear([commit]);
        return party;
      });
      for (const { from, to, mask, fate } of traffic) {
        const sent = parties[from]?.holds().flatMap((commit, i) => ((mask >> (i % 20)) % 2 === 0 ? [partOf(commit, mask)] : [])) ?? [];
        for (let times = fate === "lost" ? 0 : fate === "once" ? 1 : 2; times > 0; times--) parties[to]?.hear([...sent].reverse());
      }
      const [first, second, third] = parties;
      if (first === undefined || second === undefined || third === undefined) return expect.fail("three agencies");
      const shared = common(parties, commits);
      const rows = foldCase(shared(first.holds()), eyesOf("knb")).rows;
      for (const other of [second, third]) expectSame(foldCase(shared(other.holds()), eyesOf("knb")).rows, rows);
      // And each fold that grew with the traffic is the fold of what that agency holds; when all have told all, they are one.
      for (const party of parties) expectSame(party.fold.rows, foldCase(party.holds(), eyesOf("knb")).rows);
      for (const party of parties) for (const other of parties) party.hear(other.holds());
      for (const party of parties) expectSame(party.fold.rows, foldCase(commits, eyesOf("knb")).rows);
    }),
    lawRuns,
  );
});

/** A row as it would be without rulings: what they say of the row as a whole is read off its other facts. */
function apartFromRulings(rows: Rows): ReadonlyMap<string, unknown> {
  const seen = [...rows.values()].flatMap((row): readonly (readonly [string, unknown])[] => {
    const { reliesOn: _, ...facts } = row.facts;
    const left = Object.values(facts).flat();
    if (left.length === 0) return [];
    const { agencies: _agencies, handling: _handling, isDisputed: _isDisputed, rulings: _rulings, ...rest } = row;
    return [[row.id, { ...rest, facts, agencies: new Set(left.map(({ agency }) => agency)) }]];
  });
  return new Map(seen);
}

test("a ruling never changes what another agency sees as its own", lawTime, () => {
  fc.assert(
    fc.property(anyTurns, fc.constantFrom("afm", "mci"), (turns, ruler) => {
      const commits = tell(turns);
      const isTheirs = (agency: string, statement: Statement): boolean =>
        agency === ruler && statement.op === "assert" && statement.property === "reliesOn";
      const without = commits.map((commit) => ({
        ...commit,
        claims: commit.claims.filter(({ statement }) => !isTheirs(commit.header.agency, statement)),
      }));
      const [seen, wanted] = [commits, without].map((all) => foldCase(all, eyesOf("knb")).rows);
      if (seen === undefined || wanted === undefined) return expect.fail("two folds");
      expectSame(apartFromRulings(seen), apartFromRulings(wanted));
      // Only a ruling on one of their rulings follows it.
      const theirs = new Set(
        commits.flatMap(({ header, claims }) => claims.flatMap(({ id, statement }) => (isTheirs(header.agency, statement) ? [id] : []))),
      );
      const ours = ({ rulings }: Entity) => rulings.filter(({ agency, reliesOn }) => agency === "knb" && !theirs.has(reliesOn));
      for (const [id, row] of wanted) expect(ours(seen.get(id) ?? expect.fail("a row we see without them"))).toEqual(ours(row));
    }),
    lawRuns,
  );
});

const anyMerge = fc.record({
  turns: anyTurns,
  keep: fc.constantFrom(...people.slice(0, 2)),
  other: fc.constantFrom(...people.slice(2)),
  isOurs: fc.boolean(),
  isTakenBackWhole: fc.boolean(),
  own: fc.constantFrom(...agencies),
});
const tellerOf = (agency: string): number => tellers.findIndex((each) => each.agency === agency);

test("un-merge restores exactly: taking back a merge of ours, or contesting one of another agency", lawTime, () => {
  let merges = 0;
  fc.assert(
    fc.property(anyMerge, ({ turns, keep, other, isOurs, isTakenBackWhole, own }) => {
      const commits = [...tell(turns)];
      const told: Told = { commits, claims: [] };
      const before = foldCase(told.commits, eyesOf(own)).rows;
      const said = { op: "assert", subject: untoldLink, during: null, source: null, grade: "B2", handling: "green", nationalMark: "" } as const;
      const merge = tellStatements(told, isOurs ? tellerOf(own) : tellerOf(own === "mci" ? "afm" : "mci"), [
        { ...said, property: "type", value: { kind: "text", text: "sameAs" }, note: "бір адам" },
        { ...said, property: "from", value: { kind: "entity", entity: other } },
        { ...said, property: "to", value: { kind: "entity", entity: keep } },
      ]);
      const merged = foldCase(told.commits, eyesOf(own)).now;
      expect(merged.relating().get(untoldLink)).toEqual({ type: "sameAs", pair: { from: other, to: keep }, isOurs });
      if (merged.sameness.keyOf(other) === merged.sameness.keyOf(keep)) merges += 1;
      const back = isTakenBackWhole ? merge.claimIds : merge.claimIds.slice(0, 1);
      tellStatements(
        told,
        tellerOf(own),
        back.map((claim) => ({ op: "retract", claim })),
      );
      const after = new Map(foldCase(told.commits, eyesOf(own)).rows);
      expect(after.has(untoldLink)).toBe(!(isOurs && isTakenBackWhole));
      after.delete(untoldLink);
      expectSame(after, before);
    }),
    lawRuns,
  );
  expect(merges).toBeGreaterThan(lawRuns.numRuns / 2);
});

test("a merge of ours holds whatever others say of the two, and is then marked", lawTime, () => {
  let held = 0;
  fc.assert(
    fc.property(anyMerge, ({ turns, keep, other, own }) => {
      const commits = [...tell(turns)];
      const told: Told = { commits, claims: [] };
      const said = { op: "assert", subject: untoldLink, during: null, source: null, grade: "B2", handling: "green", nationalMark: "" } as const;
      const ends = [
        { ...said, property: "from", value: { kind: "entity", entity: other } },
        { ...said, property: "to", value: { kind: "entity", entity: keep } },
      ] as const;
      tellStatements(told, tellerOf(own), [{ ...said, property: "type", value: { kind: "text", text: "sameAs" } }, ...ends]);
      const fold = foldCase(told.commits, eyesOf(own));
      const { sameness } = fold.now;
      const isOne = sameness.keyOf(other) === sameness.keyOf(keep);
      const distinct = [{ property: "type", value: { kind: "text", text: "distinctFrom" } }, ...ends] as const;
      // Said of a link of their own, and of ours: neither turns what we said.
      for (const subject of [untoldLink, secondUntoldLink]) {
        const word = tellStatements(
          told,
          tellerOf(own === "mci" ? "afm" : "mci"),
          distinct.map((each) => ({ ...said, ...each, subject })),
        );
        fold.apply([word]);
      }
      const after = fold.now.sameness;
      expect(after.keyOf(other) === after.keyOf(keep)).toBe(isOne);
      if (isOne) {
        held += 1;
        expect(after.membersOf(after.keyOf(keep))).toEqual(sameness.membersOf(sameness.keyOf(keep)));
        expect(fold.rows.get(after.keyOf(keep))?.isDisputed).not.toBe(false);
      }
      expectSame(fold.rows, foldCase(told.commits, eyesOf(own)).rows);
    }),
    lawRuns,
  );
  expect(held).toBeGreaterThan(500);
});
