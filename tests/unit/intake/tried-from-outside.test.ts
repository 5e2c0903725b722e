import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { openColumnsOf } from "../../../shared/intake/mapping/open-columns.ts";
import { suggestMapping } from "../../../shared/intake/mapping/suggest-mapping.ts";
import { previewIntake } from "../../../shared/intake/intake.ts";
import type { IntakePreview, ReadingChoices } from "../../../shared/intake/model.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { recogniseText } from "../../../shared/intake/recognise/recognise-text.ts";
import { readMail } from "../../../shared/preview/mail.ts";
import { expectValue } from "../../kit/agency.ts";
import { fixtureBytes, readIntake, transferLines } from "../../kit/read-intake.ts";

/** Files of the kind agencies are handed, made without looking at our fixtures: each is named after what was seen. */
async function preview(text: string | Uint8Array, choices: ReadingChoices = {}): Promise<IntakePreview> {
  const bytes = typeof text === "string" ? utf8ToBytes(text) : Uint8Array.from(text);
  const read = await previewIntake({ source: sourceOfBytes(bytes), fileName: "file", choices });
  return read.ok ? read.value : expect.fail(read.error.kind);
}
const tron = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
const sites = (...rows: readonly string[]): string => `${rows.join("\n")}\n`;

test.each([
  ["victims", "ФИО;ИИН;Сумма, тенге;Сайт", "Иванов И.;900101300001;1000;a.kz"],
  ["payments", "Дата,Отправитель,Сумма,Валюта,Сайт", "01.02.2025,А,100,KZT,a.kz"],
  ["transfers with a link", "from,to,amount,url", `${tron},${tron},5,https://tronscan.org/#/transaction/1`],
])("a table of %s that has a column of sites is no list of sites", async (_, header, row) => {
  expect((await preview(sites(header, row, row))).profile).not.toBe("domain-list");
});

test("a list of sites may say more of them, and empty columns are no columns", async () => {
  const read = await preview(sites("№;Домен;Дата блокировки;Основание;", "1;a.kz;01.02.2025;решение 5;", "2;b.kz;01.02.2025;решение 6;"));
  expect([read.profile, read.accepted]).toEqual(["domain-list", 2]);
});

test("an address of mail in a list of sites is no site, a link with a user's name is one", async () => {
  const read = await preview(sites("domain", "user@mail.example.com", "https://user@b.example.com/x", "c.example.com"));
  expect([read.accepted, read.rejected.map(({ rule, value }) => [rule, value])]).toEqual([2, [["domain", "user@mail.example.com"]]]);
});

test("wallets without a header, with several columns of words, lose none of their rows", async () => {
  const wallets = ["TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod", "TBayr7W7qqQBX8GCW7fTAStruv381VMp1r"];
  const read = await preview(wallets.map((one, at) => `${one},label ${at},exchange`).join("\n"));
  expect([read.profile, read.rows, read.accepted]).toEqual(["wallet-list", 3, 3]);
});

const sample = readFileSync(
  join(import.meta.dirname, "../../../assets/samples/TRON-tokenTransfer-TBayr7W7qqQBX8GCW7fTAStruv381VMp1r--1743811200000.csv"),
  "utf8",
);

/** As a spreadsheet saves it where a comma parts decimals and days come first: seconds are cut. */
const resavedAs = (text: string): string =>
  text
    .replaceAll(/(\d{4})\/(\d\d)\/(\d\d) 0?(\d{1,2}):(\d\d):\d\d/g, "$3.$2.$1 $4:$5")
    .replaceAll(/,true$/gim, ",ИСТИНА")
    .replaceAll(",", ";")
    .replaceAll(/(?<=;)(\d+)\.(\d+)(?=;)/g, "$1,$2");

