import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBundle, streamBundledFile } from "../../shared/bundle/open.ts";
import { decryptAll, encryptTo } from "../../shared/crypto/age-stream.ts";
import { type Bytes, bytesToUtf8 } from "../../shared/kernel/bytes.ts";
import { readIdentity } from "../../shared/partner/identity-file.ts";
import type { Partner } from "../../shared/partner/model.ts";
import { plainTrust, untouched } from "../../shared/partner/standing.ts";
import { collect, type Correspondent, createCorrespondent, openDeps } from "../kit/exchange.ts";
import { instant } from "../kit/fixed-clock.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";
import { hasTool, openWorkbench, type Ran, runTool, type Workbench } from "./tools.ts";

const fixtures = join(import.meta.dirname, "../fixtures/bundles");
const script = join(import.meta.dirname, "verify-bundle.sh");
const vectors: { readonly golden: readonly { readonly file: string; readonly passphrase?: string }[] } = JSON.parse(
  readFileSync(join(fixtures, "vectors.json"), "utf8"),
);
const passphrase = vectors.golden.find((each) => each.passphrase !== undefined)?.passphrase ?? "";
const hasTools = ["age", "age-keygen", "tar", "sha256sum", "openssl", "xxd", "python3"].every(hasTool);

let bench: Workbench | undefined;
let reader: Correspondent | undefined;
beforeAll(async () => {
  bench = openWorkbench();
  reader = await createCorrespondent("mci", "Әсел");
});
afterAll(() => bench?.remove());
const need = (): { readonly bench: Workbench; readonly reader: Correspondent } => {
  if (bench === undefined || reader === undefined) throw new Error("not set up");
  return { bench, reader };
};
const typing = (text: string, ...command: readonly string[]): Ran =>
  runTool("python3", [join(import.meta.dirname, "type-passphrase.py"), text, ...command]);
const partnerOf = async (file: string): Promise<Partner> => {
  const read = await readIdentity(new Uint8Array(readFileSync(file)));
  if (!read.ok) throw new Error(read.error.kind);
  return { ...read.value, ...plainTrust, ...untouched, verified: "document", verifiedAt: instant(0), ceiling: "red" };
};

describe.skipIf(!hasTools)("a stranger with age, tar, sha256sum, openssl and Python", () => {
  it("finds the golden bundle of two officers sound", () => {
    const told = runTool("sh", [script, join(fixtures, "golden-v2.dalel"), join(fixtures, "recipient.key"), join(fixtures, "sender-v2.dalel-id")]);
    expect([told.status, told.out]).toEqual([0, expect.stringContaining("PASS second officer's signature (JWS)")]);
    expect(told.out).toMatch(/PASS claims and roots\nOK\n$/);
  });

  it("opens the court's copy with its passphrase, and not with another", () => {
    const told = typing(passphrase, "sh", script, join(fixtures, "golden-v2-court.dalel"), "-");
    expect(told.status).toBe(0);
    expect(typing(`${passphrase}0`, "sh", script, join(fixtures, "golden-v2-court.dalel"), "-").status).toBe(1);
  });

  it.each([{ words: [] }, { words: ["--second"] }])("makes a bundle that Dalel opens: $words", async ({ words }) => {
    const { bench: at, reader: who } = need();
    const recipient = at.write("reader.dalel-id", who.identityFile);
    const made = runTool("python3", [join(import.meta.dirname, "make-bundle.py"), at.folder, recipient, ...words]);
    expect([made.status, made.error]).toEqual([0, ""]);
    const file = join(at.folder, "made.dalel");
    const deps = openDeps(who, [], { partners: [await partnerOf(join(at.folder, "sender.dalel-id"))] });
    const opened = await openBundle(deps, new Blob([new Uint8Array(readFileSync(file))]));
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    expect(opened.value.report.filter(({ verdict }) => verdict === "fail")).toEqual([]);
    expect([opened.value.canMerge, opened.value.statement.counts.withheld]).toEqual([true, 1]);
    expect(opened.value.statement.cosigner === null).toBe(words.length === 0);
    const texts = opened.value.commits
      .flatMap(({ claims }) => claims)
      .flatMap(({ statement }) => (statement.op === "assert" ? [statement.value] : []));
    expect(texts).toContainEqual({ kind: "text", text: "Әлия Өмірбекқызы" });
    const [evidence] = opened.value.files;
    expect(evidence?.name).toBe("Көшірме қаңтар.csv");
    const pieces: string[] = [];
    if (evidence !== undefined) {
      for await (const piece of streamBundledFile(opened.value.archive, evidence)) pieces.push(piece.ok ? (bytesToUtf8(piece.value) ?? "") : "");
    }
    expect(pieces.join("")).toBe("Шот,Сома\n1,2.50\n");
    const key = at.write("reader.key", `${who.ageIdentity}\n`);
    expect(runTool("sh", [script, file, key, join(at.folder, "sender.dalel-id")])).toMatchObject({ status: 0 });
  });
});

describe.skipIf(!hasTools)("the age command under a passphrase", () => {
  const words = "Құпия сөз тіркесі · парольная фраза 2026";
  const plain = createSeededRandom("plain").bytes(200_000);

  it("opens what we seal", async () => {
    async function* once(): AsyncGenerator<Bytes, void, void> {
      yield plain;
    }
    const { bench: at } = need();
    const ours = at.write("ours.age", await collect(encryptTo({ passphrase: words }, once(), createSeededRandom("n"))));
    const out = join(at.folder, "out.bin");
    expect(typing(words, "age", "-d", "-o", out, ours).status).toBe(0);
    expect(readFileSync(out).equals(plain)).toBe(true);
  });

  it("seals what we open", async () => {
    const { bench: at } = need();
    const theirs = join(at.folder, "theirs.age");
    expect(typing(words, "age", "-p", "-o", theirs, at.write("plain.bin", plain)).status).toBe(0);
    const file = new Blob([new Uint8Array(readFileSync(theirs))]);
    expect(await decryptAll({ passphrase: words }, file)).toEqual({ ok: true, value: plain });
    expect(await decryptAll({ passphrase: "another" }, file)).toMatchObject({ ok: false, error: { kind: "wrong-passphrase" } });
  });
});
