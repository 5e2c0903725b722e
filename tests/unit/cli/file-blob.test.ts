import { openAsBlob } from "node:fs";
import { appendFile, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openFile } from "../../../electron/cli/given-files.ts";
import { BlobReader } from "../../../shared/kernel/blob-reader.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

let folder = "";
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dalel-file-blob-"));
  await writeFile(at("some"), createSeededRandom("file-blob").bytes(700_001));
  await writeFile(at("text"), "Дәлелдеме: «Ұя»");
  await writeFile(at("none"), "");
});
afterAll(() => rm(folder, { recursive: true }));

async function both(name: string): Promise<readonly [Blob, Blob]> {
  const ours = await openFile(at(name));
  return [ours ?? expect.fail("the file is there"), await openAsBlob(at(name))];
}
const bytesOf = async (blob: Blob): Promise<Buffer> => Buffer.from(await blob.arrayBuffer());
async function flowed(blob: Blob): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of blob.stream()) pieces.push(piece);
  return pieces;
}

test.each([[[]], [[0, 10]], [[262_143, 262_146]], [[700_000]], [[-5]], [[-10, -3]], [[5, 2]], [[699_999, 900_000]], [[900_000]]] as const)(
  "the part %j is what Node's own Blob of the file gives",
  async (place) => {
    const [ours, nodes] = (await both("some")).map((blob) => blob.slice(...place));
    if (ours === undefined || nodes === undefined) return expect.fail("both were cut");
    expect(ours.size).toBe(nodes.size);
    expect((await bytesOf(ours)).equals(await bytesOf(nodes))).toBe(true);
    // A part of a part, and all of it as it flows.
    expect((await bytesOf(ours.slice(1, -1))).equals(await bytesOf(nodes.slice(1, -1)))).toBe(true);
    expect(Buffer.concat(await flowed(ours)).equals(await bytesOf(nodes))).toBe(true);
  },
);

test("text, nothing at all, and a buffer that is used again", async () => {
  const [text] = await both("text");
  expect(await text.text()).toBe("Дәлелдеме: «Ұя»");
  const [none] = await both("none");
  expect([none.size, (await none.arrayBuffer()).byteLength, (await flowed(none)).length]).toEqual([0, 0, 0]);
  const [some, nodes] = await both("some");
  const reader = new BlobReader(some);
  const read: Buffer[] = [];
  for (let buffer = new Uint8Array(100_000); ; ) {
    const piece = await reader.fill(buffer);
    if (piece.length === 0) break;
    read.push(Buffer.from(piece));
    buffer = new Uint8Array(piece.buffer);
  }
  expect(Buffer.concat(read).equals(await bytesOf(nodes))).toBe(true);
});

test("a file that changed after it was named is not read: neither part of it is what was named", async () => {
  await writeFile(at("changed"), "as it was");
  const [ours] = await both("changed");
  expect(await ours.text()).toBe("as it was");
  await appendFile(at("changed"), ", and more");
  await expect(ours.arrayBuffer()).rejects.toMatchObject({ name: "NotReadableError" });
  await expect(ours.slice(0, 2).text()).rejects.toMatchObject({ name: "NotReadableError" });
  await expect(flowed(ours)).rejects.toMatchObject({ name: "NotReadableError" });
  expect((await stat(at("changed"))).size).toBeGreaterThan(ours.size);
});

test("a folder and what is not there give nothing", async () => {
  expect([await openFile(folder), await openFile(at("absent"))]).toEqual([null, null]);
});
