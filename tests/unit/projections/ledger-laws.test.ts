import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { faultOf, type Vector } from "../../kit/law-vectors.ts";

const folder = join(import.meta.dirname, "../../fixtures/ledger-laws");
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
const read = (name: string): Vector => JSON.parse(readFileSync(join(folder, name), "utf8"));

test("there is a vector for each law", () => expect(names).toHaveLength(13));

describe.each(names)("%s", (name) => {
  test("is what our program computes", async () => expect(await faultOf(read(name))).toBeNull());

  test("one changed byte anywhere in it is noticed", async () => {
    const text = readFileSync(join(folder, name), "utf8");
    // Ids, salts, keys and signatures, here and in what is seen; every ninth is tried.
    const places = [...text.matchAll(/(?<=": ?"|\s")[0-9a-f]{32,}/g)].map(({ index }) => index + 7);
    const missed: string[] = [];
    for (const at of places.filter((_, i) => i % 9 === 0)) {
      const changed = `${text.slice(0, at)}${text[at] === "0" ? "1" : "0"}${text.slice(at + 1)}`;
      if ((await faultOf(JSON.parse(changed))) === null) missed.push(text.slice(at - 40, at + 20));
    }
    expect(places.length).toBeGreaterThan(30);
    expect(missed).toEqual([]);
  });
});
