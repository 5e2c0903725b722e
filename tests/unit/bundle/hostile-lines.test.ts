import { beforeAll, describe, expect, it } from "vitest";
import {
  claimToLine,
  commitToLine,
  type FileEntry,
  fileToLine,
  parseClaimLine,
  parseCommitLine,
  parseFileLine,
} from "../../../shared/bundle/jsonl.ts";
import { evidenceName, type payloadNames } from "../../../shared/bundle/names.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { type Bytes, concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { toShownName } from "../../../shared/kernel/shown-name.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { type BagByHand, writeBagByHand } from "../../kit/bag.ts";
import { createCorrespondent, createSmallCase } from "../../kit/exchange.ts";
import { readArchive } from "../../kit/read-archive.ts";

let made: { readonly base: BagByHand; readonly commit: Commit; readonly file: FileEntry } | undefined;
beforeAll(async () => {
  const [sender, to] = [await createCorrespondent("afm"), await createCorrespondent("mci")];
  const content = utf8ToBytes("a,b\n");
  const sha256 = parseFileHash(sha256Hex(content)) ?? expect.fail();
  const { commits } = await createSmallCase(sender.signer, sha256, content);
  const file: FileEntry = { sha256, sizeBytes: content.length, mediaType: "text/csv", name: "Көшірме.csv", handling: "amber" };
  made = { base: { sender, to, commits, files: [{ entry: file, content }] }, commit: commits[1] ?? expect.fail(), file };
});
const need = (): NonNullable<typeof made> => made ?? expect.fail("made before");

describe("names of files in files.jsonl", () => {
  const named = (name: string): FileEntry | null => parseFileLine(fileToLine({ ...need().file, name }));
  it.each([
    ["a way out of a folder", "../../etc/passwd"],
    ["an absolute path", "/etc/passwd"],
    ["a mark that turns letters", "\u202efdp.exe"],
    ["a Cyrillic homoglyph", "\u0430\u0441\u0442.pdf"],
    ["a device of Windows", "CON"],
    ["a decomposed letter", "e\u0301.csv"],
    ["a key of every object", "__proto__"],
  ])("%s is kept as signed and is no path: the archive knows the file by its hash", (_kind, name) => {
    const read = named(name) ?? expect.fail("it is a name");
    expect(read.name).toBe(name);
    expect(evidenceName(read.sha256, read.mediaType)).toBe(`data/evidence/${read.sha256}.csv`);
  });
  it("what turns or hides letters is not shown beside keys", () => {
    expect(toShownName("\u202efdp.\u200bexe")).toBe("fdp.exe");
  });
  it.each([
    ["a control character", "a\u0007b"],
    ["an escape of terminals", "\u001b[31mred"],
    ["a carriage return", "a\rb"],
    ["a nought", "a\0.exe"],
    ["C1 control characters", "a\u009bb"],
    ["more than a line holds", "x".repeat(8192)],
  ])("%s is refused", (_kind, name) => {
    expect(named(name)).toBeNull();
  });
});

/** Each kind of line, read from a text: null = refused. */
const kinds = [
  ["a commit", () => commitToLine(need().commit), (text: string) => (parseCommitLine(text).ok ? true : null)],
  ["a claim", () => claimToLine(need().commit.id, need().commit.claims[0] ?? expect.fail()), parseClaimLine],
  ["a file", () => fileToLine(need().file), parseFileLine],
] as const;