test("what a spreadsheet saved again with commas and days first says the same as before", async () => {
  const [own, again] = [await readIntake(utf8ToBytes(sample)), await readIntake(utf8ToBytes(resavedAs(sample)))];
  expect(again.notices.find(({ name }) => name === "resaved-cells")?.count).toBeGreaterThan(own.rows * 2);
  expect(own.notices.some(({ name }) => name === "resaved-cells")).toBe(false);
  const lines = (read: typeof own) => transferLines(read).map((line) => line.replace(/:\d\d /, " "));
  const ofThousands = new Set(again.rejected.map(({ row }) => String(row)));
  expect(again.rejected.every(({ rule, value }) => rule === "amount" && /^\d{1,3},\d{3}$/.test(value))).toBe(true);
  expect(lines(again)).toEqual(lines(own).filter((line) => !ofThousands.has(line.split(" ")[0] ?? "")));
  expect(again.accepted).toBeGreaterThan(own.accepted * 0.9);
});

test("thousands of an explorer are thousands, unless its file parts decimals by commas", async () => {
  const [header, first] = new TextDecoder()
    .decode(fixtureBytes("export-address-token-0xb7d57E66877b248Ad5242b7B2C534916180D7394.csv"))
    .split(/\r?\n/);
  const chain = { answers: { chain: "ethereum" } };
  const quoted = (line = ""): readonly string[] => line.match(/"[^"]*"/g) ?? [];
  const withValue = (said: string, delimiter: string): string =>
    [quoted(header), quoted(first).map((cell, at) => (at === 6 ? said : cell))].map((row) => row.join(delimiter)).join("\n");
  expect((await preview(withValue('"1,250"', ","), chain)).totals.map(({ total }) => total)).toEqual(["1250"]);
  expect((await preview(withValue("1250,5", ";"), chain)).totals.map(({ total }) => total)).toEqual(["1250.5"]);
  expect((await preview(withValue("1,250", ";"), chain)).rejected.map(({ rule }) => rule)).toEqual(["amount"]);
});

test("pages of services everybody uses are told, and their hosts are no sites", async () => {
  const read = await preview(sites("Сайт", "https://t.me/casino_kz", "https://instagram.com/p/1", "casino.example.com/x", "t.me"));
  expect(read.rejected.map(({ rule, row }) => [rule, row])).toEqual([
    ["public-page", 1],
    ["public-page", 2],
  ]);
});

test("a 1C file in the encoding of DOS is read as it says itself", async () => {
  const text = new TextDecoder().decode(fixtureBytes("1c_kz_utf8.txt")).replace(/Кодировка=\S*/, "Кодировка=DOS");
  const signs = Array.from({ length: 256 }, (_, byte) => new TextDecoder("ibm866").decode(Uint8Array.of(byte)));
  const plain = text.replaceAll(/[ӘәҒғҚқҢңӨөҰұҮүҺһІі]/g, "а");
  const bytes = Uint8Array.from([...plain], (sign) => Math.max(0, signs.indexOf(sign)));
  const [own, again] = [await preview(plain), await preview(bytes)];
  expect(again.layout.encoding).toBe("ibm866");
  expect([again.rows, again.accepted, again.totals]).toEqual([own.rows, own.accepted, own.totals]);
});

test("a sum under a list of people is nobody", async () => {
  const read = await preview(sites("№;ФИО;ИИН", "1;Ахметов Азамат Ерланович;", "2;Иванова Анна Петровна;", ";Итого: 2 чел.;"));
  expect([read.accepted, read.rejected.map(({ rule, row }) => [rule, row])]).toEqual([2, [["sum-row", 3]]]);
});

test("the operation of an FM-1 report is told whatever it says of the number of its participants", async () => {
  const utf16 = fixtureBytes("fm1_utf16.xml");
  const text = new TextDecoder("utf-16le").decode(utf16.subarray(2));
  const asBytes = (said: string): Uint8Array => {
    const bytes = new Uint8Array(2 + said.length * 2);
    bytes.set([0xff, 0xfe]);
    for (let at = 0; at < said.length; at++) new DataView(bytes.buffer).setUint16(2 + at * 2, said.charCodeAt(at), true);
    return bytes;
  };
  const own = await readIntake(utf16);
  expect(own.totals).not.toEqual([]);
  for (const [change, isTold] of [
    [(said: string) => said.replace(/<ParticipantCount>\d+<\/ParticipantCount>/, ""), false],
    [(said: string) => said.replace(/<ParticipantCount>(\d+)</, "<ParticipantCount>0$1<"), false],
    [(said: string) => said.replace(/<ParticipantCount>\d+</, "<ParticipantCount>9<"), true],
  ] as const) {
    const changed = change(text);
    expect(changed).not.toBe(text);
    const read = await readIntake(asBytes(changed));
    expect(read.totals).toEqual(own.totals);
    expect(read.notices.some(({ name }) => name === "participants-differ")).toBe(isTold);
  }
});

