import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { createHashDoor, type HashDoor, hashBehind } from "../../../renderer/workers/hash-door.ts";
import { hashHere } from "../../../shared/crypto/hash.ts";
import { importSealingKey, sealBytes } from "../../../shared/crypto/seal.ts";
import { connectDoor, serveDoor } from "../../../shared/host/rpc.ts";
import { type FileHash, parseFileHash } from "../../../shared/kernel/brand.ts";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { canonicalText } from "../../../shared/kernel/canonical.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { chunkKeyOf, readIndex, sealIndex } from "../../../shared/vault/exhibit-index.ts";
import { Exhibits } from "../../../shared/vault/exhibits.ts";
import { chunkBytes, keepExhibit, sourceOf, largestFile } from "../../../shared/vault/keep-exhibit.ts";
import type { BoxStore, OpenVault } from "../../../shared/vault/model.ts";
import { createNames } from "../../../shared/vault/names.ts";
import { largestWhole, readExhibit } from "../../../shared/vault/read-exhibit.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../../kit/memory-box-store.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { newVault, unlockAgain } from "../../kit/vaults.ts";

const hashOf = (file: Bytes): FileHash => parseFileHash(createHash("sha256").update(file).digest("hex")) ?? expect.fail();
const content = new Uint8Array(2 * chunkBytes + 5).map((_, i) => (i * 7) % 253);
const sha256 = hashOf(content);
const unwatched = { onProgress: () => undefined, isStopped: () => false };
let store: MemoryBoxStore;
let vault: OpenVault;
beforeEach(async () => {
  store = createMemoryBoxStore();
  vault = (await newVault(store)).vault;
});

/** The parts of the files of a vault, to work on them without one. */
async function makeDeps(over: BoxStore = store) {
  const [key, nameOf] = [await importSealingKey(new Uint8Array(32)), createNames(new Uint8Array(32))];
  return { store: over, random: createSeededRandom("exhibits"), nameOf, key, hashPieces: hashHere };
}
async function kindOfReading(hash = sha256): Promise<string> {
  const read = await vault.readFile(hash);
  return read.ok ? "" : read.error.kind;
}

test.each([0, 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes])("a file of %i bytes comes back after a restart, whole and in pieces", async (size) => {
  const file = new Uint8Array(size).fill(size % 250);
  expect(await vault.keepFile(new Blob([file]))).toEqual({ ok: true, value: hashOf(file) });
  const again = await unlockAgain(store);
  const read = await again.readFile(hashOf(file));
  expect(read.ok && Buffer.compare(read.value, file)).toBe(0);
  const pieces: Bytes[] = [];
  for await (const piece of again.streamFile(hashOf(file))) pieces.push(piece.ok ? piece.value : expect.fail(piece.error.kind));
  expect(Buffer.compare(Buffer.concat(pieces), file)).toBe(0);
  expect(pieces.length).toBe(Math.ceil(size / chunkBytes));
  expect(await again.checkFile(hashOf(file))).toEqual({ ok: true, value: size });
});

test("a file we never had is missing", async () => expect(await vault.readFile(sha256)).toEqual({ ok: false, error: { kind: "missing" } }));

test("a file kept twice is stored once", async () => {
  await vault.keepFile(content);
  const before = store.chunks.size;
  expect(await vault.keepFile(content)).toEqual({ ok: true, value: sha256 });
  expect([store.chunks.size, await kindOfReading()]).toEqual([before, ""]);
});

test("two files asked for at once are both kept", async () => {
  const other = content.slice(0, chunkBytes + 9);
  const kept = await Promise.all([vault.keepFile(content), vault.keepFile(other)]);
  expect(kept).toEqual([sha256, hashOf(other)].map((value) => ({ ok: true, value })));
  expect([await kindOfReading(), await kindOfReading(hashOf(other)), store.chunks.size]).toEqual(["", "", 5]);
});

