import { expect, test } from "vitest";
import { CaseIndex } from "../../../renderer/state/case-index.ts";
import { forgetCase, hearCase, useCaseMirror } from "../../../renderer/state/case-mirror.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";

const marks = { grade: "B2", handling: "amber", source: null } as const;
const named = (name: string) => [{ property: "fullName", value: { kind: "text", text: name } }] as const;
const person = async ({ door }: Agency, name: string): Promise<EntityId> =>
  expectValue(await door.addEntity({ type: "person", values: named(name), ...marks })).entities[0] ?? expect.fail();

/** What is kept by what changes says the same as what is read of the rows that are shown. */
function titlesNow(): readonly string[] {
  const { entities, index } = useCaseMirror.getState();
  const read = new CaseIndex(entities);
  const titles = (rows: CaseIndex): readonly string[] => rows.nodes.map(({ title }) => title);
  expect([titles(index).toSorted(), index.counts, index.agencies()]).toEqual([titles(read).toSorted(), read.counts, read.agencies()]);
  for (const row of index.links) expect(index.endingAt(row.ends?.from ?? expect.fail())).toContain(row);
  return titles(index);
}

test("edits, undos and looks into the past keep the index as the rows are, and coming back gives the same lists again", async () => {
  const agency = await createAgency("afm");
  forgetCase();
  let heard = 0;
  const look = (): readonly string[] => {
    for (const told of agency.news.slice(heard)) hearCase(told);
    heard = agency.news.length;
    return titlesNow();
  };
  expectValue(await agency.door.openCase({ caseId: expectValue(await agency.door.createCase({ number: "", title: "x", handling: "amber" })) }));
  const [a, b] = [await person(agency, "A"), await person(agency, "B")];
  expect(look()).toEqual(["A", "B"]);
  expectValue(await agency.door.addLink({ type: "related", from: a, to: b, values: [], ...marks }));
  look();
  expectValue(await agency.door.setValue({ entity: a, property: "fullName", value: { kind: "text", text: "A2" }, replaces: claimOf(a), ...marks }));
  expect(look()).toEqual(["A2", "B"]);
  expectValue(await agency.door.undo(null));
  expect(look()).toEqual(["A", "B"]);
  expectValue(await agency.door.redo(null));
  expect(look()).toEqual(["A2", "B"]);
  const { nodes } = useCaseMirror.getState().index;
  for (const known of [3, 1, 2]) {
    expectValue(await agency.door.lookAt({ known, valid: null }));
    expect(look().length).toBeLessThanOrEqual(2);
  }
  expectValue(await agency.door.lookAt({ known: null, valid: null }));
  expect(look()).toEqual(["A2", "B"]);
  expect(useCaseMirror.getState().index.nodes).toBe(nodes);
  expectValue(await agency.door.removeEntities({ entities: [b] }));
  expect(look()).toEqual(["A2"]);
  expect(useCaseMirror.getState().index.links).toEqual([]);
});

const claimOf = (id: EntityId) => useCaseMirror.getState().entities.get(id)?.facts["fullName"]?.[0]?.claim ?? expect.fail();
