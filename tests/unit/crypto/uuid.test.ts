import { expect, test } from "vitest";
import { nameUuid } from "../../../shared/crypto/uuid.ts";

const dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

test("a name under a namespace is the UUID of RFC 9562 §A.4", () => {
  expect(nameUuid(dns, "www.example.com")).toBe("2ed6657d-e927-568b-95e1-2665a8aea6a2");
});
test("a name is its UTF-8, and another name or namespace is another UUID", () => {
  // Python: uuid.uuid5(uuid.NAMESPACE_DNS, "Үміт")
  expect(nameUuid(dns, "Үміт")).toBe("a30b1ae4-2795-5544-9797-b768d33f2894");
  expect(nameUuid("00abedb4-aa42-466c-9c01-fed23315a9b7", "Үміт")).not.toBe(nameUuid(dns, "Үміт"));
});
