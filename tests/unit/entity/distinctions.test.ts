import { expect, test } from "vitest";
import { CaseIndex } from "../../../renderer/state/case-index.ts";
import { distinctionsOf } from "../../../renderer/features/entity/distinctions.ts";
import type { EntityDraft } from "../../../shared/case/door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { createAgency, expectValue } from "../../kit/agency.ts";

const marks = { grade: "B2", handling: "amber" } as const;

test("what was said not to be the same is named at both, also when one is merged since, and can be taken back before a merge", async () => {
  const agency = await createAgency("afm");
  const { door } = agency;
  const caseId = expectValue(await door.createCase({ number: "", title: "Namesakes", handling: "amber" }));
  expectValue(await door.openCase({ caseId }));
  const add = async (text: string): Promise<EntityId> => {
    const values: EntityDraft["values"] = [{ property: "fullName", value: { kind: "text", text } }];
    const [id] = expectValue(await door.addEntity({ type: "person", values, ...marks, source: null })).entities;
    if (id === undefined) throw new Error("nothing added");
    return id;
  };
  const [one, other, whole] = [await add("Ахметов Алмас"), await add("Алмас Ахметов"), await add("Akhmetov Almas")];
  const toldOf = (id: EntityId): readonly EntityId[] => {
    const entity = agency.entities.get(id);
    return entity === undefined ? [] : distinctionsOf(new CaseIndex(agency.entities), entity).map((each) => each.other);
  };
  expectValue(await door.sayDistinct({ a: one, b: other, why: "" }));
  expect([toldOf(one), toldOf(other), toldOf(whole)]).toEqual([[other], [one], []]);
  expectValue(await door.merge({ keep: whole, others: [other], why: "", ...marks }));
  expect([toldOf(one), toldOf(whole)]).toEqual([[whole], [one]]);
  expect(await door.merge({ keep: whole, others: [one], why: "", ...marks })).toMatchObject({ ok: false, error: { kind: "said-distinct" } });
  const said = [...agency.entities.values()].find(({ type }) => type === "distinctFrom");
  expectValue(await door.removeEntities({ entities: said === undefined ? [] : [said.id] }));
  expect([toldOf(one), toldOf(whole)]).toEqual([[], []]);
  expectValue(await door.merge({ keep: whole, others: [one], why: "", ...marks }));
});
