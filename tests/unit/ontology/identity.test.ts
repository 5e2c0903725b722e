import { expect, test } from "vitest";
import { entityIdFor, mintEntityId } from "../../../shared/ontology/identity.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

/** Made with Python: sha256(b"dalel.entity.1\n" + b'["<type>","<key>"]').hexdigest()[:32]. They must never change: other agencies derive them too. */
test.each([
  ["wallet", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "3a5faf0e303131988559b37c1af63a60"],
  ["wallet", "41a614f803b6fd780986a42c78ec9c7f77e6ded13c", "3a5faf0e303131988559b37c1af63a60"],
  ["wallet", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "89d8fae7d14c340a6dd7985d5a200b81"],
  ["wallet", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "89d8fae7d14c340a6dd7985d5a200b81"],
  ["site", "Қаспи.ҚАЗ.", "501f7a23f7eac233431436776f2f9848"],
  ["exhibit", "a".repeat(64), "8ad5254e4f9a2a7cada84a8ee279dcd6"],
  ["dataset", "a".repeat(64), "28d8b10db47151f7a239b31a302e3f84"],
])("%s %s has the id every agency derives", (type, text, id) => {
  expect(entityIdFor(type, text)).toBe(id);
});

test("no id derives from a personal number, an invalid name or an unknown type", () => {
  expect(["person", "organisation", "bankAccount", "owns", "nothing"].map((type) => entityIdFor(type, "900101300017"))).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(entityIdFor("wallet", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T")).toBeNull();
  expect(entityIdFor("site", "localhost")).toBeNull();
});

test("other ids are random", () => {
  const random = createSeededRandom("ids");
  expect(mintEntityId(random)).toMatch(/^[0-9a-f]{32}$/);
  expect(mintEntityId(random)).not.toBe(mintEntityId(random));
});
