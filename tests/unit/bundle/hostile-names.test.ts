import { beforeAll, describe, expect, it } from "vitest";
import {
  bagFolder,
  evidenceName,
  isEvidence,
  isPayloadName,
  isPayloadOrder,
  largestEvidence,
  largestHeld,
  largestTag,
  mostFiles,
  mostOtherPayload,
  payloadNames,
  tagNamesOf,
} from "../../../shared/bundle/names.ts";
import { parseStatement } from "../../../shared/bundle/statement.ts";
import { encodeTarHeader, readTar, tarPadding, TarReader } from "../../../shared/bundle/ustar.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { type Bytes, bytesToUtf8, concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { type BagByHand, writeBagByHand } from "../../kit/bag.ts";
import { createCorrespondent, createSmallCase } from "../../kit/exchange.ts";
import { readArchive } from "../../kit/read-archive.ts";

const end = new Uint8Array(1024);
const put = (block: Bytes, at: number, bytes: string | Uint8Array): void => block.set(typeof bytes === "string" ? utf8ToBytes(bytes) : bytes, at);

/** A header somebody else made: `change` writes into its fields, then the checksum is made right again. */
function forge(name: string, sizeBytes: number, change: (block: Bytes) => void): Bytes {
  const block = encodeTarHeader("x", sizeBytes, 0);
  block.fill(0, 0, 100);
  put(block, 0, utf8ToBytes(name).subarray(0, 100));
  change(block);
  put(block, 148, "        ");
  put(
    block,
    148,
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, "0")}\0 `,
  );
  return block;
}
const entry = (name: string, content: Bytes = new Uint8Array(0)): Bytes =>
  concatBytes(encodeTarHeader(name, content.length, 0), content, tarPadding(content.length));
const refused = { ok: false, error: { kind: "bad-archive", where: "entry 2" } };
/** A good file, then what is forged. */
const withForged = (forged: Bytes) => readTar(concatBytes(entry("a"), forged, end), 9);

describe("entries of an archive that are no plain files", () => {
  it("the forger makes what is read where nothing is wrong: what is refused below is refused for its kind", async () => {
    expect(await withForged(forge("b", 0, () => undefined))).toMatchObject({ ok: true });
  });
  it.each([
    ["hard link", "1"],
    ["symbolic link", "2"],
    ["character device", "3"],
    ["block device", "4"],
    ["directory", "5"],
    ["FIFO", "6"],
    ["contiguous file", "7"],
    ["file of the seventh edition", "\0"],
    ["PAX header", "x"],
    ["global PAX header", "g"],
    ["PAX header of Solaris", "X"],
    ["GNU long name", "L"],
    ["GNU long link", "K"],
    ["GNU sparse file", "S"],
    ["GNU volume label", "V"],
    ["GNU continuation of another volume", "M"],
    ["GNU directory dump", "D"],
    ["GNU list of old names", "N"],
    ["inode of Solaris", "I"],
  ])("a %s is refused", async (_kind, flag) => {
    expect(await withForged(forge("b", 0, (block) => put(block, 156, flag)))).toMatchObject(refused);
  });
  it("a plain file with the target of a link is refused", async () => {
    expect(await withForged(forge("b", 0, (block) => put(block, 157, "/etc/passwd")))).toMatchObject(refused);
  });
  it("a device number is refused", async () => {
    expect(await withForged(forge("b", 0, (block) => put(block, 329, "0000001\0")))).toMatchObject(refused);
  });
  it("an owner, a group, another mode and set-user-id are refused", async () => {
    for (const [at, text] of [
      [265, "root"],
      [297, "wheel"],
      [100, "0000755\0"],
      [100, "0004644\0"],
      [108, "0001750\0"],
      [116, "0001750\0"],
    ] as const)
      expect([at, await withForged(forge("b", 0, (block) => put(block, at, text)))]).toMatchObject([at, refused]);
  });
  it("GNU's own magic, with the space it has for more fields, is refused", async () => {
    expect(await withForged(forge("b", 0, (block) => put(block, 257, "ustar  \0")))).toMatchObject(refused);
  });
  it("PAX attributes behind their header never rename the next file", async () => {
    const record = utf8ToBytes("22 path=bundle/../evil\n");
    const pax = concatBytes(
      forge("PaxHeaders/b", record.length, (block) => put(block, 156, "x")),
      record,
      tarPadding(record.length),
    );
    expect(await readTar(concatBytes(pax, entry("b"), end), 9)).toMatchObject({ ok: false, error: { kind: "bad-archive", where: "entry 1" } });
  });
});

describe("names in an archive", () => {
  it("the prefix field, which puts a folder before a name, is refused", async () => {
    expect(await withForged(forge("b", 0, (block) => put(block, 345, "/etc")))).toMatchObject(refused);
  });
  it("signs behind the end of a name are refused", async () => {
    expect(await withForged(forge("b\0/../x", 0, () => undefined))).toMatchObject(refused);
  });
  it.each([
    ["a space", "a b"],
    ["a line feed", "a\nb"],
    ["an escape", "a\u001b[2J"],
    ["a letter outside ASCII", "қ"],
    ["a composed letter", "caf\u00e9"],
    ["the same letter decomposed", "cafe\u0301"],
    ["a Cyrillic homoglyph", "d\u0430ta/commits.jsonl"],
    ["a mark that turns letters", "data/\u202egpj.exe"],
    ["a sign nobody sees", "data/\u200bcommits.jsonl"],
    ["a full-width slash", "data\uff0fcommits.jsonl"],
  ])("%s is refused", async (_kind, name) => {
    expect(await withForged(forge(name, 0, () => undefined))).toMatchObject(refused);
  });
  it("no name at all is refused", async () => {
    expect(await withForged(forge("", 0, () => undefined))).toMatchObject({ ok: false, error: { kind: "bad-archive", where: "end" } });
  });
  it("bytes that are no UTF-8 are refused, overlong ones too", async () => {
    for (const bytes of [[0xff], [0xc0, 0xae], [0xe0, 0x80, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]])
      expect([bytes, await withForged(forge("b", 0, (block) => put(block, 1, new Uint8Array(bytes))))]).toMatchObject([bytes, refused]);
  });
  it("a name that stands twice is refused", async () => {
    expect(await withForged(entry("a"))).toMatchObject(refused);
    expect(await readTar(concatBytes(entry("a"), entry("b"), entry("a"), end), 9)).toMatchObject({ error: { where: "entry 3" } });
  });
});

describe("names in a bag", () => {
  const hash = "ab".repeat(32);
  it("are the fixed ones and hashes: these are allowed", () => {
    for (const path of [...payloadNames, "data/notices.jsonl", "data/charts/100.json", `data/evidence/${hash}.csv`])
      expect([path, isPayloadName(path)]).toEqual([path, true]);
  });
  it.each([
    ["an absolute path", "/etc/passwd"],
    ["an absolute path that begins like ours", "/data/commits.jsonl"],
    ["a way out", "../data/commits.jsonl"],
    ["a way out within", "data/../data/commits.jsonl"],
    ["a way out among the evidence", `data/evidence/../${hash}.csv`],
    ["a way out behind the evidence", `data/evidence/${hash}.csv/../../../x`],
    ["the same place said otherwise", "data/./commits.jsonl"],
    ["a doubled slash", "data//commits.jsonl"],
    ["a slash at the end", "data/commits.jsonl/"],
    ["a backslash", "data\\commits.jsonl"],
    ["a drive", "C:/data/commits.jsonl"],
    ["a network share", "//host/data/commits.jsonl"],
    ["a stream of NTFS", "data/commits.jsonl:evil"],
    ["a point that Windows drops", "data/commits.jsonl."],
    ["a space that Windows drops", "data/commits.jsonl "],
    ["a device of Windows", "data/evidence/CON"],
    ["the short name of Windows", "data/COMMIT~1.JSO"],
    ["another case of letters", "data/Commits.jsonl"],
    ["another case of the folder", "DATA/commits.jsonl"],
    ["a hash in capitals", `data/evidence/${hash.toUpperCase()}.csv`],
    ["an ending in capitals", `data/evidence/${hash}.CSV`],
    ["two endings", `data/evidence/${hash}.csv.exe`],
    ["no ending", `data/evidence/${hash}`],
    ["a long ending", `data/evidence/${hash}.${"a".repeat(9)}`],
    ["a short hash", `data/evidence/${hash.slice(2)}.csv`],
    ["a line feed behind", `data/evidence/${hash}.csv\n`],
    ["a hash with a homoglyph", `data/evidence/\u0430${hash.slice(1)}.csv`],
    ["full-width digits", `data/evidence/\uff10${hash.slice(1)}.csv`],
    ["chart nought", "data/charts/0.json"],
    ["a chart number that is not written so", "data/charts/01.json"],
    ["the four-digit chart", "data/charts/1000.json"],
    ["what BagIt would fetch", "fetch.txt"],
    ["a key of every object", "__proto__"],
    ["nothing", ""],
  ])("%s is none of them", (_kind, path) => {
    expect([isPayloadName(path), isEvidence(path)]).toEqual([false, false]);
  });
  it("stand in one order, each once", () => {
    const paths = [...payloadNames, "data/charts/1.json", `data/evidence/${hash}.csv`];
    expect(isPayloadOrder(paths)).toBe(true);
    for (const wrong of [paths.toReversed(), [...paths, ...paths.slice(-1)], paths.slice(1), paths.with(5, "data/charts/2.json")])
      expect(isPayloadOrder(wrong)).toBe(false);
  });
  it("of evidence come of its hash and its kind alone, whatever its own name is", () => {
    const sha256 = parseFileHash(hash);
    for (const kind of ["../../evil", "text/../csv", "text/csv\n", "__proto__", "constructor", "text/csv; name=../x"])
      expect(sha256 !== null && isEvidence(evidenceName(sha256, kind))).toBe(true);
  });
});

const anyEvidence = "data/evidence/[0-9a-f]+.csv";

describe("bombs", () => {
  const sized = (size: string | Uint8Array): Bytes => forge("b", 0, (block) => put(block, 124, size));
  it.each([
    ["in GNU's numbers of 256", new Uint8Array([0x80, 0, 0, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff])],
    ["below nought", new Uint8Array(12).fill(0xff)],
    ["with spaces", "         12 "],
    ["with fewer digits", "00000000\0\0\0\0"],
    ["with twelve digits", "000000000000"],
    ["with a sign", "-0000000001\0"],
    ["in no octal digits", "00000000009\0"],
  ])("a size %s is refused", async (_kind, size) => {
    expect(await withForged(sized(size))).toMatchObject(refused);
  });
  it("a size of 8 GiB is told before a byte of it is there, and takes no memory", async () => {
    const begun: number[] = [];
    const reader = new TarReader<{ readonly kind: "told" }>(
      {
        begin: ({ sizeBytes }) => {
          begun.push(sizeBytes);
          return { kind: "told" };
        },
        take: () => expect.fail("nothing came"),
        end: () => null,
      },
      9,
    );
    expect(await reader.feed(sized("77777777777\0"))).toEqual({ kind: "told" });
    expect(begun).toEqual([8 ** 11 - 1]);
  });
  it("a size that never comes ends the reading", async () => {
    expect(await withForged(sized("77777777777\0"))).toMatchObject({ ok: false, error: { kind: "bad-archive", where: "entry 2" } });
  });
  it("a tag file above its limit is refused by its header", async () => {
    const archive = concatBytes(encodeTarHeader(`${bagFolder}bagit.txt`, largestTag + 1, 0), new Uint8Array(4096));
    expect(await readArchive(archive)).toEqual({ ok: false, error: { kind: "too-large", where: "bagit.txt" } });
  });
  it("entries above the number that a bag may have are refused, empty ones too", async () => {
    const most = mostFiles + mostOtherPayload + tagNamesOf(true).length;
    const many = Array.from({ length: most + 1 }, (_, at) => encodeTarHeader(`f${at}`, 0, 0));
    expect(await readTar(concatBytes(...many.slice(0, most), end), most)).toMatchObject({ ok: true });
    expect(await readTar(concatBytes(...many, end), most)).toEqual({ ok: false, error: { kind: "bad-archive", where: `entry ${most + 1}` } });
  });
  it.each([
    ["held in memory at once", "data/commits.jsonl", largestHeld + 1],
    ["any exhibit may have", "", largestEvidence + 1],
    ["can be counted", "data/leaves.bin", 2 ** 53],
    ["is there below nought", "data/leaves.bin", -1],
  ])("a statement that promises more than %s is refused before any of it comes", async (_what, path, sizeBytes) => {
    const read = await readTar(await writeBagByHand(base ?? expect.fail("made before")), 99);
    const statement = (read.ok ? read.value : []).find(({ name }) => name === `${bagFolder}statement.json`)?.content ?? expect.fail("there is one");
    expect(parseStatement(statement).ok).toBe(true);
    const named = new RegExp(`("path":"${path === "" ? anyEvidence : path}","sha256":"[0-9a-f]+","sizeBytes":)\\d+`);
    const text = bytesToUtf8(statement) ?? "";
    const promised = text.replace(named, `$1${sizeBytes}`);
    expect(promised).not.toBe(text);
    expect(parseStatement(utf8ToBytes(promised))).toMatchObject({ ok: false });
  });
});

let base: BagByHand | undefined;
beforeAll(async () => {
  const [sender, to] = [await createCorrespondent("afm"), await createCorrespondent("mci")];
  const content = utf8ToBytes("a,b\n");
  const sha256 = parseFileHash(sha256Hex(content)) ?? expect.fail();
  const { commits } = await createSmallCase(sender.signer, sha256, content);
  base = {
    sender,
    to,
    commits,
    files: [{ entry: { sha256, sizeBytes: content.length, mediaType: "text/csv", name: "x.csv", handling: "amber" }, content }],
  };
});