describe("a cut between any two writes", () => {
  /** Writes to keep `content` the first time: the note, three chunks, index and note; nothing to tidy but the note of the end. */
  const writes = 5;

  test.each(Array.from({ length: writes }, (_, i) => i))("after %i writes leaves no half file, and no chunk once tidied", async (count) => {
    store.writesLeft = count;
    expect(await vault.keepFile(content)).toMatchObject({ ok: false, error: { kind: "disk-full" } });
    store.writesLeft = Number.POSITIVE_INFINITY;
    const again = await unlockAgain(store);
    expect(await again.readFile(sha256)).toEqual({ ok: false, error: { kind: "missing" } });
    expect(await again.tidyFiles()).toEqual({ ok: true, value: undefined });
    expect(store.chunks.size).toBe(0);
    expect(await again.keepFile(content)).toEqual({ ok: true, value: sha256 });
    expect(store.chunks.size).toBe(3);
  });

  test("of keeping it again leaves the first one whole, and the last one alone once tidied", async () => {
    await vault.keepFile(content);
    const [before, full] = [structuredClone(store.slots), structuredClone(store.chunks)];
    let isKept = false;
    for (let count = 0; !isKept; count++) {
      store.slots.clear();
      store.chunks.clear();
      for (const [name, sealed] of before) store.slots.set(name, sealed.slice());
      for (const [name, sealed] of full) store.chunks.set(name, sealed.slice());
      store.writesLeft = count;
      isKept = (await vault.keepFile(content)).ok;
      const isDone = store.writesLeft > 0;
      store.writesLeft = Number.POSITIVE_INFINITY;
      const again = await unlockAgain(store);
      expect(await again.checkFile(sha256)).toEqual({ ok: true, value: content.length });
      await again.tidyFiles();
      expect([await again.checkFile(sha256), store.chunks.size]).toEqual([{ ok: true, value: content.length }, 3]);
      isKept = isKept && isDone;
      expect(count).toBeLessThan(20);
    }
  });
});

describe("a keep that is not to be:", () => {
  test("cancelled in the middle, it leaves nothing", async () => {
    let done = 0;
    const watch = { onProgress: (bytes: number) => void (done = bytes), isStopped: () => done >= 2 * chunkBytes };
    expect(await vault.keepFile(content, watch)).toEqual({ ok: false, error: { kind: "cancelled" } });
    expect([done, store.chunks.size, await kindOfReading()]).toEqual([2 * chunkBytes, 0, "missing"]);
  });

  test("locked in the middle, it ends", async () => {
    const watch = { onProgress: () => vault.lock(), isStopped: () => false };
    expect(await vault.keepFile(content, watch)).toEqual({ ok: false, error: { kind: "closed" } });
    expect(await (await unlockAgain(store)).readFile(sha256)).toMatchObject({ error: { kind: "missing" } });
  });

  test("larger than 4 GiB, or than what is free, it writes nothing", async () => {
    const before = structuredClone(store.slots);
    const huge = Object.assign(new Blob([]), {});
    Object.defineProperty(huge, "size", { value: largestFile + 1 });
    expect(await vault.keepFile(huge)).toEqual({ ok: false, error: { kind: "file-too-large" } });
    store.freeBytes = content.length;
    expect(await vault.keepFile(content)).toEqual({ ok: false, error: { kind: "no-room", where: String(content.length) } });
    expect([store.slots, store.chunks.size]).toEqual([before, 0]);
    store.freeBytes = content.length + 2_000_000;
    expect(await vault.keepFile(content)).toEqual({ ok: true, value: sha256 });
  });

  test("of a source that goes or shrinks while it is read, it leaves nothing", async () => {
    const gone = new Blob([content]);
    gone.slice = (from = 0, until) => {
      if (from > 0) throw new DOMException("gone", "NotReadableError");
      return Blob.prototype.slice.call(gone, from, until);
    };
    expect(await vault.keepFile(gone)).toEqual({ ok: false, error: { kind: "file-unreadable" } });
    const short = new Blob([content]);
    short.slice = (from = 0, until = 0) => Blob.prototype.slice.call(short, from, from === 0 ? until : until - 1);
    expect(await vault.keepFile(short)).toEqual({ ok: false, error: { kind: "file-unreadable" } });
    expect(store.chunks.size).toBe(0);
  });
});

