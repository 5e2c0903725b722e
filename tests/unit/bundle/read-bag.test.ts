import { packTar } from "modern-tar";
import { beforeAll, describe, expect, it } from "vitest";
import { bagFolder, type PayloadName } from "../../../shared/bundle/names.ts";
import { bucketSize } from "../../../shared/bundle/padme.ts";
import { encodeTarHeader, readTar, tarPadding } from "../../../shared/bundle/ustar.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { parseCaseId, parseFileHash } from "../../../shared/kernel/brand.ts";
import { type Bytes, bytesToUtf8, concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { type BagByHand, writeBagByHand } from "../../kit/bag.ts";
import { type Correspondent, createCorrespondent, createSmallCase } from "../../kit/exchange.ts";
import { readArchive } from "../../kit/read-archive.ts";
import { discloseOnly } from "../../kit/ledger-generators.ts";

const content = utf8ToBytes("a,b\n1,2\n");
let base: (BagByHand & { readonly archive: Bytes }) | undefined;
let stranger: Correspondent | undefined;
beforeAll(async () => {
  const [sender, to] = [await createCorrespondent("afm"), await createCorrespondent("mci")];
  stranger = await createCorrespondent("knb");
  const sha256 = parseFileHash(sha256Hex(content));
  if (sha256 === null) throw new Error("not a hash");
  const { commits } = await createSmallCase(sender.signer, sha256, content);
  const entry = { sha256, sizeBytes: content.length, mediaType: "text/csv", name: "x.csv", handling: "amber" as const };
  const byHand = { sender, to, commits: commits.map((commit) => discloseOnly(commit, ({ index }) => index !== 1)), files: [{ entry, content }] };
  base = { ...byHand, archive: await writeBagByHand(byHand) };
});
const need = (): BagByHand & { readonly archive: Bytes; readonly commits: readonly Commit[] } => {
  if (base === undefined) throw new Error("not set up");
  return base;
};
const errorOf = async (archive: Bytes): Promise<unknown> => {
  const read = await readArchive(archive);
  return read.ok ? "ok" : read.error;
};
const byHand = async (changes: Partial<BagByHand>): Promise<unknown> => errorOf(await writeBagByHand({ ...need(), ...changes }));
const edit =
  (name: PayloadName, change: (text: string) => string): NonNullable<BagByHand["editPayload"]> =>
  (payload) => ({ ...payload, [name]: utf8ToBytes(change(bytesToUtf8(payload[name]) ?? "")) });

describe("readBag", () => {
  it("reads what was written", async () => {
    const read = await readArchive(need().archive);
    expect(read).toMatchObject({
      ok: true,
      value: { commits: need().commits, files: [{ name: "x.csv", sizeBytes: content.length }], charts: [], notices: [] },
    });
  });

  it.each([1, 511, 512, 513, 4096, 1_000_000])("reads the same in pieces of %i bytes, and says where each file lies", async (step) => {
    const { archive } = need();
    const read = await readArchive(archive, step);
    const [file] = read.ok ? read.value.files : [];
    expect(file).toBeDefined();
    const at = file?.at ?? 0;
    expect(archive.subarray(at, at + content.length)).toEqual(content);
  });

  it("believes no archive with a flipped bit, wherever it is", async () => {
    const { archive } = need();
    const last = archive.findLastIndex((byte) => byte !== 0);
    const places = Array.from({ length: 500 }, (_, n) => Math.floor((n * last) / 500));
    for (const at of [...places, last, last + 300, archive.length - 1]) {
      const changed = archive.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect([at, (await readArchive(changed)).ok]).toEqual([at, false]);
    }
  });

  it("believes no archive that is cut", async () => {
    const { archive } = need();
    const end = archive.findLastIndex((byte) => byte !== 0) + 1;
    for (const cut of [0, 1, 511, 512, 1024, 5000, end - 512, end, end + 511])
      expect([cut, (await readArchive(archive.slice(0, cut))).ok]).toEqual([cut, false]);
  });
});

describe("hostile archives", () => {
  let read: readonly { readonly name: string; readonly content: Bytes }[] = [];
  beforeAll(async () => {
    const entries = await readTar(need().archive, 100);
    read = entries.ok ? entries.value : [];
  });
  const entriesOf = (): typeof read => read;
  const pack = (entries: readonly { readonly name: string; readonly content: Bytes }[]): Bytes => {
    const files = concatBytes(
      ...entries.flatMap(({ name, content: bytes }) => [encodeTarHeader(name, bytes.length, 0), bytes, tarPadding(bytes.length)]),
    );
    return concatBytes(files, new Uint8Array(bucketSize(files.length + 1024) - files.length));
  };

  it("are refused for missing, added, doubled and reordered entries", async () => {
    const entries = entriesOf();
    expect(await errorOf(pack(entries))).toBe("ok");
    for (let n = 0; n < entries.length; n++) expect(await errorOf(pack(entries.toSpliced(n, 1)))).not.toBe("ok");
    expect(await errorOf(pack([...entries, { name: `${bagFolder}data/evidence/${"0".repeat(64)}.csv`, content }]))).toMatchObject({
      kind: "bad-manifest",
    });
    expect(await errorOf(pack([...entries, ...entries.slice(-1)]))).toMatchObject({ kind: "bad-archive" });
    expect(await errorOf(pack(entries.toReversed()))).toMatchObject({ kind: "bad-archive", where: "entry 1" });
  });

  it.each([
    "bundle/fetch.txt",
    "bundle/../x",
    "/etc/passwd",
    "bundle/data/evidence/../../x",
    "bundle/data/evidence/CON.txt",
    "other/bagit.txt",
    "bundle/data/charts/0.json",
  ])("are refused for the name %s", async (name) =>
    expect(await errorOf(pack([...entriesOf(), { name, content }]))).toMatchObject({ kind: "bad-archive" }),
  );

  it("are refused for anything that is not a plain file written as we write it", async () => {
    const entries = entriesOf().map(({ name, content: bytes }) => ({ header: { name, size: bytes.length, mtime: new Date(0) }, body: bytes }));
    const with_ = async (header: object): Promise<unknown> =>
      errorOf(await packTar([...entries, { header: { name: "bundle/x", size: 0, mtime: new Date(0), ...header } }]));
    expect(await with_({ type: "symlink", linkname: "/etc/passwd" })).toMatchObject({ kind: "bad-archive" });
    expect(await with_({ type: "link", linkname: "bundle/bagit.txt" })).toMatchObject({ kind: "bad-archive" });
    expect(await with_({ type: "directory", name: "bundle/data/" })).toMatchObject({ kind: "bad-archive" });
    expect(await with_({ pax: { path: `bundle/data/evidence/${"0".repeat(64)}.csv` } })).toMatchObject({ kind: "bad-archive" });
    expect(await with_({ uname: "root" })).toMatchObject({ kind: "bad-archive" });
  });

  it("are refused with a second archive behind the end", async () => {
    const { archive } = need();
    expect(await errorOf(concatBytes(archive, archive))).toMatchObject({ kind: "bad-archive", where: "end" });
  });
});

describe("a sender who signs what is not so", () => {
  it("is caught in commits, leaves and claims", async () => {
    const { commits } = need();
    const [first, second] = commits;
    if (first === undefined || second === undefined) throw new Error("two commits");
    const leaves = (payload: Parameters<NonNullable<BagByHand["editPayload"]>>[0]): typeof payload => {
      const bytes = payload["data/leaves.bin"].slice();
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      return { ...payload, "data/leaves.bin": bytes };
    };
    expect(await byHand({ editPayload: leaves })).toMatchObject({ kind: "bad-root", where: first.id });
    expect(await byHand({ editPayload: (payload) => ({ ...payload, "data/leaves.bin": payload["data/leaves.bin"].slice(0, -32) }) })).toMatchObject({
      kind: "bad-root",
    });
    expect(
      await byHand({ editPayload: (payload) => ({ ...payload, "data/leaves.bin": concatBytes(payload["data/leaves.bin"], new Uint8Array(32)) }) }),
    ).toMatchObject({ kind: "bad-encoding" });
    const last = second.claims.at(-1);
    expect(await byHand({ editPayload: edit("data/claims.jsonl", (text) => text.replace("выписка", "Выписка")) })).toMatchObject({
      kind: "bad-claim",
      where: expect.stringContaining(second.id),
    });
    expect(
      await byHand({ editPayload: edit("data/claims.jsonl", (text) => text.replace(`"index":${last?.index},`, '"index":99999,')) }),
    ).toMatchObject({ kind: "bad-claim" });
    expect(await byHand({ editPayload: edit("data/claims.jsonl", (text) => text.replace('{"commit"', '{ "commit"')) })).toEqual({
      kind: "bad-encoding",
      where: "data/claims.jsonl:1",
    });
    expect(await byHand({ editPayload: edit("data/claims.jsonl", (text) => text.slice(0, -1)) })).toMatchObject({ kind: "bad-encoding" });
    expect(await byHand({ editPayload: edit("data/commits.jsonl", (text) => text.replace('"clock":1,', '"clock":7,')) })).toMatchObject({
      kind: "bad-encoding",
    });
    expect(await byHand({ editPayload: edit("data/commits.jsonl", (text) => text.replace('"intent":"import"', '"intent":"add"')) })).toMatchObject({
      kind: expect.stringMatching(/^bad-/),
    });
    expect(await byHand({ editPayload: edit("data/commits.jsonl", (text) => text.replace('"signature":"', '"signature":"A')) })).toEqual({
      kind: "bad-encoding",
      where: "data/commits.jsonl:1",
    });
    expect(await byHand({ commits: [{ ...first, signature: second.signature }, ...commits.slice(1)] })).toEqual({
      kind: "bad-signature",
      where: first.id,
    });
    expect(await byHand({ commits: [{ ...first, claims: [] }, ...commits.slice(1)] })).toEqual({ kind: "bad-encoding", where: first.id });
    expect(await byHand({ editStatement: () => ({ case: parseCaseId("f".repeat(32)) }) })).toEqual({ kind: "other-case", where: first.id });
  });

  it("is caught in the statement", async () => {
    expect(await byHand({ editStatement: ({ counts }) => ({ counts: { ...counts, withheld: 0 } }) })).toEqual({
      kind: "bad-statement",
      where: "statement.json/counts",
    });
    expect(await byHand({ editStatement: () => ({ format: 3 }) })).toEqual({ kind: "newer-format", where: "3" });
    expect(await byHand({ editStatement: () => ({ critical: ["two-signers"] }) })).toEqual({ kind: "newer-format", where: "two-signers" });
    for (const change of [
      { extra: 1 },
      { marking: "pink" },
      { sequence: 0 },
      { sequence: 2 },
      { previous: "00" },
      { recipients: [] },
      { purpose: "\u0007" },
      { retainUntil: "soon" },
      { type: "dalel.commit" },
    ]) {
      expect([change, await byHand({ editStatement: () => change })]).toEqual([change, { kind: "bad-statement", where: "statement.json" }]);
    }
    expect(await byHand({ editStatement: ({ payload }) => ({ payload: payload.toReversed() }) })).toMatchObject({ kind: "bad-statement" });
    expect(await byHand({ editStatement: ({ payload }) => ({ payload: payload.slice(0, -1) }) })).toMatchObject({
      kind: expect.stringMatching(/^bad-/),
    });
    expect(await byHand({ editStatement: ({ sender }) => ({ sender: { ...sender, agencyName: "Another" } }) })).toMatchObject({
      kind: "bad-statement",
      where: "data/sender.dalel-id",
    });
  });

  it("is caught with another's key or identity", async () => {
    if (stranger === undefined) throw new Error("not set up");
    const other = stranger;
    expect(await byHand({ signer: other.signer })).toEqual({ kind: "bad-signature", where: "statement.jws" });
    expect(await byHand({ editPayload: (payload) => ({ ...payload, "data/sender.dalel-id": other.identityFile }) })).toMatchObject({
      kind: "bad-statement",
      where: "data/sender.dalel-id",
    });
    expect(await byHand({ editPayload: edit("data/sender.dalel-id", (text) => text.replace("afm", "knb")) })).toMatchObject({
      kind: "bad-statement",
    });
  });

  it("is caught in the list of files", async () => {
    for (const change of [
      (text: string) => text.replace('"x.csv"', '"x\\u0007"'),
      (text: string) => text + text,
      () => "",
      (text: string) => text.replace('"sizeBytes":8', '"sizeBytes":9'),
      (text: string) => text.replace("text/csv", "text/html"),
    ]) {
      expect(await byHand({ editPayload: edit("data/files.jsonl", change) })).toMatchObject({ kind: "bad-manifest" });
    }
  });
});
