import fc from "fast-check";
import { expect, test } from "vitest";
import type { ClaimId, EntityId } from "../../../shared/kernel/brand.ts";
import type { Commit, Span } from "../../../shared/ledger/model.ts";
import { foldCase } from "../../../shared/projections/case-fold.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { eyesOf } from "../../kit/fold.ts";
import { expectSame, keysFor, type Rows } from "../../kit/rows.ts";
import { lawRuns, lawTime } from "../../kit/runs.ts";
import { agencies, anyTurns, days, tell } from "../../kit/told-case.ts";

/** Assertions a lens keeps, and with each every retraction above it. */
function select(commits: readonly Commit[], keeps: (claim: Commit["claims"][number]) => boolean): readonly Commit[] {
  const kept = new Set<ClaimId>();
  const all = commits.flatMap(({ claims }) => claims);
  for (const claim of all) if (claim.statement.op === "assert" && keeps(claim)) kept.add(claim.id);
  for (let grew = true; grew; ) {
    const size = kept.size;
    for (const { id, statement } of all) if (statement.op === "retract" && kept.has(statement.claim)) kept.add(id);
    grew = kept.size > size;
  }
  return commits.map((commit) => ({ ...commit, claims: commit.claims.filter(({ id }) => kept.has(id)) }));
}

/** Live facts by claim, of these claims only; how many say the same is a count within what one holds, and left out. */
function factsOf(rows: Rows, among: ReadonlySet<ClaimId>): ReadonlyMap<ClaimId, Fact> {
  const facts = [...rows.values()].flatMap((row) => Object.values(row.facts).flat());
  return new Map(facts.filter(({ claim }) => among.has(claim)).map((fact) => [fact.claim, { ...fact, corroboration: 0 }]));
}

test("restrict(entities(l)) = entities(select(l)): a lens shows of each claim what the whole shows of it", lawTime, () => {
  fc.assert(
    fc.property(anyTurns, keysFor(20), fc.constantFrom(...agencies), (turns, keys, own) => {
      const commits = tell(turns);
      let at = 0;
      const chosen = select(commits, () => (keys[at++ % keys.length] ?? 0) % 2 === 0);
      const among = new Set(chosen.flatMap(({ claims }) => claims.map(({ id }) => id)));
      expectSame(factsOf(foldCase(chosen, eyesOf(own)).rows, among), factsOf(foldCase(commits, eyesOf(own)).rows, among));
    }),
    lawRuns,
  );
});

const relating = ["sameAs", "distinctFrom", "copyOf"];

test("a lens that keeps things whole, and all that says who is who and what repeats what, shows exactly their rows", lawTime, () => {
  fc.assert(
    fc.property(anyTurns, keysFor(12), fc.constantFrom(...agencies), (turns, keys, own) => {
      const commits = tell(turns);
      const rows = foldCase(commits, eyesOf(own)).rows;
      const kept = new Set<EntityId>();
      let at = 0;
      for (const { id, members } of [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
        if ((keys[at++ % keys.length] ?? 0) % 2 === 0) for (const each of [id, ...members]) kept.add(each);
      }
      const relaters = new Set<EntityId>();
      for (const { statement } of commits.flatMap(({ claims }) => claims)) {
        const isRelating = statement.op === "assert" && statement.value.kind === "text" && relating.includes(statement.value.text);
        if (isRelating) relaters.add(statement.subject);
      }
      const seen = foldCase(
        select(commits, ({ statement }) => statement.op === "assert" && (kept.has(statement.subject) || relaters.has(statement.subject))),
        eyesOf(own),
      ).rows;
      const only = (all: Rows): Rows => new Map([...all].filter(([id]) => kept.has(id)));
      expectSame(only(seen), only(rows));
    }),
    lawRuns,
  );
});

/** Whether a span holds a day, by its first and last possible day. */
function holds(span: Span | null, day: string): boolean {
  const [from, to] = [span?.from ?? "", span?.to ?? ""];
  const first = from === "" ? "0000" : from;
  const last = to === "" ? "9999" : to;
  return `${first.slice(0, 10)}-00-00`.slice(0, 10) <= day && day <= `${last.slice(0, 10)}-99-99`.slice(0, 10);
}

function standsOn({ form, facts }: Entity, day: string): boolean {
  const [since, until] = [facts["since"]?.[0]?.value, facts["until"]?.[0]?.value];
  const starts = since?.kind === "date" ? since.from : "";
  const ends = until?.kind === "date" ? until.to : "";
  return form !== "link" || holds({ from: starts, to: ends }, day);
}

test("what was valid on a day = the rows of the claims that hold that day, without the links whose own dates do not", lawTime, () => {
  fc.assert(
    fc.property(anyTurns, fc.constantFrom(...days), fc.constantFrom(...agencies), (turns, day, own) => {
      const commits = tell(turns);
      const fold = foldCase(commits, eyesOf("afm"));
      const view = fold.view({ own, day, isDated: true }, null);
      const ids = new Set([...fold.facts.subjects(), ...view.sameness.ids()]);
      const dated = new Map([...ids].flatMap((id) => [view.build(id)].flatMap((row) => (row === null ? [] : [[id, row] as const]))));
      const holding = select(commits, ({ statement }) => statement.op === "assert" && holds(statement.during, day));
      const naive = foldCase(holding, { own, day, isDated: false }).rows;
      expectSame(dated, new Map([...naive].filter(([, row]) => !isLapsedLink(row, day))));
      expect(naive.size).toBeLessThanOrEqual(fold.facts.size);
    }),
    lawRuns,
  );
});

/** Only types of the ontology with such dates have them. */
const isLapsedLink = (row: Entity, day: string): boolean => row.type === "owns" && !standsOn(row, day);