describe.each(kinds)("the line of %s", (_kind, line, read) => {
  const first = (): string => /^\{("[a-zA-Z]+":)/.exec(line())?.[1] ?? expect.fail();
  it("is read as it was written", () => {
    expect(read(line())).not.toBeNull();
  });
  it("is refused with a key twice", () => {
    expect(read(`{${first()}"x",${line().slice(1)}`)).toBeNull();
    expect(read(line().replace(/^\{("[a-zA-Z]+":"?[^,]*),/, "{$1,$1,"))).toBeNull();
  });
  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("is refused with the key %s, which is only a key", (key) => {
    expect(read(`{"${key}":{"sizeBytes":1},${line().slice(1)}`)).toBeNull();
    expect(read(`${line().slice(0, -1)},"${key}":[]}`)).toBeNull();
    expect(read(line().replace(first(), `"${key}":`))).toBeNull();
    expect(Object.hasOwn(Object.prototype, "sizeBytes")).toBe(false);
  });
  it("is refused with a key too many or too few", () => {
    expect(read(`${line().slice(0, -1)},"zzz":1}`)).toBeNull();
    expect(read("{}")).toBeNull();
  });
  it("is refused deeply nested, without a stack overflow", () => {
    for (const depth of [33, 1000, 4000]) {
      expect(read(`${"[".repeat(depth)}${"]".repeat(depth)}`)).toBeNull();
      expect(read(`{${first()}${'{"a":'.repeat(depth)}1${"}".repeat(depth)}}`)).toBeNull();
    }
  });
  it.each(["1e400", "-1e400", "1E5", "9007199254740993", "9".repeat(400), "-0", "1.0", "0x10", "NaN", "Infinity", "01", "1.5"])(
    "is refused with the number %s",
    (number) => {
      const text = line();
      const changed = /:\d+[,}]/.test(text) ? text.replace(/:\d+([,}])/, `:${number}$1`) : `{${first()}${number}}`;
      expect(changed).not.toBe(text);
      expect(read(changed)).toBeNull();
    },
  );
  it("is refused with space, other escapes, a byte order mark or something behind it", () => {
    const text = line();
    for (const changed of [
      ` ${text}`,
      `${text} `,
      `\ufeff${text}`,
      `${text}{}`,
      `${text},`,
      text.replace(":", ": "),
      text.replace(/"([a-z])/, (_, sign: string) => `"\\u00${sign.charCodeAt(0).toString(16)}`),
    ]) {
      expect(changed).not.toBe(text);
      expect(read(changed)).toBeNull();
    }
  });
  it("is refused with half a sign, written out or as an escape", () => {
    for (const half of ["\ud800", "\\ud800", "\\udc00\\ud800"])
      expect(read(line().replace(/":"([^"]*)"/, (_, said: string) => `":"${said}${half}"`))).toBeNull();
  });
  it("is refused above its length, before it is parsed", () => {
    expect(read(`${line().slice(0, -1)},"a":"${"x".repeat(1 << 20)}"}`)).toBeNull();
  });
  it.each(["null", "true", "1", '""', "[]", "", "undefined", "{", '{"a":1'])("is refused where it is %s", (text) => {
    expect(read(text)).toBeNull();
  });
});

describe("a signed bag whose lines are hostile", () => {
  const withLines = async (name: (typeof payloadNames)[number], change: (text: Bytes) => Bytes): Promise<unknown> => {
    const { base } = need();
    const read = await readArchive(await writeBagByHand({ ...base, editPayload: (payload) => ({ ...payload, [name]: change(payload[name]) }) }));
    return read.ok ? "ok" : read.error.kind;
  };
  const names = ["data/commits.jsonl", "data/claims.jsonl", "data/files.jsonl"] as const;
  it("is read where they are not", async () => {
    expect(await withLines("data/files.jsonl", (bytes) => bytes)).toBe("ok");
  });
  it.each(names)("is refused for invalid UTF-8 in %s", async (name) => {
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xc0, 0x80]]) {
      const spoilt = (text: Bytes): Bytes => concatBytes(text.subarray(0, 20), new Uint8Array(bytes), text.subarray(20));
      expect(["bad-encoding", "bad-manifest", "bad-claim"]).toContain(await withLines(name, spoilt));
    }
  });
  it.each(names)("is refused for an empty line, a carriage return, a missing end or a line twice in %s", async (name) => {
    const feed = utf8ToBytes("\n");
    const changes: readonly ((text: Bytes) => Bytes)[] = [
      (text) => concatBytes(feed, text),
      (text) => concatBytes(text.subarray(0, -1), utf8ToBytes("\r\n")),
      (text) => text.slice(0, -1),
      (text) => concatBytes(text, text.subarray(0, text.indexOf(0x0a) + 1)),
    ];
    for (const change of changes)
      expect(["bad-encoding", "bad-manifest", "bad-claim", "bad-root", "bad-statement", "fork"]).toContain(await withLines(name, change));
  });
});
