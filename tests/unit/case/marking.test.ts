import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";

const fileName = "TRON-tokenTransfer-TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb--1743811200000.csv";
const sample = join(import.meta.dirname, "../../../assets/samples", fileName);

async function agencyIn(handling: Handling): Promise<Agency> {
  const agency = await createAgency("afm");
  expectValue(await agency.door.openCase({ caseId: expectValue(await agency.door.createCase({ number: "", title: "x", handling })) }));
  return agency;
}
const person = async ({ door }: Agency, name: string): Promise<EntityId> => {
  const values = [{ property: "fullName", value: { kind: "text", text: name } }] as const;
  return expectValue(await door.addEntity({ type: "person", values, grade: "B2", handling: "clear", source: null })).entities[0] ?? expect.fail();
};

test("what is said of two things is marked as the case is", async () => {
  for (const handling of ["green", "red"] as const) {
    const agency = await agencyIn(handling);
    const [a, b, c] = [await person(agency, "A"), await person(agency, "B"), await person(agency, "C")];
    expectValue(await agency.door.sayPossible({ a, b, why: "" }));
    expectValue(await agency.door.sayDistinct({ a, b: c, why: "" }));
    const links = [...agency.entities.values()].filter(({ form }) => form === "link");
    expect(links.map((link) => [link.type, link.handling]).sort()).toEqual([
      ["distinctFrom", handling],
      ["possibleMatch", handling],
    ]);
  }
});

test("a flow that is relied on is guarded as the strictest of its case and its files", async () => {
  for (const [ofCase, ofFile, expected] of [
    ["green", "red", "red"],
    ["red", "green", "red"],
    ["green", "green", "green"],
  ] as const) {
    const agency = await agencyIn(ofCase);
    const file = new Blob([await readFile(sample)]);
    expectValue(await agency.door.importFile({ file, fileName, profile: "", grade: "B2", handling: ofFile }));
    const [flow] = agency.flows.keys();
    expectValue(await agency.door.promoteFlow({ flow: flow ?? expect.fail("the sample has flows") }));
    expect([...agency.entities.values()].find(({ type }) => type === "flow")?.handling).toBe(expected);
  }
});
