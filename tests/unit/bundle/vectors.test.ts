import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openBundle, type OpenDeps, streamBundledFile } from "../../../shared/bundle/open.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { readIdentity } from "../../../shared/partner/identity-file.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { plainTrust, untouched } from "../../../shared/partner/standing.ts";
import { instant } from "../../kit/fixed-clock.ts";

const folder = join(import.meta.dirname, "../../fixtures/bundles");
interface Golden {
  readonly file: string;
  readonly passphrase?: string;
  readonly statementHash: string;
  readonly counts: object;
  readonly commits: readonly string[];
  readonly evidence: string;
  readonly withheld: string;
}
const vectors: {
  readonly golden: readonly Golden[];
  readonly bad: readonly { readonly file: string; readonly what: string; readonly answer: string }[];
} = JSON.parse(readFileSync(join(folder, "vectors.json"), "utf8"));
const key = readFileSync(join(folder, "recipient.key"), "utf8")
  .split("\n")
  .find((line) => line.startsWith("AGE-SECRET-KEY-1"));
const blobOf = (file: string): Blob => new Blob([new Uint8Array(readFileSync(join(folder, file)))]);
const partners = async (): Promise<readonly Partner[]> => {
  const read = await Promise.all(
    ["sender-v2", "cosigner-v2"].map((name) => readIdentity(new Uint8Array(readFileSync(join(folder, `${name}.dalel-id`))))),
  );
  return read.flatMap((each) =>
    each.ok ? [{ ...each.value, ...plainTrust, ...untouched, verified: "document" as const, verifiedAt: instant(0), ceiling: "red" as const }] : [],
  );
};
const depsOf = async (secret: OpenDeps["secret"]): Promise<OpenDeps> => ({
  secret,
  own: null,
  partners: await partners(),
  lastBundle: () => null,
  hasCommit: () => false,
  now: instant(1_780_000_000_000),
});

describe("golden bundles of format 2", () => {
  it.each(vectors.golden)("open for ever: $file", async ({ file, passphrase, statementHash, counts, commits, evidence, withheld }) => {
    const opened = await openBundle(await depsOf(passphrase === undefined ? (key ?? "") : { passphrase }), blobOf(file));
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const { value } = opened;
    expect([value.statementHash, value.statement.counts, value.commits.map(({ id }) => id), value.canMerge]).toEqual([
      statementHash,
      counts,
      commits,
      true,
    ]);
    expect([value.charts.map(({ title }) => title), value.notices.length, value.statement.cosigner?.officer]).toEqual([
      ["Сызба"],
      1,
      "Ержан Сәбитұлы",
    ]);
    expect(value.commits.flatMap(({ claims }) => claims).some(({ id }) => id === withheld)).toBe(false);
    const [first] = value.files;
    if (first === undefined) throw new Error("no file");
    for await (const piece of streamBundledFile(value.archive, first)) expect(piece.ok && sha256Hex(piece.value)).toBe(evidence);
  });
});

describe("bad bundles", () => {
  it.each(vectors.bad)("are answered for ever: $what: $answer", async ({ file, answer }) => {
    const opened = await openBundle(await depsOf(key ?? ""), blobOf(file));
    expect(opened.ok ? "ok" : opened.error.kind).toBe(answer);
  });
});

describe("the golden bundle of post-quantum keys", () => {
  const hybrid: {
    readonly key: string;
    readonly sender: string;
    readonly golden: Omit<Golden, "withheld">;
    readonly bad: { readonly file: string; readonly answer: string };
  } = JSON.parse(readFileSync(join(folder, "hybrid.json"), "utf8"));
  const keys = readFileSync(join(folder, hybrid.key), "utf8").match(/^AGE-SECRET-KEY-.*$/gm) ?? [];
  const deps = async (): Promise<OpenDeps> => {
    const sender = await readIdentity(new Uint8Array(readFileSync(join(folder, hybrid.sender))));
    if (!sender.ok) throw new Error(sender.error.kind);
    const partner = { ...sender.value, ...plainTrust, ...untouched, verified: "document" as const, verifiedAt: instant(0), ceiling: "red" as const };
    return { ...(await depsOf(keys)), partners: [partner] };
  };

  it("opens for ever with both keys at hand, and its sender's identity has such a key", async () => {
    const { file, statementHash, counts, commits, evidence } = hybrid.golden;
    const given = await deps();
    const opened = await openBundle(given, blobOf(file));
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const { value } = opened;
    expect([value.statementHash, value.statement.counts, value.commits.map(({ id }) => id), value.files[0]?.sha256]).toEqual([
      statementHash,
      counts,
      commits,
      evidence,
    ]);
    expect([value.canMerge, value.sealedAs, value.report.filter(({ check }) => check === "decryption").map(({ outcome }) => outcome)]).toEqual([
      true,
      "hybrid",
      ["opened-hybrid"],
    ]);
    expect([keys.length, given.partners[0]?.hybridRecipient.length]).toEqual([2, 1959]);
  });

  it.each(keys)("sealed to both kinds at once it is refused for ever: %s", async (secret) => {
    const opened = await openBundle({ ...(await deps()), secret }, blobOf(hybrid.bad.file));
    expect(opened.ok ? "ok" : opened.error.kind).toBe(hybrid.bad.answer);
  });
});
