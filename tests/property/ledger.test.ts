import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeCommit, encodeCommit } from "../../shared/ledger/codec.ts";
import { createLedger, type Ledger } from "../../shared/ledger/ledger.ts";
import { parseLine, statementToJson, statementToLine } from "../../shared/ledger/line.ts";
import type { Commit } from "../../shared/ledger/model.ts";
import { verifyCommit } from "../../shared/ledger/verify.ts";
import { aCaseId, anyStatement, anySteps, aTangledLedger, discloseOnly } from "../kit/ledger-generators.ts";
import { plainCommit } from "../kit/plain-commit.ts";
import { createOfficer } from "../kit/officer.ts";

const officers = [await createOfficer("Айгүл", "afm"), await createOfficer("Болат", "knb"), await createOfficer("Виктор", "mci")];
const runs = process.env["SLOW"] === "1" ? 10 : 1;

/** A tangled case, and for each commit which claims another reader sees (bits of the number). */
const tangled = fc.tuple(anySteps, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), fc.array(fc.nat(), { minLength: 8, maxLength: 8 }));
const disclose = (commits: readonly Commit[], masks: readonly number[]) =>
  commits.flatMap((commit, i) => ((masks[i] ?? 0) % 5 === 0 ? [] : [discloseOnly(commit, (claim) => (((masks[i] ?? 0) >> claim.index) & 1) === 1)]));

function ledgerOf(...parts: readonly (readonly Commit[])[]): Ledger {
  const ledger = createLedger(aCaseId);
  for (const part of parts) expect(ledger.append(part).ok).toBe(true);
  return ledger;
}

/** Everything a ledger tells, as plain data. */
function told(ledger: Ledger): unknown {
  const { heads, clock, size, gaps, forks } = ledger;
  const claims = ledger.commits().flatMap((commit) => commit.claimIds.map((id) => ledger.claim(id)?.commit.id ?? null));
  return { heads, clock, size, gaps, forks, commits: ledger.commits(), claims };
}

describe("a line", () => {
  test("comes back as the statement it was, whatever the text", () => {
    fc.assert(
      fc.property(anyStatement, (statement) => {
        const line = statementToLine(statement);
        expect(parseLine(line)).toEqual(statement);
        expect(line).toBe(canonicalize(statementToJson(statement)));
      }),
      { numRuns: 500 * runs },
    );
  });

  test("changed anywhere is another statement's canonical line, or none", () => {
    const change = fc.tuple(anyStatement, fc.nat(), fc.constantFrom("", " ", '"', "\\", "0", "}", "é", "\u0000", "\\u0041"), fc.nat(2));
    fc.assert(
      fc.property(change, ([statement, place, inserted, removed]) => {
        const line = statementToLine(statement);
        const at = place % (line.length + 1);
        const changed = (line.slice(0, at) + inserted + line.slice(at + removed)).toWellFormed();
        const read = parseLine(changed);
        expect(read === null || statementToLine(read) === changed).toBe(true);
      }),
      { numRuns: 1000 * runs },
    );
  });
});

describe("a ledger is a set:", () => {
  test("the same commits in any order, cut in any two appends, tell the same", async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, fc.nat(), fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), async (steps, cut, keys) => {
        const commits = await aTangledLedger(officers, steps);
        const shuffled = commits
          .map((commit, i) => ({ commit, key: keys[i] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ commit }) => commit);
        const at = cut % (commits.length + 1);
        expect(told(ledgerOf(shuffled.slice(0, at), shuffled.slice(at)))).toEqual(told(ledgerOf(commits)));
      }),
      { numRuns: 100 * runs },
    );
  });

  test("union of disclosures is commutative, associative and idempotent, and adds nothing to the whole", async () => {
    await fc.assert(
      fc.asyncProperty(tangled, async ([steps, first, second]) => {
        const whole = await aTangledLedger(officers, steps);
        const [a, b, c] = [disclose(whole, first), disclose(whole, second), disclose(whole, [...first].reverse())];
        expect(told(ledgerOf(a, b))).toEqual(told(ledgerOf(b, a)));
        expect(told(ledgerOf(a, ledgerOf(b, c).commits()))).toEqual(told(ledgerOf(ledgerOf(a, b).commits(), c)));
        const joined = ledgerOf(a, b);
        expect(joined.append(a)).toEqual({ ok: true, value: [] });
        expect(told(ledgerOf(whole, a, b, c))).toEqual(told(ledgerOf(whole)));
      }),
      { numRuns: 60 * runs },
    );
  });

  test("what append says is new is exactly what changed", async () => {
    await fc.assert(
      fc.asyncProperty(tangled, async ([steps, first, second]) => {
        const whole = await aTangledLedger(officers, steps);
        const ledger = ledgerOf(disclose(whole, first));
        const before = new Map(ledger.commits().map((commit) => [commit.id, commit]));
        const appended = ledger.append(disclose(whole, second));
        const changed = ledger.commits().filter((commit) => before.get(commit.id) !== commit);
        expect(appended).toEqual({ ok: true, value: changed });
      }),
      { numRuns: 60 * runs },
    );
  });
});

describe("a commit", () => {
  test("verifies and comes back from its bytes, whatever is withheld", async () => {
    await fc.assert(
      fc.asyncProperty(tangled, async ([steps, masks]) => {
        const whole = await aTangledLedger(officers, steps);
        for (const commit of [...whole, ...disclose(whole, masks)]) {
          expect(await verifyCommit(commit)).toEqual({ ok: true, value: undefined });
          const decoded = decodeCommit(encodeCommit(commit));
          expect(decoded.ok && plainCommit(decoded.value)).toEqual(plainCommit(commit));
        }
      }),
      { numRuns: 40 * runs },
    );
  });

  test("with any one bit of its bytes flipped is not read", async () => {
    const [statement] = fc.sample(anyStatement, { numRuns: 1, seed: 7 });
    const [commit] = await aTangledLedger(officers, [{ officer: 0, seen: [], statements: statement === undefined ? [] : [statement, statement] }]);
    const encoded = encodeCommit(commit ?? expect.fail());
    const read: number[] = [];
    for (let bit = 0; bit < 8 * encoded.length; bit++) {
      const [at, mask] = [bit >> 3, 1 << (bit & 7)];
      encoded[at] = (encoded[at] ?? 0) ^ mask;
      if (decodeCommit(encoded).ok) read.push(bit);
      encoded[at] = (encoded[at] ?? 0) ^ mask;
    }
    expect(read).toEqual([]);
    expect(decodeCommit(encoded).ok).toBe(true);
  });
});
