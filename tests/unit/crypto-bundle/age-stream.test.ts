import { beforeAll, describe, expect, it } from "vitest";
import { isBucketSize } from "../../../shared/bundle/padme.ts";
import { createAgeKeys } from "../../../shared/crypto/age-keys.ts";
import { decryptAll, decryptWith, encryptTo } from "../../../shared/crypto/age-stream.ts";
import { type Bytes, concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { collect } from "../../kit/exchange.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const piece = 65_536;
const sealedPiece = piece + 16;
let mine = { identity: "", recipient: "" };
let other = { identity: "", recipient: "" };
beforeAll(async () => {
  [mine, other] = [await createAgeKeys(), await createAgeKeys()];
});

async function* inParts(bytes: Bytes, size: number): AsyncGenerator<Bytes, void, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
const plainOf = (size: number): Bytes => createSeededRandom(`plain ${size}`).bytes(size);
const seal = (plain: Bytes, to = [mine.recipient], partSize = 10_000): Promise<Bytes> =>
  collect(encryptTo(to, inParts(plain, partSize), createSeededRandom("nonce")));
/** Bytes before the first piece. */
const headOf = (sealed: Bytes, plainSize: number): number => sealed.length - plainSize - 16 * Math.max(1, Math.ceil(plainSize / piece));
const kindOf = async (file: Bytes, isWholeSize?: (bytes: number) => boolean): Promise<unknown> => {
  const opened = await decryptAll(mine.identity, new Blob([file]), isWholeSize);
  return opened.ok ? "ok" : opened.error;
};

describe("age streams", () => {
  it.each([0, 1, piece - 1, piece, piece + 1, 2 * piece, 3 * piece + 17])("give back %i bytes, in parts of any size", async (size) => {
    const plain = plainOf(size);
    for (const partSize of [1000, piece, 7 * piece]) {
      const opened = await decryptAll(mine.identity, new Blob([await seal(plain, [mine.recipient], partSize)]));
      expect(opened).toEqual({ ok: true, value: plain });
    }
  });

  it("open with the key of each recipient", async () => {
    const sealed = new Blob([await seal(plainOf(100), [mine.recipient, other.recipient])]);
    for (const { identity } of [mine, other]) expect(await decryptAll(identity, sealed)).toEqual({ ok: true, value: plainOf(100) });
  });

  it("are not for us when no recipient line is ours", async () => {
    expect(await kindOf(await seal(plainOf(10), [other.recipient]))).toEqual({ kind: "not-for-us" });
  });

  it("are no bundle when they do not start as one", async () => {
    expect(await kindOf(utf8ToBytes("BLOB"))).toEqual({ kind: "not-a-bundle" });
    expect(await kindOf(new Uint8Array(0))).toEqual({ kind: "not-a-bundle" });
    expect(await kindOf(utf8ToBytes("-----BEGIN AGE ENCRYPTED FILE-----\n"))).toEqual({ kind: "not-a-bundle" });
  });

  it("are damaged when any byte of the payload is flipped, and say in which piece", async () => {
    const plain = plainOf(2 * piece + 512);
    const sealed = await seal(plain);
    const head = headOf(sealed, plain.length);
    for (const [at, where] of [
      [head + 5, "piece 1"],
      [head + sealedPiece + 5, "piece 2"],
      [sealed.length - 1, "piece 3"],
    ] as const) {
      expect(await kindOf(flip(sealed, at))).toEqual({ kind: "damaged", where });
    }
  });

  it("never give a plain byte of a file whose header seal or nonce is changed", async () => {
    const sealed = await seal(plainOf(1000));
    const head = headOf(sealed, 1000);
    for (let at = 0; at < head; at++) {
      const opened = await decryptAll(mine.identity, new Blob([flip(sealed, at)]));
      expect(opened.ok).toBe(false);
      expect(["not-a-bundle", "not-for-us", "damaged", "cut-off"]).toContain(opened.ok ? "" : opened.error.kind);
    }
  });

  it("are cut off wherever they are cut", async () => {
    const plain = plainOf(2 * piece + 1024);
    const sealed = await seal(plain);
    const head = headOf(sealed, plain.length);
    const isWhole = (bytes: number): boolean => bytes === plain.length;
    const cuts = [
      1,
      10,
      40,
      head - 20,
      head - 8,
      head,
      head + 3,
      head + 16,
      head + 100,
      head + sealedPiece - 1,
      head + sealedPiece,
      head + sealedPiece + 16,
      head + 2 * sealedPiece,
      sealed.length - 1,
    ];
    for (const cut of cuts) expect([cut, await kindOf(sealed.slice(0, cut), isWhole)]).toEqual([cut, { kind: "cut-off" }]);
  });

  it("show what was added behind their end", async () => {
    for (const size of [1024, piece, piece + 1024, 2 * piece]) {
      const sealed = await seal(plainOf(size));
      for (const more of [1, 16, 17, 700, sealedPiece, sealedPiece + 30, 3 * sealedPiece]) {
        const longer = concatBytes(sealed, new Uint8Array(more).fill(7));
        expect([size, more, await kindOf(longer, (bytes) => bytes === size)]).toEqual([size, more, { kind: "damaged", where: "after-end" }]);
      }
    }
  });

  it("refuse swapped and repeated pieces", async () => {
    const sealed = await seal(plainOf(3 * piece));
    const head = headOf(sealed, 3 * piece);
    const [first, second, third] = [0, 1, 2].map((n) => sealed.slice(head + n * sealedPiece, head + (n + 1) * sealedPiece));
    if (first === undefined || second === undefined || third === undefined) throw new Error("three pieces");
    const start = sealed.slice(0, head);
    expect(await kindOf(concatBytes(start, second, first, third))).toEqual({ kind: "damaged", where: "piece 1" });
    expect(await kindOf(concatBytes(start, first, first, third))).toEqual({ kind: "damaged", where: "piece 2" });
  });

  it("give no plain bytes at all when the end is missing", async () => {
    const sealed = await seal(plainOf(3 * piece));
    expect((await decryptWith(mine.identity, new Blob([sealed.slice(0, -1)]))).ok).toBe(false);
  });

  it("refuse headers beyond the caps before they are parsed", async () => {
    const line = utf8ToBytes(`-> X25519 ${"A".repeat(43)}\n${"A".repeat(43)}\n`);
    const start = utf8ToBytes("age-encryption.org/v1\n");
    expect(await kindOf(concatBytes(start, ...Array.from({ length: 65 }, () => line), utf8ToBytes("--- AAAA\n")))).toEqual({
      kind: "too-large",
      where: "header",
    });
    expect(await kindOf(concatBytes(start, new Uint8Array(300_000).fill(0x41)))).toEqual({ kind: "too-large", where: "header" });
  });

  it("tell the sizes of our archives apart from others", async () => {
    const plain = plainOf(piece * 3);
    expect(isBucketSize(plain.length)).toBe(true);
    expect(await kindOf((await seal(plain)).slice(0, -1000), isBucketSize)).toEqual({ kind: "cut-off" });
  });
});

function flip(bytes: Bytes, at: number): Bytes {
  const changed = bytes.slice();
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
