import fc from "fast-check";
import { expect, test } from "vitest";
import type { ClaimId, EntityId } from "../../../shared/kernel/brand.ts";
import type { Commit, Span } from "../../../shared/ledger/model.ts";
import { foldCase } from "../../../shared/projections/case-fold.ts";
import { ExhibitIds, lineageOf } from "../../../shared/projections/lineage.ts";
import { countIndependent } from "../../../shared/projections/rely.ts";
import { type Pair, samenessOf } from "../../../shared/projections/sameness.ts";
import { rivalsAmong } from "../../../shared/projections/spans.ts";
import { eyesOf } from "../../kit/fold.ts";
import { expectSame } from "../../kit/rows.ts";
import { lawRuns, lawTime } from "../../kit/runs.ts";
import { anyTurns, exhibits, files, links, people, tell } from "../../kit/told-case.ts";

/** Decision 0001, word for word: live when no live retraction by the same agency names it; disputed when another agency's does. */
function liveByDefinition(commits: readonly Commit[]): ReadonlyMap<ClaimId, readonly string[]> {
  const said = commits.flatMap((commit) => commit.claims.map((claim) => ({ ...claim, agency: commit.header.agency })));
  const isLive = (id: ClaimId, agency: string): boolean =>
    !said.some((other) => other.agency === agency && other.statement.op === "retract" && other.statement.claim === id && isLive(other.id, agency));
  const disputes = (id: ClaimId) =>
    said.filter((other) => other.statement.op === "retract" && other.statement.claim === id && isLive(other.id, other.agency));
  return new Map(
    said.flatMap(({ id, statement, agency }) =>
      statement.op === "assert" && isLive(id, agency) ? [[id, [...new Set(disputes(id).map((each) => each.agency))].sort()] as const] : [],
    ),
  );
}

test("live and disputed are what decision 0001 says", lawTime, () => {
  fc.assert(
    fc.property(anyTurns, (turns) => {
      const commits = tell(turns);
      const facts = [...foldCase(commits, eyesOf("afm")).rows.values()].flatMap((row) => Object.values(row.facts).flat());
      expectSame(new Map(facts.map(({ claim, disputedBy }) => [claim, disputedBy])), liveByDefinition(commits));
      expect(new Set(facts.map(({ claim }) => claim)).size).toBe(facts.length);
    }),
    lawRuns,
  );
});

const anyOrigins = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1, maxLength: 3 }).map((origins) => origins.sort());

/** The most voices of which no two share an origin, by trying all. */
function mostIndependent(voices: readonly (readonly string[])[]): number {
  const [first, ...rest] = voices;
  if (first === undefined) return 0;
  const apart = rest.filter((voice) => !voice.some((origin) => first.includes(origin)));
  return Math.max(mostIndependent(rest), 1 + mostIndependent(apart));
}

test("how many are independent: never more than can be, no fewer than one voice an origin, whatever the order", lawTime, () => {
  fc.assert(
    fc.property(fc.array(anyOrigins, { maxLength: 8 }), fc.array(fc.nat()), (voices, keys) => {
      const counted = countIndependent(voices);
      expect(counted).toBeLessThanOrEqual(mostIndependent(voices));
      expect(counted > 0).toBe(voices.length > 0);
      const shuffled = voices.toSorted((a, b) => (keys[a.length] ?? 0) - (keys[b.length] ?? 0)).reverse();
      expect(countIndependent(shuffled)).toBe(counted);
      // A repeat, and a digest of voices that were heard, add nothing; where each has one origin, it is the number of origins.
      expect(countIndependent([...voices, ...voices])).toBe(counted);
      const single = voices.map((voice) => voice.slice(0, 1));
      const origins = new Set(single.flat());
      expect(countIndependent(single)).toBe(origins.size);
      if (origins.size > 0) expect(countIndependent([...single, [...origins].sort()])).toBe(origins.size);
    }),
    lawRuns,
  );
});

