import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const fixtures = join(root, "tests/fixtures/bundles");
const folder = mkdtempSync(join(tmpdir(), "dalel-verifier-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(root, "electron/launch/steps.ts"), "build:verifier"], { encoding: "utf8" });
  expect([built.status, built.stderr]).toEqual([0, expect.not.stringContaining("rror")]);
  copyFileSync(join(root, "dist/verifier/dalel-verify.mjs"), join(folder, "dalel-verify.mjs"));
  for (const name of ["golden-v1.dalel", "recipient.key", "sender.dalel-id"]) copyFileSync(join(fixtures, name), join(folder, name));
}, 120_000);

/** As on another machine: nothing of ours beside it, and nothing of our surroundings. */
const verifier = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dalel-verify.mjs", ...words], { cwd: folder, env: {}, encoding: "utf8" });
  return { status, out: stdout, error: stderr };
};

test("one file with nothing but Node verifies, inspects and extracts a bundle as the program does, without a word of warning", () => {
  const words = ["golden-v1.dalel", "--identity", "recipient.key", "--partner", "sender.dalel-id"];
  for (const [language, last] of [
    ["en", "All checks passed."],
    ["kk", "Барлық тексеру өтті."],
  ] as const) {
    const { status, out, error } = verifier("verify", ...words, "--lang", language);
    expect([status, error, out.trimEnd().split("\n").at(-1)]).toEqual([0, "", last]);
  }
  expect(JSON.parse(verifier("inspect", "golden-v1.dalel", "--identity", "recipient.key", "--json").out).statement.counts.withheld).toBe(1);
  expect(verifier("extract", "golden-v1.dalel", "--identity", "recipient.key", "--out", "bag").status).toBe(0);
  expect(readdirSync(join(folder, "bag"))).toContain("statement.json");
});

test("it refuses what is damaged, and says how it is used", () => {
  expect(verifier("verify", "sender.dalel-id", "--identity", "recipient.key").status).toBe(1);
  expect(verifier()).toMatchObject({ status: 2, error: expect.stringContaining("dalel receipt FILE.dalel-receipt") });
});

test("it names no file of this machine and loads no package", () => {
  const text = readFileSync(join(folder, "dalel-verify.mjs"), "utf8");
  expect(text.includes(root)).toBe(false);
  const loaded = [...text.matchAll(/^import .* from "([^"]+)";$/gm)].map(([, name]) => name);
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.filter((name) => name?.startsWith("node:") !== true)).toEqual([]);
});
