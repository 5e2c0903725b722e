import { describe, expect, it } from "vitest";
import { bytesToUtf8 } from "../../../shared/kernel/bytes.ts";
import { fixtureBytes } from "../../kit/read-intake.ts";
import { recogniseText } from "../../../shared/intake/recognise/recognise-text.ts";

/** Kind, canonical value, and what the checksum says. */
const seen = (text: string): readonly (readonly string[])[] => recogniseText({ text }).map(({ kind, value, check }) => [kind, value, check]);
const whole = (text: string): ReturnType<typeof recogniseText>[number] | undefined => recogniseText({ text })[0];

const tron = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
const eip55 = "0xdAC17F958D2ee523a2206206994597C13D831ec7";

describe("wallets of all chains", () => {
  it.each([
    [tron, "tron", tron, "valid"],
    ["41a614f803b6fd780986a42c78ec9c7f77e6ded13c", "tron", tron, "none"],
    [eip55, "evm", eip55, "valid"],
    [eip55.toLowerCase(), "evm", eip55, "none"],
    ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "valid"],
    ["3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bitcoin", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "valid"],
    ["BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "valid"],
    [
      "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
      "bitcoin",
      "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
      "valid",
    ],
    ["LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9", "litecoin", "LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9", "valid"],
    ["DBXu2kgc3xtvCUWFcxFE3r9hEYgmuaaCyD", "dogecoin", "DBXu2kgc3xtvCUWFcxFE3r9hEYgmuaaCyD", "valid"],
    ["rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "xrp", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "valid"],
    [
      "0:83dfd552e63729b472fcbcc8c45ebcc6691702558b68ec7527e1ba403a0f31a8",
      "ton",
      "0:83dfd552e63729b472fcbcc8c45ebcc6691702558b68ec7527e1ba403a0f31a8",
      "none",
    ],
    ["EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N", "ton", "0:83dfd552e63729b472fcbcc8c45ebcc6691702558b68ec7527e1ba403a0f31a8", "valid"],
    [
      "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
      "monero",
      "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
      "valid",
    ],
    ["EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", "solana", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", "none"],
  ])("%s", (written, family, value, check) => {
    expect(recogniseText({ text: `перевод на ${written}.` })).toMatchObject([{ kind: "wallet", written, family, value, check }]);
  });

  it.each([
    [`${tron.slice(0, -1)}u`, "bad-checksum"],
    [eip55.replace("dAC", "DaC"), "bad-checksum"],
    ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "bad-checksum"],
    [`0x${"a1".repeat(19)}`, "bad-form"],
    [`Т${tron.slice(1)}`, "mixed-letters"],
  ])("%s is shown as no address", (written, fault) => {
    expect(recogniseText({ text: `на ${written}, потом` })).toMatchObject([{ kind: "wallet", written, value: "", check: "invalid", fault }]);
  });

  it("does not take a hash, a key or a word for an address", () => {
    const hash = "a".repeat(2) + "0123456789abcdef".repeat(4).slice(2);
    expect(seen(`${hash}`)).toEqual([["transaction", hash, "none"]]);
    expect(whole(hash)?.remarks).toEqual(["may-be-key"]);
    expect(whole(`Tx hash: ${hash}`)?.remarks).toEqual([]);
    expect(whole(`транзакция 0x${hash.toUpperCase()}`)).toMatchObject({ value: `0x${hash}`, remarks: [] });
    expect(seen(`private key: ${hash}`)).toEqual([["secret-key", hash, "none"]]);
    expect(seen("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ")).toEqual([
      ["secret-key", "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ", "valid"],
    ]);
    expect(seen(`0x${"0".repeat(24)}${eip55.slice(2)}`)).toEqual([]);
    expect(seen("Donaudampfschifffahrtsgesellschaft antidisestablishmentarianism")).toEqual([]);
    expect(seen(`a${tron} _${tron} ${tron}_`)).toEqual([]);
    expect(seen(`${tron}x`)).toEqual([["wallet", "", "invalid"]]);
  });
});

describe("numbers", () => {
  it.each([
    ["ИИН 900101300017", "iin", "900101300017", "valid", null],
    ["850615400125", "iin", "850615400125", "valid", null],
    ["040229600428", "iin", "040229600428", "valid", null],
    ["900101-300017", "iin", "900101300017", "valid", null],
    ["030229600426", "iin", "", "invalid", "impossible-date"],
    ["ЖСН: 900101300018", "iin", "", "invalid", "bad-checksum"],
    ["БИН 210640000123", "bin", "210640000123", "valid", null],
    ["230260000310", "bin", "230260000310", "valid", null],
    ["БСН 210640000124", "bin", "", "invalid", "bad-checksum"],
    ["KZ90999TEST000000001", "iban", "KZ90999TEST000000001", "valid", null],
    ["kz90 999t est0 0000 0001", "iban", "KZ90999TEST000000001", "valid", null],
    ["KZ91999TEST000000001", "iban", "", "invalid", "bad-checksum"],
    ["DE89 3704 0044 0532 0130 00", "iban", "DE89370400440532013000", "valid", null],
    ["CASPKZKA", "bic", "CASPKZKA", "none", null],
    ["БИК: KCJBKZKX", "bic", "KCJBKZKX", "none", null],
    ["SWIFT DEUTDEFF500", "bic", "DEUTDEFF500", "none", null],
    ["+7 701 123-45-67", "phone", "+77011234567", "none", null],
    ["8 (727) 250 00 00", "phone", "+77272500000", "none", null],
    ["87011234567", "phone", "+77011234567", "none", null],
    ["+44 20 7946 0958", "phone", "+442079460958", "none", null],
  ])("%s", (text, kind, value, check, fault) => {
    expect(recogniseText({ text })).toMatchObject([{ kind, value, check, fault }]);
  });

  it("says both facts of a number with a right digit and a day that never was", () => {
    expect(whole("030229600426")?.remarks).toEqual(["digit-holds"]);
  });
  it("says where the words before a number call it something else", () => {
    expect(whole("БИН: 900101300017")).toMatchObject({ kind: "iin", label: "БИН", remarks: ["label-differs"] });
  });
  it("leaves any other number alone", () => {
    expect(seen("заказ 999999999999, сумма 123456789012.50 и 1234567890123 ABSOLUTE 8 200 300 40 50 +7 100 000 00 00")).toEqual([]);
  });
});

describe("names and links", () => {
  it.each([
    ["hxxps://kaspi-bonus[.]top/login?id=1.", "url", "https://kaspi-bonus.top/login?id=1", "hxxps://kaspi-bonus[.]top/login?id=1"],
    ["(см. http://пример.қаз/а)", "url", "http://пример.қаз/а", "http://пример.қаз/а"],
    [
      "https://en.wikipedia.org/wiki/Ponzi_(scheme)",
      "url",
      "https://en.wikipedia.org/wiki/Ponzi_(scheme)",
      "https://en.wikipedia.org/wiki/Ponzi_(scheme)",
    ],
    ["evil(dot)example[.]kz", "domain", "evil.example.kz", "evil(dot)example[.]kz"],
    ["сайт Үміт-invest.KZ.", "domain", "xn---invest-sig8c8lp1b.kz", "Үміт-invest.KZ"],
    ["xn--80ao21a.xn--80ao21a", "domain", "xn--80ao21a.xn--80ao21a", "xn--80ao21a.xn--80ao21a"],
    ["почта a.b+c@Mail.Ru, звоните", "email", "a.b+c@mail.ru", "a.b+c@Mail.Ru"],
    ["admin[at]scam[.]kz", "email", "admin@scam.kz", "admin[at]scam[.]kz"],
    ["https://t.me/umit_invest", "telegram", "umit_invest", "https://t.me/umit_invest"],
    ["telegram.me/umit_invest/15", "telegram", "umit_invest", "telegram.me/umit_invest/15"],
    ["t[.]me/+AbCdEf_123-456789", "telegram-invite", "https://t.me/+AbCdEf_123-456789", "t[.]me/+AbCdEf_123-456789"],
    ["t.me/joinchat/AAAAAEkk2WdoDrB4-Q8-gg", "telegram-invite", "https://t.me/+AAAAAEkk2WdoDrB4-Q8-gg", "t.me/joinchat/AAAAAEkk2WdoDrB4-Q8-gg"],
    ["tg://resolve?domain=umit_invest", "telegram", "umit_invest", "tg://resolve?domain=umit_invest"],
    ["t.me/c/1234567890/5", "telegram", "id:1234567890", "t.me/c/1234567890/5"],
    ["телеграм @umit_invest", "telegram", "umit_invest", "@umit_invest"],
  ])("%s", (text, kind, value, written) => {
    const [first, ...more] = recogniseText({ text });
    expect(first).toMatchObject({ kind, value, written });
    expect(more).toEqual([]);
  });

  it("counts the host of a link within the link, and an address in a link as both", () => {
    const text = `https://tronscan.org/#/address/${tron} и ${tron}`;
    expect(recogniseText({ text }).map(({ kind, within }) => [kind, within])).toEqual([
      ["url", null],
      ["wallet", 0],
      ["wallet", null],
    ]);
    expect(whole(text)?.remarks).toEqual(["public-service"]);
  });
  it("takes a phone out of a link of WhatsApp", () => {
    expect(seen("https://wa.me/77011234567")).toEqual([
      ["url", "https://wa.me/77011234567", "none"],
      ["phone", "+77011234567", "none"],
    ]);
  });
  it("says of a bare name that nobody says of which platform it is", () => {
    expect(whole("пиши @umit_invest")?.remarks).toEqual(["bare-handle"]);
  });
  it("leaves names of files and sentences without a space alone", () => {
    expect(seen("report.txt и archive.tar.gz, конец.Начало the end.In fact e.g. 1.5 v2.0.1 10.0.0.1")).toEqual([]);
    expect(whole("README.md")?.remarks).toEqual(["file-like"]);
  });
  it("refuses a link to a bare number, and says why", () => {
    expect(whole("http://10.0.0.1/x")).toMatchObject({ kind: "url", check: "invalid", fault: "ip-address" });
  });
});

describe("places", () => {
  it("counts lines and columns from 1, whatever ends the lines", () => {
    expect(recogniseText({ text: `a\r\nb\rc\n  ${tron}`, firstLine: 10, page: 3 })).toMatchObject([{ page: 3, line: 13, column: 3, offset: 9 }]);
  });
  it("finds a value with signs in it nobody sees, and keeps them", () => {
    const written = `${tron.slice(0, 5)}\u200b${tron.slice(5, 20)}\u202e${tron.slice(20)}`;
    expect(recogniseText({ text: `\u2066x ${written}\u2069` })).toMatchObject([
      { kind: "wallet", value: tron, written, offset: 3, check: "valid", remarks: ["hidden-signs"] },
    ]);
  });
  it("keeps what the text calls a value", () => {
    expect(recogniseText({ text: `Кошелёк USDT (TRC20): ${tron}` })[0]?.label).toBe("Кошелёк USDT (TRC20)");
    expect(recogniseText({ text: `да; BTC — ${tron}` })[0]?.label).toBe("BTC");
  });
});

describe("the vectors of the field", () => {
  const vectors = (name: string): unknown => JSON.parse(bytesToUtf8(Uint8Array.from(fixtureBytes(name))) ?? "");
  const addresses = vectors("address_vectors.json") as { readonly valid: readonly string[][]; readonly invalid: readonly string[][] };
  const numbers = vectors("kz_id_vectors.json") as {
    readonly valid: readonly { readonly kind: string; readonly v: string }[];
    readonly invalid: readonly string[][];
    readonly iban_valid: readonly string[];
    readonly iban_invalid: readonly string[];
    readonly phones: readonly string[][];
  };

  it.each(addresses.valid)("%s %s %s is a wallet", (_, __, address = "") => {
    expect(recogniseText({ text: `(${address})` })).toMatchObject([{ kind: "wallet", written: address, fault: null }]);
  });
  it.each(addresses.invalid)("%s %s is none: %s", (_, address = "") => {
    expect(recogniseText({ text: `(${address})` }).filter(({ kind, check }) => kind === "wallet" && check === "valid")).toEqual([]);
  });
  it.each(numbers.valid)("$kind $v", ({ kind, v }) => {
    expect(recogniseText({ text: `№ ${v};` })).toMatchObject([{ kind: kind.toLowerCase(), value: v, check: "valid" }]);
  });
  it.each(numbers.invalid)("%s %s is none: %s", (kind, number) => {
    for (const text of [`${number}`, `${kind}: ${number}`]) expect(recogniseText({ text }).filter(({ check }) => check !== "invalid")).toEqual([]);
  });
  it.each(numbers.iban_valid)("IBAN %s", (iban) => {
    expect(recogniseText({ text: iban })).toMatchObject([{ kind: "iban", value: iban, check: "valid" }]);
  });
  it.each(numbers.iban_invalid)("no IBAN %s", (iban) => {
    expect(recogniseText({ text: `ИИК ${iban}` }).filter(({ check }) => check !== "invalid")).toEqual([]);
  });
  it.each(numbers.phones)("тел. %s", (written, phone) => {
    expect(recogniseText({ text: `тел. ${written}` })).toMatchObject([{ kind: "phone", value: phone }]);
  });
});
