import { hkdfSync } from "node:crypto";
import { bech32 } from "@scure/base";
import { generateHybridIdentity, Decrypter, Encrypter } from "age-encryption";
import { describe, expect, test } from "vitest";
import { isAgeRecipient, isHybridRecipient, openHeader, sealHeader } from "../../../shared/crypto/age-header.ts";
import { ageRecipientOf, createAgeKeys, hybridIdentityOf } from "../../../shared/crypto/age-keys.ts";
import { createSigningKey } from "../../../shared/crypto/sign.ts";
import { type Bytes, bytesToUtf8, concatBytes } from "../../../shared/kernel/bytes.ts";
import { officerSecret } from "../../kit/officer.ts";

const empty: Bytes = new Uint8Array(32);
/** The lines of a header that name whom it is for. */
const linesOf = (header: Bytes): readonly string[] => (bytesToUtf8(header) ?? "").split("\n").filter((line) => line.startsWith("-> "));

describe("the post-quantum key of a signing key", () => {
  test("is HKDF-SHA-256 of the Ed25519 seed, as another implementation finds it, and is the same every time", async () => {
    const secret = officerSecret("afm Айгүл Нұрланова");
    const seed = secret.subarray(16);
    const theirs = new Uint8Array(hkdfSync("sha256", seed, new Uint8Array(0), "dalel.hybrid-opening-key.1", 32));
    const identity = await hybridIdentityOf(secret);
    expect(identity).toMatch(/^AGE-SECRET-KEY-PQ-1[0-9A-Z]{58}$/);
    expect(bech32.decodeToBytes(identity).bytes).toEqual(theirs);
    expect(await hybridIdentityOf(secret)).toBe(identity);
    expect(await hybridIdentityOf(officerSecret("another"))).not.toBe(identity);
    expect(seed).toEqual(officerSecret("afm Айгүл Нұрланова").subarray(16));
  });

  test("of a key WebCrypto made too; what is no such key is a bug of the caller", async () => {
    const { secretPkcs8 } = await createSigningKey();
    const recipient = await ageRecipientOf(await hybridIdentityOf(secretPkcs8));
    expect([recipient.length, isHybridRecipient(recipient), isAgeRecipient(recipient)]).toEqual([1959, true, false]);
    await expect(hybridIdentityOf(secretPkcs8.slice(1))).rejects.toThrow("48 bytes");
  });

  test("a recipient with one letter changed, cut or ordinary is none", async () => {
    const recipient = await ageRecipientOf(await generateHybridIdentity());
    const changed = `${recipient.slice(0, 700)}${recipient[700] === "q" ? "p" : "q"}${recipient.slice(701)}`;
    const { recipient: ordinary } = await createAgeKeys();
    expect([recipient, changed, recipient.slice(0, -1), recipient.toUpperCase(), ordinary, ""].map(isHybridRecipient)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("a header sealed to post-quantum keys", () => {
  test("has lines of that kind alone, opens with each key, with the package's own reader too, and with no other", async () => {
    const [one, two, stranger] = [await generateHybridIdentity(), await generateHybridIdentity(), await generateHybridIdentity()];
    const { header, fileKey } = await sealHeader([await ageRecipientOf(one), await ageRecipientOf(two)]);
    expect(linesOf(header).map((line) => line.split(" ")[1])).toEqual(["mlkem768x25519", "mlkem768x25519"]);
    for (const identity of [one, two]) {
      const opened = await openHeader([(await createAgeKeys()).identity, identity], new Blob([header, empty]));
      expect(opened).toEqual({ ok: true, value: { headerBytes: header.length, fileKey, sealedAs: "hybrid" } });
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      expect(new Uint8Array(await decrypter.decryptHeader(header))).toEqual(fileKey);
    }
    expect(await openHeader(stranger, new Blob([header, empty]))).toMatchObject({ error: { kind: "not-for-us" } });
    const broken = header.slice();
    broken[40] = (broken[40] ?? 0) ^ 1;
    expect(await openHeader(one, new Blob([broken, empty]))).toMatchObject({ ok: false });
  });

  test("is never mixed: to seal so is a bug, and a mixed file of somebody else is told from both others", async () => {
    const [identity, ordinary] = [await generateHybridIdentity(), await createAgeKeys()];
    const recipient = await ageRecipientOf(identity);
    await expect(sealHeader([recipient, ordinary.recipient])).rejects.toThrow("all or none");
    await expect(sealHeader([ordinary.recipient, recipient])).rejects.toThrow("all or none");
    const encrypter = new Encrypter();
    encrypter.addRecipient(ordinary.recipient);
    encrypter.addRecipient(recipient);
    const mixed = new Blob([concatBytes(new Uint8Array(await encrypter.encrypt(new Uint8Array(0))))]);
    for (const key of [identity, ordinary.identity]) expect(await openHeader(key, mixed)).toMatchObject({ value: { sealedAs: "mixed" } });
    const { header } = await sealHeader([ordinary.recipient]);
    expect(await openHeader([identity, ordinary.identity], new Blob([header, empty]))).toMatchObject({ value: { sealedAs: "ordinary" } });
  });
});
