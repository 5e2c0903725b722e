import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import type { OpenVault } from "../../../shared/vault/model.ts";
import { importSealingKey, sealBytes } from "../../../shared/crypto/seal.ts";
import { keepExhibit, readExhibit } from "../../../shared/vault/exhibits.ts";
import { createNames } from "../../../shared/vault/names.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../../kit/memory-box-store.ts";
import { newVault, unlockAgain } from "../../kit/vaults.ts";

const mebibyte = 1_048_576;
const content = new Uint8Array(2 * mebibyte + 5).map((_, i) => (i * 7) % 253);
const sha256 = parseFileHash(createHash("sha256").update(content).digest("hex")) ?? expect.fail();
let store: MemoryBoxStore;
let vault: OpenVault;
beforeEach(async () => {
  store = createMemoryBoxStore();
  vault = (await newVault(store)).vault;
});

test.each([0, 1, mebibyte, mebibyte + 1, 9 * mebibyte])("a file of %i bytes comes back after a restart", async (size) => {
  const file = new Uint8Array(size).fill(size % 250);
  const kept = await vault.keepFile(file);
  expect(kept).toEqual({ ok: true, value: createHash("sha256").update(file).digest("hex") });
  const read = await (await unlockAgain(store)).readFile(kept.ok ? kept.value : expect.fail());
  expect(read.ok && Buffer.compare(read.value, file)).toBe(0);
});

test("a file we never had is missing", async () => expect(await vault.readFile(sha256)).toEqual({ ok: false, error: { kind: "missing" } }));

test("a file kept twice is stored once", async () => {
  await vault.keepFile(content);
  const before = structuredClone(store.slots);
  expect(await vault.keepFile(content)).toEqual({ ok: true, value: sha256 });
  expect(store.slots).toEqual(before);
});

test("a file half kept when the disk is full is missing, and can be kept later", async () => {
  const large = new Uint8Array(9 * mebibyte).fill(3);
  const hash = parseFileHash(createHash("sha256").update(large).digest("hex")) ?? expect.fail();
  for (const writes of [0, 1, 2]) {
    store.writesLeft = writes;
    expect(await vault.keepFile(large)).toEqual({ ok: false, error: { kind: "disk-full" } });
    expect(await vault.readFile(hash)).toEqual({ ok: false, error: { kind: "missing" } });
  }
  store.writesLeft = 3;
  expect(await vault.keepFile(large)).toEqual({ ok: true, value: hash });
});

test("content that is sealed rightly but has another hash is not given", async () => {
  const [key, nameOf, random] = [await importSealingKey(new Uint8Array(32)), await createNames(new Uint8Array(32)), createSeededRandom("exhibits")];
  const deps = { store, random, nameOf, key };
  const kept = await keepExhibit(deps, new Uint8Array([1, 2, 3]));
  const hash = kept.ok ? kept.value : expect.fail();
  const sealed = await sealBytes(key, `dalel.chunk.1 ${hash} 0 of 1`, new Uint8Array([1, 2, 4]), random);
  await store.putSlots([{ name: nameOf("chunk", `${hash} 0`), sealed }]);
  expect(await readExhibit(deps, hash)).toEqual({ ok: false, error: { kind: "box-damaged", where: "content" } });
});

describe("damage to any record of a file is found, and keeping the file again repairs it:", () => {
  const slotsOfFile = async () => {
    await vault.keepFile(content);
    return [...store.slots.keys()];
  };
  const isBad = async () => {
    const read = await vault.readFile(sha256);
    return read.ok ? "" : read.error.kind;
  };

  test("altered", async () => {
    for (const name of await slotsOfFile()) {
      const sealed = store.slots.get(name) ?? expect.fail();
      sealed[sealed.length - 20] = (sealed[sealed.length - 20] ?? 0) ^ 4;
      expect(await isBad()).toBe("box-damaged");
      await vault.keepFile(content);
      expect(await isBad()).toBe("");
    }
  });

  test("removed", async () => {
    for (const name of await slotsOfFile()) {
      store.slots.delete(name);
      expect(await isBad()).toMatch(/^(box-missing|missing)$/);
      await vault.keepFile(content);
      expect(await isBad()).toBe("");
    }
  });

  test("exchanged", async () => {
    const [first = "", second = ""] = await slotsOfFile();
    const [a, b] = [store.slots.get(first) ?? expect.fail(), store.slots.get(second) ?? expect.fail()];
    store.slots.set(first, b).set(second, a);
    expect(await isBad()).toBe("box-damaged");
  });
});
