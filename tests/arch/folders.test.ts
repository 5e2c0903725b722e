import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesUnder, houses, root } from "./sources.ts";

/** Folders that hold source: two names deep, three below features, and those of the tests. */
function foldersOfSource(): readonly string[] {
  const tests = readdirSync(join(root, "tests"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `tests/${entry.name}`);
  const inHouses = houses.flatMap((house) => filesUnder(house)).filter((path) => /\.tsx?$/.test(path) && path.split("/").length > 2);
  return [
    ...new Set([
      ...inHouses.map((path) =>
        path
          .split("/")
          .slice(0, path.startsWith("renderer/features/") ? 3 : 2)
          .join("/"),
      ),
      ...tests,
    ]),
  ].sort();
}

test.each(foldersOfSource())("%s says in at most 25 lines what it is for", (folder) => {
  const path = join(root, folder, "README.md");
  expect(existsSync(path), `${folder}/README.md exists`).toBe(true);
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  expect(lines[0]).toMatch(/^# /);
  expect(lines.length).toBeLessThanOrEqual(25);
});

test("no file has a name that says nothing", () => {
  const named = ["shared", "renderer", "electron", "tests"].flatMap(filesUnder).filter((path) => /\.(tsx?|mjs)$/.test(path));
  const empty = named.filter((path) => /(^|\/)(utils?|helpers?|common|misc|manager|service|data|index)\.(tsx?|mjs)$/.test(path));
  const unkempt = named.filter((path) => !/^([a-z0-9-]+\/)+[a-z0-9]+([.-][a-z0-9]+)*\.(tsx?|mjs)$/.test(path));
  expect([...empty, ...unkempt]).toEqual([]);
});

test("no source names this machine or a registry's host", () => {
  const machine = new RegExp([`/${"work"}/(main|shared)`, `registry\\.${"npmjs"}`, `deb\\.${"debian"}\\.org`].join("|"));
  const texts = ["shared", "renderer", "electron", "tests", "assets"]
    .flatMap(filesUnder)
    .filter((path) => /\.(tsx?|mjs|json|md|css|html|sh)$/.test(path));
  expect(texts.filter((path) => machine.test(readFileSync(join(root, path), "utf8")))).toEqual([]);
});