const anyDay = fc.constantFrom("", "2023", "2024", "2024-02", "2024-02-29", "2024-03", "2024-06-01", "2024-06-01T10:00", "2025-12-31");
const anySpan: fc.Arbitrary<Span | null> = fc.option(fc.record({ from: anyDay, to: anyDay }), { freq: 4 });

/** Two spans overlap when each begins before the other ends; a year ends with its last moment. A span that ends before it begins is no time at all. */
function overlap(a: Span | null, b: Span | null): boolean {
  const [one, other] = [a, b].map((span) => ({ start: span?.from ?? "", end: span === null || span.to === "" ? "~" : `${span.to}~` }));
  if (one === undefined || other === undefined) return false;
  const isTime = one.start <= one.end && other.start <= other.end;
  return isTime && one.start <= other.end && other.start <= one.end;
}

test("rivals are those whose time overlaps that of another value", lawTime, () => {
  fc.assert(
    fc.property(fc.array(fc.record({ key: fc.constantFrom("x", "y", "z"), during: anySpan }), { maxLength: 8 }), (entries) => {
      const naive = entries.flatMap(({ key, during }, place) =>
        entries.some((other) => other.key !== key && overlap(during, other.during)) ? [place] : [],
      );
      expect([...rivalsAmong(entries)].sort((a, b) => a - b)).toEqual(naive);
    }),
    lawRuns,
  );
});

const things = [...people, ...exhibits];
const anyThing = fc.constantFrom(...things);
const reach = (from: EntityId, next: (at: EntityId) => readonly EntityId[]): ReadonlySet<EntityId> => {
  const seen = new Set([from]);
  for (const at of seen) for (const each of next(at)) seen.add(each);
  return seen;
};

test("origins are where copying ends: what nobody copied, or a circle under its least name", lawTime, () => {
  fc.assert(
    fc.property(fc.array(fc.record({ copy: anyThing, original: anyThing }), { maxLength: 10 }), (copies) => {
      const originals = (at: EntityId) => copies.filter(({ copy }) => copy === at).map(({ original }) => original);
      const originsByDefinition = (from: EntityId): readonly EntityId[] => {
        // An end is a thing from which one can come only to things from which one can come back.
        const ends = [...reach(from, originals)].filter((at) => [...reach(at, originals)].every((each) => reach(each, originals).has(at)));
        return [...new Set(ends.map((at) => [...reach(at, originals)].sort()[0] ?? at))].sort();
      };
      const lineage = lineageOf(copies, new ExhibitIds());
      for (const each of things) expect(lineage.originsOfExhibit(each)).toEqual(originsByDefinition(each));
      for (const [i, file] of files.entries()) expect(lineage.originsOf(file)).toEqual(originsByDefinition(exhibits[i] ?? expect.fail()));
    }),
    lawRuns,
  );
});

test("the same are those tied by a chain of held pairs, under the one merged into no other", lawTime, () => {
  const anyPairs: fc.Arbitrary<readonly Pair[]> = fc.array(fc.record({ from: anyThing, to: anyThing }), { maxLength: 7 });
  fc.assert(
    fc.property(anyPairs, anyPairs, fc.nat(7), (same, distinct, turn) => {
      const isApart = ({ from, to }: Pair) =>
        distinct.some((pair) => (pair.from === from && pair.to === to) || (pair.from === to && pair.to === from));
      const held = same.filter((pair) => !isApart(pair) && pair.from !== pair.to);
      const tied = (at: EntityId) => held.flatMap(({ from, to }) => (from === at ? [to] : to === at ? [from] : []));
      const found = samenessOf([...same.slice(turn), ...same.slice(0, turn), ...same], [...distinct].reverse());
      for (const each of [...things, ...links]) {
        const group = [...reach(each, tied)].sort();
        const key = group.find((id) => !held.some(({ from }) => from === id)) ?? group[0];
        expect(found.keyOf(each)).toBe(key);
        expect(found.membersOf(each)).toEqual(each === key ? group.filter((id) => id !== key) : []);
        expect(found.ids().has(each)).toBe(group.length > 1);
      }
    }),
    lawRuns,
  );
});
