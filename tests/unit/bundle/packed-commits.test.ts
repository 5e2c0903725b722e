import { beforeAll, expect, test } from "vitest";
import { createPayload } from "../../../shared/bundle/write-bag.ts";
import { buffersOf, type PackedCommits, unpackCommits } from "../../../shared/bundle/packed-commits.ts";
import { readCommits } from "../../../shared/bundle/read-commits.ts";
import { discloseCommits } from "../../../shared/bundle/select.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { compareCommits } from "../../../shared/ledger/ledger.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createWholeCase } from "../../kit/whole-case.ts";

let commits: readonly Commit[] = [];
beforeAll(async () => {
  commits = [...(await createWholeCase(await createOfficer("packs", "afm")))].sort(compareCommits);
});

async function pack(travelling: readonly Commit[]): Promise<PackedCommits> {
  const payload = createPayload(travelling, [], utf8ToBytes(""));
  const caseId = travelling[0]?.header.case ?? expect.fail("a commit");
  const packed = await readCommits(payload["data/commits.jsonl"], payload["data/leaves.bin"], payload["data/claims.jsonl"], caseId);
  return packed.ok ? packed.value : expect.fail(packed.error.kind);
}

test("commits cross threads and are the same, whole and redacted", async () => {
  const all = commits.flatMap(({ claims }) => claims.map(({ id }) => id));
  for (const disclosed of [new Set(all), new Set(all.filter((_, i) => i % 3 === 0))]) {
    const travelling = discloseCommits(commits, disclosed);
    expect(travelling.length).toBeGreaterThan(0);
    const packed = await pack(travelling);
    expect(unpackCommits(structuredClone(packed, { transfer: [...buffersOf(packed)] }))).toEqual(travelling);
    expect(buffersOf(packed).map(({ byteLength }) => byteLength)).toEqual([0, 0, 0, 0]);
  }
});

test("what was not sound when it was packed is a bug", async () => {
  const packed = await pack(discloseCommits(commits, new Set(commits.flatMap(({ claims }) => claims.map(({ id }) => id)))));
  const text = new TextDecoder().decode(packed.claimLines);
  const changed = { ...packed, claimLines: utf8ToBytes(text.replace('"op":"assert"', '"op":"insist"')) };
  expect(() => unpackCommits(changed)).toThrow("a packed claim was sound");
});
