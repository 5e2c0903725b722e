import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { auditCsv, type AuditError, auditPrefix, type ExtractContent, writeAuditExtract } from "../../../shared/bundle/audit-extract.ts";
import { examineAudit } from "../../../shared/bundle/examine-audit.ts";
import { bytesToBase64 } from "../../../shared/kernel/base64.ts";
import { parseClaimId } from "../../../shared/kernel/brand.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Commit, Signer } from "../../../shared/ledger/model.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import { createFixedClock, instant } from "../../kit/fixed-clock.ts";
import { aCaseId, actNumber } from "../../kit/ledger-generators.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const aClaim = parseClaimId("a".repeat(64)) ?? expect.fail("a claim id");
let officer: Signer;
let content: ExtractContent;
let written: { readonly csv: Bytes; readonly json: Bytes };

beforeAll(async () => {
  officer = await createOfficer("audit", "afm");
  const entries: ExtractContent["entries"][number][] = [];
  let last: Commit | undefined;
  for (const number of [1, 2, 3]) {
    const commits = await writeAct(
      { signer: officer, clock: createFixedClock(), random: createSeededRandom(String(number)) },
      {
        caseId: aCaseId,
        act: actNumber(number),
        parents: last === undefined ? [] : [last.id],
        clockAfter: last?.header.clock ?? 0,
        intent: "edit",
        undoes: "",
        ontology: 1,
        statements: [{ op: "retract", claim: aClaim }],
      },
    );
    last = commits.at(-1);
    const { act, author, agency, intent, undoes, saidAt } = commits[0]?.header ?? expect.fail("a commit");
    entries.push({
      ...{ number, act, author, agency, officer: number === 1 ? "=Айгүл, «А»" : "", intent, undoes, saidAt },
      ...{ asserted: 0, retracted: 1, ruled: 0, withheld: 0, commits },
      ...{ notes: number === 2 ? ["custody-seize"] : [], kinds: number === 3 ? [{ type: "exhibit", count: 1 }] : [] },
    });
  }
  content = { format: 2, caseId: aCaseId, exportedAt: instant(1_780_000_000_000), author: officer.author, agency: "afm", caseEntries: 3, entries };
  written = await writeAuditExtract(content, (message) => officer.sign(message));
});

/** What is found when something else is signed with the same key. */
async function refusedWhen(change: (text: string) => string): Promise<AuditError | null> {
  const [text = ""] = (bytesToUtf8(written.json) ?? "").split("\n");
  const changed = change(text);
  expect(changed).not.toBe(text);
  const signature = await officer.sign(utf8ToBytes(auditPrefix + changed));
  const examined = await examineAudit(utf8ToBytes(`${changed}\n${bytesToBase64(signature)}\n`), null);
  return examined.ok ? null : examined.error;
}

describe("an audit extract", () => {
  it("is found whole by whoever reads it", async () => {
    const examined = await examineAudit(written.json, written.csv);
    expect(examined).toMatchObject({ ok: true, value: { commits: 3, claims: 3, parentsOutside: 0, isCsvChecked: true } });
    expect(examined.ok && examined.value.content.entries.map(({ act }) => act)).toEqual(content.entries.map(({ act }) => act));
  });

  it("is refused with any one byte flipped", async () => {
    for (let at = 0; at < written.json.length - 1; at += 13) {
      const flipped = written.json.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      expect([at, (await examineAudit(flipped, null)).ok]).toEqual([at, false]);
    }
    const csv = written.csv.slice();
    csv[40] = (csv[40] ?? 0) ^ 1;
    expect(await examineAudit(written.json, csv)).toMatchObject({ ok: false, error: { kind: "bad-csv" } });
  });

  it.each<[string, AuditError["kind"], (text: string) => string]>([
    ["a count that its commits do not carry", "bad-entry", (text) => text.replace('"retracted":1', '"retracted":2')],
    ["an agency that its commit does not name", "bad-entry", (text) => text.replace('"agency":"afm","asserted"', '"agency":"mci","asserted"')],
    ["more things than it has statements", "bad-entry", (text) => text.replace('{"count":1,"type":"exhibit"}', '{"count":2,"type":"exhibit"}')],
    ["a kind of thing twice", "bad-encoding", (text) => text.replace('{"count":1,', '{"count":1,"type":"exhibit"},{"count":1,')],
    ["words that are none", "bad-encoding", (text) => text.replace('["custody-seize"]', '["=custody"]')],
    ["the keys of the format before", "not-an-audit", (text) => text.replace('"format":2', '"format":0')],
    ["another format than its keys are of", "bad-encoding", (text) => text.replace('"format":2', '"format":1')],
    ["a time that its commit does not name", "bad-encoding", (text) => text.replace('"saidAtMs":17', '"saidAtMs":16')],
    ["two entries with one number", "bad-entry", (text) => text.replace('"number":2', '"number":1')],
    ["more entries than the log had", "bad-entry", (text) => text.replace('"caseEntries":3', '"caseEntries":2')],
    ["a changed header", "bad-encoding", (text) => text.replace('\\"ontology\\":1', '\\"ontology\\":2')],
    ["a key it does not know", "not-an-audit", (text) => text.replace('"csvSha256"', '"csvSha255"')],
    ["a later format", "newer-format", (text) => text.replace('"format":2,', '"format":3,')],
  ])("is refused with %s, even well signed", async (_what, kind, change) => {
    expect(await refusedWhen(change)).toMatchObject({ kind });
  });

  it("is refused when a commit's own signature does not hold", async () => {
    const [first] = content.entries;
    const other = bytesToBase64(content.entries[1]?.commits[0]?.signature ?? new Uint8Array(0));
    const own = bytesToBase64(first?.commits[0]?.signature ?? new Uint8Array(0));
    expect(await refusedWhen((text) => text.replace(own, other))).toEqual({ kind: "bad-signature", where: first?.commits[0]?.id });
  });

  it("is refused when its CSV, though signed, tells another log", async () => {
    const csv = utf8ToBytes("\uFEFFnumber\r\n");
    const [text = ""] = (bytesToUtf8(written.json) ?? "").split("\n");
    const changed = text.replace(/"csvSha256":"[0-9a-f]{64}"/, `"csvSha256":"${sha256Hex(csv)}"`);
    const signature = bytesToBase64(await officer.sign(utf8ToBytes(auditPrefix + changed)));
    expect(await examineAudit(utf8ToBytes(`${changed}\n${signature}\n`), csv)).toMatchObject({ ok: false, error: { kind: "csv-differs" } });
  });

  it("writes a CSV that a spreadsheet reads in Kazakh and runs nothing of", () => {
    const csv = auditCsv(content);
    expect(csv.startsWith("\uFEFFnumber,saidAtUtc,")).toBe(true);
    expect(csv).toContain(`,afm,"'=Айгүл, «А»",`);
    expect(csv.split("\r\n")).toHaveLength(5);
  });

  it("of format 1 is read for ever, with its CSV as it was", async () => {
    const fixture = (ending: string): Bytes => new Uint8Array(readFileSync(join(import.meta.dirname, `../../fixtures/audit-format-1.${ending}`)));
    const examined = await examineAudit(fixture("log"), fixture("csv"));
    expect(examined).toMatchObject({ ok: true, value: { content: { format: 1 }, commits: 3, isCsvChecked: true } });
    expect(examined.ok && examined.value.content.entries.map(({ intent, notes, kinds }) => [intent, notes, kinds])).toEqual([
      ["create-case", [], []],
      ["add", [], []],
      ["receive", [], []],
    ]);
  });
});
