import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ftmSchema, ftmSchemaNames } from "../../../shared/interop/ftm-schemata.ts";
import { ftmValue } from "../../../shared/interop/ftm-values.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import type { Value } from "../../../shared/ledger/model.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { rowsOf } from "../../kit/fold.ts";
import { parseThing, textsOf, type Thing, isThing, written } from "../../kit/interop-file.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createWholeCase, wholeCaseFile } from "../../kit/whole-case.ts";

interface ModelProperty {
  readonly type: string;
  readonly maxLength: number;
  readonly range?: string;
}
interface ModelSchema {
  readonly is: readonly string[];
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, ModelProperty>>;
  readonly edge?: { readonly source: string; readonly target: string };
}
/** FollowTheMoney 4.5.2 itself: what is checked against is theirs, not our table. */
const model: { readonly countries: readonly string[]; readonly schemata: Readonly<Record<string, ModelSchema>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/ftm/model-4.5.2.json"), "utf8"),
);

let rows: ReadonlyMap<string, Entity>;
let entities: readonly Thing[];
let left: ReadonlyMap<string, number>;
beforeAll(async () => {
  const folded = rowsOf(await createWholeCase(await createOfficer("writer", "afm")));
  rows = folded;
  const file = written("ftm", folded);
  left = file.left;
  entities = file.text.trimEnd().split("\n").map(parseThing);
});

const schemaOf = (entity: Thing): ModelSchema => model.schemata[String(entity["schema"])] ?? expect.fail(`no schema ${entity["schema"]}`);
const propertiesOf = (entity: Thing): Thing => (isThing(entity["properties"]) ? entity["properties"] : expect.fail("it has properties"));
const ofSchema = (name: string): readonly Thing[] => entities.filter(({ schema }) => schema === name);
const saidBy = (type: string, property: string): readonly (readonly string[])[] =>
  entities.filter(({ id }) => rows.get(String(id))?.type === type).map((entity) => textsOf(propertiesOf(entity)[property]));

/** Each kind of value, as their own cleaning would take it. */
const forms: Readonly<Record<string, RegExp>> = {
  name: /^\S(.*\S)?$/u,
  string: /^\S(.*\S)?$/u,
  text: /\S/u,
  identifier: /^\S(.*\S)?$/u,
  number: /^-?\d+(\.\d+)?$/,
  date: /^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T\d\d:\d\d(:\d\d)?)?)?)?$/,
  country: /^[a-z]{2}$/,
  url: /^https?:\/\/[^\s/]+\.[^\s]+$/,
  phone: /^\+[1-9]\d{6,14}$/,
  email: /^[^\s@]+@[a-z0-9.-]+\.[a-z]+$/,
  address: /^\S(.*\S)?$/u,
  mimetype: /^[a-z]+\/[\w.+-]+$/,
  entity: /^[0-9a-f]{32}$/,
};

describe("the table of what we write", () => {
  test.each(ftmSchemaNames)("%s is as the model has it", (name) => {
    const [ours, theirs] = [ftmSchema(name) ?? expect.fail(), model.schemata[name] ?? expect.fail()];
    for (const [property, kind] of Object.entries(ours.properties)) expect([property, kind]).toEqual([property, theirs.properties[property]?.type]);
    expect(ours.is.filter((each) => !theirs.is.includes(each))).toEqual([]);
    const ends = ours.edge === undefined ? [] : [ours.edge.source, ours.edge.target];
    expect([...ours.required, ...ends.map(({ property }) => property)].sort()).toEqual(theirs.required);
    expect(theirs.edge).toEqual(ours.edge && { source: ours.edge.source.property, target: ours.edge.target.property });
    for (const { property, range } of ends) expect([property, range]).toEqual([property, theirs.properties[property]?.range]);
    expect(theirs.properties[ours.words]?.type).toBe("text");
  });
});

