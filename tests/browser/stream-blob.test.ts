import { expect, test } from "vitest";
import { streamBlob } from "../../renderer/workers/stream-blob.ts";
import { collectBundle } from "../../shared/bundle/collect-bundle.ts";
import { hashFile } from "../../shared/bundle/hash-file.ts";
import { sha256Hex } from "../../shared/crypto/hash.ts";
import { type Bytes, concatBytes } from "../../shared/kernel/bytes.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";

test("a Blob is streamed of pieces of any size, each of which is free afterwards", async () => {
  const random = createSeededRandom("pieces");
  const sizes = [0, 1, 200, 65_552, 65_552, 3_000_000, 65_536, 17, 0];
  const whole = concatBytes(...sizes.map((size) => random.bytes(size)));
  const given: Bytes[] = [];
  const stream = async function* (): AsyncGenerator<Bytes, void, void> {
    let at = 0;
    for (const size of sizes) {
      const piece = whole.slice(at, at + size);
      given.push(piece);
      at += size;
      yield piece;
    }
  };
  const told: number[] = [];
  const file = await collectBundle(stream(), streamBlob, (done) => told.push(done));
  expect([file.size, file.type]).toEqual([whole.length, "application/octet-stream"]);
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(whole);
  expect(await hashFile(file)).toBe(sha256Hex(whole));
  expect(given.map(({ length }) => length).filter((length) => length >= 65_536)).toEqual([]);
  expect(told.at(-1)).toBe(whole.length);
});

test("what fails on the way fails the file", async () => {
  const stream = async function* (): AsyncGenerator<Bytes, void, void> {
    yield new Uint8Array(100_000);
    throw new Error("the exhibit is gone");
  };
  await expect(collectBundle(stream(), streamBlob)).rejects.toThrow("the exhibit is gone");
});
