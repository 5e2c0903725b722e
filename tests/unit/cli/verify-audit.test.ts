import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectValue } from "../../kit/agency.ts";
import { createSharedCase } from "../../kit/shared-case.ts";

const folder = mkdtempSync(join(tmpdir(), "dalel-audit-"));
const place = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  const { mci, afm } = await createSharedCase();
  const [first] = expectValue(await mci.door.audit(null));
  const whole = expectValue(await mci.door.exportAudit({ acts: null }));
  const part = expectValue(await mci.door.exportAudit({ acts: [`${first?.author}/${first?.act}`] }));
  writeFileSync(place("log.json"), whole.json.bytes);
  writeFileSync(place("log.csv"), whole.csv.bytes);
  writeFileSync(place("part.json"), part.json.bytes);
  writeFileSync(place("mci.dalel-id"), expectValue(await mci.door.identityFile(null)).bytes);
  writeFileSync(place("afm.dalel-id"), expectValue(await afm.door.identityFile(null)).bytes);
  const flipped = whole.json.bytes.slice();
  flipped[200] = (flipped[200] ?? 0) ^ 1;
  writeFileSync(place("flipped.json"), flipped);
  const csv = whole.csv.bytes.slice();
  csv[300] = (csv[300] ?? 0) ^ 1;
  writeFileSync(place("flipped.csv"), csv);
});

const dalel = (...words: readonly string[]): { readonly status: number | null; readonly out: string; readonly error: string } => {
  const script = join(import.meta.dirname, "../../../electron/cli/dalel.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", script, "verify-audit", ...words], {
    encoding: "utf8",
  });
  return { status, out: stdout, error: stderr };
};

it("passes both files with the signer's identity, in each language", () => {
  for (const [language, last] of [
    ["en", "Every check of the extract passed."],
    ["ru", "Все проверки выписки пройдены."],
    ["kk", "Үзіндінің барлық тексеруі өтті."],
  ] as const) {
    const { status, out, error } = dalel(place("log.json"), "--csv", place("log.csv"), "--partner", place("mci.dalel-id"), "--lang", language);
    expect([status, error, out.trimEnd().split("\n").length, out.trimEnd().split("\n").at(-1)]).toEqual([0, "", 6, last]);
    expect(out).toContain("Officer of mci");
    expect(out).not.toMatch(/\{\{|tool\./);
  }
});

it("does not say whose key it is when no identity file, or another's, was named", () => {
  for (const words of [[], ["--partner", place("afm.dalel-id")]]) {
    const { status, out } = dalel(place("log.json"), ...words);
    expect([status, out]).toEqual([0, expect.stringContaining("it cannot prove itself")]);
    expect(out).toContain("none was given");
  }
});

it("says that a part is one", () => {
  const { status, out } = dalel(place("part.json"), "--json");
  expect([status, JSON.parse(out)]).toEqual([0, expect.objectContaining({ passed: true, entries: 1, isSignerKnown: false, isCsvChecked: false })]);
  expect(JSON.parse(out).caseEntries).toBeGreaterThan(1);
});

it("fails a file with one flipped byte, and a CSV that is not the one signed", () => {
  expect(dalel(place("flipped.json"))).toMatchObject({ status: 1, out: expect.stringContaining("The extract did not pass.") });
  expect(dalel(place("log.json"), "--csv", place("flipped.csv"))).toMatchObject({
    status: 1,
    out: expect.stringContaining("not the one that was signed"),
  });
  expect(JSON.parse(dalel(place("log.json"), "--csv", place("flipped.csv"), "--json").out)).toEqual({ passed: false, error: { kind: "bad-csv" } });
  expect(dalel(place("log.csv"))).toMatchObject({ status: 1, out: expect.stringContaining("not an extract") });
});

it("is misused without a file, and with words or files it does not know", () => {
  for (const words of [
    [],
    [place("log.json"), "--identity", "x"],
    [place("log.json"), place("log.csv")],
    ["no-such-file"],
    [place("log.json"), "--csv", "none"],
    [place("log.json"), "--partner", place("log.csv")],
  ])
    expect([words, dalel(...words).status]).toEqual([words, 2]);
  expect(dalel("--lang", "kk").error).toContain("Қолданылуы");
});
