import { expect, test } from "vitest";
import { BlobReader } from "../../../shared/kernel/blob-reader.ts";
import { type Bytes, concatBytes } from "../../../shared/kernel/bytes.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

test.each([0, 1, 999, 1000, 1001, 65_536, 300_000])("gives %i bytes in full buffers but the last", async (size) => {
  const content = createSeededRandom(`blob ${size}`).bytes(size);
  const reader = new BlobReader(new Blob([content.slice(0, 700), content.slice(700)]));
  const parts: Bytes[] = [];
  for (let buffer = new Uint8Array(1000); ; ) {
    const read = await reader.fill(buffer);
    parts.push(read.slice());
    if (read.length < 1000) break;
    buffer = new Uint8Array(read.buffer);
  }
  expect(parts.slice(0, -1).every(({ length }) => length === 1000)).toBe(true);
  expect(concatBytes(...parts)).toEqual(content);
  expect((await reader.fill(new Uint8Array(1000))).length).toBe(0);
});

test("stops before the end", async () => {
  const reader = new BlobReader(new Blob([new Uint8Array(1_000_000)]));
  expect((await reader.fill(new Uint8Array(10))).length).toBe(10);
  reader.stop();
  expect((await reader.fill(new Uint8Array(10))).length).toBe(0);
});
