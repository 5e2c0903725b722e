import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { interopKinds } from "../../shared/interop/model.ts";
import { rowsOf } from "../kit/fold.ts";
import { written } from "../kit/interop-file.ts";
import { createOfficer } from "../kit/officer.ts";
import { createWholeCase } from "../kit/whole-case.ts";
import { hasTool, openWorkbench, type Ran, runTool, type Workbench } from "./tools.ts";

const fixtures = join(import.meta.dirname, "../fixtures");
/** Debian's own python3 first: its packages are not seen by another. */
const python = ["/usr/bin/python3", "python3"].find((each) => hasTool(each));
const hasModule = (name: string): boolean => python !== undefined && runTool(python, ["-c", `import ${name}`]).status === 0;

let bench: Workbench;
let files: readonly string[] = [];
beforeAll(async () => {
  bench = openWorkbench();
  const rows = rowsOf(await createWholeCase(await createOfficer("writer", "afm")));
  files = interopKinds.map((kind) => bench.write(`everything.${kind}`, written(kind, rows).text));
});
afterAll(() => bench.remove());

const check = (paths: readonly string[]): Ran =>
  runTool(python ?? "", [join(import.meta.dirname, "check-formats.py"), join(fixtures, "ftm/model-4.5.2.json"), join(fixtures, "stix"), ...paths]);

describe.skipIf(python === undefined)("python reads (skipped: no python3)", () => {
  test("a case that says everything, in all three formats", () => {
    const { status, out, error } = check(files);
    expect([status, error]).toEqual([0, ""]);
    expect(out).toMatch(
      /^ok ftm \d{3} entities\nok stix \d{3} objects\n(ok jsonschema \d+ objects|skipped: no jsonschema)\n(ok rdflib \d{4} triples|skipped: no rdflib)\n$/,
    );
  });
  test.each(["ftm", "stix", "case"])("and refuses a changed %s file", (kind) => {
    const spoilt = bench.write(`spoilt.${kind}`, kind === "ftm" ? '{"id":"1","properties":{"naem":["x"]},"schema":"Person"}\n' : '{"a":1,"a":2}');
    const { status, error } = check(files.map((path, at) => (interopKinds[at] === kind ? spoilt : path)));
    expect([status, error.startsWith("FAIL ")]).toEqual([1, true]);
  });
});

test.skipIf(!hasModule("jsonschema"))("wallets and accounts are valid by the schemas of their extensions (skipped: no jsonschema)", () => {
  expect(check(files).out).toMatch(/^ok jsonschema [1-9]\d* objects$/m);
});
test.skipIf(!hasModule("rdflib"))("the JSON-LD is triples of CASE and UCO by its own context (skipped: no rdflib)", () => {
  expect(check(files).out).toMatch(/^ok rdflib [1-9]\d{3} triples$/m);
});