describe("damage to any record of a file is found, and keeping the file again repairs it:", () => {
  const places = (): readonly (readonly [Map<string, Bytes>, string])[] => [
    ...[...store.chunks.keys()].map((name) => [store.chunks, name] as const),
    ...[...store.slots.keys()].filter((name) => !before.has(name)).map((name) => [store.slots, name] as const),
  ];
  let before: ReadonlySet<string>;
  beforeEach(async () => {
    await vault.keepFile(new Uint8Array([1]));
    before = new Set(store.slots.keys());
    await vault.keepFile(content);
    store.chunks.delete([...store.chunks.keys()][0] ?? "");
  });

  test("a bit that flipped, in every chunk and the index", async () => {
    expect(places()).toHaveLength(4);
    for (let at = 0; at < 4; at++) {
      const [map, name] = places()[at] ?? expect.fail();
      const sealed = map.get(name) ?? expect.fail();
      for (const byte of [0, 1, 20, sealed.length >> 1, sealed.length - 1]) {
        sealed[byte] = (sealed[byte] ?? 0) ^ 4;
        expect(await kindOfReading()).toBe("box-damaged");
        expect(await vault.checkFile(sha256)).toMatchObject({ ok: false, error: { kind: "box-damaged" } });
        sealed[byte] = (sealed[byte] ?? 0) ^ 4;
      }
      expect(await kindOfReading()).toBe("");
      sealed[9] = (sealed[9] ?? 0) ^ 4;
      await vault.keepFile(content);
      expect(await kindOfReading()).toBe("");
    }
  });

  test("one that is gone, cut short or made longer", async () => {
    for (let at = 0; at < 4; at++) {
      const [map, name] = places()[at] ?? expect.fail();
      const sealed = map.get(name) ?? expect.fail();
      map.delete(name);
      expect(await kindOfReading()).toMatch(/^(box-missing|missing)$/);
      for (const wrong of [sealed.slice(0, -1), new Uint8Array([...sealed.subarray(0, 200), 0]), new Uint8Array(0)]) {
        map.set(name, wrong);
        expect(await kindOfReading()).toBe("box-damaged");
      }
      map.set(name, sealed);
      expect(await kindOfReading()).toBe("");
    }
  });

  test("chunks that changed places, within a file and between files", async () => {
    const other = content.map((byte) => byte ^ 1);
    const own = [...store.chunks.keys()];
    await vault.keepFile(other);
    const all = [...store.chunks.keys()];
    for (const [a = "", b = ""] of [own.slice(0, 2), [own[0], all.at(3)], [own[2], all.at(-1)]]) {
      const [one, two] = [store.chunks.get(a) ?? expect.fail(), store.chunks.get(b) ?? expect.fail()];
      store.chunks.set(a, two).set(b, one);
      expect(await kindOfReading()).toBe("box-damaged");
      store.chunks.set(a, one).set(b, two);
    }
    expect([await kindOfReading(), await kindOfReading(hashOf(other))]).toEqual(["", ""]);
  });

  test("and no stream gives the last piece of a damaged file", async () => {
    const [, , last = ""] = [...store.chunks.keys()];
    const sealed = store.chunks.get(last) ?? expect.fail();
    sealed[66] = (sealed[66] ?? 0) ^ 1;
    const pieces = [];
    for await (const piece of vault.streamFile(sha256)) pieces.push(piece.ok ? piece.value.length : piece.error.kind);
    expect(pieces).toEqual([chunkBytes, "box-damaged"]);
  });
});

