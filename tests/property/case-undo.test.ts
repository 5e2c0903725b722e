import fc from "fast-check";
import { expect, test } from "vitest";
import type { EntityId } from "../../shared/kernel/brand.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { type Agency, createAgency, expectValue, openCounter } from "../kit/agency.ts";

/**
 * Laws of undo, through the counter of the core: undo gives back exactly what was there before the act, redo exactly what was there after
 * it, both lengthen the ledger, and a reopened case is the same case.
 */
const runs = process.env["SLOW"] === "1" ? 2000 : 60;

type Move = { readonly kind: "add" | "edit" | "link" | "remove" | "undo" | "redo"; readonly pick: number; readonly text: string };
const aMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom("add", "add", "edit", "link", "remove", "undo", "undo", "redo"),
  pick: fc.nat({ max: 1000 }),
  text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).map((text) => `n${text.replaceAll(/\p{C}/gu, "")}`),
});

/** Entities without the order of their making: what a person sees. */
function picture(agency: Pick<Agency, "entities">): readonly Entity[] {
  return [...agency.entities.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function makeMove({ door, entities }: Agency, { kind, pick, text }: Move): Promise<boolean> {
  const people = [...entities.values()]
    .filter(({ type }) => type === "person")
    .map(({ id }) => id)
    .sort();
  const at = (n: number): EntityId | undefined => people[n % Math.max(1, people.length)];
  const marks = { grade: "B2", handling: "amber", source: null } as const;
  const value = { kind: "text", text } as const;
  const [one, other] = [at(pick), at(pick + 1)];
  if (kind === "undo" || kind === "redo") return (await door[kind](null)).ok;
  if (kind === "add") return expectValue(await door.addEntity({ type: "person", values: [{ property: "fullName", value }], ...marks })).claims > 0;
  if (one === undefined || other === undefined) return false;
  if (kind === "remove") return (await door.removeEntities({ entities: [one] })).ok;
  if (kind === "link") return (await door.addLink({ type: "related", from: one, to: other, values: [], ...marks })).ok;
  const replaces = entities.get(one)?.facts["fullName"]?.[0]?.claim ?? null;
  return (await door.setValue({ entity: one, property: "fullName", value, replaces, ...marks })).ok;
}

test("undo gives back what was before, redo what was after, and the ledger only grows", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aMove, { minLength: 4, maxLength: 24 }), async (moves) => {
      const agency = await createAgency("afm");
      const caseId = expectValue(await agency.door.createCase({ number: "", title: "Law", handling: "amber" }));
      expectValue(await agency.door.openCase({ caseId }));
      const [done, undone]: [(readonly Entity[])[], (readonly Entity[])[]] = [[], []];
      for (const move of moves) {
        const [before, acts] = [picture(agency), expectValue(await agency.door.audit(null)).length];
        if (!(await makeMove(agency, move))) continue;
        expect(expectValue(await agency.door.audit(null)).length).toBe(acts + 1);
        if (move.kind === "undo") {
          expect(picture(agency)).toEqual(done.pop());
          undone.push(before);
        } else if (move.kind === "redo") {
          expect(picture(agency)).toEqual(undone.pop());
          done.push(before);
        } else {
          done.push(before);
          undone.length = 0;
        }
      }
      const again = openCounter(agency.store, "again");
      expectValue(await again.door.unlock({ kind: "passphrase", text: agency.passphrase }));
      expectValue(await again.door.openCase({ caseId }));
      expect(picture(again)).toEqual(picture(agency));
    }),
    { numRuns: runs },
  );
});
