import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packTar, unpackTar } from "modern-tar";
import { openBundle } from "../../shared/bundle/open.ts";
import { encodeTarHeader, readTar } from "../../shared/bundle/ustar.ts";
import { decryptAll, encryptTo } from "../../shared/crypto/age-stream.ts";
import { ageRecipientOf } from "../../shared/crypto/age-keys.ts";
import { type Bytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { readIdentity } from "../../shared/partner/identity-file.ts";
import { plainTrust, untouched } from "../../shared/partner/standing.ts";
import { collect } from "../kit/exchange.ts";
import { instant } from "../kit/fixed-clock.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";
import { hasTool, openWorkbench, type Ran, runTool, type Workbench } from "./tools.ts";

const fixtures = join(import.meta.dirname, "../fixtures/bundles");
const golden = new Uint8Array(readFileSync(join(fixtures, "golden-v1.dalel")));
const keyFile = join(fixtures, "recipient.key");
const senderFile = join(fixtures, "sender.dalel-id");
const ageIdentity =
  readFileSync(keyFile, "utf8")
    .split("\n")
    .find((line) => line.startsWith("AGE-SECRET-KEY-1")) ?? "";
const expected = JSON.parse(readFileSync(join(fixtures, "golden-v1.json"), "utf8"));

let bench: Workbench | undefined;
let plain: Bytes = new Uint8Array(0);
const need = (): Workbench => {
  if (bench === undefined) throw new Error("not set up");
  return bench;
};
beforeAll(async () => {
  bench = openWorkbench();
  const opened = await decryptAll(ageIdentity, new Blob([golden]));
  if (opened.ok) plain = opened.value;
});
afterAll(() => bench?.remove());

const byScript = (file: string, ...more: readonly string[]): Ran =>
  runTool("sh", [join(import.meta.dirname, "verify-bundle.sh"), file, keyFile, ...more]);
const byCommand = (...words: readonly string[]): Ran =>
  runTool(process.execPath, ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, "../../electron/cli/dalel.ts"), ...words]);
/** The same archive with one text in it changed for another of its length, sealed again for the same reader. */
async function resealed(from: string, to: string): Promise<Bytes> {
  const at = Buffer.from(plain).indexOf(from);
  expect(at).toBeGreaterThan(0);
  const changed = plain.slice();
  changed.set(utf8ToBytes(to), at);
  async function* once(): AsyncGenerator<Bytes, void, void> {
    yield changed;
  }
  return collect(encryptTo([await ageRecipientOf(ageIdentity)], once(), createSeededRandom("n")));
}

describe("the golden bundle of version 1", () => {
  it("opens for ever", async () => {
    const sender = await readIdentity(new Uint8Array(readFileSync(senderFile)));
    if (!sender.ok) throw new Error(sender.error.kind);
    const partner = { ...sender.value, ...plainTrust, ...untouched, verified: "document", verifiedAt: instant(0), ceiling: "red" } as const;
    const opened = await openBundle(
      { secret: ageIdentity, own: null, partners: [partner], lastBundle: () => null, hasCommit: () => false, now: instant(1_780_000_000_000) },
      new Blob([golden]),
    );
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const { statementHash, statement, commits, files, canMerge } = opened.value;
    expect({
      statementHash,
      counts: statement.counts,
      commits: commits.map(({ id }) => id),
      file: files[0]?.sha256,
      author: statement.sender.author,
      canMerge,
    }).toEqual({
      statementHash: expected.statementHash,
      counts: expected.counts,
      commits: expected.commits,
      file: expected.file,
      author: expected.author,
      canMerge: true,
    });
    expect(commits.flatMap(({ claims }) => claims).some(({ id }) => id === expected.withheld)).toBe(false);
  });
});

