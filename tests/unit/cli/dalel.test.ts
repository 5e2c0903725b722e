import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";

const fixtures = join(import.meta.dirname, "../../fixtures/bundles");
const bundle = join(fixtures, "golden-v1.dalel");
const key = join(fixtures, "recipient.key");
const sender = join(fixtures, "sender.dalel-id");
const folder = mkdtempSync(join(tmpdir(), "dalel-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As `dalel`, with a line on standard input. */
const typing = (line: string, ...words: readonly string[]): { readonly status: number | null; readonly out: string } => {
  const script = join(import.meta.dirname, "../../../electron/cli/dalel.ts");
  const { status, stdout } = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", script, ...words], {
    encoding: "utf8",
    input: `${line}\n`,
  });
  return { status, out: stdout };
};

const dalel = (...words: readonly string[]): { readonly status: number | null; readonly out: string; readonly error: string } => {
  const script = join(import.meta.dirname, "../../../electron/cli/dalel.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", script, ...words], { encoding: "utf8" });
  return { status, out: stdout, error: stderr };
};

describe("dalel verify", () => {
  it("passes with the sender's identity, and says the same lines as the window in each language", () => {
    for (const [language, last] of [
      ["en", "All checks passed."],
      ["ru", "Все проверки пройдены."],
      ["kk", "Барлық тексеру өтті."],
    ] as const) {
      const { status, out, error } = dalel("verify", bundle, "--identity", key, "--partner", sender, "--lang", language);
      expect([status, error, out.trimEnd().split("\n").length, out.trimEnd().split("\n").at(-1)]).toEqual([0, "", 14, last]);
      expect(out).not.toMatch(/\{\{|report\./);
    }
  });

  it("passes without it, and says that the sender is not verified", () => {
    const { status, out } = dalel("verify", bundle, "--identity", key);
    expect([status, out]).toEqual([3, expect.stringContaining("you have not verified it")]);
    // A program that reads one word is not told that all is well.
    expect(JSON.parse(dalel("verify", bundle, "--identity", key, "--json").out)).toMatchObject({
      verdict: "look-only",
      passed: false,
      canMerge: false,
    });
  });

  it("gives the report as JSON", () => {
    const { status, out } = dalel("verify", bundle, "--identity", key, "--partner", sender, "--json");
    expect([status, JSON.parse(out)]).toEqual([0, expect.objectContaining({ verdict: "passed", passed: true, canMerge: true })]);
    expect(JSON.parse(out).report).toHaveLength(13);
  });

  it("fails a damaged bundle with one sentence, and in JSON with its kind", () => {
    const bytes = readFileSync(bundle);
    bytes[bytes.length - 2000] = (bytes[bytes.length - 2000] ?? 0) ^ 1;
    const file = join(folder, "damaged.dalel");
    writeFileSync(file, bytes);
    expect(dalel("verify", file, "--identity", key)).toMatchObject({
      status: 1,
      out: expect.stringMatching(/altered or damaged on the way\. .*\[piece 1\]/),
    });
    expect(JSON.parse(dalel("verify", file, "--identity", key, "--json").out)).toEqual({
      verdict: "failed",
      passed: false,
      error: { kind: "damaged", where: "piece 1" },
    });
  });

  it("judges nothing with an identity file that is not one, and does not say that the bundle did not pass", () => {
    const file = join(folder, "changed.dalel-id");
    writeFileSync(file, readFileSync(sender, "utf8").replace("afm", "knb"));
    for (const [bad, why] of [
      [file, "its signature does not hold"],
      [bundle, "too large to be an identity file"],
    ] as const) {
      const { status, out } = dalel("verify", bundle, "--identity", key, "--partner", bad);
      expect([status, out]).toEqual([2, expect.stringMatching(new RegExp(`${why}.*Nothing was judged`))]);
      expect(out).not.toContain("did not pass");
      expect(JSON.parse(dalel("verify", bundle, "--identity", key, "--partner", bad, "--json").out)).toMatchObject({ verdict: "not-judged" });
    }
  });

  it("opens a court's copy with its passphrase, and says what else travelled", () => {
    const court = join(fixtures, "golden-v2-court.dalel");
    const { golden } = JSON.parse(readFileSync(join(fixtures, "vectors.json"), "utf8"));
    const { passphrase } = golden.find((each: { readonly passphrase?: string }) => each.passphrase !== undefined);
    const sender2 = join(fixtures, "sender-v2.dalel-id");
    expect(typing(passphrase, "verify", court, "--passphrase", "--partner", sender2)).toMatchObject({
      status: 0,
      out: expect.stringContaining("Алматы қалалық соты"),
    });
    const told = JSON.parse(typing(passphrase, "inspect", court, "--passphrase", "--json").out);
    expect([told.charts[0].title, told.notices[0].type, told.statement.cosigner.officer]).toEqual(["Сызба", "dalel.test", "Ержан Сәбитұлы"]);
    // As a person types it: with spaces for hyphens, and one copied along.
    expect(typing(` ${passphrase.replaceAll("-", "  ")}\t`, "verify", court, "--passphrase", "--partner", sender2).status).toBe(0);
    const wrong = typing("wrong", "verify", court, "--passphrase");
    expect(wrong).toMatchObject({ status: 1, out: expect.stringMatching(/does not open.*\nThe bundle was not opened/) });
    expect(wrong.out).not.toContain("did not pass");
    expect(typing(" ", "verify", court, "--passphrase")).toMatchObject({ status: 2, out: expect.stringContaining("No passphrase was given") });
    expect(typing(passphrase, "verify", bundle, "--passphrase")).toMatchObject({
      status: 1,
      out: expect.stringContaining("not sealed under a passphrase"),
    });
    expect(dalel("verify", court, "--identity", key)).toMatchObject({ status: 1, out: expect.stringContaining("sealed under a passphrase") });
  });

  it("tells its help in each language, and ends well", () => {
    for (const words of [["--help"], ["-h"], ["help"], ["verify", "--help"], ["receipt", "--help"]]) {
      const { status, out, error } = dalel(...words);
      expect([words, status, error, out]).toEqual([words, 0, "", expect.stringContaining("Usage: dalel verify FILE")]);
    }
    expect(dalel("--help", "--lang", "kk").out).toContain("Қолданылуы");
  });

  it("says what a notice named beside the bundle does, and judges nothing with a file that is none", () => {
    const notice = join(fixtures, "new-key.dalel-key-notice");
    const { status, out } = dalel("verify", bundle, "--identity", key, "--partner", sender, "--notice", notice);
    expect([status, out]).toEqual([0, expect.stringContaining("revokes nothing")]);
    const bad = dalel("verify", bundle, "--identity", key, "--partner", sender, "--notice", sender, "--json");
    expect([bad.status, JSON.parse(bad.out)]).toEqual([2, { verdict: "not-judged", passed: false, error: { kind: "notice", where: sender } }]);
    expect(dalel("inspect", bundle, "--identity", key, "--notice", notice).status).toBe(2);
  });

  it("is misused without a file, a key, or with words it does not know", () => {
    const misuses = [
      [],
      ["verify"],
      ["verify", bundle],
      ["verify", bundle, "--identity", key, "--lang", "fr"],
      ["erase", bundle, "--identity", key],
      ["verify", bundle, "--identity", key, "--force"],
      ["verify", bundle, bundle, "--identity", key],
      ["extract", bundle, "--identity", key],
      ["verify", "no-such-file", "--identity", key],
      ["verify", folder, "--identity", key],
      ["verify", bundle, "--identity", bundle],
      ["verify", bundle, "--identity", "no-such-file"],
    ];
    for (const words of misuses) expect([words, dalel(...words).status]).toEqual([words, 2]);
    expect(dalel("verify", "--lang", "kk").error).toContain("Қолданылуы");
    // What was wrong is said before the help.
    expect(dalel("verify", bundle, "--identity", key, "--lang", "de").error).toMatch(/^--lang takes en, ru or kk, not “de”\.\n/);
    expect(dalel("erase", bundle).error).toMatch(/^There is no command “erase”\.\n/);
    expect(dalel("verify", bundle, "--force").error).toMatch(/^There is no option “--force”\.\n/);
    // What could not be read was not judged.
    const unread = dalel("verify", "no-such-file", "--identity", key).out;
    expect([unread.includes("cannot be read"), unread.includes("did not pass")]).toEqual([true, false]);
  });
});

describe("dalel inspect", () => {
  it("says what is in the bundle, without claims' content", () => {
    const { status, out } = dalel("inspect", bundle, "--identity", key, "--json");
    const told = JSON.parse(out);
    expect([status, told.commits.length, told.files[0].name, told.statement.counts.withheld]).toEqual([0, 4, "Көшірме выписка.csv", 1]);
    expect(out).not.toContain("SwapHub");
  });
});

describe("dalel extract", () => {
  it("writes the bag into a new folder, and never over one", () => {
    const out = join(folder, "bag");
    expect(dalel("extract", bundle, "--identity", key, "--out", out)).toMatchObject({ status: 0, out: expect.stringContaining("13 files") });
    expect(readdirSync(out).sort()).toEqual([
      "bag-info.txt",
      "bagit.txt",
      "data",
      "manifest-sha256.txt",
      "statement.json",
      "statement.json.sig",
      "statement.jws",
      "tagmanifest-sha256.txt",
    ]);
    expect(dalel("extract", bundle, "--identity", key, "--out", out)).toMatchObject({ status: 1, out: expect.stringContaining("already exists") });
    const nowhere = join(folder, "no", "such");
    expect(dalel("extract", bundle, "--identity", key, "--out", nowhere)).toMatchObject({
      status: 1,
      out: expect.stringContaining("cannot be made"),
    });
  });
});
