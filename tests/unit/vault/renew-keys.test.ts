import { expect, test } from "vitest";
import { isSignedBy } from "../../../shared/crypto/sign.ts";
import { bytesToUtf8, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { fail, succeed } from "../../../shared/kernel/result.ts";
import {
  createSecrets,
  decodeSecrets,
  encodeSecrets,
  mostEarlierKeys,
  openKeys,
  replaceSecrets,
  type Secrets,
} from "../../../shared/vault/secrets.ts";
import { openingPairs } from "../../../shared/vault/opening-keys.ts";
import { createVault } from "../../../shared/vault/vault.ts";
import { expectValue, testStretching } from "../../kit/agency.ts";
import { createMemoryBoxStore } from "../../kit/memory-box-store.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const person = { agency: "afm", agencyName: "Қаржылық мониторинг агенттігі", officer: "Айгүл Нұрланова" };
const secret = { kind: "passphrase", text: "five unrelated words 7421" } as const;
const nothing = async () => succeed(undefined);

async function vaultWithStore() {
  const store = createMemoryBoxStore();
  const vault = createVault({ store, random: createSeededRandom("renew"), kdf: testStretching });
  const made = expectValue(await vault.create(secret.text, person));
  return { store, vault, first: made.vault, recoveryCode: made.recoveryCode };
}

test("new keys count from the header on; the old open what was sealed to them and survive another passphrase and the recovery code", async () => {
  const { vault, first, recoveryCode } = await vaultWithStore();
  const { signPublic, ageIdentity, ageRecipient, hybridIdentity } = first.keys;
  const before = { sign: signPublic, age: ageIdentity };
  const seen: Uint8Array[] = [];
  const next = expectValue(
    await vault.renewKeys(secret, async (keys) => {
      seen.push(keys.signPublic, await keys.sign(utf8ToBytes("x")));
      return succeed(undefined);
    }),
  );
  expect(next.keys.signPublic).toEqual(seen[0]);
  expect(await isSignedBy(next.keys.signPublic, utf8ToBytes("x"), new Uint8Array(seen[1] ?? []))).toBe(true);
  const earlier = [{ signPublic, ageIdentity, ageRecipient, hybridIdentity }];
  expect(next.keys.earlier).toEqual(earlier);
  expect(next.keys.ageIdentity).not.toBe(before.age);
  expect(next.keys.hybridIdentity).not.toBe(hybridIdentity);
  expectValue(await vault.changePassphrase(secret, { text: "six other words in a row", keyFile: null }));
  for (const again of [
    { kind: "passphrase", text: "six other words in a row" },
    { kind: "recovery", code: recoveryCode },
  ] as const) {
    const { keys } = expectValue(await vault.unlock(again));
    expect([keys.signPublic, keys.hybridIdentity, keys.earlier]).toEqual([next.keys.signPublic, next.keys.hybridIdentity, earlier]);
  }
});

test("a wrong secret, or a preparation that fails, leaves the header as it was", async () => {
  const { store, vault } = await vaultWithStore();
  const header = expectValue(await store.readHeader());
  expect(await vault.renewKeys({ ...secret, text: "another" }, nothing)).toMatchObject({ error: { kind: "wrong-secret-or-damaged" } });
  expect(await vault.renewKeys(secret, async () => fail("disk-full"))).toMatchObject({ error: { kind: "disk-full" } });
  expect(expectValue(await store.readHeader())).toEqual(header);
});

test("secrets are of format 1 until keys were replaced, then of format 3 without the old signing key but with what it derived; format 2 is read", async () => {
  const first = await createSecrets(person);
  const second = await replaceSecrets(first);
  const [one, two] = [encodeSecrets(first), encodeSecrets(second)].map((bytes) => JSON.parse(bytesToUtf8(bytes) ?? ""));
  expect(Object.keys(one)).toEqual(["age", "agency", "agencyName", "format", "officer", "sign"]);
  expect([one.format, two.format, two.earlier.length, Object.keys(two.earlier[0])]).toEqual([1, 3, 1, ["age", "author", "hybrid"]]);
  expect(JSON.stringify(two)).not.toContain(one.sign);
  for (const secrets of [first, second]) expect(decodeSecrets(encodeSecrets(secrets))).toEqual(secrets);
  const text = bytesToUtf8(encodeSecrets(second)) ?? "";
  const changes = [
    ['"format":3', '"format":1'],
    ['"format":3', '"format":2'],
    ['"format":3', '"format":4'],
    ['"author":"', '"author":"!'],
  ] as const;
  for (const other of changes.map(([from, to]) => text.replace(from, to))) expect(decodeSecrets(utf8ToBytes(other))).toBeNull();
});

test("keys that a version replaced which knew no post-quantum ones have none, before and after another change", async () => {
  const second = await replaceSecrets(await createSecrets(person));
  const [old] = second.earlier;
  const format2: Secrets = { ...second, earlier: [{ ...(old ?? expect.fail()), hybridIdentity: "" }] };
  const text = bytesToUtf8(encodeSecrets(format2)) ?? "";
  expect([JSON.parse(text).format, Object.keys(JSON.parse(text).earlier[0])]).toEqual([2, ["age", "author"]]);
  const read = decodeSecrets(utf8ToBytes(text)) ?? expect.fail();
  expect(read).toEqual(format2);
  const third = decodeSecrets(encodeSecrets(await replaceSecrets(read))) ?? expect.fail();
  expect(third.earlier.map(({ hybridIdentity }) => hybridIdentity.slice(0, 19))).toEqual(["AGE-SECRET-KEY-PQ-1", ""]);
  const pairs = await openingPairs((await openKeys(third)).keys);
  expect(pairs.map(({ recipient }) => recipient.slice(0, recipient.length > 100 ? 7 : 4))).toEqual(["age1", "age1pq1", "age1", "age1pq1", "age1"]);
});

test("a header holds a hundred earlier pairs and no more", async () => {
  const { vault } = await vaultWithStore();
  for (let i = 0; i < mostEarlierKeys; i++) expectValue(await vault.renewKeys(secret, nothing)).lock();
  expect(await vault.renewKeys(secret, nothing)).toEqual(fail("too-many-keys"));
  expect(expectValue(await vault.unlock(secret)).keys.earlier).toHaveLength(mostEarlierKeys);
});
