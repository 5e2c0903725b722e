import { beforeAll, expect, test } from "vitest";
import { parseClaimId } from "../../../shared/kernel/brand.ts";
import { bytesToHex } from "../../../shared/kernel/bytes.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { claimIdOf, claimIdsToLeaves } from "../../../shared/ledger/claim.ts";
import { commitIdOf, signedBytesOf } from "../../../shared/ledger/header.ts";
import { statementToLine } from "../../../shared/ledger/line.ts";
import { merkleRoot } from "../../../shared/ledger/merkle.ts";
import type { Claim, Commit, CommitHeader, Statement } from "../../../shared/ledger/model.ts";
import { verifyCommit } from "../../../shared/ledger/verify.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { aCaseId, actNumber, discloseOnly } from "../../kit/ledger-generators.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const signer = await createOfficer("Айгүл", "afm");
const statements = ["1", "2", "3"].flatMap((digit): Statement[] => {
  const claim = parseClaimId(digit.repeat(64));
  return claim === null ? [] : [{ op: "retract", claim }];
});
let commit: Commit;
beforeAll(async () => {
  const deps = { signer, clock: createFixedClock(), random: createSeededRandom("verify") };
  const act = {
    caseId: aCaseId,
    parents: [],
    clockAfter: 0,
    intent: "add" as const,
    act: actNumber(1),
    undoes: "" as const,
    ontology: 1,
    statements,
  };
  commit = (await writeAct(deps, act))[0] ?? expect.fail();
});

/** The commit an author who cheats would sign: header of these claims, properly signed. */
async function signAnew(change: Partial<Commit>, headerChange: Partial<CommitHeader> = {}): Promise<Commit> {
  const claimIds = change.claimIds ?? commit.claimIds;
  const header = { ...commit.header, count: claimIds.length, root: bytesToHex(merkleRoot(claimIdsToLeaves(claimIds))), ...headerChange };
  return { ...commit, ...change, header, id: commitIdOf(header), signature: await signer.sign(signedBytesOf(header)), saltKey: null };
}

function replaceClaim(index: number, change: Partial<Claim>): readonly Claim[] {
  return commit.claims.map((claim) => (claim.index === index ? { ...claim, ...change } : claim));
}

const sound = { ok: true, value: undefined };
const kindOf = async (each: Commit) => {
  const verified = await verifyCommit(each);
  return verified.ok ? "sound" : verified.error.kind;
};

test("a commit is sound whole, and with any of its claims withheld", async () => {
  expect(await verifyCommit(commit)).toEqual(sound);
  for (let mask = 0; mask < 8; mask++) expect(await verifyCommit(discloseOnly(commit, (claim) => ((mask >> claim.index) & 1) === 1))).toEqual(sound);
});

test("a changed header is not its id's; with its new id it is not signed", async () => {
  const header = { ...commit.header, saidAt: createFixedClock(0).now() };
  expect(await verifyCommit({ ...commit, header })).toEqual({ ok: false, error: { kind: "bad-encoding", where: commit.id } });
  expect(await kindOf({ ...commit, header, id: commitIdOf(header) })).toBe("bad-signature");
});

test("a header out of its ranges is refused though signed", async () => {
  expect(await kindOf(await signAnew({}, { agency: "АФМ" }))).toBe("bad-encoding");
  expect(await kindOf(await signAnew({}, { clock: 0 }))).toBe("bad-encoding");
});

test("somebody else's signature is refused", async () => {
  const other = await createOfficer("Болат", "knb");
  expect(await kindOf({ ...commit, signature: await other.sign(signedBytesOf(commit.header)) })).toBe("bad-signature");
  expect(await kindOf({ ...commit, signature: new Uint8Array(64) })).toBe("bad-signature");
});

test("ids left out, added or exchanged do not give the root", async () => {
  const [a, b, c] = commit.claimIds;
  invariant(a && b && c, "three claims were written");
  for (const claimIds of [
    [a, b],
    [a, b, c, c],
    [b, a, c],
  ])
    expect(await kindOf({ ...commit, claims: [], claimIds })).toBe("bad-root");
  expect(await kindOf(await signAnew({ claims: [], claimIds: [a, b] }, { count: 3 }))).toBe("bad-root");
});

test("one id twice in a commit is refused though signed", async () => {
  const [a, b] = commit.claimIds;
  invariant(a && b, "three claims were written");
  expect(await kindOf(await signAnew({ claims: [], claimIds: [a, b, a] }))).toBe("bad-claim");
});

test("a claim that is not the one signed is named by commit and index", async () => {
  const statement = statements[0] ?? expect.fail();
  const line = commit.claims[0]?.line ?? "";
  const wrong: readonly Partial<Claim>[] = [
    { line },
    { statement },
    { salt: new Uint8Array(16) },
    { salt: new Uint8Array(15) },
    { id: commit.claimIds[2] ?? expect.fail() },
  ];
  for (const change of wrong) {
    expect(await verifyCommit({ ...commit, claims: replaceClaim(1, change) })).toEqual({
      ok: false,
      error: { kind: "bad-claim", where: `${commit.id}/1` },
    });
  }
});

test("claims out of order, twice or beyond the end are refused", async () => {
  const [a, b, c] = commit.claims;
  invariant(a && b && c, "three claims were written");
  for (const claims of [[b, a, c], [a, a], [a, { ...b, index: 7 }], [{ ...a, index: -1 }], [{ ...a, index: 0.5 }]])
    expect(await kindOf({ ...commit, claims })).toBe("bad-claim");
});

test("a properly hashed line that is no statement is refused", async () => {
  const salt = new Uint8Array(16);
  for (const line of ["{}", '{"op":"retract","claim":"x"}', "", "x".repeat(70_000)]) {
    const id = claimIdOf(salt, line);
    const forged = { index: 0, id, salt, line, statement: statements[0] ?? expect.fail() };
    expect(await kindOf(await signAnew({ claimIds: [id], claims: [forged] }))).toBe("bad-claim");
  }
});

test("a statement out of its ranges is refused though its line says the same", async () => {
  const salt = new Uint8Array(16);
  const statement = JSON.parse('{"op":"retract","claim":"somebody"}');
  const line = statementToLine(statement);
  const id = claimIdOf(salt, line);
  expect(await kindOf(await signAnew({ claimIds: [id], claims: [{ index: 0, id, salt, line, statement }] }))).toBe("bad-claim");
});

test("a salt key must be the one the salts came from", async () => {
  expect(await kindOf({ ...commit, saltKey: new Uint8Array(32) })).toBe("bad-claim");
  expect(await kindOf({ ...commit, saltKey: new Uint8Array(31) })).toBe("bad-claim");
});
