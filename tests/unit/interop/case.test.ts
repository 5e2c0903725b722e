import { beforeAll, describe, expect, test } from "vitest";
import type { Entity } from "../../../shared/projections/model.ts";
import { draftEntity } from "../../../shared/ontology/drafts.ts";
import { say } from "../../kit/exchange.ts";
import { rowsOf } from "../../kit/fold.ts";
import { isThing, parseThing, textsOf, type Thing, thingsOf, written } from "../../kit/interop-file.ts";
import { createOfficer } from "../../kit/officer.ts";
import { entityIdOf } from "../../kit/plain-entity.ts";
import { createWholeCase, hardText, wholeCaseFile } from "../../kit/whole-case.ts";

let rows: ReadonlyMap<string, Entity>;
let document: Thing;
let graph: readonly Thing[];
let left: ReadonlyMap<string, number>;
beforeAll(async () => {
  const folded = rowsOf(await createWholeCase(await createOfficer("writer", "afm")));
  rows = folded;
  const file = written("case", folded);
  document = parseThing(file.text);
  graph = thingsOf(document["@graph"]);
  left = file.left;
});

/** Every object of the graph, those within others included. */
function* within(value: unknown): IterableIterator<Thing> {
  if (Array.isArray(value)) for (const each of value) yield* within(each);
  if (!isThing(value)) return;
  yield value;
  for (const inner of Object.values(value)) yield* within(inner);
}
const nodes = (): readonly Thing[] => [...within(graph)].filter((each) => "@id" in each && "@type" in each);
const ofClass = (name: string): readonly Thing[] => nodes().filter((node) => node["@type"] === name);
const idOf = (value: unknown): string => (isThing(value) ? String(value["@id"]) : "");
const idsOf = (value: unknown): readonly string[] => thingsOf(value).map(idOf);
const facetOf = (node: Thing, name: string): Thing => thingsOf(node["uco-core:hasFacet"]).find((each) => each["@type"] === name) ?? {};

