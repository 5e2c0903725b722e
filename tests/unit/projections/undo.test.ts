import { expect, test } from "vitest";
import type { Commit, Intent, Signer } from "../../../shared/ledger/model.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import { UndoReader, undoStack } from "../../../shared/projections/undo.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { aCaseId, actNumber } from "../../kit/ledger-generators.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const [me, colleague] = [await createOfficer("Айгүл", "afm"), await createOfficer("Болат", "afm")];
const deps = { clock: createFixedClock(), random: createSeededRandom("undo") };

/** A ledger of acts in order: who, what for, and which act it undoes. */
async function ledgerOf(acts: readonly (readonly [Signer, Intent, number?])[]): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for (const [n, [signer, intent, undoes]] of acts.entries()) {
    commits.push(
      ...(await writeAct(
        { ...deps, signer },
        {
          caseId: aCaseId,
          parents: commits.slice(-1).map((commit) => commit.id),
          clockAfter: n,
          intent,
          act: actNumber(n),
          undoes: undoes === undefined ? "" : actNumber(undoes),
          ontology: 1,
          statements: [],
        },
      )),
    );
  }
  return commits;
}
const next = async (...acts: readonly (readonly [Signer, Intent, number?])[]) => {
  const { undo, redo } = undoStack(await ledgerOf(acts), me.author);
  return { undo: undo?.act ?? null, redo: redo?.act ?? null, intents: [undo?.intent ?? "", redo?.intent ?? ""] };
};

test("nothing is undoable in a new case, and its creation never is", async () => {
  expect(await next()).toEqual({ undo: null, redo: null, intents: ["", ""] });
  expect(await next([me, "create-case"])).toEqual({ undo: null, redo: null, intents: ["", ""] });
});

test("what left the house or came in is not undoable, and does not end redoing", async () => {
  expect((await next([me, "create-case"], [me, "add"], [me, "share"], [me, "receive"])).undo).toBe(actNumber(1));
  expect(await next([me, "add"], [me, "undo", 0], [me, "share"])).toMatchObject({ undo: null, redo: actNumber(1) });
});

test("undo walks back, redo is the undo of the undo", async () => {
  expect(await next([me, "add"], [me, "import"])).toMatchObject({ undo: actNumber(1), redo: null, intents: ["import", ""] });
  expect(await next([me, "add"], [me, "import"], [me, "undo", 1])).toMatchObject({
    undo: actNumber(0),
    redo: actNumber(2),
    intents: ["add", "import"],
  });
  expect(await next([me, "add"], [me, "import"], [me, "undo", 1], [me, "undo", 0])).toMatchObject({
    undo: null,
    redo: actNumber(3),
    intents: ["", "add"],
  });
  expect(await next([me, "add"], [me, "import"], [me, "undo", 1], [me, "undo", 0], [me, "undo", 3])).toMatchObject({
    undo: actNumber(4),
    redo: actNumber(2),
    intents: ["add", "import"],
  });
});

test("a new act ends redoing", async () => {
  expect(await next([me, "add"], [me, "undo", 0], [me, "edit"])).toMatchObject({ undo: actNumber(2), redo: null });
});

test("a colleague's acts are theirs to undo", async () => {
  expect(await next([me, "add"], [colleague, "add"])).toMatchObject({ undo: actNumber(0), redo: null });
  expect(await next([me, "add"], [me, "undo", 0], [colleague, "edit"])).toMatchObject({ undo: null, redo: actNumber(1) });
});

test("an act of several commits is one step", async () => {
  const twice = [...(await ledgerOf([[me, "import"]]))];
  expect(undoStack([...twice, ...twice], me.author).undo?.act).toBe(actNumber(0));
});

test("read again as the ledger grows, or another list in its place, it is what is read at once", async () => {
  const acts = [
    [me, "add"],
    [colleague, "add"],
    [me, "import"],
    [me, "undo", 2],
    [me, "undo", 3],
    [me, "undo", 4],
    [me, "edit"],
  ] as const;
  const commits = await ledgerOf(acts);
  const [growing, reader]: [Commit[], UndoReader] = [[], new UndoReader(me.author)];
  for (const commit of commits) {
    growing.push(commit);
    expect(reader.read(growing)).toEqual(undoStack(growing, me.author));
  }
  for (const other of [commits.slice(0, 3), commits, commits.slice(1), []]) expect(reader.read(other)).toEqual(undoStack(other, me.author));
});
