import { beforeAll, describe, expect, it } from "vitest";
import { isBucketSize } from "../../../shared/bundle/padme.ts";
import { openBundle, streamBundledFile } from "../../../shared/bundle/open.ts";
import { sealBundle } from "../../../shared/bundle/seal.ts";
import { selectClaims } from "../../../shared/bundle/select.ts";
import { decryptAll } from "../../../shared/crypto/age-stream.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { type FileHash, parseFileHash } from "../../../shared/kernel/brand.ts";
import { type Bytes, concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import {
  asPartner,
  collect,
  type Correspondent,
  createCorrespondent,
  createSmallCase,
  openDeps,
  planFor,
  sealDeps,
  sealFor,
  type SmallCase,
} from "../../kit/exchange.ts";
import { aCaseId } from "../../kit/ledger-generators.ts";

const content = utf8ToBytes("from,to,amount\nA,B,1\n");
const hash = parseFileHash(sha256Hex(content));

interface Kit {
  readonly afm: Correspondent;
  readonly mci: Correspondent;
  readonly knb: Correspondent;
  readonly small: SmallCase;
  readonly files: ReadonlyMap<FileHash, Bytes>;
  readonly bundle: Bytes;
}
let kit: Kit | undefined;
beforeAll(async () => {
  const [afm, mci, knb] = [await createCorrespondent("afm"), await createCorrespondent("mci"), await createCorrespondent("knb")];
  if (hash === null) return;
  const small = await createSmallCase(afm.signer, hash, content);
  const files = new Map([[hash, content]]);
  const { file } = await sealFor(afm, [mci], small.commits, planFor([mci], { files: [hash] }), { files });
  kit = { afm, mci, knb, small, files, bundle: new Uint8Array(await file.arrayBuffer()) };
});
const need = (): Kit => {
  if (kit === undefined) throw new Error("not set up");
  return kit;
};
const open = async (bytes: Bytes, who: Correspondent = need().mci): Promise<unknown> => {
  const opened = await openBundle(openDeps(who, [need().afm]), new Blob([bytes]));
  return opened.ok ? "ok" : opened.error;
};

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe("a bundle of the whole case", () => {
  it("opens at the recipient's with every claim, the file and a clean report", async () => {
    const { mci, afm, small, bundle } = need();
    const opened = await openBundle(openDeps(mci, [afm]), new Blob([bundle]));
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    expect(opened.value.report.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 13 }, () => "pass"));
    expect(opened.value.report.map(({ check }) => check)).toEqual([
      "format",
      "decryption",
      "addressed",
      "sender",
      "signature",
      "integrity",
      "commits",
      "withheld",
      "age",
      "sequence",
      "marking",
      "retention",
      "expiry",
    ]);
    expect(opened.value.canMerge).toBe(true);
    expect(opened.value.commits).toEqual(small.commits.map((commit) => ({ ...commit, saltKey: null })));
    const [file] = opened.value.files;
    const read = file === undefined ? [] : await all(streamBundledFile(opened.value.archive, file));
    expect([file?.name, read]).toEqual(["Көшірме выписка.csv", [{ ok: true, value: content }]]);
  });

  it("is refused flipped, cut, lengthened or opened by another, each with its own answer, and never in part", async () => {
    const { bundle, knb } = need();
    const flipped = bundle.slice();
    flipped[bundle.length - 5000] = (flipped[bundle.length - 5000] ?? 0) ^ 4;
    expect(await open(bundle)).toBe("ok");
    expect(await open(flipped)).toEqual({ kind: "damaged", where: "piece 1" });
    for (const cut of [100, 300, 5000, bundle.length - 1]) expect(await open(bundle.slice(0, cut))).toEqual({ kind: "cut-off" });
    for (const more of [1, 100, 100_000])
      expect(await open(concatBytes(bundle, new Uint8Array(more)))).toEqual({ kind: "damaged", where: "after-end" });
    expect(await open(bundle, knb)).toEqual({ kind: "not-for-us" });
    expect(await open(content)).toEqual({ kind: "not-a-bundle" });
  });

  it("is filled up to a size that tells little", async () => {
    const { bundle, mci } = need();
    const plain = await decryptAll(mci.ageIdentity, new Blob([bundle]));
    expect(plain.ok && isBucketSize(plain.value.length)).toBe(true);
  });

  it("says nothing in the clear", async () => {
    const text = Buffer.from(need().bundle).toString("latin1");
    for (const secret of [aCaseId, "SwapHub", "afm", "TR7NHq", "bundle/", need().afm.signer.author]) expect(text.includes(secret)).toBe(false);
  });
});

