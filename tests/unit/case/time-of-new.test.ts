import { expect, test } from "vitest";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Span } from "../../../shared/ledger/model.ts";
import { createAgency, expectValue } from "../../kit/agency.ts";

const usual = { grade: "B2", handling: "amber", source: null } as const;
const text = (said: string) => ({ kind: "text", text: said }) as const;

test("what is added by hand is said of its time: a link stands only then, a thing keeps its type and identity, and later words of the link hold with it", async () => {
  const { door, entities } = await opened();
  const add = async (type: string, property: string, value: { readonly kind: "text" | "identifier"; readonly text: string }, during?: Span) => {
    const draft = { type, values: [{ property, value }], ...usual };
    const [id] = expectValue(await door.addEntity(during === undefined ? draft : { ...draft, during })).entities;
    return id ?? expect.fail("an added thing has an id");
  };
  const then = { from: "2021", to: "2022-06" };
  const person = await add("person", "alias", text("Madi"), then);
  const site = await add("site", "domain", { kind: "identifier", text: "umit.example" }, then);
  const scheme = await add("scheme", "name", text("Үміт"));
  const link = { type: "promotes", from: person, to: scheme, values: [], ...usual } as const;
  const [id] = expectValue(await door.addLink({ ...link, during: then })).entities;
  const promotes = id ?? expect.fail("an added link has an id");
  expect(
    Object.values(entities().get(promotes)?.facts ?? {})
      .flat()
      .map(({ during }) => during),
  ).toEqual([then, then, then]);
  expectValue(await door.setValue({ entity: promotes, property: "note", value: text("paid"), replaces: null, ...usual }));
  expectValue(await door.setValue({ entity: scheme, property: "note", value: text("pyramid"), replaces: null, ...usual }));
  const seen = async (valid: string) => {
    expectValue(await door.lookAt({ known: null, valid }));
    const [a, b, c] = [person, site, promotes].map((each: EntityId) => entities().get(each));
    return [a?.title, a?.type, b?.title, c?.type];
  };
  expect(await seen("2022-06-30")).toEqual(["Madi", "person", "umit.example", "promotes"]);
  expect(await seen("2022-07-01")).toEqual(["", "person", "umit.example", undefined]);
  expect(await seen("2020-12-31")).toEqual(["", "person", "umit.example", undefined]);
  expectValue(await door.lookAt({ known: null, valid: null }));
  expect(entities().get(scheme)?.facts["note"]?.[0]?.during).toBeNull();
});

test("a time that is no date is refused before anything is written", async () => {
  const { door } = await opened();
  const bad = { from: "31.12.2024", to: "" };
  const draft = { type: "scheme", values: [{ property: "name", value: text("Үміт") }], ...usual, during: bad };
  expect(await door.addEntity(draft)).toMatchObject({ ok: false, error: { kind: "refused-value", where: "during/not-a-date" } });
  const [scheme] = expectValue(await door.addEntity({ ...draft, during: null })).entities;
  if (scheme === undefined) return expect.fail("an added thing has an id");
  const said = { entity: scheme, property: "note", value: text("x"), replaces: null, ...usual, during: bad } as const;
  expect(await door.setValue(said)).toMatchObject({ ok: false, error: { kind: "refused-value" } });
});

async function opened() {
  const agency = await createAgency("afm");
  const caseId = expectValue(await agency.door.createCase({ number: "", title: "Times", handling: "amber" }));
  expectValue(await agency.door.openCase({ caseId }));
  return { door: agency.door, entities: () => agency.entities };
}
