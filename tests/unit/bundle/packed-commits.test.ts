import { expect, test } from "vitest";
import { packCommit, unpackCommit } from "../../../shared/bundle/packed-commits.ts";
import { discloseCommits } from "../../../shared/bundle/select.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createWholeCase } from "../../kit/whole-case.ts";

test("a commit crosses threads and is the same, whole and redacted", async () => {
  const commits = await createWholeCase(await createOfficer("packs", "afm"));
  const all = commits.flatMap(({ claims }) => claims.map(({ id }) => id));
  for (const disclosed of [new Set(all), new Set(all.filter((_, i) => i % 3 === 0))]) {
    const travelling = discloseCommits(commits, disclosed);
    expect(travelling.length).toBeGreaterThan(0);
    expect(travelling.map((commit) => unpackCommit(structuredClone(packCommit(commit))))).toEqual(travelling);
  }
});

test("what was not sound when it was packed is a bug", async () => {
  const commits = await createWholeCase(await createOfficer("packs", "afm"));
  const [commit] = discloseCommits(commits, new Set(commits.flatMap(({ claims }) => claims.map(({ id }) => id))));
  if (commit === undefined) throw new Error("a commit");
  const packed = packCommit(commit);
  expect(() => unpackCommit({ ...packed, lines: packed.lines.replace('"op":"assert"', '"op":"insist"') })).toThrow("a packed claim was sound");
});
