import { expect, test } from "vitest";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { deflate, inflate } from "../../../shared/vault/deflate.ts";
import { boxContentBytes, entriesToPieces, FrameReader, packPiece, unpackPiece } from "../../../shared/vault/frames.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const random = createSeededRandom("frames");

function readAll(pieces: readonly Bytes[]): { readonly entries: readonly Bytes[]; readonly isComplete: boolean } {
  const reader = new FrameReader();
  const entries = pieces.flatMap((piece) => reader.push(piece));
  return { entries, isComplete: reader.isComplete };
}

test.each([
  [[]],
  [[0]],
  [[1]],
  [[0, 0, 5]],
  [[boxContentBytes - 4]],
  [[boxContentBytes - 3]],
  [[boxContentBytes - 5, 10, 0]],
  [[3 * boxContentBytes + 17, 1, 2 * boxContentBytes]],
])("entries of %j bytes come back from their pieces", (lengths) => {
  const entries = lengths.map((length) =>
    random.bytes(Math.min(length, 5)).length === length ? random.bytes(length) : new Uint8Array(length).fill(length % 251),
  );
  const pieces = entriesToPieces(entries);
  expect(pieces.every((piece) => piece.length > 0 && piece.length <= boxContentBytes)).toBe(true);
  const read = readAll(pieces);
  expect(read.isComplete).toBe(true);
  expect(read.entries.map((entry) => entry.length)).toEqual(lengths);
  expect(read.entries.every((entry, i) => entry.every((byte, at) => byte === entries[i]?.[at]))).toBe(true);
});

test("comes back however small the pieces are cut, and says when the end is missing", () => {
  const entries = [random.bytes(3), random.bytes(0), random.bytes(300)];
  const [stream = new Uint8Array(0)] = entriesToPieces(entries);
  for (const size of [1, 2, 3, 5, 7, 64]) {
    const pieces = Array.from({ length: Math.ceil(stream.length / size) }, (_, i) => stream.slice(i * size, (i + 1) * size));
    expect(readAll(pieces)).toEqual({ entries, isComplete: true });
    expect(readAll(pieces.slice(0, -1)).isComplete).toBe(false);
  }
});

test("packs what repeats, leaves what does not, and gives both back", async () => {
  const [repeating, random1] = [new Uint8Array(100_000).fill(65), random.bytes(1000)];
  expect((await packPiece(repeating)).length).toBeLessThan(1000);
  expect((await packPiece(random1)).length).toBe(1001);
  for (const piece of [repeating, random1, new Uint8Array(0)]) expect(await unpackPiece(await packPiece(piece))).toEqual(piece);
});

test("does not unpack what is no packing, or grows beyond a box", async () => {
  expect(await unpackPiece(new Uint8Array(0))).toBeNull();
  expect(await unpackPiece(new Uint8Array([2, 1, 2]))).toBeNull();
  expect(await unpackPiece(new Uint8Array([1, 255, 255, 255]))).toBeNull();
  const bomb = await deflate(new Uint8Array(boxContentBytes + 1));
  expect(await unpackPiece(new Uint8Array([1, ...bomb]))).toBeNull();
  expect(await unpackPiece(new Uint8Array(boxContentBytes + 2))).toBeNull();
  expect(await inflate(bomb.slice(0, -3), 2 * boxContentBytes)).toBeNull();
});
