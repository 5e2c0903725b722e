import { expect, test } from "vitest";
import { createAgency, expectValue } from "../../kit/agency.ts";

test("the list of cases counts what was said, though the case was never closed", async () => {
  const agency = await createAgency("afm");
  const caseId = expectValue(await agency.door.createCase({ number: "1", title: "Open", handling: "amber" }));
  expectValue(await agency.door.openCase({ caseId }));
  const values = [{ property: "name", value: { kind: "text", text: "SwapHub" } }] as const;
  for (let made = 0; made < 3; made++)
    expectValue(await agency.door.addEntity({ type: "exchange", values, grade: "B2", handling: "amber", source: null }));
  await agency.door.lock(null);
  expectValue(await agency.door.unlock({ kind: "passphrase", text: agency.passphrase }));
  expect(expectValue(await agency.door.listCases(null))).toMatchObject([{ caseId, title: "Open", entities: 3, agencies: ["afm"] }]);
});
