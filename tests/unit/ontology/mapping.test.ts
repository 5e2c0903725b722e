import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TypeEntry } from "../../../shared/ontology/model.ts";
import { ontology } from "../../../shared/ontology/table.ts";

/** Schemata and their properties, as FollowTheMoney 4.5.2 has them. */
const model: { readonly schemata: Readonly<Record<string, { readonly properties: object }>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/ftm/model-4.5.2.json"), "utf8"),
);
/** STIX 2.1 object types, and the two of the extensions in use for crypto and bank accounts. */
const stixTypes = [
  "identity",
  "infrastructure",
  "campaign",
  "domain-name",
  "user-account",
  "file",
  "note",
  "grouping",
  "relationship",
  "cryptocurrency-wallet",
  "bank-account",
];
const entries: readonly (readonly [string, TypeEntry])[] = Object.entries(ontology);

test.each(entries.filter(([, entry]) => entry.as?.ftm !== undefined))("%s maps to what FollowTheMoney has", (_type, entry) => {
  const known = Object.keys(model.schemata[entry.as?.ftm ?? ""]?.properties ?? expect.fail(`no schema ${entry.as?.ftm}`));
  const mapped = Object.values(entry.properties).flatMap((property) => property.as?.ftm ?? []);
  expect(mapped.filter((name) => !known.includes(name))).toEqual([]);
});

test("only records of what was exchanged, and of custody, have no counterpart there", () => {
  expect(entries.filter(([, entry]) => entry.as?.ftm === undefined).map(([type]) => type)).toEqual([
    "handover",
    "deconfliction",
    "acceptance",
    "custodyEvent",
    "bundleNote",
    "keyRuling",
  ]);
});

test("STIX names are STIX names", () => {
  expect(entries.flatMap(([, entry]) => entry.as?.stix ?? []).filter((name) => !stixTypes.includes(name))).toEqual([]);
});