describe("its archive", () => {
  it("is read alike by modern-tar, strictly", async () => {
    const theirs = await unpackTar(plain, { strict: true });
    const ours = await readTar(plain, 100);
    expect(ours.ok && ours.value.map(({ name, content }) => [name, content])).toEqual(theirs.map(({ header, data }) => [header.name, data]));
  });

  it("has the headers modern-tar writes", async () => {
    const theirs = await packTar([{ header: { name: "bundle/bagit.txt", size: 3, mtime: new Date(1_772_500_000_000) }, body: "abc" }]);
    expect(encodeTarHeader("bundle/bagit.txt", 3, 1_772_500_000)).toEqual(theirs.slice(0, 512));
  });

  it.skipIf(!hasTool("tar"))("is listed and unpacked by tar, and sha256sum finds every file right", () => {
    const file = need().write("b.tar", plain);
    expect(
      runTool("tar", ["-tf", file])
        .out.split("\n")
        .filter((name) => name !== ""),
    ).toHaveLength(13);
    expect(runTool("tar", ["-xf", file, "-C", need().folder])).toMatchObject({ status: 0, error: "" });
    const check = (manifest: string): Ran => runTool("sh", ["-c", `cd "${need().folder}/bundle" && sha256sum --strict -c ${manifest}`]);
    expect([check("manifest-sha256.txt").status, check("tagmanifest-sha256.txt").status]).toEqual([0, 0]);
  });
});

const hasTools = ["age", "tar", "sha256sum", "openssl", "xxd"].every(hasTool);

describe.skipIf(!hasTools)("a stranger with age, tar, sha256sum and openssl", () => {
  it("finds the golden bundle sound, as the command does", () => {
    const file = join(fixtures, "golden-v1.dalel");
    const told = byScript(file, senderFile);
    expect([told.status, told.out]).toEqual([0, expect.stringMatching(/PASS commit signatures: 4\n.*OK\n$/s)]);
    expect(byCommand("verify", file, "--identity", keyFile, "--partner", senderFile)).toMatchObject({
      status: 0,
      out: expect.stringContaining("All checks passed."),
    });
  });

  it("finds a flipped byte, a cut and another's key, as the command does", () => {
    const flipped = golden.slice();
    flipped[golden.length - 3000] = (flipped[golden.length - 3000] ?? 0) ^ 1;
    const files = [
      need().write("flipped.dalel", flipped),
      need().write("cut.dalel", golden.slice(0, -700)),
      need().write("cut2.dalel", golden.slice(0, 120)),
      need().write("text.dalel", "hello"),
    ];
    for (const file of files) {
      expect([file, byScript(file).status]).toEqual([file, 1]);
      expect([file, byCommand("verify", file, "--identity", keyFile).status]).toEqual([file, 1]);
    }
    const other = need().write("other.key", runTool("age-keygen", []).out);
    expect(runTool("sh", [join(import.meta.dirname, "verify-bundle.sh"), join(fixtures, "golden-v1.dalel"), other]).status).toBe(1);
    expect(byCommand("verify", join(fixtures, "golden-v1.dalel"), "--identity", other)).toMatchObject({
      status: 1,
      out: expect.stringContaining("not addressed to your key"),
    });
  });

  it.each([
    ["a claim", "SwapHub OTC", "SwapHub OTK"],
    ["a header", '"intent":"import"', '"intent":"remove"'],
    ["the statement", '"marking":"amber"', '"marking":"green"'],
    ["the sender's name", '"officer":"Айгүл', '"officer":"Айгүг'],
    ["a file", "A,1.5", "A,9.5"],
    ["the bag's declaration", "BagIt-Version: 1.0", "BagIt-Version: 1.1"],
  ])("finds %s changed and sealed again, as the command does", async (_what, from, to) => {
    const file = need().write("changed.dalel", await resealed(from, to));
    expect(byScript(file).status).toBe(1);
    expect(byCommand("verify", file, "--identity", keyFile).status).toBe(1);
  });

  it("finds another sender than the one it was told", () => {
    const other = need().write("other.dalel-id", readFileSync(senderFile, "utf8").replace("Айгүл", "Айгуль"));
    expect(byScript(join(fixtures, "golden-v1.dalel"), other)).toMatchObject({ status: 1, out: expect.stringContaining("another identity") });
  });
});