test("a file that another thread hashes is kept as well, its pieces moved there", async () => {
  const { port1, port2 } = new MessageChannel();
  serveDoor(port2, createHashDoor());
  port2.start();
  const hashPieces = hashBehind(connectDoor<HashDoor>(port1));
  port1.start();
  const deps = { ...(await makeDeps()), hashPieces };
  for (const size of [0, 5, chunkBytes, 2 * chunkBytes + 77]) {
    const file = new Uint8Array(size).map((_, at) => at % 251);
    const kept = await keepExhibit(deps, sourceOf(new Blob([file])), unwatched);
    const hash = kept.ok ? kept.value : expect.fail(kept.error.kind);
    expect(hash).toBe(createHash("sha256").update(file).digest("hex"));
    const read = await readExhibit(deps, hash);
    expect(read.ok && Buffer.compare(read.value, file)).toBe(0);
  }
  let pieces = 0;
  const stopping = { onProgress: () => void (pieces += 1), isStopped: () => pieces === 1 };
  const stopped = await keepExhibit(deps, sourceOf(new Blob([new Uint8Array(3 * chunkBytes)])), stopping);
  expect(stopped).toMatchObject({ ok: false, error: { kind: "cancelled" } });
  expect(await keepExhibit(deps, sourceOf(new Blob([new Uint8Array([1, 2, 3])])), unwatched)).toMatchObject({ ok: true });
  for (const port of [port1, port2]) port.close();
});

test("content that is sealed rightly but has another hash is not given", async () => {
  const deps = await makeDeps();
  const kept = await keepExhibit(deps, sourceOf(new Blob([new Uint8Array([1, 2, 3])])), unwatched);
  const hash = kept.ok ? kept.value : expect.fail();
  const index = await readIndex(deps, hash);
  const { id, ...keep } = index.ok ? index.value : expect.fail();
  const sealed = await sealBytes(await chunkKeyOf(deps, { id, ...keep }), `dalel.chunk.2 ${id} 0 of 1`, new Uint8Array([1, 2, 4]), deps.random);
  await store.putChunks([{ name: deps.nameOf("chunk", `${id} 0`), sealed: [sealed] }]);
  expect(await readExhibit(deps, hash)).toEqual({ ok: false, error: { kind: "box-damaged", where: "content" } });
});

test("a reader in the middle of a file that is kept again reads on", async () => {
  await vault.keepFile(content);
  const pieces: number[] = [];
  for await (const piece of vault.streamFile(sha256)) {
    pieces.push(piece.ok ? piece.value.length : expect.fail(piece.error.kind));
    if (pieces.length === 1) await vault.keepFile(content);
  }
  expect(pieces).toEqual([chunkBytes, chunkBytes, 5]);
});

test("a file too large to be held in memory is not given whole", async () => {
  const deps = await makeDeps();
  const sizeBytes = largestWhole + 1;
  const index = {
    format: 2,
    id: "a".repeat(32),
    secret: new Uint8Array(32),
    sizeBytes,
    chunks: Math.ceil(sizeBytes / chunkBytes),
    chunkBytes,
  } as const;
  await store.putSlots([await sealIndex(deps, sha256, index)]);
  expect(await readExhibit(deps, sha256)).toEqual({ ok: false, error: { kind: "too-large" } });
});

test("a file kept by format 1 still reads; kept again it moves, and its old chunks are emptied", async () => {
  const deps = await makeDeps();
  const file = new Uint8Array(1_048_576 + 7).map((_, i) => i % 251);
  const hash = hashOf(file);
  const chunks = [file.slice(0, 1_048_576), file.slice(1_048_576)];
  for (const [i, chunk] of chunks.entries()) {
    const sealed = await sealBytes(deps.key, `dalel.chunk.1 ${hash} ${i} of 2`, chunk, deps.random);
    await store.putSlots([{ name: deps.nameOf("chunk", `${hash} ${i}`), sealed }]);
  }
  const index = utf8ToBytes(canonicalText({ format: 1, sizeBytes: file.length, chunks: 2 }));
  await store.putSlots([{ name: deps.nameOf("file", hash), sealed: await sealBytes(deps.key, `dalel.file.1 ${hash}`, index, deps.random) }]);
  const files = new Exhibits(deps, { isOver: false });
  const read = await files.readFile(hash);
  expect(read.ok && Buffer.compare(read.value, file)).toBe(0);
  expect(await files.keepFile(file)).toEqual({ ok: true, value: hash });
  expect(await files.checkFile(hash)).toEqual({ ok: true, value: file.length });
  expect([0, 1].map((i) => store.slots.get(deps.nameOf("chunk", `${hash} ${i}`))?.length)).toEqual([0, 0]);
  expect(store.chunks.size).toBe(1);
});
