import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { parseClaimId } from "../../../shared/kernel/brand.ts";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { base64ToBytes } from "../../../shared/kernel/base64.ts";
import { decodeCommit, encodeCommit, packedOf } from "../../../shared/ledger/codec.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { sumBytes, sumOf } from "../../../shared/ledger/sum.ts";
import { verifyCommit } from "../../../shared/ledger/verify.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { aCaseId, actNumber, discloseOnly } from "../../kit/ledger-generators.ts";
import first from "../../fixtures/ledger-format-1.json" with { type: "json" };
import { createOfficer } from "../../kit/officer.ts";
import { plainCommit } from "../../kit/plain-commit.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const deps = { signer: await createOfficer("Айгүл", "afm"), clock: createFixedClock(), random: createSeededRandom("codec") };
const act = { caseId: aCaseId, parents: [], clockAfter: 0, intent: "add" as const, act: actNumber(1), undoes: "" as const, ontology: 1 };
const retract = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ op: "retract" as const, claim: parseClaimId(i.toString(16).padStart(64, "0")) ?? expect.fail() }));
const written = async (count: number) => (await writeAct(deps, { ...act, statements: retract(count) }))[0] ?? expect.fail();

/** The bytes with another body and the sum that belongs to it: what only a faulty program would write. */
function withBody(encoded: Bytes, change: (body: Bytes) => Bytes): Bytes {
  const body = change(encoded.slice(0, -sumBytes));
  return new Uint8Array([...body, ...sumOf(body)]);
}

/** What is read of bytes, as plain data. */
function read(encoded: Bytes): Commit {
  const decoded = decodeCommit(encoded);
  return decoded.ok ? plainCommit(decoded.value) : expect.fail(decoded.error.kind);
}

test("a commit comes back as it was: whole, redacted, empty", async () => {
  const [full, empty] = [await written(5), await written(0)];
  for (const commit of [full, discloseOnly(full, (claim) => claim.index % 2 === 1), discloseOnly(full, () => false), empty]) {
    expect(read(encodeCommit(commit))).toEqual(commit);
    expect(read(encodeCommit(read(encodeCommit(commit))))).toEqual(commit);
  }
});

test("65,536 claims come back, and verify", async () => {
  const commit = await written(65_536);
  const decoded = decodeCommit(encodeCommit(commit));
  expect(decoded.ok && decoded.value.claims.length).toBe(65_536);
  expect(decoded.ok && (await verifyCommit(decoded.value))).toEqual({ ok: true, value: undefined });
});

test("is read at any offset of a larger buffer, whatever lies around it", async () => {
  const commit = await written(3);
  const encoded = encodeCommit(commit);
  const buffer = new Uint8Array(encoded.length + 20).fill(9);
  buffer.set(encoded, 7);
  const decoded = decodeCommit(buffer.subarray(7, 7 + encoded.length));
  buffer.fill(0, 0, 7).fill(0, 7 + encoded.length);
  expect(decoded.ok && plainCommit(decoded.value)).toEqual(commit);
});

test("a later version is said to be newer", async () => {
  const newer = withBody(encodeCommit(await written(1)), (body) => changeByte(body, 3, 3));
  expect(decodeCommit(newer)).toEqual({ ok: false, error: { kind: "newer-format" } });
});

test("a body that is cut, longer or of wrong counts is refused though its checksum is right", async () => {
  const encoded = encodeCommit(await written(2));
  for (let length = 0; length < encoded.length - sumBytes; length++) {
    expect(decodeCommit(withBody(encoded, (body) => body.slice(0, length))).ok).toBe(false);
  }
  expect(decodeCommit(withBody(encoded, (body) => new Uint8Array([...body, 0]))).ok).toBe(false);
  expect(decodeCommit(new Uint8Array(0)).ok).toBe(false);
  expect(decodeCommit(encoded.slice(0, 40)).ok).toBe(false);
});

test("of the first encoding, a line that is no statement is refused though its checksum is right", () => {
  const encoded = base64ToBytes(first.encoded[0] ?? "") ?? expect.fail();
  const body = changeByte(encoded.slice(0, -32), encoded.length - 33, 0x7b);
  const broken = new Uint8Array([...body, ...createHash("sha256").update(body).digest()]);
  expect(decodeCommit(broken)).toMatchObject({ ok: false, error: { kind: "bad-encoding" } });
  for (let at = 0; at < encoded.length; at += 7) expect(decodeCommit(changeByte(encoded, at, (encoded[at] ?? 0) ^ 4)).ok).toBe(false);
});

test("a copy with other claims is not taken for what it was copied from", async () => {
  const whole = await written(4);
  const decoded = decodeCommit(encodeCommit(whole));
  if (!decoded.ok) expect.fail();
  const part = discloseOnly(decoded.value, (claim) => claim.index > 1);
  expect([packedOf(decoded.value).length, packedOf(part).length]).toEqual([4, 2]);
  expect(packedOf(part).idAt(0)).toBe(whole.claimIds[2]);
});

function changeByte(bytes: Bytes, at: number, to: number): Bytes {
  const changed = bytes.slice();
  changed[at] = to;
  return changed;
}
