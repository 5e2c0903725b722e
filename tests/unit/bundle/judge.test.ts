import { beforeAll, describe, expect, it } from "vitest";
import { judgeBundle, type JudgeInput } from "../../../shared/bundle/judge.ts";
import type { ReportLine } from "../../../shared/bundle/model.ts";
import type { BagContents } from "../../../shared/bundle/read-bag.ts";
import { exchangeOf } from "../../../shared/bundle/statement.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import type { Partner, Revocation } from "../../../shared/partner/model.ts";
import { draftEntity } from "../../../shared/ontology/drafts.ts";
import { writeBagByHand } from "../../kit/bag.ts";
import { asPartner, type Correspondent, createCorrespondent, createSmallCase, say, type SmallCase } from "../../kit/exchange.ts";
import { instant } from "../../kit/fixed-clock.ts";
import { readArchive } from "../../kit/read-archive.ts";

const hash = parseFileHash(sha256Hex(utf8ToBytes("x")));
let kit: { readonly afm: Correspondent; readonly mci: Correspondent; readonly knb: Correspondent; readonly small: SmallCase } | undefined;
beforeAll(async () => {
  const [afm, mci, knb] = [await createCorrespondent("afm"), await createCorrespondent("mci"), await createCorrespondent("knb")];
  if (hash !== null) kit = { afm, mci, knb, small: await createSmallCase(afm.signer, hash, utf8ToBytes("x")) };
});
const need = (): NonNullable<typeof kit> => {
  if (kit === undefined) throw new Error("not set up");
  return kit;
};
const contentsOf = async (commits: readonly Commit[] = need().small.commits, statement: object = {}): Promise<BagContents> => {
  const read = await readArchive(await writeBagByHand({ sender: need().afm, to: need().mci, commits, editStatement: () => statement }));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
};
const inputOf = (changes: Partial<JudgeInput> = {}): JudgeInput => ({
  ownRecipients: [need().mci.identity.ageRecipient],
  sealedAs: "ordinary",
  own: { author: need().mci.signer.author, agency: "mci" },
  partners: [asPartner(need().afm)],
  lastBundle: () => null,
  hasCommit: () => false,
  now: instant(1_772_600_000_000),
  ...changes,
});
const judge = (
  contents: BagContents,
  changes: Partial<JudgeInput> = {},
): { readonly canMerge: boolean; line(check: ReportLine["check"]): string } => {
  const { report, canMerge } = judgeBundle(inputOf(changes), contents);
  return {
    canMerge,
    line: (check) =>
      report
        .filter((each) => each.check === check)
        .map(({ verdict, outcome }) => `${verdict} ${outcome}`)
        .join(),
  };
};

