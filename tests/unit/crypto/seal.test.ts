import { createDecipheriv, hkdfSync } from "node:crypto";
import { expect, test } from "vitest";
import { importSealingKey, nextSealId, openSealed, prepareSeal, sealBytes, sealOverheadBytes } from "../../../shared/crypto/seal.ts";
import { bytesToUtf8, concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const secret = new Uint8Array(32).fill(7);
const random = createSeededRandom("seal");
const content = utf8ToBytes("Әлия, счёт KZ00");

test("Node's HKDF and AES-256-GCM open a segment by its written form", async () => {
  const sealed = await sealBytes(await importSealingKey(secret), "dalel.note.1 x", content, random);
  expect(sealed[0]).toBe(1);
  expect(sealed.length).toBe(content.length + sealOverheadBytes);
  const derived = new Uint8Array(hkdfSync("sha256", secret, sealed.slice(1, 17), "dalel.seal.1", 64));
  expect(sealed.slice(17, 49)).toEqual(derived.slice(32));
  const decipher = createDecipheriv("aes-256-gcm", derived.slice(0, 32), new Uint8Array(12));
  decipher.setAAD(utf8ToBytes("dalel.note.1 x"));
  decipher.setAuthTag(sealed.slice(-16));
  const opened = Buffer.concat([decipher.update(sealed.slice(49, -16)), decipher.final()]);
  expect(opened.toString("utf8")).toBe(bytesToUtf8(content));
});

test("opens for the same key and purpose only", async () => {
  const key = await importSealingKey(secret);
  const sealed = await sealBytes(key, "a", content, random);
  expect(await openSealed(key, "a", sealed)).toEqual(content);
  expect(await openSealed(key, "b", sealed)).toBeNull();
  expect(await openSealed(await importSealingKey(new Uint8Array(32).fill(8)), "a", sealed)).toBeNull();
});

test("does not open with any byte changed, cut off or added", async () => {
  const key = await importSealingKey(secret);
  const sealed = await sealBytes(key, "a", content, random);
  for (let i = 0; i < sealed.length; i++) {
    const changed = sealed.slice();
    changed[i] = (changed[i] ?? 0) ^ 1;
    expect(await openSealed(key, "a", changed)).toBeNull();
    expect(await openSealed(key, "a", sealed.slice(0, i))).toBeNull();
  }
  expect(await openSealed(key, "a", new Uint8Array([...sealed, 0]))).toBeNull();
});

test("seals nothing too, and never twice alike", async () => {
  const key = await importSealingKey(secret);
  const [one, two] = [await sealBytes(key, "a", new Uint8Array(0), random), await sealBytes(key, "a", new Uint8Array(0), random)];
  expect(one).not.toEqual(two);
  expect(await openSealed(key, "a", one)).toEqual(new Uint8Array(0));
});

test("no segment key is used twice: a million ids differ even when chance gives the same bytes every time", () => {
  const stuck = { bytes: (count: number) => new Uint8Array(count) };
  const seen = new Set<string>();
  for (let n = 0; n < 1_000_000; n++) seen.add(Buffer.from(nextSealId(stuck)).toString("latin1"));
  expect(seen.size).toBe(1_000_000);
});

test("no two seals of one key are alike in id, with chance that repeats itself", async () => {
  const key = await importSealingKey(secret);
  const stuck = { bytes: (count: number) => new Uint8Array(count).fill(3) };
  const rounds = process.env["SLOW"] === "1" ? 1_000_000 : 5_000;
  const seen = new Set<string>();
  for (let n = 0; n < rounds; n++) seen.add(Buffer.from((await sealBytes(key, "a", content, stuck)).slice(1, 17)).toString("latin1"));
  expect(seen.size).toBe(rounds);
}, 600_000);

test("a key that was made beforehand seals once, and what it sealed opens as any", async () => {
  const key = await importSealingKey(new Uint8Array(32));
  const prepared = await prepareSeal(key, createSeededRandom("prepared"));
  const given = new Uint8Array([1, 2, 3]);
  const sealing = prepared.seal("place", given);
  // Given away at once: the platform has its own copy.
  given.fill(9);
  expect(await openSealed(key, "place", concatBytes(...(await sealing)))).toEqual(new Uint8Array([1, 2, 3]));
  await expect(prepared.seal("place", new Uint8Array([4]))).rejects.toThrow();
});
