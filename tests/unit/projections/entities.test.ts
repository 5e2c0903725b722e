import { expect, test } from "vitest";
import type { Commit, Statement, Value } from "../../../shared/ledger/model.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { entityNumber } from "../../property/projections/retracting-case.ts";
import { rowsOf } from "../../kit/fold.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { aCaseId, actNumber } from "../../kit/ledger-generators.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const deps = { signer: await createOfficer("Айгүл", "afm"), clock: createFixedClock(), random: createSeededRandom("entities") };
const say = (property: string, value: Value, more: Partial<Extract<Statement, { op: "assert" }>> = {}): Statement => ({
  op: "assert",
  subject: entityNumber(1),
  property,
  value,
  during: null,
  source: null,
  grade: "B2",
  handling: "green",
  nationalMark: "",
  ...more,
});
const text = (said: string): Value => ({ kind: "text", text: said });

/** The entity that statements, each a commit of its own, make. */
const entityOf = (...statements: readonly Statement[]): Promise<Entity> => entityOfActs(statements.map((statement) => [statement]));
/** The entity that statements of one commit make. */
const entityAtOnce = (...statements: readonly Statement[]): Promise<Entity> => entityOfActs([statements]);

async function entityOfActs(acts: readonly (readonly Statement[])[]): Promise<Entity> {
  const commits: Commit[] = [];
  for (const [n, statements] of acts.entries()) {
    const act = {
      caseId: aCaseId,
      parents: [],
      clockAfter: n,
      intent: "add" as const,
      act: actNumber(n),
      undoes: "" as const,
      ontology: 1,
      statements,
    };
    commits.push(...(await writeAct(deps, act)));
  }
  return rowsOf(commits).get(entityNumber(1)) ?? expect.fail("it has facts");
}

test("the better grade is painted first, then the later word", async () => {
  const entity = await entityOf(
    say("type", text("exchange")),
    say("name", text("old"), { grade: "A1" }),
    say("name", text("rumour"), { grade: "F6" }),
    say("name", text("new"), { grade: "A1" }),
  );
  expect(entity.facts["name"]?.map((fact) => textOf(fact.value))).toEqual(["new", "old", "rumour"]);
  expect(entity.title).toBe("new");
});
const textOf = (value: Value): string => ("text" in value ? value.text : "");

test("several values of a single-valued property are a conflict; a list, agreement and other times are not", async () => {
  const rivals = await entityOf(say("type", text("exchange")), say("status", text("active")), say("status", text("blocked")));
  expect(rivals.conflicts).toEqual([{ property: "status", values: 2, sources: 1, because: "recency" }]);
  const atOnce = await entityAtOnce(say("type", text("exchange")), say("status", text("active")), say("status", text("blocked")));
  expect(atOnce.conflicts).toEqual([{ property: "status", values: 2, sources: 1, because: "order" }]);
  const list = await entityOf(say("type", text("exchange")), say("alias", text("a")), say("alias", text("b")));
  const agreed = await entityOf(say("type", text("exchange")), say("status", text("active")), say("status", text("active"), { grade: "C3" }));
  const dated = await entityOf(
    say("type", text("exchange")),
    say("legality", text("preliminary"), { during: { from: "2023", to: "2024-03" } }),
    say("legality", text("licensed"), { during: { from: "2024-04", to: "" } }),
  );
  expect([list.conflicts, agreed.conflicts, dated.conflicts]).toEqual([[], [], []]);
  const touching = await entityOf(
    say("type", text("exchange")),
    say("legality", text("preliminary"), { during: { from: "2023", to: "2024" } }),
    say("legality", text("licensed"), { during: { from: "2024-04", to: "" } }),
  );
  expect(touching.conflicts.map(({ property }) => property)).toEqual(["legality"]);
});

test("the strictest handling is the entity's", async () => {
  expect((await entityOf(say("type", text("site")), say("note", text("x"), { handling: "red" }))).handling).toBe("red");
  expect((await entityOf(say("type", text("site"), { handling: "amber" }), say("note", text("x"), { handling: "clear" }))).handling).toBe("amber");
});

test("an entity whose type is withheld is unknown, a link by its ends", async () => {
  expect(await entityOf(say("name", text("x")))).toMatchObject({ type: "unknown", form: "node", title: "" });
  const end = (n: number): Value => ({ kind: "entity", entity: entityNumber(n) });
  expect(await entityOf(say("from", end(2)), say("to", end(3)))).toMatchObject({
    type: "unknown",
    form: "link",
    ends: { from: entityNumber(2), to: entityNumber(3) },
  });
  expect(await entityOf(say("type", text("owns")), say("from", end(2)))).toMatchObject({ type: "owns", form: "link", ends: null });
});

test("a property called like an object's own members is only a property", async () => {
  const entity = await entityOf(say("type", text("site")), say("constructor", text("x")), say("toString", text("y")));
  expect(Object.keys(entity.facts).sort()).toEqual(["constructor", "toString", "type"]);
});
