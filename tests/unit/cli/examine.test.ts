import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { examine } from "../../../electron/cli/examine.ts";
import { writeBundleNotice } from "../../../shared/bundle/recall.ts";
import { sealBundle } from "../../../shared/bundle/seal.ts";
import { selectClaims } from "../../../shared/bundle/select.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { type Bytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { writeRevocation } from "../../../shared/partner/key-notice.ts";
import { asPartner, collect, type Correspondent, createCorrespondent, createSmallCase, planFor, sealDeps } from "../../kit/exchange.ts";
import { instant } from "../../kit/fixed-clock.ts";
import { aCaseId } from "../../kit/ledger-generators.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dalel-examine-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: Bytes | string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

let bundles = 0;

/** A bundle of `sender` with a notice that `about` was stolen before anything was said, signed by `signer`. */
async function sealedWith(sender: Correspondent, reader: Correspondent, about: Correspondent, signer: Correspondent, sequence = 1): Promise<string> {
  return sealed({ sender, reader, about }, [await stolenNotice(about, signer)], sequence);
}

async function stolenNotice(about: Correspondent, signer: Correspondent): Promise<Bytes> {
  const { agency, officer } = about.identity;
  const said = {
    author: signer.identity.author,
    key: about.identity.author,
    agency,
    officer,
    reason: "stolen",
    from: instant(1_000),
    at: instant(2_000),
  } as const;
  return writeRevocation({ kind: "revocation", ...said }, (message) => signer.signer.sign(message));
}

/** A bundle of `sender` with these notices, of what `about` said. */
async function sealed(
  { sender, reader, about }: Readonly<Record<"sender" | "reader" | "about", Correspondent>>,
  notices: readonly Bytes[],
  sequence: number,
): Promise<string> {
  const content = utf8ToBytes("a,b\n");
  const file = parseFileHash(sha256Hex(content)) ?? expect.fail("a hash");
  const { commits } = await createSmallCase(about.signer, file, content);
  const [plan, recipients] = [planFor([reader]), [asPartner(reader)]];
  const selection = selectClaims({ commits, plan, recipients, ownAgency: sender.signer.agency });
  const input = {
    caseId: aCaseId,
    commits,
    plan,
    selection,
    recipients,
    sequence,
    previous: sequence === 1 ? "" : "a".repeat(64),
    notices,
  };
  const made = await sealBundle(sealDeps(sender, new Map([[file, content]])), input);
  if (!made.ok) throw new Error(made.error.kind);
  return put(`${sender.identity.officer}-${String(bundles++)}.dalel`, await collect(made.value.stream));
}

test("a revocation that the bundle itself carries counts: by the key itself, or by a named officer of its agency; by nobody else", async () => {
  const [stolen, sender, reader] = [
    await createCorrespondent("afm", "Old"),
    await createCorrespondent("afm", "New"),
    await createCorrespondent("mci"),
  ];
  const stranger = await createCorrespondent("knb", "Stranger");
  const keyFile = put("key.txt", `${reader.ageIdentity}\n`);
  const partners = [put("old.dalel-id", stolen.identityFile), put("new.dalel-id", sender.identityFile)];
  const verdictOf = async (signer: Correspondent): Promise<string> => {
    const examined = await examine(await sealedWith(sender, reader, stolen, signer), { keyFile }, partners);
    if (!examined.ok) throw new Error(examined.error.kind);
    const line = examined.value.bundle.report.find(({ check }) => check === "commits");
    return `${line?.verdict} ${line?.outcome} ${examined.value.bundle.canMerge}`;
  };
  expect(await verdictOf(stolen)).toBe("fail revoked-authors false");
  expect(await verdictOf(sender)).toBe("fail revoked-authors false");
  expect(await verdictOf(stranger)).toBe("pass valid true");
});

