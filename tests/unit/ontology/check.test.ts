import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAddress } from "../../../shared/ontology/address.ts";
import { checkValue } from "../../../shared/ontology/check.ts";

const fixtures = join(import.meta.dirname, "../../fixtures/intake");
const read = (name: string): unknown => JSON.parse(readFileSync(join(fixtures, name), "utf8"));
const addresses = read("address_vectors.json") as {
  readonly valid: readonly (readonly [string, string, string])[];
  readonly invalid: readonly (readonly [string, string, string])[];
};
const numbers = read("kz_id_vectors.json") as {
  readonly valid: readonly { readonly kind: "IIN" | "BIN"; readonly v: string }[];
  readonly invalid: readonly (readonly ["IIN" | "BIN", string, string])[];
  readonly iban_valid: readonly string[];
  readonly iban_invalid: readonly string[];
};
const familyOf: Readonly<Record<string, string>> = {
  btc: "bitcoin",
  eth: "evm",
  tron: "tron",
  ltc: "litecoin",
  doge: "dogecoin",
  sol: "solana",
  ton: "ton",
};

test.each(addresses.valid)("%s %s %s is that family's", (chain, form, text) => {
  const address = parseAddress(text);
  expect(address).toMatchObject({ ok: true, value: { family: familyOf[chain] } });
  expect(address.ok && parseAddress(address.value.text)).toMatchObject({ ok: true, value: { key: address.ok && address.value.key } });
  expect(address.ok && address.value.isChecked).toBe(!["nochecksum", "ed25519", "raw"].includes(form));
});

const isHexTron = (text: string): boolean => text.startsWith("41");
test.each(addresses.invalid.filter(([, text]) => !isHexTron(text)))("%s %s is refused", (_chain, text) => {
  expect(parseAddress(text).ok).toBe(false);
});

test("a TRON address in hex becomes Base58", () => {
  expect(checkValue("tron-address", "41a614f803b6fd780986a42c78ec9c7f77e6ded13c")).toEqual({ ok: true, value: "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t" });
  expect(checkValue("tron-address", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T")).toEqual({ ok: false, error: { kind: "bad-checksum" } });
  expect(checkValue("tron-address", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed").ok).toBe(false);
});

test("the two spellings of one TON account, and of one EVM account, are one", () => {
  const key = (text: string) => {
    const address = parseAddress(text);
    return address.ok ? address.value.key : expect.fail(text);
  };
  expect(key("EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs")).toBe(key("0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe"));
  expect(key("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")).toBe(key("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED"));
});

test.each(numbers.valid)("$kind $v is right", ({ kind, v }) => {
  expect(checkValue(kind === "IIN" ? "iin" : "bin", v)).toEqual({ ok: true, value: v });
  const wrong = v.slice(0, 11) + String((Number(v[11]) + 1) % 10);
  expect(checkValue(kind === "IIN" ? "iin" : "bin", wrong)).toEqual({ ok: false, error: { kind: "bad-checksum" } });
});
test.each(numbers.invalid)("%s %s is wrong: %s", (kind, text) => {
  expect(checkValue(kind === "IIN" ? "iin" : "bin", text).ok).toBe(false);
});
test("an impossible day is named, though its check digit is right", () => {
  expect(checkValue("iin", "030229600426")).toEqual({ ok: false, error: { kind: "impossible-date" } });
});

test("account numbers: the checksum holds, spaces and case do not matter", () => {
  for (const iban of numbers.iban_valid) expect(checkValue("iban", iban)).toEqual({ ok: true, value: iban });
  for (const iban of numbers.iban_invalid) expect(checkValue("iban", iban).ok).toBe(false);
  expect(checkValue("iban", "kz90 999t est0 0000 0001")).toEqual({ ok: true, value: "KZ90999TEST000000001" });
});

test.each([
  ["Example.COM.", "example.com"],
  ["Қаспи.ҚАЗ", "xn--80aquh26b.xn--80ao21a"],
  ["xn--80ak6aa92e.com", "xn--80ak6aa92e.com"],
  ["a_b.example.org", "a_b.example.org"],
])("%s is the domain %s", (raw, canonical) => {
  expect(checkValue("domain", raw)).toEqual({ ok: true, value: canonical });
});
test.each([
  ["localhost", "bad-form"],
  ["", "bad-form"],
  ["exa mple.com", "bad-form"],
  ["http://a.com", "bad-form"],
  ["a.com/x", "bad-form"],
  ["user@a.com", "bad-form"],
  ["-a.com", "bad-form"],
  ["a..com", "bad-form"],
  ["127.0.0.1", "ip-address"],
  ["0x7f.1", "ip-address"],
  [`${"a".repeat(64)}.com`, "too-long"],
  [`${"a.".repeat(130)}com`, "too-long"],
])("%s is no domain: %s", (raw, kind) => {
  expect(checkValue("domain", raw)).toEqual({ ok: false, error: { kind } });
});

test("links keep their spelling; other schemes are refused", () => {
  expect(checkValue("url", " https://Example.com/A?b=C#d ")).toEqual({ ok: true, value: "https://Example.com/A?b=C#d" });
  expect(checkValue("url", "http://10.0.0.1:8080/")).toMatchObject({ ok: true });
  for (const raw of ["javascript:alert(1)", "ftp://a.com", "a.com", "https://a b.com", "https://localhost/"])
    expect(checkValue("url", raw).ok).toBe(false);
});

test("hashes are 64 hex digits, in lower case", () => {
  expect(checkValue("sha256", "A".repeat(64))).toEqual({ ok: true, value: "a".repeat(64) });
  expect(checkValue("sha256", "a".repeat(63)).ok).toBe(false);
});
