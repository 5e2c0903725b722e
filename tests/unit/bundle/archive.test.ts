import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToLines, linesToBytes } from "../../../shared/bundle/jsonl.ts";
import { evidenceName, isPayloadName } from "../../../shared/bundle/names.ts";
import { bucketSize, isBucketSize } from "../../../shared/bundle/padme.ts";
import { encodeTarHeader, readTar, tarEntryBytes, tarPadding } from "../../../shared/bundle/ustar.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { bytesToUtf8, concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";

describe("bucket sizes", () => {
  it("are whole blocks, at most 12% above, and stay where they are", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (bytes) => {
        const bucket = bucketSize(bytes);
        expect(bucket).toBeGreaterThanOrEqual(bytes);
        expect(bucket % 512).toBe(0);
        expect(bucket - bytes).toBeLessThanOrEqual(Math.max(511, 0.12 * bytes));
        expect([bucketSize(bucket), isBucketSize(bucket)]).toEqual([bucket, true]);
      }),
    );
  });

  it.each([
    [1, 512],
    [512, 512],
    [513, 1024],
    [10_000, 10_240],
    [26_400, 26_624],
    [1_000_001, 1_015_808],
    [2 ** 30, 2 ** 30],
  ])("fill %i up to %i", (bytes, bucket) => {
    expect(bucketSize(bytes)).toBe(bucket);
  });

  it("are few: a size tells little", () => {
    const buckets = new Set(Array.from({ length: 2048 }, (_, n) => bucketSize(2 ** 20 + n * 512)));
    expect(buckets.size).toBeLessThanOrEqual(34);
  });
});

describe("archive entries", () => {
  it("come back as they were written", async () => {
    const content = fc.uint8Array({ maxLength: 2000 });
    const name = fc.stringMatching(/^[a-z0-9./-]{1,100}$/);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.tuple(name, content), { selector: ([each]) => each, maxLength: 6 }), async (files) => {
        const parts = files.flatMap(([each, bytes]) => [encodeTarHeader(each, bytes.length, 1_700_000_000), bytes, tarPadding(bytes.length)]);
        const archive = concatBytes(...parts, new Uint8Array(1024));
        expect(archive.length).toBe(files.reduce((sum, [, bytes]) => sum + tarEntryBytes(bytes.length), 1024));
        const read = await readTar(archive, 6);
        expect(read.ok && read.value.map((entry) => [entry.name, [...entry.content]])).toEqual(files.map(([each, bytes]) => [each, [...bytes]]));
      }),
    );
  });

  it.each(["", "a b", "Қ", "a\n", "x".repeat(101)])("are not made with the name %j", (name) => {
    expect(() => encodeTarHeader(name, 0, 0)).toThrow("archive name");
  });

  it("are refused beyond the number allowed", async () => {
    const one = encodeTarHeader("a", 0, 0);
    expect(await readTar(concatBytes(one, encodeTarHeader("b", 0, 0), new Uint8Array(1024)), 1)).toMatchObject({ error: { kind: "bad-archive" } });
  });
});

describe("names", () => {
  const hash = parseFileHash("a".repeat(64));
  it.each([
    ["text/csv", "csv"],
    ["TEXT/CSV; charset=utf-8", "csv"],
    ["application/x-evil.exe", "bin"],
    ["", "bin"],
  ])("of evidence come from the media type %j alone", (mediaType, ending) => {
    expect(hash !== null && evidenceName(hash, mediaType)).toBe(`data/evidence/${"a".repeat(64)}.${ending}`);
  });

  it.each(["data/evidence/x.csv", "data/../x", `data/evidence/${"A".repeat(64)}.csv`, `data/evidence/${"a".repeat(64)}`, "data/x", "fetch.txt"])(
    "%s is no payload",
    (path) => {
      expect(isPayloadName(path)).toBe(false);
    },
  );
});

describe("lines", () => {
  it("come back whole, however many; a broken last line is told", () => {
    const lines = Array.from({ length: 50_000 }, (_, n) => `{"жол":${n}}`);
    const bytes = linesToBytes(lines);
    expect([...bytesToLines(bytes)]).toEqual(lines);
    expect([...bytesToLines(bytes.slice(0, -1))].at(-1)).toBeNull();
    expect([...bytesToLines(new Uint8Array(0))]).toEqual([]);
    expect([...bytesToLines(concatBytes(new Uint8Array([0xff, 0x0a]), utf8ToBytes("a\n")))]).toEqual([null, "a"]);
    expect(bytesToUtf8(linesToBytes(["a", "b"]))).toBe("a\nb\n");
  });
});
