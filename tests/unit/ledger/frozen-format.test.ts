import { expect, test } from "vitest";
import { base64ToBytes, bytesToBase64 } from "../../../shared/kernel/base64.ts";
import { decodeCommit, encodeCommit } from "../../../shared/ledger/codec.ts";
import { commitIdOf, signedBytesOf } from "../../../shared/ledger/header.ts";
import type { Commit, CommitHeader } from "../../../shared/ledger/model.ts";
import { verifyCommit } from "../../../shared/ledger/verify.ts";
import first from "../../fixtures/ledger-format-1.json" with { type: "json" };
import second from "../../fixtures/ledger-format-2.json" with { type: "json" };
import { plainCommit } from "../../kit/plain-commit.ts";
import { createOfficer } from "../../kit/officer.ts";

/** The commits of a golden file: each read, verified and written again, from either encoding of a commit at rest as it was when the file was frozen. */
async function thaw(golden: typeof first | typeof second): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for (const [i, encoded] of golden.encoded.entries()) {
    const commit = decodeCommit(base64ToBytes(encoded) ?? expect.fail());
    if (!commit.ok) return expect.fail(commit.error.kind);
    expect(commit.value.id).toBe(golden.ids[i]);
    expect(commit.value.claims.map((claim) => claim.line)).toEqual(golden.lines[i]);
    expect(await verifyCommit(commit.value)).toEqual({ ok: true, value: undefined });
    const packed = golden.packed[i] ?? expect.fail();
    expect(bytesToBase64(encodeCommit(commit.value))).toBe(packed);
    const again = decodeCommit(base64ToBytes(packed) ?? expect.fail());
    expect(again.ok && plainCommit(again.value)).toEqual(plainCommit(commit.value));
    commits.push(commit.value);
  }
  return commits;
}

test("commits of format 1 are read, verified and written as they were when it was frozen", async () => {
  expect((await thaw(first)).map(({ header }) => header.format)).toEqual([1, 1, 1]);
});

test("so are commits of format 2: the note of a claim, the unit of a decimal, the time of a place, and an intent of its own", async () => {
  const commits = await thaw(second);
  expect(commits.map(({ header, claims }) => [header.format, header.intent, claims.length])).toEqual([
    [2, "add", 4],
    [2, "add", 1],
    [2, "withdraw", 4],
  ]);
  const said = commits[0]?.claims.map(({ statement }) => (statement.op === "assert" ? statement : expect.fail()));
  expect(said?.[0]?.note).toBe('Төлқұжаттан "1"\n');
  expect(said?.[1]?.value).toEqual({ kind: "decimal", text: "37.5", unit: "percent" });
  expect(said?.[2]?.source?.place.time).toBe("101:03:07.250");
});

test("a commit that calls itself format 1 and says what only format 2 carries is not believed, though its author signed it", async () => {
  const signer = await createOfficer("Айгүл", "afm");
  const found: unknown[] = [];
  for (const commit of await thaw(second)) {
    const header: CommitHeader = { ...commit.header, format: 1 };
    const lowered: Commit = { ...commit, header, id: commitIdOf(header), signature: await signer.sign(signedBytesOf(header)) };
    const verified = await verifyCommit(lowered);
    found.push(verified.ok || verified.error.kind);
  }
  expect(found).toEqual(["bad-claim", "bad-claim", "bad-encoding"]);
});
