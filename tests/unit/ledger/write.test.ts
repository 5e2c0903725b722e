import { createHash, createHmac, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Statement } from "../../../shared/ledger/model.ts";
import { headerToText } from "../../../shared/ledger/header.ts";
import { verifyCommit } from "../../../shared/ledger/verify.ts";
import { type Act, writeAct } from "../../../shared/ledger/write.ts";
import { parseClaimId, parseCommitId } from "../../../shared/kernel/brand.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { aCaseId, actNumber } from "../../kit/ledger-generators.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const signer = await createOfficer("Айгүл", "afm");
const deps = { signer, clock: createFixedClock(), random: createSeededRandom("write") };
const act: Act = { caseId: aCaseId, parents: [], clockAfter: 0, intent: "add", act: actNumber(1), undoes: "", ontology: 1, statements: [] };

function retraction(n: number): Statement {
  const claim = parseClaimId(n.toString(16).padStart(64, "0"));
  if (claim === null) throw new Error("64 hex digits are a claim id");
  return { op: "retract", claim };
}

describe("a written commit", () => {
  test("is what its format says, computed by Node's own functions", async () => {
    const [commit] = await writeAct(deps, { ...act, statements: [retraction(1), retraction(2)] });
    if (commit === undefined || commit.saltKey === null) throw new Error("a commit of our own has its salt key");
    for (const [i, claim] of commit.claims.entries()) {
      const salt = createHmac("sha256", commit.saltKey)
        .update(new Uint8Array([0, 0, 0, i]))
        .digest()
        .subarray(0, 16);
      expect(Buffer.from(claim.salt)).toEqual(salt);
      expect(claim.id).toBe(
        createHash("sha256")
          .update(new Uint8Array([0]))
          .update(salt)
          .update(claim.line)
          .digest("hex"),
      );
    }
    const [a, b] = commit.claimIds.map((id) => Buffer.from(id, "hex"));
    expect(commit.header.root).toBe(
      createHash("sha256")
        .update(Buffer.concat([new Uint8Array([1]), a ?? new Uint8Array(), b ?? new Uint8Array()]))
        .digest("hex"),
    );
    expect(commit.id).toBe(createHash("sha256").update(headerToText(commit.header)).digest("hex"));
    const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(signer.author, "hex")]);
    const key = { key: spki, format: "der", type: "spki" } as const;
    expect(verify(null, Buffer.from(`dalel.commit.1\n${headerToText(commit.header)}`), key, commit.signature)).toBe(true);
  });

  test("says who, when, what for, and comes after what was known", async () => {
    const parents = ["b", "a", "b"].flatMap((digit) => parseCommitId(digit.repeat(64)) ?? []);
    const [commit] = await writeAct(deps, { ...act, parents, clockAfter: 41 });
    expect(commit?.header).toMatchObject({
      parents: ["a".repeat(64), "b".repeat(64)],
      clock: 42,
      author: signer.author,
      agency: "afm",
      saidAt: deps.clock.now(),
      intent: "add",
      act: act.act,
      count: 0,
    });
  });

  test("never salts the same statement alike", async () => {
    const twice = { ...act, statements: [retraction(1), retraction(1)] };
    const commits = [...(await writeAct(deps, twice)), ...(await writeAct(deps, twice))];
    expect(new Set(commits.flatMap((commit) => commit.claimIds)).size).toBe(4);
  });
});

test("an act without statements is one commit of none", async () => {
  const commits = await writeAct(deps, act);
  expect(commits).toHaveLength(1);
  expect(commits[0]?.claimIds).toEqual([]);
  expect(await verifyCommit(commits[0] ?? expect.fail())).toEqual({ ok: true, value: undefined });
});

test("an act of 65,537 statements is two commits, one after the other, of one act and one time", async () => {
  const statements = Array.from({ length: 65_537 }, (_, i) => retraction(i));
  const [first, second, ...more] = await writeAct(deps, { ...act, statements });
  expect(more).toEqual([]);
  expect([first?.header.count, second?.header.count]).toEqual([65_536, 1]);
  expect(second?.header.parents).toEqual([first?.id]);
  expect(second?.header.clock).toBe(2);
  expect(second?.header).toMatchObject({ act: first?.header.act, saidAt: first?.header.saidAt });
  expect(second?.claims[0]).toMatchObject({ index: 0, statement: statements[65_536] });
  expect(second?.saltKey).not.toEqual(first?.saltKey);
});

test("a statement that could not be read back is a bug, and nothing is signed", async () => {
  let signed = 0;
  const sign: typeof signer.sign = (message) => {
    signed += 1;
    return signer.sign(message);
  };
  const wrong = { op: "assert", subject: aCaseId, property: "Not a name" };
  const statements = [
    retraction(1),
    JSON.parse(JSON.stringify({ ...wrong, value: {}, during: null, source: null, grade: "", handling: "", nationalMark: "" })),
  ];
  await expect(writeAct({ ...deps, signer: { ...signer, sign } }, { ...act, statements })).rejects.toThrow("read back");
  expect(signed).toBe(0);
});
