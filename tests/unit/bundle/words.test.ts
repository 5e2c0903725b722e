import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const languages = ["en", "ru", "kk"] as const;
const read = (path: string): string => readFileSync(join(import.meta.dirname, "../../..", path), "utf8");
const wordsOf = (language: string): ReadonlyMap<string, string> =>
  new Map(flatten(JSON.parse(read(`assets/locales/${language}/bundle-report.json`)), ""));

function flatten(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value ?? {}).flatMap(([key, inner]) => flatten(inner, path === "" ? key : `${path}.${key}`));
}
const gapsOf = (text: string | undefined): readonly string[] => (text?.match(/\{\{\w+\}\}/g) ?? []).sort();
/** Members of a union or list in a source, as they stand in quotes. */
const quotedIn = (path: string, after: string): readonly string[] =>
  (
    read(path)
      .split(after)[1]
      ?.split(";")[0]
      ?.match(/"[a-z-]+"/g) ?? []
  ).map((quoted) => quoted.slice(1, -1));

describe("the sentences of bundles", () => {
  it("have the same keys and gaps in every language", () => {
    const [en, ...others] = languages.map(wordsOf);
    for (const other of others) {
      expect([...other.keys()]).toEqual([...(en?.keys() ?? [])]);
      for (const [key, text] of en ?? []) expect([key, gapsOf(other.get(key))]).toEqual([key, gapsOf(text)]);
    }
  });

  it("cover every check, failure, reason, warning and block there is", () => {
    const en = wordsOf("en");
    const model = "shared/bundle/model.ts";
    const needed = [
      ...quotedIn(model, "export type ReportCheck =").map((check) => `check.${check}`),
      ...quotedIn(model, "export type BundleError =").map((kind) => `error.${kind}`),
      ...quotedIn("shared/ledger/model.ts", "export type LedgerError = Failure<").map((kind) => `error.${kind}`),
      ...quotedIn(model, "export type WithholdReason =").map((reason) => `reason.${reason}`),
      ...quotedIn(model, "export interface ShareWarning {").map((kind) => `warning.${kind}`),
      ...quotedIn(model, "export interface ShareBlock {").map((kind) => `block.${kind}`),
      ...quotedIn("shared/partner/model.ts", "export type IdentityError = Failure<").map((kind) => `identity.${kind}`),
    ];
    expect(needed.length).toBeGreaterThan(50);
    expect(needed.filter((key) => !en.has(key))).toEqual([]);
  });

  it("cover every outcome the judge knows", () => {
    const en = wordsOf("en");
    const judged = read("shared/bundle/judge.ts") + read("shared/bundle/judge-sequence.ts");
    const outcomes = [...judged.matchAll(/line(?:Of\("[a-z]+"\))?\("([a-z-]+)", "(?:pass|warn|fail)"/g)].map(([, outcome]) => outcome ?? "");
    const known = new Set([...en.keys()].filter((key) => key.startsWith("report.")).map((key) => key.split(".")[2]));
    for (const outcome of ["revoked", "revoked-since"]) outcomes.push(...["lost", "stolen", "left"].map((reason) => `${outcome}-${reason}`));
    for (const way of ["in-person", "phone", "document", "key-change"]) outcomes.push(way);
    expect(new Set(outcomes).size).toBeGreaterThan(20);
    expect(outcomes.filter((outcome) => !known.has(outcome))).toEqual([]);
  });
});
