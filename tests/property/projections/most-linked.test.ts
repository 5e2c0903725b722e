import fc from "fast-check";
import { expect, test } from "vitest";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { CaseFold } from "../../../shared/projections/case-fold.ts";
import { countedAs } from "../../../shared/projections/counted.ts";
import { entityOfRow } from "../../../shared/projections/entities.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { lawRuns, lawTime } from "../../kit/runs.ts";
import { anyTurns, tell } from "../../kit/told-case.ts";

test(
  "what is told early is told so again with everything, and holds what every link of a small case runs to whose ends were never in question",
  lawTime,
  () => {
    fc.assert(
      fc.property(anyTurns, fc.constantFrom("afm", "knb"), (turns, own) => {
        const fold = new CaseFold({ own, day: "2026-11-20", isDated: false });
        fold.add(tell(turns));
        const early = new Map([...fold.mostLinked()].map((row): [EntityId, Entity] => [row.id, entityOfRow(row)]));
        const { put } = fold.refresh();
        for (const [id, row] of early) expect(row).toEqual(put.get(id));
        for (const { id, ends, form, conflicts } of put.values()) {
          if (form !== "link" || ends === null || conflicts.length > 0) continue;
          const [from, to] = [put.get(ends.from), put.get(ends.to)];
          // Where more than one end was ever said, also one that was taken back, it is judged when the row is built.
          const ever = fold.facts.ever(id, null).map(({ claim }) => claim.statement);
          const isOpen = ["from", "to"].some((property) => {
            const ends = ever.flatMap((said) => (said.op === "assert" && said.property === property ? [JSON.stringify(said.value)] : []));
            return new Set(ends).size > 1;
          });
          const row = put.get(id);
          if (isOpen || row === undefined || [row, from, to].some((each) => each === undefined || countedAs(each) === null)) continue;
          for (const each of [id, ends.from, ends.to]) expect(early.has(each)).toBe(true);
        }
      }),
      lawRuns,
    );
  },
);
