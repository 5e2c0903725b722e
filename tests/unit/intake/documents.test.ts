import { afterEach, describe, expect, it } from "vitest";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { choicesText, parseChoices } from "../../../shared/intake/choices.ts";
import { attachDocumentReaders } from "../../../shared/intake/document-readers.ts";
import { previewIntake } from "../../../shared/intake/intake.ts";
import { readRecognised } from "../../../shared/intake/read-recognised.ts";
import { isRowsText, rowsIn, rowsText } from "../../../shared/kernel/row-spans.ts";
import { succeed } from "../../../shared/kernel/result.ts";
import { bytesToUtf8, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { pageLines } from "../../../shared/preview/page-lines.ts";
import { fixtureBytes, readIntake, transferLines } from "../../kit/read-intake.ts";
import { readWhole, refusedWhole, saidIn } from "../../kit/intake-reading.ts";

const letter = fixtureBytes("letter_ru.txt");
const tron = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
const sourceOf = (bytes: Uint8Array | string) => sourceOfBytes(Uint8Array.from(typeof bytes === "string" ? utf8ToBytes(bytes) : bytes));

describe("a letter", () => {
  it("becomes what it names, each once, with the place of each", async () => {
    const read = await readIntake(letter);
    expect(read).toMatchObject({ profile: "recognised", rows: 15, accepted: 10, duplicates: 1 });
    expect(read.rejected.map(({ row, value, rule }) => [row, value, rule])).toEqual([
      [7, `${tron.slice(0, -1)}u`, "bad-checksum"],
      [12, "@umit_support", "not-picked"],
      [13, "7c2d4206c0d0b4e5f9d4c1b1a3e5d7f9081726354453627180a9b8c7d6e5f4a3", "no-thing"],
      [14, `https://tronscan.org/#/address/${tron}`, "not-picked"],
    ]);
    expect(saidIn(read, "person")).toEqual(["iin = 900101300017"]);
    expect(saidIn(read, "organisation")).toEqual(["bin = 210640000123"]);
    expect(saidIn(read, "bankAccount")).toEqual(["iban = KZ90999TEST000000001"]);
    expect(saidIn(read, "wallet")).toEqual([`address = ${tron}`, "chain = tron"]);
    expect(saidIn(read, "site")).toEqual(["domain = umit-invest.top", "url = https://umit-invest.top/login", "domain = umit-invest.site"]);
    expect(saidIn(read, "account")).toEqual([
      "platform = phone",
      "handle = +77011234567",
      "platform = email",
      "handle = zayavitel@example.kz",
      "platform = telegram",
      "handle = umit_invest",
      "platform = telegram",
      "url = https://t.me/+AbCdEf_123-456789",
    ]);
    const iban = read.statements.find((one) => one.op === "assert" && one.property === "iban");
    expect(iban?.op === "assert" && iban.source?.place).toEqual({ page: 0, row: 4, column: "26" });
  });

  it("takes and leaves what a person picked, and keeps a value whose checksum fails as a thing of its own", async () => {
    const read = await readIntake(letter, { picked: { taken: "7,12", left: "1" } });
    expect(read).toMatchObject({ rows: 15, accepted: 11, duplicates: 1 });
    expect(read.rejected.map(({ row, rule }) => [row, rule])).toEqual([
      [1, "left-by-hand"],
      [13, "no-thing"],
      [14, "not-picked"],
    ]);
    expect(saidIn(read, "unverifiedValue")).toEqual([`asWritten = ${tron.slice(0, -1)}u`, "supposedKind = wallet"]);
    expect(saidIn(read, "wallet")).toEqual([`address = ${tron}`, "chain = tron"]);
    expect(saidIn(read, "person")).toEqual([]);
    expect(read.notices).toContainEqual({ name: "kept-unverified", count: 1 });
  });

  it("never makes a thing of a key or hash, whatever was picked", async () => {
    const read = await readIntake(letter, { picked: { taken: "13", left: "" } });
    expect(read.rejected).toContainEqual(expect.objectContaining({ row: 13, rule: "no-thing" }));
  });

  it("is shown as a list with the words around each value", async () => {
    const read = await readRecognised(sourceOf(letter), { picked: { taken: "7", left: "" } });
    expect(read.ok && read.value.total).toBe(15);
    expect(read.ok && read.value.items[6]).toMatchObject({ row: 7, kind: "wallet", fate: "unverified", isTakenByItself: false, canBeThing: true });
    expect(read.ok && read.value.items[4]?.before).toBe("счёт KZ90 999T EST0 0000 0001 (ТОО, БИН ");
    expect(await readRecognised(sourceOf("Domain;Note\na.kz;1\nb.kz;2"), {})).toEqual({ ok: false, error: { kind: "other-layout" } });
  });

  it("reads the same whatever is around it: windows-1251, marks, line ends, hidden signs", async () => {
    const text = bytesToUtf8(Uint8Array.from(letter)) ?? "";
    const plain = await readIntake(letter);
    for (const dirty of [`\ufeff${text}`, text.replaceAll("\n", "\r\n"), text.replaceAll(tron, `${tron.slice(0, 9)}\u200b${tron.slice(9)}`)]) {
      const read = await readWhole(dirty);
      expect(["person", "wallet", "site", "account"].map((type) => saidIn(read, type))).toEqual(
        ["person", "wallet", "site", "account"].map((type) => saidIn(plain, type)),
      );
    }
    const hidden = await readWhole(text.replaceAll(tron, `${tron.slice(0, 9)}\u200b${tron.slice(9)}`));
    expect(hidden.notices).toContainEqual({ name: "hidden-signs", count: 2 });
  });
});

it("shows a host by its letters, and one that imitates another as it is registered", async () => {
  const shown = saidIn(await readWhole("қазына.қаз, umіt-invest.top, ара.kz", { readAs: "document" }), "site").filter((said) =>
    said.startsWith("displayName"),
  );
  expect(shown).toEqual(["displayName = қазына.қаз"]);
});

describe("a text or a table", () => {
  const unknown = "Кому;Откуда\nа;б\nв;г";
  it("is a table where its rows have columns, and a document where a person says so", async () => {
    expect((await readTables(unknown)).profile).toBe("");
    expect((await readTables(`Кому;Почта\nа;a@b.kz\nв;c@d.kz`)).profile).toBe("");
    expect(await readWhole("Кому;Почта\nа;a@b.kz\nв;c@d.kz", { readAs: "document" })).toMatchObject({ profile: "recognised", rows: 2, accepted: 2 });
    expect((await readTables(`${tron}\nпросто строка`)).profile).toBe("recognised");
    expect((await readTables(`${tron}\nпросто строка`, { readAs: "table" })).profile).toBe("");
    expect((await readTables("просто\nслова")).profile).toBe("");
    expect(await refusedWhole("просто слова", { readAs: "document" })).toEqual({ kind: "no-rows" });
  });
  it("may have quotes that are never closed", async () => {
    expect(await readWhole(`Он сказал: "переведи на ${tron}`)).toMatchObject({ profile: "recognised", accepted: 1 });
  });
  it("keeps what was picked with the exhibit, and takes no other form of it", async () => {
    const choices = { readAs: "document", picked: { taken: "1-3,9", left: "" } } as const;
    expect(parseChoices(choicesText(choices))).toEqual(choices);
    for (const wrong of ["all", "1,,2", "1-", "-1", "1;2", 7])
      expect(parseChoices(JSON.stringify({ picked: { taken: wrong, left: "" } }))).toBeNull();
    expect(parseChoices('{"picked":{"taken":""}}')).toBeNull();
    expect(parseChoices('{"readAs":"song"}')).toBeNull();
  });
  it("writes rows short, and reads them back", () => {
    expect(rowsText([9, 1, 2, 3, 3])).toBe("1-3,9");
    expect([...rowsIn("1-3,9")]).toEqual([1, 2, 3, 9]);
    expect(rowsText([])).toBe("");
    expect(isRowsText(rowsText([1, 5, 6]))).toBe(true);
    expect(rowsIn("1-999999999").size).toBeLessThanOrEqual(1_000_000);
  });
});

describe("documents whose bytes are no text", () => {
  afterEach(() => attachDocumentReaders(readers([])));
  const readers = (pages: readonly string[], attachments = 0) => {
    const read = async () => Promise.resolve(succeed({ pages, attachments }));
    return { pdf: read, mail: read };
  };
  const pdf = "%PDF-1.7\nanything";

  it("counts pages and the lines of each", async () => {
    attachDocumentReaders(readers(["Акт", "", `первая строка\nкошелёк ${tron}`], 2));
    const read = await readWhole(pdf);
    expect(read).toMatchObject({ profile: "recognised", layout: { container: "pdf" }, rows: 1, accepted: 1 });
    expect(read.notices).toEqual([
      { name: "unread-attachments", count: 2 },
      { name: "pages-without-text", count: 1 },
    ]);
    const address = read.statements.find((one) => one.op === "assert" && one.property === "address");
    expect(address?.op === "assert" && address.source?.place).toEqual({ page: 3, row: 2, column: "9" });
    const file = read.statements.find((one) => one.op === "assert" && one.property === "file");
    expect(file?.op === "assert" && file.value).toMatchObject({ kind: "file", mediaType: "application/pdf" });
  });
  it("reads a statement of Kaspi Gold in a PDF as the same statement in a text", async () => {
    const asText = fixtureBytes("kaspi_gold_pdftext.txt");
    attachDocumentReaders(readers([bytesToUtf8(Uint8Array.from(asText)) ?? ""]));
    const [read, plain] = [await readWhole(pdf), await readIntake(asText)];
    expect(read).toMatchObject({ profile: "bank.kaspi-gold", rows: 5, accepted: 5, layout: { container: "pdf" } });
    expect(transferLines(read)).toEqual(transferLines(plain));
    expect(read.controls).toEqual(plain.controls);
    expect(await readWhole(pdf, { readAs: "document" })).toMatchObject({ profile: "recognised" });
  });
  it("takes a mail by its head, and its text from its reader", async () => {
    attachDocumentReaders(readers([`From: a@b.kz\n\n${tron}`]));
    expect(await readWhole("Received: from x\r\nFrom: a@b.kz\r\nSubject: =?utf-8?q?x?=\r\n\r\nVFI=")).toMatchObject({
      profile: "recognised",
      layout: { container: "mail" },
      rows: 2,
      accepted: 2,
    });
  });
});

it("puts runs that stand beside each other into one line, with a space where a gap is", () => {
  const run = (text: string, left: number, top: number, width = text.length * 5) => ({ text, left, top, width, height: 10, turn: 0 });
  const items = [
    run("₸", 130, 100),
    run("31.03.25", 10, 100),
    run("Дата ", 10, 80),
    run("- 2 230,00", 60, 101),
    run("Сумма", 35, 80),
    run("Покупка", 150, 99.5),
  ];
  expect(pageLines(items)).toBe("Дата Сумма\n31.03.25 - 2 230,00 ₸ Покупка");
});

async function readTables(text: string, choices = {}): Promise<{ readonly profile: string }> {
  const read = await previewIntake({ source: sourceOf(text), fileName: "f", choices });
  return read.ok ? read.value : expect.fail(read.error.kind);
}