test("names that every object has are no names of ours", async () => {
  const wallets = [tron, "TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod"].map((one) => `${one},constructor,toString`);
  const read = await preview(["address,currency,label", ...wallets].join("\n"));
  expect([read.rows, read.accepted]).toEqual([2, 2]);
  const xml = '<?xml version="1.0"?><report><a>&constructor;</a></report>';
  expect(await previewIntake({ source: sourceOfBytes(utf8ToBytes(xml)), fileName: "f.xml" })).toMatchObject({ error: { kind: "broken-xml" } });
});

const ends = ["TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod", "TBayr7W7qqQBX8GCW7fTAStruv381VMp1r"] as const;
const suggested = (headers: readonly string[], row: readonly string[]) => suggestMapping(headers, [row, row]);
const sides = (headers: readonly [string, string]) => {
  const { transfer, things } = suggested(["Date (UTC)", ...headers, "Amount", "Currency"], ["2025-03-01 10:00:00", ...ends, "5", "USDT"]);
  const columnOf = (place = -1): unknown => things[place]?.values[0]?.source;
  return transfer === null ? null : [columnOf(transfer.from), columnOf(transfer.to)];
};

test("who pays and who receives is suggested where a header says it, and never guessed", () => {
  const [straight, turned] = [
    [{ column: 1 }, { column: 2 }],
    [{ column: 2 }, { column: 1 }],
  ];
  expect(sides(["Source", "Destination"])).toEqual(straight);
  expect(sides(["Destination", "Source"])).toEqual(turned);
  expect(sides(["Счёт бенефициара", "Счёт плательщика"])).toEqual(turned);
  expect(sides(["От кого", "Кому"])).toEqual(straight);
  expect(sides(["Wallet A", "Wallet B"])).toBeNull();
  expect(sides(["Receiver", "Recipient"])).toBeNull();
});

test("whose clock a time is by is read off its header, or asked", () => {
  const form = (header: string, cell: string) => suggested([header, "from", "to", "amount"], [cell, ...ends, "5"]);
  expect(form("Timestamp (UTC+5)", "2025-03-01 10:00:00").forms[0]?.offsetMinutes).toBe(300);
  const open = form("Дата", "01.03.2025 10:00");
  expect([open.forms[0]?.offsetMinutes, openColumnsOf(open)]).toEqual([null, [0]]);
  expect(form("Дата", "01.03.2025").forms[0]?.offsetMinutes).toBe(0);
  expect(form("Time", "2025-03-01T10:00:00+05:00").forms[0]?.offsetMinutes).toBe(0);
  const two = suggested(["blockTime(UTC+8)", "blockTime(UTC)", "from", "to", "amount"], ["2025-03-01 18:00:00", "2025-03-01 10:00:00", ...ends, "5"]);
  expect(two.transfer?.time).toEqual({ column: 1 });
});

test("amounts in other units than they seem are not suggested; a fee is no amount", () => {
  const by = (header: string, more: string) => suggested(["date", "from", "to", header, more], ["2025-03-01", ...ends, "5", "6"]).transfer;
  expect(by("amount", "note")).not.toBeNull();
  expect(by("Сумма (тыс. тенге)", "note")).toBeNull();
  expect(by("value", "tokenDecimals")).toBeNull();
  expect(by("Amount fee", "Amount")?.amount).toEqual({ column: 4 });
  const token = suggested(["date", "from", "to", "amount", "Contract Address"], ["2025-03-01", ...ends, "5", tron]);
  expect([token.transfer === null, token.things.length]).toEqual([false, 2]);
});

