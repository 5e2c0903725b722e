import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Without these, `npm ci` fails for everybody on the day it is needed. */
const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "package-lock.json"), "utf8");
interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly link?: boolean;
}
const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Locked>> };
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Where npm would look for a package that one at `path` depends on: its own folder, then each above. */
function isLocked(path: string, name: string): boolean {
  const folders = path.split("/node_modules/").map((_part, at, parts) => parts.slice(0, at + 1).join("/node_modules/"));
  return [...folders.map((folder) => (folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`)), `node_modules/${name}`].some(
    (at) => at in packages,
  );
}

/** Optional packages that are named and have no entry. */
function missing(): readonly string[] {
  return Object.entries(packages).flatMap(([path, locked]) =>
    Object.keys(locked.optionalDependencies ?? {})
      .filter((name) => !isLocked(path, name))
      .map((name) => `${path} > ${name}`),
  );
}

test("every optional package of every platform is in the lock file", () => {
  expect(Object.keys(packages).length).toBeGreaterThan(300);
  expect(isLocked("", "no-such-package")).toBe(false);
  expect(missing()).toEqual([]);
});

test("the lock file names no host, and a hash for everything", () => {
  expect(text).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/);
  const bare = Object.entries(packages).filter(([path, locked]) => path !== "" && locked.link !== true && locked.integrity === undefined);
  expect(bare.map(([path]) => path)).toEqual([]);
});

test("everything is pinned exactly, and nothing that ships would be packed twice", () => {
  const all = { ...manifest["devDependencies"], ...manifest["optionalDependencies"] };
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  expect(manifest["dependencies"]).toBeUndefined();
  expect(Object.keys(manifest["optionalDependencies"] ?? {}).every((name) => name.startsWith("node-"))).toBe(true);
});

test("no package needs its install script, except one that is switched off by name", () => {
  const scripted = Object.entries(packages)
    .filter(([, locked]) => locked.hasInstallScript === true)
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(scripted.filter((name) => manifest["allowScripts"]?.[name] === undefined && !["fsevents"].includes(name))).toEqual([]);
});
