import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { nameUuid } from "../../../shared/crypto/uuid.ts";
import { stixNamespace } from "../../../shared/interop/namespaces.ts";
import { canonicalText } from "../../../shared/kernel/canonical.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { someAddresses } from "../../kit/exchange.ts";
import { rowsOf } from "../../kit/fold.ts";
import { isThing, parseThing, textsOf, type Thing, thingsOf, written } from "../../kit/interop-file.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createWholeCase, hardText, wholeCaseFile } from "../../kit/whole-case.ts";

/** The five markings as OASIS published them. */
const tlp: { readonly objects: readonly Thing[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/stix/tlp2_markings.json"), "utf8"),
);

let rows: ReadonlyMap<string, Entity>;
let bundle: Thing;
let objects: readonly Thing[];
let left: ReadonlyMap<string, number>;
beforeAll(async () => {
  const folded = rowsOf(await createWholeCase(await createOfficer("writer", "afm")));
  rows = folded;
  const file = written("stix", folded);
  bundle = parseThing(file.text);
  objects = thingsOf(bundle["objects"]);
  left = file.left;
});

const ofType = (type: string): readonly Thing[] => objects.filter((object) => object["type"] === type);
const typeOf = (id: string): string => id.slice(0, id.indexOf("--"));
const ownExtension = (object: Thing): Thing => {
  const definition = ofType("extension-definition")[0] ?? expect.fail("ours is there");
  const all = isThing(object["extensions"]) ? object["extensions"] : {};
  const own = all[String(definition["id"])];
  return isThing(own) ? own : {};
};
const objectFor = (type: string): readonly Thing[] => objects.filter((object) => ownExtension(object)["entity_type"] === type);
const valuesOf = (object: Thing, property: string): readonly string[] => {
  const { values } = ownExtension(object);
  return isThing(values) ? textsOf(values[property]) : [];
};

/** STIX 2.1: what each type must and may say besides what all do (§4, §5, §6; the two extensions of stix2extensions). */
const specification: Readonly<Record<string, { readonly must: readonly string[]; readonly may: readonly string[] }>> = {
  identity: { must: ["name"], may: ["description", "roles", "identity_class", "sectors", "contact_information"] },
  infrastructure: { must: ["name"], may: ["description", "infrastructure_types", "aliases", "first_seen", "last_seen"] },
  campaign: { must: ["name"], may: ["description", "aliases", "first_seen", "last_seen", "objective"] },
  note: { must: ["content", "object_refs"], may: ["abstract", "authors"] },
  grouping: { must: ["context", "object_refs"], may: ["name", "description"] },
  relationship: { must: ["relationship_type", "source_ref", "target_ref"], may: ["description", "start_time", "stop_time"] },
  "extension-definition": { must: ["name", "schema", "version", "extension_types"], may: ["description", "extension_properties"] },
  "domain-name": { must: ["value"], may: [] },
  "user-account": { must: [], may: ["user_id", "account_login", "account_type", "display_name"] },
  file: { must: ["hashes"], may: ["size", "name", "mime_type"] },
  "cryptocurrency-wallet": { must: ["value", "extensions"], may: ["holder_ref"] },
  "bank-account": { must: ["extensions"], may: ["iban", "account_number", "bic", "currency", "holder_ref", "issuer_ref", "country_ref"] },
};
const observables = ["domain-name", "user-account", "file", "cryptocurrency-wallet", "bank-account"];
const always = ["type", "spec_version", "id", "object_marking_refs", "extensions"];
const ofDomain = ["created_by_ref", "created", "modified", "labels", "external_references"];

describe("a case that says everything", () => {
  test("is one bundle of objects whose ids stand once", () => {
    expect(Object.keys(bundle)).toEqual(["id", "objects", "type"]);
    expect(bundle["type"]).toBe("bundle");
    const ids = [bundle, ...objects].map(({ id }) => String(id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const object of [bundle, ...objects])
      expect(object["id"]).toMatch(new RegExp(`^${object["type"]}--[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`));
  });
  test("gives each object what it must say, and nothing it may not", () => {
    for (const object of objects) {
      if (object["type"] === "marking-definition") continue;
      const { must, may } = specification[String(object["type"])] ?? expect.fail(String(object["type"]));
      const isObserved = observables.includes(String(object["type"]));
      const known = [...always, ...(isObserved ? [] : ofDomain), ...must, ...may];
      expect([object["type"], Object.keys(object).filter((name) => !known.includes(name))]).toEqual([object["type"], []]);
      const needed = ["type", "spec_version", "id", ...(isObserved ? [] : ["created", "modified"]), ...must];
      expect([object["type"], needed.filter((name) => !(name in object))]).toEqual([object["type"], []]);
      expect(object["spec_version"]).toBe("2.1");
    }
  });
  test("times are instants of UTC in order", () => {
    const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
    for (const object of objects) {
      for (const name of ["created", "modified", "start_time", "stop_time", "first_seen", "last_seen"])
        if (name in object) expect(object[name]).toMatch(time);
      if ("modified" in object) expect(String(object["modified"]) >= String(object["created"])).toBe(true);
      if ("start_time" in object && "stop_time" in object) expect(String(object["stop_time"]) > String(object["start_time"])).toBe(true);
      if ("first_seen" in object && "last_seen" in object) expect(String(object["last_seen"]) >= String(object["first_seen"])).toBe(true);
    }
  });
  test("every reference is to an object that is here, of a type that may stand there", () => {
    const ids = new Set(objects.map(({ id }) => String(id)));
    for (const object of objects) {
      for (const [name, value] of Object.entries(object)) {
        const refs = name.endsWith("_ref") ? [String(value)] : name.endsWith("_refs") ? textsOf(value) : [];
        if (name.endsWith("_refs")) expect([object["type"], name, refs.length > 0]).toEqual([object["type"], name, true]);
        expect(new Set(refs).size).toBe(refs.length);
        for (const ref of refs) expect([name, ref, ids.has(ref)]).toEqual([name, ref, true]);
        if (name === "created_by_ref") expect(typeOf(refs[0] ?? "")).toBe("identity");
        if (name === "object_marking_refs") expect(new Set(refs.map(typeOf))).toEqual(new Set(["marking-definition"]));
        if (name === "source_ref" || name === "target_ref")
          expect(["relationship", "marking-definition", "extension-definition", "bundle"]).not.toContain(typeOf(refs[0] ?? ""));
      }
      for (const source of textsOf(ownExtension(object)["sources"])) expect([ids.has(source), typeOf(source)]).toEqual([true, "file"]);
    }
  });
  test("every property that is ours is in the extension that is defined here", () => {
    const [definition] = ofType("extension-definition");
    expect(definition?.["extension_types"]).toEqual(["property-extension"]);
    for (const object of objects.filter((each) => "extensions" in each && each["type"] !== "marking-definition")) {
      const names = Object.keys(isThing(object["extensions"]) ? object["extensions"] : {});
      for (const name of names) expect(name).toMatch(/^extension-definition--[0-9a-f-]{36}$/);
      if (object["type"] !== "file") expect(names).toContain(String(definition?.["id"]));
      expect(Object.keys(ownExtension(object)).every((name) => /^[a-z0-9_]{3,250}$/.test(name))).toBe(true);
    }
  });
  test("markings are the official ones, and each object has the strictest of its facts", () => {
    const ours = ofType("marking-definition").filter((object) => !("definition_type" in object));
    expect(ours.length).toBe(5);
    for (const marking of ours) expect(tlp.objects).toContainEqual(marking);
    for (const object of objects) {
      const row = rows.get(String(ownExtension(object)["entity"]));
      if (row === undefined) continue;
      const marks = textsOf(object["object_marking_refs"]).flatMap((id) => ours.filter((each) => each["id"] === id).map((each) => each["name"]));
      expect(marks).toEqual([`TLP:${row.handling.toUpperCase()}`]);
    }
    const national = ofType("marking-definition").filter((object) => object["definition_type"] === "statement");
    expect(national.map(({ definition }) => definition)).toEqual([{ statement: "Қызмет бабында пайдалану үшін / Для служебного пользования" }]);
    const official = objects.filter((object) => textsOf(object["object_marking_refs"]).includes(String(national[0]?.["id"])));
    const marked = [...rows.values()].filter((row) => Object.values(row.facts).some((facts) => facts.some((fact) => fact.nationalMark !== "")));
    expect(official.length).toBeGreaterThan(0);
    expect(official.every((object) => marked.some(({ id }) => id === ownExtension(object)["entity"]) || object["type"] === "file")).toBe(true);
  });
  test("every thing and link is an object or counted", () => {
    const typesLeft = [...left].filter(([key]) => key.endsWith(".type")).reduce((sum, [, count]) => sum + count, 0);
    const entities = new Set(objects.flatMap((object) => String(ownExtension(object)["entity"] ?? "") || []));
    expect(entities.size + typesLeft).toBe(rows.size);
    expect(left.get("spacecraft.name")).toBe(1);
  });
});

describe("ids", () => {
  test("of observables are by their contents, as STIX says: others' exports agree", () => {
    const byContent = (type: string, content: string): string => `${type}--${nameUuid(stixNamespace, content)}`;
    const wallets = someAddresses.map((address) => byContent("cryptocurrency-wallet", address));
    expect(new Set(ofType("cryptocurrency-wallet").map(({ id }) => id))).toEqual(new Set(wallets));
    const [site] = ofType("domain-name");
    expect(site?.["id"]).toBe(byContent("domain-name", canonicalText({ value: String(site?.["value"]) })));
    const file = ofType("file").find((object) => "name" in object);
    const { hashes, name } = { hashes: { "SHA-256": wholeCaseFile ?? "" }, name: String(file?.["name"]) };
    expect([file?.["hashes"], file?.["id"]]).toEqual([hashes, byContent("file", canonicalText({ hashes, name }))]);
  });
  test("of two accounts that are one observable: the second has its own", () => {
    const twice = ofType("user-account").filter((object) => object["account_login"] === "@twice");
    const content = `user-account--${nameUuid(stixNamespace, canonicalText({ account_login: "@twice" }))}`;
    expect(twice.map(({ id }) => id === content)).toEqual([true, false]);
  });
  test("of everything else are by the thing: two agencies that hold it name it alike", async () => {
    const other = parseThing(written("stix", rowsOf(await createWholeCase(await createOfficer("another", "mci")), "mci")).text);
    const named = (list: readonly Thing[]) => list.filter(({ type }) => type === "identity" || type === "relationship").map(({ id }) => id);
    const shared = named(thingsOf(other["objects"])).filter((id) => named(objects).includes(id));
    expect(shared.length).toBe(named(objects).length - 1);
  });
});

describe("what STIX has no property for", () => {
  test("is in the extension, exact", () => {
    const wallet = objectFor("wallet").find((object) => valuesOf(object, "balance").length > 0);
    expect([...valuesOf(wallet ?? {}, "balance")].sort()).toEqual(["118.289735 USDT", "60000000000.01 KZT"]);
    expect(valuesOf(wallet ?? {}, "address")).toEqual([]);
    const person = objectFor("person").find((object) => valuesOf(object, "iin").length > 0) ?? {};
    expect([person["name"], valuesOf(person, "fullName")]).toEqual([`${hardText} fullName`, []]);
    expect(valuesOf(person, "iin")).toEqual(["900101300017"]);
    expect([...textsOf(person["roles"])].sort()).toEqual(["operator", "organiser"]);
  });
  test("a day that was made an instant is kept as the day", () => {
    const dated = ofType("relationship").filter((object) => "start_time" in object);
    expect(dated.length + ofType("relationship").filter((object) => valuesOf(object, "since").length > 0).length).toBeGreaterThan(0);
    for (const object of dated) {
      const start = String(object["start_time"]);
      if (start.endsWith("T00:00:00.000Z")) expect(valuesOf(object, "since")).toContain(start.slice(0, 10));
    }
    for (const object of ofType("relationship").filter(({ start_time }) => start_time === undefined)) {
      const row = rows.get(String(ownExtension(object)["entity"]));
      const said = (row?.facts["since"] ?? []).length;
      expect(valuesOf(object, "since").length).toBe(said);
    }
  });
  test("a file has none of ours in it, which would change its id: a note about it has", () => {
    const file = ofType("file").find((object) => "name" in object);
    expect(file).not.toHaveProperty("extensions");
    const note = objectFor("exhibit").find((object) => textsOf(object["object_refs"])[0] === file?.["id"]);
    expect([note?.["type"], note?.["object_refs"]]).toEqual(["note", [file?.["id"]]]);
    expect(valuesOf(note ?? {}, "title")).toEqual([`${hardText} title`]);
    expect([file?.["size"], file?.["mime_type"]]).toEqual([10, "text/csv"]);
  });
  test("verbs are ours in STIX's spelling", () => {
    const verbs = new Set(ofType("relationship").map((object) => String(object["relationship_type"])));
    for (const verb of verbs) expect(verb).toMatch(/^[a-z0-9-]+$/);
    const kebab = (type: string): string => (type === "related" ? "related-to" : type.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`));
    const types = [...rows.values()].filter(({ form }) => form === "link").map(({ type }) => type);
    expect(verbs).toEqual(new Set(types.filter((type) => type !== "sameAs").map(kebab)));
    expect([...verbs]).toEqual(expect.arrayContaining(["operates", "deposits-to", "mirror-of", "copy-of", "related-to"]));
  });
  test("merged ids and officers' words are kept", () => {
    expect(objectFor("person").filter((object) => textsOf(ownExtension(object)["members"]).length === 1).length).toBe(1);
    expect(textsOf(ownExtension(objectFor("wallet").find((object) => valuesOf(object, "balance").length > 0) ?? {})["remarks"])).toContain(
      `address: Сөз: ${hardText.trim()}`,
    );
  });
});