describe("judgeBundle", () => {
  it("passes a bundle of a known partner, to us", async () => {
    const { canMerge, line } = judge(await contentsOf());
    expect([canMerge, line("addressed"), line("sender"), line("commits"), line("withheld"), line("sequence"), line("retention")]).toEqual([
      true,
      "pass to-us",
      "pass in-person",
      "pass valid",
      "pass nothing",
      "pass first",
      "pass not-said",
    ]);
  });

  it("lets an unknown sender be looked at, not merged", async () => {
    const { canMerge, line } = judge(await contentsOf(), { partners: [] });
    expect([canMerge, line("sender")]).toEqual([false, "warn unknown"]);
  });

  it("fails what another was addressed and passed on", async () => {
    const { knb } = need();
    const passedOn = judge(await contentsOf(), { ownRecipients: [knb.identity.ageRecipient], own: { author: knb.signer.author, agency: "knb" } });
    expect([passedOn.canMerge, passedOn.line("addressed")]).toEqual([false, "fail not-to-us"]);
    expect(judge(await contentsOf(), { own: { author: knb.signer.author, agency: "knb" } }).line("addressed")).toBe("fail not-to-us");
    expect(judge(await contentsOf(), { own: null }).line("addressed")).toBe("pass to-us");
  });

  it("fails a partner who calls himself otherwise, and our own bundle", async () => {
    const other = judge(await contentsOf(), { partners: [{ ...asPartner(need().afm), agency: "gpo" }] });
    expect([other.canMerge, other.line("sender")]).toEqual([false, "fail differs"]);
    const own = judge(await contentsOf(), { own: { author: need().afm.signer.author, agency: "afm" } });
    expect([own.canMerge, own.line("sender")]).toEqual([false, "fail ourselves"]);
  });

  it("fails a commit in another agency's name: retractions count by agency", async () => {
    const { afm, small } = need();
    const forged = await say(small.commits, { ...afm.signer, agency: "mci" }, "remove", [
      { op: "retract", claim: small.commits[0]?.claimIds[0] ?? never() },
    ]);
    const { canMerge, line } = judge(await contentsOf(forged));
    expect([canMerge, line("commits")]).toEqual([false, "fail other-agency"]);
  });

  it("lets commits of unknown authors be looked at, not merged; of a partner, merged", async () => {
    const { knb, small, afm } = need();
    const joined = await contentsOf(
      await say(
        small.commits,
        knb.signer,
        "add",
        draftEntity({ id: small.entities.person, type: "person", values: {}, source: null, grade: "B2", handling: "green" }),
      ),
    );
    const unknown = judge(joined);
    expect([unknown.canMerge, unknown.line("commits")]).toEqual([false, "warn unknown-authors"]);
    expect(judge(joined, { partners: [asPartner(afm), asPartner(knb)] }).canMerge).toBe(true);
  });

  it("fails claims stricter than the marking", async () => {
    const { canMerge, line } = judge(await contentsOf(undefined, { marking: "green" }));
    expect([canMerge, line("marking")]).toEqual([false, "fail claims-above"]);
  });

  it("counts what is withheld and what did not come", async () => {
    const [, ...later] = need().small.commits;
    const report = judgeBundle(inputOf(), await contentsOf(later)).report;
    expect(report.find(({ check }) => check === "withheld")).toMatchObject({ outcome: "some", detail: { withheld: 0, gaps: 1 } });
    expect(judge(await contentsOf(later), { hasCommit: () => true }).line("withheld")).toBe("pass nothing");
  });

  it("tells first, next, repeated, older, missing, forked and broken apart", async () => {
    const previous = "a".repeat(64);
    const contents = await contentsOf(undefined, { sequence: 3, previous });
    const against = (sequence: number, statementHash: string): string =>
      judge(contents, { lastBundle: () => ({ sequence, statementHash }) }).line("sequence");
    expect(judge(contents).line("sequence")).toBe("warn none-before");
    expect(against(2, previous)).toBe("pass next");
    expect(against(2, "b".repeat(64))).toBe("fail chain-broken");
    expect(against(1, "b".repeat(64))).toBe("warn earlier-missing");
    expect(against(3, contents.statementHash)).toBe("warn repeated");
    expect(against(3, "b".repeat(64))).toBe("fail forked");
    expect(against(4, "b".repeat(64))).toBe("warn older");
    const asked: string[] = [];
    judge(contents, {
      lastBundle: (exchange) => {
        asked.push(exchange);
        return null;
      },
    });
    expect(asked).toEqual([exchangeOf(contents.statement)]);
  });

  it("counts a sender with new keys from one again, and tells what came under the former one", async () => {
    const contents = await contentsOf(undefined, { sequence: 1, previous: "" });
    const { identity } = need().afm;
    const formerAuthor = need().mci.signer.author;
    const replaced = { by: identity, at: instant(1_772_500_000_000), isAccepted: true };
    const former = { ...asPartner(need().afm), author: formerAuthor, replaced };
    const lastBundle: JudgeInput["lastBundle"] = (exchange) => (exchange.includes(`/${formerAuthor}/`) ? { sequence: 2, statementHash: "a" } : null);
    const report = (partners: JudgeInput["partners"]) =>
      judgeBundle(inputOf({ partners, lastBundle }), contents).report.find(({ check }) => check === "sequence");
    expect(report([former, asPartner(need().afm)])).toMatchObject({ verdict: "warn", outcome: "first-of-key", detail: { sequence: 1, last: 2 } });
    expect(report([asPartner(need().afm)])).toMatchObject({ verdict: "pass", outcome: "first" });
    expect(
      judge(contents, { partners: [{ ...former, replaced: { ...replaced, isAccepted: false } }, asPartner(need().afm)], lastBundle }).line(
        "sequence",
      ),
    ).toBe("pass first");
  });

  it.each([
    ["2030", "pass until"],
    ["2026-03", "pass until"],
    ["2026-03-04", "pass until"],
    ["2026-03-03", "warn passed"],
    ["2025", "warn passed"],
  ])("holds the date %s against today, 4 March 2026", async (retainUntil, expected) => {
    expect(judge(await contentsOf(undefined, { retainUntil })).line("retention")).toBe(expected);
  });

  it("goes by what became of the sender's key: the date in the bundle says whether it is refused or warned of", async () => {
    const contents = await contentsOf();
    const { sentAt, sender } = contents.statement;
    const afm = asPartner(need().afm);
    const revoked = (from: number): Revocation => {
      const { author, agency, officer } = need().afm.identity;
      return { kind: "revocation", author, key: author, agency, officer, reason: "stolen", from: instant(from), at: instant(from) };
    };
    const replaced = (at: number) => ({ by: need().knb.identity, at: instant(at), isAccepted: true });
    const seen = (changes: Partial<Partner>): string => {
      const { line, canMerge } = judge(contents, { partners: [{ ...afm, ...changes }] });
      return `${line("sender")} ${canMerge}`;
    };
    expect(seen({ revoked: revoked(sentAt) })).toBe("fail revoked-stolen false");
    expect(seen({ revoked: revoked(sentAt + 1) })).toBe("warn revoked-since-stolen true");
    expect(seen({ replaced: replaced(sentAt) })).toBe("fail replaced false");
    expect(seen({ replaced: replaced(sentAt + 1) })).toBe("warn replaced-since true");
    expect(seen({ replaced: { ...replaced(sentAt), isAccepted: false } })).toBe("pass in-person true");
    expect(seen({ trustedUntil: "2026-03-03" })).toBe("fail expired false");
    expect(seen({ trustedUntil: "2026-03-04" })).toBe("pass in-person true");
    expect(seen({ removedAt: sentAt })).toBe("fail removed false");
    expect(seen({ verified: "key-change" })).toBe("warn key-change true");
    expect(seen({ verified: "key-change", isDoubted: true })).toBe("fail doubted false");
    // Of a key nobody admitted the list tells; another agency's word of it does not count.
    const list = (revocation: Revocation): string => judge(contents, { partners: [], revocations: [revocation] }).line("sender");
    expect(list(revoked(sentAt))).toBe("fail revoked-stolen");
    expect(list({ ...revoked(sentAt), author: need().knb.identity.author, agency: "knb" })).toBe("warn unknown");
    expect(sender.agency).toBe("afm");
  });

  it("refuses records that are new to us and dated after their key was revoked, whoever sends them", async () => {
    const contents = await contentsOf();
    const { author, agency, officer } = need().afm.identity;
    const first = contents.commits[0]?.header.saidAt ?? expect.fail();
    const last = Math.max(...contents.commits.map(({ header }) => header.saidAt));
    const from = (at: number, reason: Revocation["reason"]): Revocation => ({
      kind: "revocation",
      author,
      key: author,
      agency,
      officer,
      reason,
      from: instant(at),
      at: instant(at),
    });
    const seen = (at: number, has = false, reason: Revocation["reason"] = "lost"): string =>
      judge(contents, { partners: [asPartner(need().afm)], revocations: [from(at, reason)], hasCommit: () => has }).line("commits");
    expect([seen(first), seen(last), seen(last + 1), seen(first, true)]).toEqual([
      "fail revoked-authors",
      "fail revoked-authors",
      "warn revoked-records",
      "warn revoked-records",
    ]);
    // Held already and dated before it: it is said, and marks in the case say what of it waits.
    expect([seen(last + 1, true), seen(last + 1, true, "left")]).toEqual(["pass valid-revoked-since", "pass valid"]);
  });

  it("writes the marking as on paper", async () => {
    const { report } = judgeBundle(inputOf(), await contentsOf(undefined, { marking: "amber+strict" }));
    expect(report.find(({ check }) => check === "marking")?.detail).toEqual({ marking: "TLP:AMBER+STRICT" });
  });

  it("tells how old it is, and a clock that cannot be right", async () => {
    const contents = await contentsOf();
    const { sentAt } = contents.statement;
    const lineAt = (now: number): object | undefined =>
      judgeBundle(inputOf({ now: instant(now) }), contents).report.find(({ check }) => check === "age");
    expect(lineAt(sentAt + 3 * 86_400_000)).toMatchObject({ verdict: "pass", outcome: "days", detail: { days: 3 } });
    expect(lineAt(sentAt - 80_000_000)).toMatchObject({ verdict: "pass", detail: { days: 0 } });
    expect(lineAt(sentAt - 3 * 86_400_000)).toMatchObject({ verdict: "warn", outcome: "from-the-future" });
  });
});

function never(): never {
  throw new Error("no claim");
}