describe("sealBundle", () => {
  it("has signed before it gives a byte, and names the statement it signed", async () => {
    const { afm, mci, small, files } = need();
    const { sealed } = await sealFor(afm, [mci], small.commits, planFor([mci]), { files, sequence: 2, previous: "a".repeat(64) });
    expect(sealed.statement).toMatchObject({
      sequence: 2,
      previous: "a".repeat(64),
      marking: "amber",
      counts: { commits: 4, withheld: 0, files: 0 },
    });
    expect(sealed.name).toMatch(/^[0-9a-f]{16}\.dalel$/);
    expect(sealed.statementHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("makes nothing when something blocks, a file is missing or not the one it was", async () => {
    const { afm, mci, small } = need();
    const attempt = async (changes: Parameters<typeof planFor>[1], files: ReadonlyMap<FileHash, Bytes> = need().files): Promise<unknown> => {
      const plan = planFor([mci], changes);
      const recipients = [asPartner(mci)];
      const selection = selectClaims({ commits: small.commits, plan, recipients, ownAgency: "afm" });
      const sealed = await sealBundle(sealDeps(afm, files), {
        caseId: aCaseId,
        commits: small.commits,
        plan,
        selection,
        recipients,
        sequence: 1,
        previous: "",
      });
      return sealed.ok ? "ok" : sealed.error;
    };
    expect(await attempt({})).toBe("ok");
    expect(await attempt({ to: [] })).toMatchObject({ kind: "no-recipient" });
    expect(await attempt({ to: [need().knb.signer.author] })).toMatchObject({ kind: "unverified-recipient" });
    expect(await attempt({ purpose: "  " })).toEqual({ kind: "blocked", where: "no-purpose" });
    expect(await attempt({ purpose: "x".repeat(4001) })).toEqual({ kind: "blocked", where: "reason-too-long" });
    expect(await attempt({ legalBasis: "x".repeat(4001) })).toEqual({ kind: "blocked", where: "reason-too-long" });
    expect(await attempt({ entities: [] })).toMatchObject({ kind: "nothing-to-share" });
    expect(await attempt({ retainUntil: "soon" })).toEqual({ kind: "blocked", where: "retain-until" });
    expect(await attempt({ files: [small.file] }, new Map())).toEqual({ kind: "file-missing", where: small.file });
    expect(await attempt({ files: [small.file] }, new Map([[small.file, utf8ToBytes("else")]]))).toEqual({ kind: "file-missing", where: small.file });
  });

  it("writes a reason as it can be read back, whatever was typed", async () => {
    const { afm, mci, small } = need();
    const { sealed, file } = await sealFor(afm, [mci], small.commits, planFor([mci], { purpose: `a\u0007b\ud800${"x".repeat(3996)}` }));
    expect(sealed.statement.purpose).toHaveLength(4000);
    expect(await open(new Uint8Array(await file.arrayBuffer()))).toBe("ok");
  });

  it("streams: a file is read once to check it and once to write it", async () => {
    const { afm, mci, small } = need();
    let [checks, reads] = [0, 0];
    const plan = planFor([mci], { files: [small.file] });
    const recipients = [asPartner(mci)];
    const deps = sealDeps(afm, need().files);
    const counted = {
      ...deps,
      checkFile: (sha256: FileHash) => {
        checks++;
        return deps.checkFile(sha256);
      },
      readFile: (sha256: FileHash) => {
        reads++;
        return deps.readFile(sha256);
      },
    };
    const selection = selectClaims({ commits: small.commits, plan, recipients, ownAgency: "afm" });
    const sealed = await sealBundle(counted, { caseId: aCaseId, commits: small.commits, plan, selection, recipients, sequence: 1, previous: "" });
    expect([checks, reads]).toEqual([1, 0]);
    if (sealed.ok) await collect(sealed.value.stream);
    expect([checks, reads]).toEqual([1, 1]);
  });
});