/** UCO 1.4.0 and CASE 1.4.0: the classes we write, what each is one of, and what its shape says of its properties: type, at least, at most. */
type Shape = readonly [kind: string, least: number, most: number];
const many = 1_000_000;
const ucoObject: Readonly<Record<string, Shape>> = {
  "uco-core:name": ["string", 0, 1],
  "uco-core:tag": ["string", 0, many],
  "uco-core:description": ["string", 0, many],
  "uco-core:externalReference": ["uco-core:ExternalReference", 0, many],
  "uco-core:hasFacet": ["facet", 0, many],
  "uco-core:createdBy": ["identity", 0, 1],
  "uco-core:objectCreatedTime": ["xsd:dateTime", 0, 1],
  "uco-core:modifiedTime": ["xsd:dateTime", 0, many],
  "uco-core:objectMarking": ["uco-marking:MarkingDefinition", 0, many],
  "case-investigation:wasDerivedFrom": ["object", 0, many],
};
const compilation: Readonly<Record<string, Shape>> = { ...ucoObject, "uco-core:object": ["object", 1, many] };
const shapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  "uco-identity:Person": ucoObject,
  "uco-identity:Organization": ucoObject,
  "uco-identity:Identity": ucoObject,
  "uco-location:Location": ucoObject,
  "uco-observable:DigitalAccount": ucoObject,
  "uco-observable:Account": ucoObject,
  "uco-observable:DomainName": ucoObject,
  "uco-observable:File": ucoObject,
  "uco-core:Assertion": { ...ucoObject, "uco-core:statement": ["string", 0, many] },
  "uco-core:Relationship": {
    ...ucoObject,
    "uco-core:source": ["object", 1, many],
    "uco-core:target": ["object", 1, 1],
    "uco-core:isDirectional": ["boolean", 1, 1],
    "uco-core:kindOfRelationship": ["string", 0, 1],
    "uco-core:startTime": ["xsd:dateTime", 0, many],
    "uco-core:endTime": ["xsd:dateTime", 0, many],
  },
  "case-investigation:Investigation": {
    ...compilation,
    "case-investigation:investigationForm": ["case-vocabulary:InvestigationFormVocab", 0, 1],
    "case-investigation:investigationStatus": ["string", 0, 1],
    "case-investigation:relevantAuthorization": ["case-investigation:Authorization", 0, many],
    "uco-core:startTime": ["xsd:dateTime", 0, 1],
  },
  "case-investigation:ProvenanceRecord": { ...compilation, "case-investigation:exhibitNumber": ["string", 0, 1] },
  "case-investigation:InvestigativeAction": {
    ...ucoObject,
    "uco-action:startTime": ["xsd:dateTime", 0, 1],
    "uco-action:performer": ["object", 0, 1],
    "uco-action:object": ["object", 0, many],
    "uco-action:result": ["object", 0, many],
    "uco-action:participant": ["object", 0, many],
    "uco-action:location": ["uco-location:Location", 0, many],
    "case-investigation:wasInformedBy": ["case-investigation:InvestigativeAction", 0, many],
  },
  "case-investigation:Authorization": {
    ...ucoObject,
    "case-investigation:authorizationIdentifier": ["string", 0, many],
    "case-investigation:authorizationType": ["string", 0, 1],
  },
  "uco-marking:MarkingDefinition": {
    "uco-core:name": ["string", 0, 1],
    "uco-marking:definitionType": ["string", 1, 1],
    "uco-marking:definition": ["uco-marking:StatementMarking", 0, many],
  },
  "uco-marking:StatementMarking": { "uco-marking:definitionType": ["string", 1, 1], "uco-marking:statement": ["string", 1, 1] },
  "uco-core:ExternalReference": {
    "uco-core:definingContext": ["string", 0, 1],
    "uco-core:externalIdentifier": ["string", 0, 1],
    "uco-core:referenceURL": ["xsd:anyURI", 0, 1],
  },
  "uco-identity:BirthInformationFacet": { "uco-identity:birthdate": ["xsd:dateTime", 0, 1] },
  "uco-observable:AccountFacet": { "uco-observable:accountIdentifier": ["string", 0, 1], "uco-observable:accountType": ["string", 0, 1] },
  "uco-observable:DigitalAccountFacet": { "uco-observable:accountLogin": ["string", 0, 1], "uco-observable:displayName": ["string", 0, 1] },
  "uco-observable:DomainNameFacet": { "uco-observable:value": ["string", 0, 1] },
  "uco-observable:FileFacet": { "uco-observable:fileName": ["string", 0, 1], "uco-observable:sizeInBytes": ["xsd:integer", 0, 1] },
  "uco-observable:ContentDataFacet": {
    "uco-observable:hash": ["uco-types:Hash", 0, many],
    "uco-observable:mimeType": ["string", 0, 1],
    "uco-observable:sizeInBytes": ["xsd:integer", 0, 1],
  },
  "uco-types:Hash": { "uco-types:hashMethod": ["uco-vocabulary:HashNameVocab", 1, 1], "uco-types:hashValue": ["xsd:hexBinary", 1, 1] },
};
const lexical: Readonly<Record<string, RegExp>> = {
  "xsd:dateTime": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  "xsd:integer": /^(0|[1-9]\d*)$/,
  "xsd:hexBinary": /^([0-9A-F]{2})+$/,
  "xsd:anyURI": /^https?:\/\/[\x21-\x7e]+$/,
  "case-vocabulary:InvestigationFormVocab": /^(case|incident|suspicious-activity)$/,
  "uco-vocabulary:HashNameVocab": /^SHA256$/,
};

/** What a value is, in the words of the shapes. */
function kindOf(value: unknown, classes: ReadonlyMap<string, string>): readonly string[] {
  if (typeof value === "string") return ["string"];
  if (typeof value === "boolean") return ["boolean"];
  if (!isThing(value)) return [];
  if ("@value" in value) return lexical[String(value["@type"])]?.test(String(value["@value"])) === true ? [String(value["@type"])] : [];
  const name = classes.get(idOf(value)) ?? "";
  const isObject = "uco-core:createdBy" in (shapes[name] ?? {});
  const broader = name.endsWith("Facet") ? ["facet"] : isObject ? ["object"] : [];
  return [name, ...broader, ...(name.startsWith("uco-identity:") && isObject ? ["identity"] : [])];
}

