import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync } from "vite";

/** One file of the house, read and parsed once. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly program: unknown;
  /** What the parser says; a file that does not parse breaks every law. */
  readonly problems: readonly string[];
}
/** `to` is a path of the house, or the name of a package; `query` is what follows a `?`. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly query: string;
  readonly isOurs: boolean;
  readonly isComputed: boolean;
  /** `import type`: erased, nothing is loaded. */
  readonly isType: boolean;
}

export const root = join(import.meta.dirname, "../..");
export const houses = ["shared", "renderer", "electron"] as const;

/** Every TypeScript file of the three houses; O(size of the tree), under a second. */
export function readHouse(): readonly Source[] {
  return houses
    .flatMap(filesUnder)
    .filter((path) => /\.(tsx?|mjs)$/.test(path) && !path.endsWith(".d.ts"))
    .map((path) => parseSource(path, readFileSync(join(root, path), "utf8")));
}

/** Reads one file's imports: static, type-only, re-exported and computed at run time. */
export function parseSource(path: string, text: string): Source {
  const parsed = parseSync(path, text);
  const module = parsed.module;
  const types = new Set(
    module.staticImports
      .filter((found) => found.entries.length > 0 && found.entries.every((entry) => entry.isType))
      .map((found) => found.moduleRequest.value),
  );
  const loaded = [
    ...module.staticImports.map((found) => found.moduleRequest.value).filter((said) => !types.has(said)),
    ...module.staticExports.flatMap((found) => found.entries.flatMap((entry) => (entry.moduleRequest === null ? [] : [entry.moduleRequest.value]))),
  ];
  const atRunTime = module.dynamicImports.map((found) => text.slice(found.moduleRequest.start, found.moduleRequest.end));
  const literals = atRunTime.filter((said) => /^(["']).*\1$/.test(said)).map((said) => said.slice(1, -1));
  const computed = atRunTime.filter((said) => !/^(["']).*\1$/.test(said));
  return {
    path,
    text,
    program: parsed.program,
    problems: parsed.errors.map((error) => error.message),
    imports: [
      ...[...new Set([...loaded, ...literals])].map((said) => toImport(path, said, false)),
      ...[...types].map((said) => toImport(path, said, true)),
      ...computed.map((said) => computedImport(path, said)),
    ],
  };
}

/** Paths below a folder of the house, depth first; build results are no part of it. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

function toImport(path: string, said: string, isType: boolean): Import {
  const [bare = said, query = ""] = said.split("?", 2);
  const isOurs = bare.startsWith(".");
  return { from: path, to: isOurs ? posix.join(posix.dirname(path), bare) : bare, query, isOurs, isComputed: false, isType };
}

function computedImport(path: string, said: string): Import {
  return { from: path, to: said, query: "", isOurs: false, isComputed: true, isType: false };
}
