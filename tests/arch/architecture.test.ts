import { expect, test } from "vitest";
import { circlesIn, closureOf, folderOf, laws, planEdges } from "./laws.ts";
import { layers } from "./layers.ts";
import { readHouse } from "./sources.ts";

const house = readHouse();

test("the plan itself has no circle", () => expect(circlesIn(planEdges())).toEqual([]));

test("the house is read", () => expect(house.length).toBeGreaterThan(20));

test.each(Object.entries(laws))("%s", (_name, law) => expect(law(house)).toEqual([]));

test("every folder of the house is in the plan", () => {
  const folders = new Set(house.map((file) => folderOf(file.path)).filter((folder) => !/\.\w+$/.test(folder)));
  const known = (folder: string): boolean => folder in layers || (folder.startsWith("renderer/features/") && folder.split("/").length === 3);
  expect([...folders].filter((folder) => !known(folder))).toEqual([]);
});

test("the thread that reads untrusted bytes never reaches the vault", () => {
  const entry = "renderer/workers/intake.worker.ts";
  const reached = [...closureOf(house, entry)].filter((path) => path.startsWith("shared/vault/") || path.startsWith("shared/case/"));
  expect(
    house.some((file) => file.path === entry),
    "the intake worker exists",
  ).toBe(true);
  expect(reached).toEqual([]);
});

test("the window itself loads no keys and no vault, and no WebAssembly, which its policy does not run", () => {
  const entry = "renderer/app/main.tsx";
  const loaded = closureOf(house, entry, ({ isType }) => !isType);
  expect(loaded.has("renderer/state/case-mirror.ts"), "what the window loads is followed").toBe(true);
  const asWasm = house.filter(({ imports }) => imports.some(({ to }) => to === "hash-wasm" || to === "age-encryption")).map(({ path }) => path);
  expect(asWasm.length).toBeGreaterThan(1);
  expect([...loaded].filter((path) => path.startsWith("shared/vault/") || asWasm.includes(path))).toEqual([]);
});