test("a first row of data is no header, though nobody knows its columns", async () => {
  const read = await preview(`${ends[0]},${ends[1]},x,5\n${ends[1]},${ends[0]},y,6\n`);
  expect([read.layout.hasHeader, read.sheets.map(({ rows }) => rows)]).toEqual([false, [2]]);
});

test("a table of wallets with what came and went is no list of wallets", async () => {
  const read = await preview(`Кошелёк;Контрагент;Когда;Расход;Приход\n${ends[0]};А;01.02.2025;5;\n${ends[1]};Б;01.02.2025;;6\n`);
  expect(read.profile).toBe("");
});

test.each(["utf-16le", "utf-16be"] as const)("a file in %s is read though nothing at its beginning says so", async (encoding) => {
  const text = sites("domain", "casino-one.example.com", "casino-two.example.com");
  const bytes = Uint8Array.from([...text].flatMap((sign) => (encoding === "utf-16le" ? [sign.charCodeAt(0), 0] : [0, sign.charCodeAt(0)])));
  const read = await preview(bytes);
  expect([read.layout.encoding, read.accepted]).toEqual([encoding, 2]);
});

test("several columns under a header nobody knows are no list of sites; wallets beside sites are no list of wallets", async () => {
  const iin = "900101300017";
  expect((await preview(sites("Ресурс,wallet,victim,iin", `a.example.com,${ends[0]},A,${iin}`, `b.example.com,${ends[1]},B,${iin}`))).profile).toBe(
    "",
  );
  expect((await preview(sites("Domain,Registrar,Wallet", `a.example.com,X,${ends[0]}`, `b.example.com,Y,${ends[1]}`))).profile).toBe("");
  expect((await preview(sites("a.example.com,1", "b.example.com,2"))).profile).toBe("domain-list");
});

test("rows of columns under a line about an account are a table, whatever the line", async () => {
  const rows = Array.from({ length: 6 }, (_, at) => `USDT,TRC20,${at},${ends[0]},Success,2025-03-04 09:07:0${at}`);
  const read = await preview(sites("UID: 531000001", "Coin,Chain,Amount,Address,State,When", ...rows));
  expect([read.layout.container, read.profile]).toEqual(["delimited", ""]);
});

test("a header that says its clock asks nobody for it", async () => {
  const own = new TextDecoder().decode(fixtureBytes("okx_funding.csv"));
  const asked = async (text: string) => (await preview(text)).questions.map(({ name }) => name);
  expect(await asked(own)).toContain("utc-offset");
  const said = own.replace(/(^|,)Time(?=,)/m, "$1Time(UTC+8)");
  expect(said).not.toBe(own);
  expect(await asked(said)).not.toContain("utc-offset");
});

test("a value is taken whole though points and hyphens in it were written to be harmless", () => {
  const found = (text: string) => recogniseText({ text }).map(({ kind, value }) => [kind, value]);
  expect(found("write to aigul[.]akh@mail[.]kz now")).toEqual([["email", "aigul.akh@mail.kz"]]);
  expect(found("or aigul(dot)akh [at] mail(.)kz")).toEqual([["email", "aigul.akh@mail.kz"]]);
  expect(found("site umit\u2011invest(.)kz")).toEqual([["domain", "umit-invest.kz"]]);
  expect(found("pay here ⟨https://evil.example.com/pay⟩ at once")).toEqual([["url", "https://evil.example.com/pay"]]);
});

test("encoded words of a mail's head are words", async () => {
  const subject = "=?UTF-8?B?0JrQvtGI0LXQu9GR0Lo=?= =?UTF-8?Q?_TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod?=";
  const { headers } = expectValue(await readMail(utf8ToBytes(`From: a@example.com\r\nTo: b@example.com\r\nSubject: ${subject}\r\n\r\nbody\r\n`)));
  expect(headers.find((line) => line.startsWith("Subject"))).toBe(`Subject: Кошелёк ${ends[0]}`);
});