describe("a case that says everything", () => {
  test("gives entities that are valid one by one: known schema and properties, forms and lengths, what is required", () => {
    expect(entities.length).toBeGreaterThan(200);
    for (const entity of entities) {
      const schema = schemaOf(entity);
      expect(Object.keys(entity)).toEqual(["id", "properties", "schema"]);
      for (const [name, values] of Object.entries(propertiesOf(entity))) {
        const property = schema.properties[name] ?? expect.fail(`${entity["schema"]} has no ${name}`);
        expect(textsOf(values).length).toBeGreaterThan(0);
        expect(new Set(textsOf(values)).size).toBe(textsOf(values).length);
        for (const text of textsOf(values)) {
          expect([name, text.length <= property.maxLength]).toEqual([name, true]);
          expect(text).toMatch(forms[property.type] ?? expect.fail(property.type));
          if (property.type === "country") expect(model.countries).toContain(text);
        }
      }
      for (const name of schema.required)
        expect([entity["schema"], name, textsOf(propertiesOf(entity)[name]).length > 0]).toEqual([entity["schema"], name, true]);
    }
  });
  test("and valid together: every reference is an entity of the range", () => {
    const byId = new Map(entities.map((entity) => [String(entity["id"]), entity]));
    expect(byId.size).toBe(entities.length);
    for (const entity of entities) {
      for (const [name, { type, range }] of Object.entries(schemaOf(entity).properties)) {
        if (type !== "entity" || range === undefined) continue;
        for (const id of textsOf(propertiesOf(entity)[name])) {
          const end = byId.get(id) ?? expect.fail(`${name} of ${entity["schema"]} is not here`);
          expect([entity["schema"], name, schemaOf(end).is.includes(range)]).toEqual([entity["schema"], name, true]);
        }
      }
    }
  });
  test("in the order of their ids", () => {
    const ids = entities.map(({ id }) => String(id));
    expect(ids).toEqual([...ids].sort());
  });
  test("with every thing and link said or counted", () => {
    const typesLeft = [...left].filter(([key]) => key.endsWith(".type")).reduce((sum, [, count]) => sum + count, 0);
    const inSanctions = ofSchema("Sanction").flatMap((entity) => textsOf(propertiesOf(entity)["entity"])).length;
    expect(entities.length + typesLeft + inSanctions).toBe(rows.size);
    expect(left.get("spacecraft.name")).toBe(1);
    expect(left.get("handover.purpose")).toBe(1);
    expect(left.get("sameAs.type")).toBe(1);
  });
  test("says ownership only of what can be owned there, and every other link with its verb", () => {
    const assets = ofSchema("Ownership").map((entity) => textsOf(propertiesOf(entity)["asset"])[0]);
    expect(new Set(assets.map((id) => rows.get(id ?? "")?.type))).toEqual(new Set(["bankAccount"]));
    const verbs = new Set(ofSchema("UnknownLink").map((entity) => rows.get(String(entity["id"]))?.type));
    for (const verb of ["owns", "operates", "flow", "copyOf", "mirrorOf", "concerns", "possibleMatch"]) expect(verbs).toContain(verb);
    for (const entity of ofSchema("UnknownLink")) expect(textsOf(propertiesOf(entity)["role"])).toContain(rows.get(String(entity["id"]))?.type);
  });
  test("a measure against things is a sanction of them; one against nothing is an event", () => {
    expect(ofSchema("Sanction").map(({ id }) => rows.get(String(id))?.type)).toEqual(["measure"]);
    expect(ofSchema("Event").map(({ id }) => rows.get(String(id))?.type)).toEqual(["measure"]);
  });
  test("countries are codes, and a country nobody knows is said in words", () => {
    expect(saidBy("person", "citizenship").flat()).toEqual(["kz"]);
    expect(saidBy("person", "notes").flat()).toContain("citizenship: Атлантида");
  });
  test("phones and mail have their one form, and what is none is said in words", () => {
    expect([...(saidBy("person", "phone").find((said) => said.length > 0) ?? [])].sort()).toEqual(["+77011234567", "+77011234568"]);
    expect(saidBy("person", "email").flat()).toEqual(["ivan@example.kz"]);
    expect(saidBy("person", "notes").flat()).toEqual(expect.arrayContaining(["phone: call me", "email: no mail"]));
  });
  test("a balance has its currency, and one in another currency is said in words", () => {
    const [balance, currency, notes] = ["balance", "currency", "notes"].map((property) => saidBy("wallet", property).flat());
    expect([balance?.length, currency?.length]).toEqual([1, 1]);
    const other = currency?.[0] === "KZT" ? "balance: 118.289735 USDT" : "balance: 60000000000.01 KZT";
    expect(notes).toContain(other);
  });
  test("what a fact was read from is proof, and a SHA-256 is words, since theirs is SHA-1", () => {
    const exhibit = entityIdFor("exhibit", wholeCaseFile ?? "");
    expect(new Set(saidBy("person", "proof").flat())).toEqual(new Set([exhibit]));
    expect(saidBy("exhibit", "contentHash").flat()).toEqual([]);
    expect(saidBy("exhibit", "notes").flat()).toContain(`fileHash: ${wholeCaseFile}`);
    expect([saidBy("exhibit", "fileSize").flat(), saidBy("exhibit", "mimeType").flat()]).toEqual([["10"], ["text/csv"]]);
  });
  test("an officer's own words are kept beside the property they are about", () => {
    expect(
      saidBy("wallet", "notes")
        .flat()
        .filter((words) => words.startsWith("address: Сөз: ")).length,
    ).toBe(1);
  });
});

test.each<readonly [string, Value, string | null]>([
  ["date", { kind: "date", from: "2024-03-28T11:38:00.5+05:00", to: "2024-03-28T11:38:00.5+05:00" }, "2024-03-28T06:38:00"],
  ["date", { kind: "date", from: "2024-03-28T06:38", to: "2024-03-28T06:38" }, "2024-03-28T06:38"],
  ["date", { kind: "date", from: "2023-01-01", to: "2023-12-31" }, "2023"],
  ["date", { kind: "date", from: "2024-02-01", to: "2024-02-29" }, "2024-02"],
  ["date", { kind: "date", from: "2023-02-01", to: "2023-02-29" }, null],
  ["date", { kind: "date", from: "2024-01-05", to: "2024-03-01" }, null],
  ["date", { kind: "date", from: "", to: "2024" }, null],
  ["date", { kind: "date", from: "0987", to: "0987" }, null],
  ["date", { kind: "text", text: "2024" }, null],
  ["country", { kind: "text", text: "  қазақстан " }, "kz"],
  ["country", { kind: "text", text: "KZ" }, "kz"],
  ["country", { kind: "text", text: "__proto__" }, null],
  ["number", { kind: "text", text: "12" }, null],
  ["number", { kind: "amount", text: "118.289735", asset: "USDT" }, "118.289735"],
  ["url", { kind: "identifier", text: "javascript:alert(1)" }, null],
  ["identifier", { kind: "identifier", text: "9".repeat(65) }, null],
  ["name", { kind: "text", text: "two\nlines" }, null],
  ["checksum", { kind: "identifier", text: "a".repeat(64) }, null],
])("as a %s, %o is %s", (kind, value, text) => {
  const known = Object.keys(forms).find((each) => each === kind) ?? kind;
  expect(ftmValue(known as Parameters<typeof ftmValue>[0], "any", value)).toBe(text);
});
