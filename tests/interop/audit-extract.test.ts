import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expectValue } from "../kit/agency.ts";
import { createSharedCase } from "../kit/shared-case.ts";
import { hasTool, openWorkbench, type Ran, runTool, type Workbench } from "./tools.ts";

let bench: Workbench | undefined;
let files: { readonly json: string; readonly csv: string } = { json: "", csv: "" };
const need = (): Workbench => {
  if (bench === undefined) throw new Error("not set up");
  return bench;
};
let json: Uint8Array = new Uint8Array(0);
beforeAll(async () => {
  bench = openWorkbench();
  const { mci } = await createSharedCase();
  const extract = expectValue(await mci.door.exportAudit({ acts: null }));
  json = extract.json.bytes;
  files = { json: bench.write("log.json", json), csv: bench.write("log.csv", extract.csv.bytes) };
});
afterAll(() => bench?.remove());

const byScript = (...words: readonly string[]): Ran => runTool("python3", [join(import.meta.dirname, "verify-audit.py"), ...words]);

describe.skipIf(!["openssl", "python3", "xxd"].every(hasTool))("a stranger with openssl and python3", () => {
  it("finds the extract, every record of it and the CSV sound", () => {
    const ran = byScript(files.json, files.csv);
    expect([ran.status, ran.error, ran.out]).toEqual([0, "", expect.stringMatching(/^OK \d+ acts, \d+ records\n$/)]);
  });

  it("finds a flipped byte and another CSV", () => {
    const flipped = json.slice();
    flipped[500] = (flipped[500] ?? 0) ^ 1;
    expect(byScript(need().write("flipped.json", flipped), files.csv).status).not.toBe(0);
    expect(byScript(files.json, files.json).status).not.toBe(0);
  });

  it("finds the signature right with the one line of the format's page", () => {
    const line = readFileSync(join(import.meta.dirname, "../../assets/docs/format/audit.md"), "utf8")
      .split("\n")
      .find((each) => each.startsWith("f=log.json"));
    expect(line).toBeDefined();
    const ran = runTool("sh", ["-c", `cd "${need().folder}" && ${line}`]);
    expect([ran.status, ran.out]).toEqual([0, expect.stringContaining("Verified Successfully")]);
  });
});