describe("a case that says everything", () => {
  test("expands by its own context alone: every prefix that is used is there", () => {
    const context = isThing(document["@context"]) ? document["@context"] : {};
    const names = [...within(graph)].flatMap((each) => [...Object.keys(each), ...["@id", "@type"].map((key) => String(each[key] ?? "@"))]);
    const prefixes = new Set(names.filter((name) => !name.startsWith("@")).map((name) => name.slice(0, name.indexOf(":"))));
    expect([...prefixes].filter((prefix) => typeof context[prefix] !== "string")).toEqual([]);
    expect(prefixes.size).toBeGreaterThan(8);
  });
  test("every node has an id of its own that ends with a UUID", () => {
    const ids = nodes().map(idOf);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^kb:[A-Za-z-]+-[0-9a-f]{8}-[0-9a-f]{4}-[0-5][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  });
  test("every node is of a class of CASE or UCO and keeps its shape", () => {
    const classes = new Map(nodes().map((node) => [idOf(node), String(node["@type"])]));
    for (const node of nodes()) {
      const shape = shapes[String(node["@type"])] ?? expect.fail(String(node["@type"]));
      expect([node["@type"], Object.keys(node).filter((name) => !name.startsWith("@") && shape[name] === undefined)]).toEqual([node["@type"], []]);
      for (const [name, [kind, least, most]] of Object.entries(shape)) {
        const values: readonly unknown[] = Array.isArray(node[name]) ? node[name] : node[name] === undefined ? [] : [node[name]];
        expect([node["@type"], name, values.length >= least && values.length <= most]).toEqual([node["@type"], name, true]);
        for (const value of values)
          expect([node["@type"], name, kindOf(value, classes)]).toEqual([node["@type"], name, expect.arrayContaining([kind])]);
      }
    }
  });
  test("the investigation holds every object", () => {
    const [investigation] = ofClass("case-investigation:Investigation").filter((node) => "case-investigation:relevantAuthorization" in node);
    const kept = new Set(idsOf(investigation?.["uco-core:object"]));
    const held = graph.filter((node) => "uco-core:objectMarking" in node && node["@type"] !== "case-investigation:Investigation").map(idOf);
    expect(held.length).toBeGreaterThan(200);
    expect(held.filter((id) => !kept.has(id))).toEqual([]);
  });
  test("every thing and link is a node or counted", () => {
    const typesLeft = [...left].filter(([key]) => key.endsWith(".type")).reduce((sum, [, count]) => sum + count, 0);
    const tagged = nodes().filter((node) => textsOf(node["uco-core:tag"]).length === 1);
    expect(tagged.length + typesLeft).toBe(rows.size);
    expect(left.get("dataset.reader")).toBe(1);
  });
});

describe("an exhibit", () => {
  const exhibit = (): Thing =>
    ofClass("uco-observable:File").find((node) => "uco-core:name" in node && node["uco-core:description"] !== undefined) ??
    expect.fail("it is a file");
  test("is a file with its hash, name, size and type", () => {
    const content = facetOf(exhibit(), "uco-observable:ContentDataFacet");
    const hash = content["uco-observable:hash"];
    expect(isThing(hash) ? hash["uco-types:hashValue"] : null).toEqual({ "@type": "xsd:hexBinary", "@value": wholeCaseFile?.toUpperCase() });
    expect([content["uco-observable:mimeType"], content["uco-observable:sizeInBytes"]]).toEqual([
      "text/csv",
      { "@type": "xsd:integer", "@value": "10" },
    ]);
    expect(facetOf(exhibit(), "uco-observable:FileFacet")["uco-observable:fileName"]).toBe(`${hardText} fileName`);
  });
  test("has a provenance record with its number, which an act of acquisition made", () => {
    const record = ofClass("case-investigation:ProvenanceRecord").find((node) => idsOf(node["uco-core:object"]).includes(idOf(exhibit()))) ?? {};
    expect([`№ exhibitNumber 17/ә`, "9".repeat(70)]).toContain(record["case-investigation:exhibitNumber"]);
    const acquired = ofClass("case-investigation:InvestigativeAction").filter((node) => node["uco-core:name"] === "acquired");
    const act = acquired.find((node) => idsOf(node["uco-action:result"]).includes(idOf(record))) ?? {};
    const performer = nodes().find((node) => idOf(node) === idOf(act["uco-action:performer"]));
    expect(performer?.["uco-core:name"]).toBe("afm");
  });
  test("is what things were derived from", () => {
    const person = ofClass("uco-identity:Person").find((node) => "case-investigation:wasDerivedFrom" in node);
    expect(idsOf(person?.["case-investigation:wasDerivedFrom"])).toEqual([idOf(exhibit())]);
  });
});

test("identifiers are references, an address of the web that is none in ASCII is its text, and everything else is words", () => {
  const person = ofClass("uco-identity:Person").find((node) => "case-investigation:wasDerivedFrom" in node) ?? {};
  const references = thingsOf(person["uco-core:externalReference"]);
  expect(references.filter((each) => each["uco-core:definingContext"] === "iin").map((each) => each["uco-core:externalIdentifier"])).toEqual([
    "900101300017",
  ]);
  expect(textsOf(person["uco-core:description"])).toEqual(expect.arrayContaining(["citizenship: Атлантида", `alias: ${hardText} alias`]));
  const site = ofClass("uco-observable:DomainName").find((node) => "uco-core:description" in node) ?? {};
  const url = thingsOf(site["uco-core:externalReference"]).find((each) => each["uco-core:definingContext"] === "url");
  expect(url?.["uco-core:externalIdentifier"]).toBe("https://example.kz/жол?q=1");
});

test("a measure is an act upon its targets, resting on a decision", () => {
  const isMeasure = (node: Thing): boolean => "uco-action:object" in node && !textsOf(node["uco-core:tag"]).includes("custodyEvent");
  const act = ofClass("case-investigation:InvestigativeAction").find(isMeasure) ?? {};
  expect(idsOf(act["uco-action:object"]).length).toBeGreaterThan(8);
  const [decision] = ofClass("case-investigation:Authorization");
  expect([["request"], ["suspend"]]).toContainEqual([decision?.["case-investigation:authorizationType"]]);
  expect(textsOf(decision?.["case-investigation:authorizationIdentifier"]).length).toBe(1);
});

describe("custody", () => {
  const events = (): readonly Thing[] =>
    ofClass("case-investigation:InvestigativeAction").filter((node) => textsOf(node["uco-core:tag"]).includes("custodyEvent"));
  const called = (id: string): unknown => nodes().find((node) => idOf(node) === id)?.["uco-core:name"];
  test("is acts upon the exhibit, with who, where and whom, each named once", () => {
    const act = events().find((node) => "uco-action:performer" in node) ?? expect.fail("there is an event");
    expect(["seize", "register"]).toContain(act["uco-core:name"]);
    expect(called(idOf(act["uco-action:performer"]))).toBe(`${hardText} performedBy`);
    expect(idsOf(act["uco-action:location"]).map(called)).toEqual([`${hardText} custodyPlace`]);
    expect(idsOf(act["uco-action:participant"]).map(called)).toEqual([`${hardText} handedFrom`, `${hardText} handedTo`]);
    const [exhibit, record] = [idsOf(act["uco-action:object"]), idsOf(act["uco-action:result"])];
    expect(
      ofClass("case-investigation:ProvenanceRecord")
        .filter((node) => record.includes(idOf(node)))
        .map((node) => idsOf(node["uco-core:object"])),
    ).toEqual([exhibit]);
  });
  test("each act is informed by the one before it", async () => {
    const marks = { source: null, grade: "A1", handling: "green" } as const;
    const identifier = (text: string) => ({ kind: "identifier", text }) as const;
    const text = (said: string) => ({ kind: "text", text: said }) as const;
    const [file, days] = [wholeCaseFile ?? "", ["2026-03-02", "2026-01-05", "2026-02-01"]];
    const statements = days.flatMap((day, at) => {
      const happenedAt = { kind: "date", from: day, to: day } as const;
      const values = { fileHash: identifier(file), custodyAction: text("store"), happenedAt, performedBy: text("Нұрлан Әлі") };
      return draftEntity({ id: entityIdOf(at + 1), type: "custodyEvent", values, ...marks });
    });
    const told = written("case", rowsOf(await say([], await createOfficer("writer", "afm"), "add", statements)));
    const acts = thingsOf(parseThing(told.text)["@graph"]);
    const dayOf = (id: string): string =>
      String(Object.values(acts.find((node) => idOf(node) === id)?.["uco-action:startTime"] ?? {})[1]).slice(0, 10);
    const pairs = acts.flatMap((node) => idsOf(node["case-investigation:wasInformedBy"]).map((before) => `${dayOf(before)} ${dayOf(idOf(node))}`));
    expect(pairs.sort()).toEqual(["2026-01-05 2026-02-01", "2026-02-01 2026-03-02"]);
    expect(acts.filter((node) => node["@type"] === "uco-identity:Identity").map((node) => node["uco-core:name"])).toEqual(["Нұрлан Әлі"]);
  });
});

test("an investigation that holds nothing is none: it is counted", () => {
  const only = new Map([...rows.values()].filter(({ type }) => type === "case").map((row) => [row.id, row]));
  const alone = written("case", only);
  expect(thingsOf(parseThing(alone.text)["@graph"]).map((node) => node["@type"])).not.toContain("case-investigation:Investigation");
  expect(alone.left.get("case.type")).toBe(only.size);
});
