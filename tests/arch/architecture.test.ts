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
