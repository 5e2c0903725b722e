import { expect, test } from "vitest";
import { base64ToBytes, bytesToBase64 } from "../../../shared/kernel/base64.ts";
import { decodeCommit, encodeCommit } from "../../../shared/ledger/codec.ts";
import { verifyCommit } from "../../../shared/ledger/verify.ts";
import golden from "../../fixtures/ledger-format-1.json" with { type: "json" };

test("commits of format 1 are read, verified and written as they were when it was frozen", async () => {
  expect(golden.encoded).toHaveLength(3);
  for (const [i, encoded] of golden.encoded.entries()) {
    const commit = decodeCommit(base64ToBytes(encoded) ?? expect.fail());
    if (!commit.ok) return expect.fail(commit.error.kind);
    expect(commit.value.id).toBe(golden.ids[i]);
    expect(commit.value.claims.map((claim) => claim.line)).toEqual(golden.lines[i]);
    expect(await verifyCommit(commit.value)).toEqual({ ok: true, value: undefined });
    expect(bytesToBase64(encodeCommit(commit.value))).toBe(encoded);
  }
});
