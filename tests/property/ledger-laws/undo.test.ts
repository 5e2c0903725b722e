import fc from "fast-check";
import { expect, test } from "vitest";
import type { Commit } from "../../../shared/ledger/model.ts";
import { foldCase } from "../../../shared/projections/case-fold.ts";
import { undoStack } from "../../../shared/projections/undo.ts";
import { eyesOf } from "../../kit/fold.ts";
import { expectSame, type Rows } from "../../kit/rows.ts";
import { lawRuns, lawTime } from "../../kit/runs.ts";
import { agencies, anyTurn, anyTurns, tell, tellers, tellTurn, tellUndo, type Told, type Turn } from "../../kit/told-case.ts";

const officer = 0;
const author = tellers[officer]?.author ?? expect.fail();
/** Takes back the officer's next act to undo, or to redo; null when there is none. */
function turnBack(told: Told, way: "undo" | "redo"): Commit | null {
  const step = undoStack(told.commits, author)[way];
  const undone = told.commits.find(({ header }) => header.author === author && header.act === step?.act);
  return undone === undefined ? null : tellUndo(told, officer, undone);
}

/** An act of the officer's own; saying another's very claim again is nothing the program does, and is not undone alone. */
const anActOfOurs: fc.Arbitrary<Turn> = anyTurn.map(({ deeds }) => ({
  teller: officer,
  deeds: deeds.filter(({ kind }) => kind !== "repeat"),
  isBranch: false,
}));
const rowsOf = (told: Told, own: string): Rows => foldCase(told.commits, eyesOf(own)).rows;

test("undo restores the entities and lengthens the ledger; redo restores what undo took", lawTime, () => {
  fc.assert(
    fc.property(anyTurns, anActOfOurs, fc.constantFrom(...agencies), (turns, act, own) => {
      const commits = [...tell(turns)];
      const told: Told = { commits, claims: commits.flatMap(({ claims }) => claims) };
      const before = rowsOf(told, own);
      tellTurn(told, act);
      const after = rowsOf(told, own);
      const length = told.commits.length;
      const kept = JSON.stringify(told.commits);
      for (let round = 0; round < 2; round++) {
        expect(turnBack(told, "undo")).not.toBeNull();
        expectSame(rowsOf(told, own), before);
        expect(turnBack(told, "redo")).not.toBeNull();
        expectSame(rowsOf(told, own), after);
      }
      expect(told.commits.length).toBe(length + 4);
      expect(JSON.stringify(told.commits.slice(0, length))).toBe(kept);
    }),
    lawRuns,
  );
});

test("any run of acts, undos and redos walks one line of pictures to and fro", lawTime, () => {
  const moves = fc.array(fc.oneof(anActOfOurs, fc.constantFrom("undo" as const, "undo" as const, "redo" as const)), { maxLength: 9 });
  fc.assert(
    fc.property(moves, (all) => {
      const told: Told = { commits: [], claims: [] };
      const [done, undone]: [Rows[], Rows[]] = [[], []];
      let shown = rowsOf(told, "afm");
      for (const move of all) {
        const before = shown;
        const length = told.commits.length;
        if (move !== "undo" && move !== "redo") {
          tellTurn(told, move);
          done.push(before);
          undone.length = 0;
          shown = rowsOf(told, "afm");
          continue;
        }
        const [from, to] = move === "undo" ? [done, undone] : [undone, done];
        const wanted = from.pop();
        expect(turnBack(told, move) === null).toBe(wanted === undefined);
        expect(told.commits.length).toBe(wanted === undefined ? length : length + 1);
        shown = rowsOf(told, "afm");
        expectSame(shown, wanted ?? before);
        if (wanted !== undefined) to.push(before);
      }
    }),
    lawRuns,
  );
});
