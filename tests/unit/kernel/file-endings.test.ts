import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pathsIn } from "../../../electron/main/opened-files.ts";
import {
  acceptedEndings,
  fileDescriptions,
  fileEndings,
  fileKindOf,
  fileKinds,
  keyFileEnding,
  profileFileEnding,
} from "../../../shared/kernel/file-endings.ts";

const root = join(import.meta.dirname, "../../..");
const endings: readonly string[] = Object.values(fileEndings);

test("no ending is another's end: a name is of one kind, in any letter case, and of none when it is no file of ours", () => {
  for (const kind of fileKinds) {
    expect(fileKindOf(`a name${fileEndings[kind]}`)).toBe(kind);
    expect(fileKindOf(`A NAME${fileEndings[kind].toUpperCase()}`)).toBe(kind);
    expect(fileKinds.filter((other) => `x${fileEndings[kind]}`.endsWith(fileEndings[other]))).toEqual([kind]);
  }
  for (const name of ["a.csv", `a${keyFileEnding}`, "a.dalel.exe", "dalel", "a.dalel-"]) expect(fileKindOf(name)).toBeNull();
});

interface Association {
  readonly ext: string;
  readonly mimeType: string;
  readonly description: string;
}

test("an installed program is told of every kind, and of no other", async () => {
  const config = join(root, "electron/packaging/builder.config.mjs");
  const { default: builder }: { readonly default: { readonly fileAssociations: readonly Association[] } } = await import(config);
  const { fileAssociations } = builder;
  expect(fileAssociations.map(({ ext }) => `.${ext}`)).toEqual(endings);
  expect(new Set(fileAssociations.map(({ mimeType }) => mimeType)).size).toBe(endings.length);
  expect(fileAssociations.map(({ description }) => description)).toEqual(Object.values(fileDescriptions));
});

test("what the program is started with is opened whatever kind it is; what opens a vault, and switches, are not", () => {
  const words = [...endings.map((ending) => `/b/a${ending}`), `/b/a${keyFileEnding}`, "/b/a.txt", `--a${endings[0]}`];
  expect(pathsIn(words, "/home")).toEqual(endings.map((ending) => `/b/a${ending}`));
});

test("a chooser of files of ours takes all of them", () => {
  expect(acceptedEndings.split(",")).toEqual(endings);
});

test("no source writes or takes an ending that is not in the list", () => {
  const known = new Set([...endings, keyFileEnding, profileFileEnding]);
  const sources = globSync("{shared,renderer,electron}/**/*.{ts,tsx,mjs}", { cwd: root }).filter((path) => !path.endsWith("file-endings.ts"));
  expect(sources.length).toBeGreaterThan(500);
  const found = sources.flatMap((path) =>
    [...readFileSync(join(root, path), "utf8").matchAll(/\.dalel(?:-[a-z]+)*(?![a-z])/g)].map(([ending]) => ending),
  );
  expect(found.filter((ending) => !known.has(ending))).toEqual([]);
  expect(new Set(found).size).toBeGreaterThan(3);
});
