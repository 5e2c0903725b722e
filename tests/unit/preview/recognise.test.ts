import { expect, test } from "vitest";
import { concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { brokenPromise } from "../../../shared/preview/ending.ts";
import type { FormatName } from "../../../shared/preview/formats.ts";
import { recognise } from "../../../shared/preview/recognise.ts";
import { deceivingMail, pngHead, textPdf, utf16, windows1251 } from "../../kit/preview-files.ts";

const filled = (head: string | readonly number[], length = 256): Uint8Array => {
  const bytes = new Uint8Array(length);
  bytes.set(typeof head === "string" ? [...head].map((sign) => sign.charCodeAt(0)) : head);
  return bytes;
};

const known: readonly (readonly [FormatName, Uint8Array])[] = [
  ["png", pngHead(10, 10)],
  ["jpeg", filled([0xff, 0xd8, 0xff, 0xe0])],
  ["gif", filled("GIF89a")],
  ["webp", filled("RIFF\0\0\0\0WEBPVP8 ")],
  ["wave", filled("RIFF\0\0\0\0WAVEfmt ")],
  ["bmp", filled([0x42, 0x4d, 0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0])],
  ["pdf", textPdf(["a"])],
  ["pdf", concatBytes(filled([0xff, 0x00], 900), textPdf(["a"]))],
  ["mp4", filled("\0\0\0\x20ftypisom")],
  ["heic", filled("\0\0\0\x20ftypheic")],
  ["quicktime", filled("\0\0\0\x20ftypqt  ")],
  ["zip", filled("PK\x03\x04\0\0\0\0photo.jpg")],
  ["docx", filled("PK\x03\x04\0\0\0\0[Content_Types].xml word/document.xml")],
  ["xlsx", concatBytes(filled("PK\x03\x04[Content_Types].xml", 200_000), utf8ToBytes("xl/workbook.xml"))],
  ["opendocument", filled("PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text")],
  ["office-old", filled([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...utf16("Workbook")])],
  ["outlook-message", filled([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...utf16("__substg1.0_0037001F")])],
  ["windows-program", filled("MZ\x90\0\x03")],
  ["linux-program", filled("\x7fELF\x02")],
  ["sqlite", filled("SQLite format 3\0")],
  ["tar", filled([...new Uint8Array(257), 0x75, 0x73, 0x74, 0x61, 0x72], 512)],
  ["age", utf8ToBytes("age-encryption.org/v1\n-> X25519 abc\n")],
  ["mail", utf8ToBytes(deceivingMail)],
  ["html", utf8ToBytes("\n<!DOCTYPE html><html><body>x")],
  ["svg", utf8ToBytes(`<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)],
  ["xml", utf8ToBytes(`<?xml version="1.0"?><a/>`)],
  ["text", utf8ToBytes("Қазақ әріптері: ә ғ қ ң ө ұ ү һ і")],
  ["text", windows1251("Выписка по счету\r\n")],
  ["text", utf16("Қазақстан\nline two with some words\n")],
  ["text", utf16("Қазақстан\nline two with some words\n", true)],
  ["text", utf8ToBytes("name: value\nother: text\n\nno mail: two known headers are none")],
  ["unknown", filled([0x01, 0x02, 0x00, 0x03])],
];

test.each(known)("%s is told by its bytes (%#)", (format, bytes) => {
  expect(recognise(bytes)).toBe(format);
});

test("what is cut off anywhere, or empty, is recognised as something and breaks nothing", () => {
  for (const [, bytes] of known)
    for (let length = 0; length < Math.min(bytes.length, 80); length++) expect(recognise(bytes.subarray(0, length))).toBeTypeOf("string");
});

test("a text is recognised where its first 64 KiB end within a letter", () => {
  for (const before of ["", "a", "aa"]) expect(recognise(utf8ToBytes(`${before}${"ұ€".repeat(30_000)}`))).toBe("text");
});

test("an ending that promises another format is told; texts may be called by any ending of a text; an unknown ending promises nothing", () => {
  expect(brokenPromise("bill.pdf", "windows-program")).toBe("pdf");
  expect(brokenPromise("bill.pdf.exe", "windows-program")).toBeNull();
  expect(brokenPromise("photo.JPG", "jpeg")).toBeNull();
  expect(brokenPromise("photo.jpg", "png")).toBe("jpeg");
  expect(brokenPromise("photo.jpg", "unknown")).toBe("jpeg");
  expect(brokenPromise("list.csv", "text")).toBeNull();
  expect(brokenPromise("page.txt", "html")).toBeNull();
  expect(brokenPromise("list.csv", "png")).toBe("text");
  expect(brokenPromise("old.doc", "rtf")).toBeNull();
  expect(brokenPromise("report.docx", "zip")).toBe("docx");
  expect(brokenPromise("data.xyz", "unknown")).toBeNull();
  expect(brokenPromise("README", "text")).toBeNull();
});
