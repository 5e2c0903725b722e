import fc from "fast-check";
import { expect, test } from "vitest";
import { type AuthorId, type CommitId, parseAuthorId, parseCommitId } from "../../shared/kernel/brand.ts";
import type { Commit } from "../../shared/ledger/model.ts";
import { unwitnessedOf } from "../../shared/projections/stolen-keys.ts";
import { instant } from "../kit/fixed-clock.ts";
import { aCaseId, actNumber } from "../kit/ledger-generators.ts";

/** Histories of four keys, the first of which is stolen; times are whatever each says. What is judged are headers: nothing else of a commit is read. */
const authors = [1, 2, 3, 4].map((digit): AuthorId => parseAuthorId(String(digit).repeat(64)) ?? expect.fail("an author"));
const stolen = authors[0] ?? expect.fail("four");
const [from, believed] = [instant(1000), new Set(authors.slice(1, 3))];
const isWitness = ({ header }: Commit): boolean => believed.has(header.author);
const idOf = (at: number): CommitId => parseCommitId(at.toString(16).padStart(64, "0")) ?? expect.fail("an id");

const anyHistory = fc
  .array(fc.record({ by: fc.nat({ max: 3 }), at: fc.nat({ max: 2000 }), on: fc.array(fc.nat({ max: 40 }), { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((said) =>
    said.map(({ by, at, on }, place): Commit => commitOf(place, by, at, place === 0 ? [] : [...new Set(on.map((each) => each % place))])),
  );

function commitOf(place: number, by: number, at: number, on: readonly number[]): Commit {
  const author = authors[by] ?? stolen;
  const header = {
    format: 1,
    case: aCaseId,
    parents: on.map(idOf),
    author,
    agency: `a${by}`,
    clock: place + 1,
    saidAt: instant(at),
    intent: "add",
    act: actNumber(place),
    undoes: "",
    ontology: 4,
    count: 0,
    root: "0".repeat(64),
  } as const;
  return { id: idOf(place), header, signature: new Uint8Array(64), claimIds: [], claims: [], saltKey: null };
}

/** The rule said again, slowly: a commit of the key counts when somebody believed said something before the theft that stands, by steps, on it. */
function slowly(commits: readonly Commit[]): ReadonlySet<CommitId> {
  const standsOn = (commit: Commit, id: CommitId): boolean =>
    commit.header.parents.some((parent) => parent === id || commits.some((each) => each.id === parent && standsOn(each, id)));
  const isShown = ({ id, header }: Commit): boolean =>
    header.saidAt < from && commits.some((witness) => isWitness(witness) && witness.header.saidAt < from && standsOn(witness, id));
  return new Set(commits.flatMap((commit) => (commit.header.author === stolen && !isShown(commit) ? [commit.id] : [])));
}
const marked = (commits: readonly Commit[]): ReadonlySet<CommitId> => unwitnessedOf(commits, { key: stolen, from }, isWitness);

test("exactly those of the stolen key are marked that no believed word of before stands on; the order they came in does not matter", () => {
  fc.assert(
    fc.property(anyHistory, fc.nat(), (commits, turn) => {
      const found = marked(commits);
      expect(found).toEqual(slowly(commits));
      const turned = [...commits.slice(turn % commits.length), ...commits.slice(0, turn % commits.length)];
      expect(new Set(marked(turned))).toEqual(new Set(found));
    }),
  );
});

test("nothing that is said on or after the day of the theft, by whomever, and nothing the thief says, takes a mark away", () => {
  fc.assert(
    fc.property(
      anyHistory,
      fc.array(fc.record({ by: fc.nat({ max: 3 }), at: fc.integer({ min: 0, max: 2000 }) }), { maxLength: 10 }),
      (commits, more) => {
        const heads = commits.map((_, place) => place);
        const later = more.map(({ by, at }, step) => commitOf(commits.length + step, by, by === 0 ? at : 1000 + (at % 1000), heads));
        const before = marked(commits);
        const after = marked([...commits, ...later]);
        expect([...before].filter((id) => !after.has(id))).toEqual([]);
      },
    ),
  );
});

test("what is not here shows nothing: with any commit lost, no fewer of the rest are marked", () => {
  fc.assert(
    fc.property(anyHistory, fc.nat(), (commits, lost) => {
      const left = commits.filter((_, place) => place !== lost % commits.length);
      const after = marked(left);
      for (const id of marked(commits)) if (left.some((each) => each.id === id)) expect(after.has(id)).toBe(true);
    }),
  );
});
