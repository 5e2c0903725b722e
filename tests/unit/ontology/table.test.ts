import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TypeEntry } from "../../../shared/ontology/model.ts";
import {
  identityProperty,
  isIdentityProperty,
  linkTypes,
  linkTypesBetween,
  nodeTypes,
  propertyEntry,
  titleOf,
  typeEntry,
} from "../../../shared/ontology/read.ts";
import { ontology } from "../../../shared/ontology/table.ts";

const assets = join(import.meta.dirname, "../../../assets");
const entries: readonly (readonly [string, TypeEntry])[] = Object.entries(ontology);
const properties = entries.flatMap(([type, entry]) => Object.entries(entry.properties).map(([name, property]) => ({ type, name, property })));

test.each(entries)("%s is whole: icon, title, words of its own", (_type, entry) => {
  expect(existsSync(join(assets, "icons/types", `${entry.icon}.svg`))).toBe(true);
  for (const property of entry.title) expect(Object.keys(entry.properties)).toContain(property);
  const choices = Object.values(entry.properties).filter((property) => property.kind === "choice");
  expect(choices.every((property) => new Set(property.choices).size === property.choices?.length)).toBe(true);
});

test("every icon belongs to a type", () => {
  const icons = readdirSync(join(assets, "icons/types"))
    .filter((name) => name.endsWith(".svg"))
    .map((name) => name.slice(0, -4));
  expect(icons.sort()).toEqual(entries.map(([, entry]) => entry.icon).sort());
});

test("links join node types that exist", () => {
  const nodes = nodeTypes().map(([name]) => name);
  for (const [, entry] of linkTypes()) expect([...entry.from, ...entry.to].filter((type) => !nodes.includes(type))).toEqual([]);
});

test("an identity is one required identifier with a check", () => {
  for (const [type] of entries) {
    const named = Object.keys(typeEntry(type)?.properties ?? {}).filter((property) => isIdentityProperty(type, property));
    expect(named.length).toBeLessThanOrEqual(1);
    expect(named[0]).toBe(identityProperty(type));
  }
  for (const { property } of properties.filter((each) => each.property.match === "identity")) {
    expect(property).toMatchObject({ kind: "identifier", isRequired: true });
    expect(property.check ?? "none").not.toBe("none");
  }
});

test("an alias names one property of a type", () => {
  for (const [, entry] of entries) {
    const aliases = Object.values(entry.properties)
      .flatMap((property) => property.aliases ?? [])
      .map((alias) => alias.toLowerCase());
    expect(new Set(aliases).size).toBe(aliases.length);
  }
});

test("asks of the table are answered, and unknown names are not", () => {
  expect(linkTypesBetween("person", "exchange")).toEqual(["operates", "owns", "directs", "promotes", "flow", "related"]);
  expect(linkTypesBetween("wallet", "wallet")).toEqual(["depositsTo", "recruited", "flow", "related"]);
  expect(linkTypesBetween("exchange", "person")).toEqual(["flow", "related"]);
  expect(linkTypesBetween("case", "wallet")).toEqual([]);
  expect(propertyEntry("wallet", "address")?.check).toBe("wallet-address");
  expect([propertyEntry("wallet", "constructor"), propertyEntry("nothing", "name"), typeEntry("__proto__")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const wallet: Readonly<Record<string, string>> = { label: "", address: "T1" };
  expect(titleOf("wallet", (property) => wallet[property])).toBe("T1");
});

const languages = ["en", "ru", "kk"] as const;
const wordsOf = (language: string): ReadonlySet<string> =>
  new Set(keysOf(JSON.parse(readFileSync(join(assets, "locales", language, "ontology.json"), "utf8")), ""));
function keysOf(node: unknown, path: string): readonly string[] {
  if (typeof node === "string") return node.trim() === "" ? [] : [path];
  return Object.entries(node ?? {}).flatMap(([key, child]) => keysOf(child, path === "" ? key : `${path}.${key}`));
}

test.each(languages)("%s has words for every type, verb, property, choice and mark", (language) => {
  const words = wordsOf(language);
  const needed = [
    ...entries.flatMap(([type]) => [`type.${type}`, `types.${type}`]),
    ...linkTypes().map(([type]) => `verb.${type}`),
    ...["type", "from", "to", "note"].map((name) => `property.${name}`),
    ...properties.map(({ name }) => `property.${name}`),
    ...properties.flatMap(({ name, property }) => (property.choices ?? []).map((choice) => `choice.${name}.${choice}`)),
    ...nodeTypes()
      .filter(([, entry]) => entry.isListed)
      .map(([type]) => `counted.${type}_other`),
    ...["clear", "green", "amber", "amber+strict", "red"].map((handling) => `handling.${handling}`),
    ...[..."ABCDEF123456"].map((sign) => `grade.${sign}`),
  ];
  expect(needed.filter((key) => !words.has(key))).toEqual([]);
});

test("the three languages have the same keys, plural forms aside", () => {
  const plain = (language: string) => [...new Set([...wordsOf(language)].map((key) => key.replace(/_(one|few|many|other)$/, "")))].sort();
  expect(plain("ru")).toEqual(plain("en"));
  expect(plain("kk")).toEqual(plain("en"));
});
