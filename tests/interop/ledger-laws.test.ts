import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faultOf, type Vector } from "../kit/law-vectors.ts";
import { hasTool, openWorkbench, type Ran, runTool, type Workbench } from "./tools.ts";

const folder = join(import.meta.dirname, "../fixtures/ledger-laws");
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
const read = (name: string): Vector => JSON.parse(readFileSync(join(folder, name), "utf8"));
const byPython = (...files: readonly string[]): Ran => runTool("python3", [join(import.meta.dirname, "ledger-laws.py"), ...files]);

let bench: Workbench | undefined;
const need = (): Workbench => {
  if (bench === undefined) throw new Error("not set up");
  return bench;
};
beforeAll(() => {
  bench = openWorkbench();
});
afterAll(() => bench?.remove());

/** openssl's word on one commit: the author's key over "dalel.commit.1", a line feed and the header. */
function bySsl({ header, signature }: Vector["commits"][number]): boolean {
  const { author }: { readonly author: string } = JSON.parse(header);
  const key = need().write("key.der", Buffer.from(`302a300506032b6570032100${author}`, "hex"));
  const signed = need().write("signed", `dalel.commit.1\n${header}`);
  const file = need().write("signature", Buffer.from(signature, "hex"));
  const words = ["pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", key, "-rawin", "-in", signed, "-sigfile", file];
  return runTool("openssl", words).status === 0;
}

describe.skipIf(!hasTool("python3"))("a few lines of Python", () => {
  it("compute every id, root and outcome of the laws as we do", () => {
    const ran = byPython(...names.map((name) => join(folder, name)));
    expect([ran.status, ran.out.match(/^PASS /gm)?.length]).toEqual([0, 13]);
  });

  it.each([
    ["a letter of a line", (text: string) => text.replace("Әлия", "Алия")],
    ["a salt", (text: string) => text.replace(/("salt": ")(.)/, (_, key: string, digit: string) => `${key}${digit === "0" ? "1" : "0"}`)],
    [
      "a claim id",
      (text: string) => text.replace(/("claims": \[\s*\{\s*"id": ")(.)/, (_, key: string, digit: string) => `${key}${digit === "0" ? "1" : "0"}`),
    ],
    ["the time said", (text: string) => text.replace('\\"saidAt\\":1772442', '\\"saidAt\\":1772443')],
    ["a root", (text: string) => text.replace(/(\\"root\\":\\")(.)/, (_, key: string, digit: string) => `${key}${digit === "0" ? "1" : "0"}`)],
    ["what disputes", (text: string) => text.replace(/"live": \{(\s*)"(\w+)": \[\]/, '"live": {$1"$2": ["mci"]')],
    ["an order", (text: string) => text.replace(/(\/fullName": \[\s*)("\w+")(,\s*)("\w+")/, "$1$4$3$2")],
    ["the members of a merged thing", (text: string) => text.replaceAll(/"groups": \{\s*"\w+": \[\s*"\w+"\s*\]\s*\}/g, '"groups": {}')],
    [
      "where a copy goes back to",
      (text: string) => text.replace(/("origins": \{\s*"\w+": \[\s*")(.)/, (_, key: string, digit: string) => `${key}${digit === "0" ? "1" : "0"}`),
    ],
    ["which readings are alike", (text: string) => text.replace('"kind": "same"', '"kind": "different"')],
  ])("and we notice %s changed", async (_what, change) => {
    const text = readFileSync(join(folder, "any-order.json"), "utf8");
    const changed = change(text);
    expect(changed).not.toBe(text);
    expect(byPython(need().write("changed.json", changed)).status).toBe(1);
    expect(await faultOf(JSON.parse(changed))).not.toBeNull();
  });
});

describe.skipIf(!hasTool("openssl"))("openssl", () => {
  it("verifies every signature of the vectors", () => {
    const commits = new Map(names.flatMap((name) => read(name).commits.map((commit) => [commit.id, commit] as const)));
    expect(commits.size).toBeGreaterThan(12);
    expect([...commits.values()].filter((commit) => !bySsl(commit)).map(({ id }) => id)).toEqual([]);
  });

  it("and we notice a flipped byte of a header and of a signature", async () => {
    const vector = read("undo.json");
    const [first, ...rest] = vector.commits;
    if (first === undefined) throw new Error("a vector has commits");
    const flip = (text: string, at: number) => `${text.slice(0, at)}${text[at] === "1" ? "2" : "1"}${text.slice(at + 1)}`;
    const digit = first.header.indexOf('"saidAt":') + 12;
    for (const wrong of [
      { ...first, header: flip(first.header, digit) },
      { ...first, signature: flip(first.signature, 5) },
    ]) {
      expect(bySsl(wrong)).toBe(false);
      expect(await faultOf({ ...vector, commits: [wrong, ...rest] })).not.toBeNull();
    }
  });
});