test("a revocation that is named beside the bundle counts as one in it; what does not count is told; what is none judges nothing", async () => {
  const [sender, reader, colleague, stranger] = [
    await createCorrespondent("afm", "Serik"),
    await createCorrespondent("mci"),
    await createCorrespondent("afm", "Aigul"),
    await createCorrespondent("knb", "Stranger"),
  ];
  const keyFile = put("reader.txt", `${reader.ageIdentity}\n`);
  const bundle = await sealed({ sender, reader, about: sender }, [], 1);
  const partners = [put("serik.dalel-id", sender.identityFile), put("aigul.dalel-id", colleague.identityFile)];
  const verdictOf = async (...notices: readonly string[]) => {
    const examined = await examine(bundle, { keyFile }, partners, notices);
    if (!examined.ok) return examined.error;
    const line = examined.value.bundle.report.find(({ check }) => check === "sender");
    return [line?.verdict, line?.outcome, examined.value.bundle.canMerge, examined.value.keyNotices.map(({ counts }) => counts)];
  };
  const noticeBy = async (signer: Correspondent): Promise<string> =>
    put(`${signer.identity.officer}.dalel-key-notice`, await stolenNotice(sender, signer));
  expect(await verdictOf()).toEqual(["pass", "given", true, []]);
  expect(await verdictOf(await noticeBy(sender))).toEqual(["fail", "revoked-stolen", false, [true]]);
  expect(await verdictOf(await noticeBy(colleague))).toEqual(["fail", "revoked-stolen", false, [true]]);
  expect(await verdictOf(await noticeBy(stranger))).toEqual(["pass", "given", true, [false]]);
  expect(await verdictOf(bundle)).toMatchObject({ kind: "notice", where: bundle });
  expect(await verdictOf("no-such-file")).toMatchObject({ kind: "unreadable-file" });
});

test("nothing is kept of earlier bundles: of a later one only its own number is told, not that one accepted none", async () => {
  const [sender, reader] = [await createCorrespondent("afm", "New"), await createCorrespondent("mci")];
  const keyFile = put("key.txt", `${reader.ageIdentity}\n`);
  const partners = [put("new.dalel-id", sender.identityFile)];
  const lineOf = async (sequence: number) => {
    const examined = await examine(await sealedWith(sender, reader, reader, sender, sequence), { keyFile }, partners);
    return examined.ok ? examined.value.bundle.report.find(({ check }) => check === "sequence") : examined.error;
  };
  expect(await lineOf(1)).toMatchObject({ verdict: "pass", outcome: "first" });
  expect(await lineOf(2)).toMatchObject({ verdict: "warn", outcome: "no-memory", detail: { sequence: 2 } });
});

test("what the sender says in it of earlier bundles is told, and what another says is not", async () => {
  const [sender, reader, other] = [
    await createCorrespondent("afm", "Serik"),
    await createCorrespondent("mci", "Aigul"),
    await createCorrespondent("knb", "Olga"),
  ];
  const recallBy = ({ identity, signer }: Correspondent): Promise<Bytes> => {
    const { author, agency, agencyName, officer } = identity;
    const of = { statementHash: parseFileHash("ab".repeat(32)) ?? expect.fail("a hash"), case: aCaseId, sequence: 1 };
    const said = { kind: "recall", author, agency, agencyName, officer, ...of, reason: "Wrong person", at: instant(3_000), by: null } as const;
    return writeBundleNotice(said, (message) => signer.sign(message));
  };
  const bundle = await sealed({ sender, reader, about: sender }, [await recallBy(other), await recallBy(sender)], 2);
  const key = put("reader.key", `${reader.ageIdentity}\n`);
  const read = await examine(bundle, { keyFile: key }, [put("sender.dalel-id", sender.identityFile)]);
  expect(read.ok && read.value.notices.map(({ author, kind, sequence, reason }) => [author, kind, sequence, reason])).toEqual([
    [sender.identity.author, "recall", 1, "Wrong person"],
  ]);
});
