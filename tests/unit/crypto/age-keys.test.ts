import { Decrypter, Encrypter } from "age-encryption";
import { expect, test } from "vitest";
import { ageRecipientOf, createAgeKeys } from "../../../shared/crypto/age-keys.ts";

test("makes an X25519 pair that age encrypts to and opens with", async () => {
  const { identity, recipient } = await createAgeKeys();
  expect(identity).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
  expect(recipient).toMatch(/^age1[0-9a-z]{58}$/);
  expect(await ageRecipientOf(identity)).toBe(recipient);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const file = await encrypter.encrypt("хат");
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  expect(await decrypter.decrypt(file, "text")).toBe("хат");
});
