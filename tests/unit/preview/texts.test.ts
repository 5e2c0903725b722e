import fc from "fast-check";
import { expect, test } from "vitest";
import { concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { findInPieces, findInRuns } from "../../../shared/preview/find-text.ts";
import { mostTextBytes } from "../../../shared/preview/limits.ts";
import { decodeAnyText, pieceText, piecesFrom } from "../../../shared/preview/text-pieces.ts";
import { expectValue } from "../../kit/agency.ts";
import { utf16, windows1251 } from "../../kit/preview-files.ts";

test("the encoding of a text is found out, and said", () => {
  const words = "Қазақстан\nвторая строка";
  expect(decodeAnyText(utf8ToBytes(words))).toEqual({ text: words, encoding: "utf-8", hasMark: false });
  expect(decodeAnyText(concatBytes(Uint8Array.of(0xef, 0xbb, 0xbf), utf8ToBytes(words)))).toEqual({ text: words, encoding: "utf-8", hasMark: true });
  expect(decodeAnyText(concatBytes(Uint8Array.of(0xff, 0xfe), utf16(words)))).toEqual({ text: words, encoding: "utf-16le", hasMark: true });
  expect(decodeAnyText(concatBytes(Uint8Array.of(0xfe, 0xff), utf16(words, true)))).toEqual({ text: words, encoding: "utf-16be", hasMark: true });
  expect(decodeAnyText(utf16("some words of a text\r\n"))).toEqual({ text: "some words of a text\r\n", encoding: "utf-16le", hasMark: false });
  expect(decodeAnyText(windows1251("Выписка"))).toEqual({ text: "Выписка", encoding: "windows-1251", hasMark: false });
});

test("bytes that are no text are none: a NUL, controls, nothing but zeros", () => {
  expect(decodeAnyText(Uint8Array.of(0x61, 0x00, 0x62, 0x63, 0x64))).toBeNull();
  expect(decodeAnyText(Uint8Array.of(0x01, 0x02, 0x03, 0x04))).toBeNull();
  expect(decodeAnyText(new Uint8Array(64))).toBeNull();
});

test("control signs of terminals are part of a text: they are shown, not refused", () => {
  expect(decodeAnyText(utf8ToBytes("\u001b[31mred\u001b[0m\f\b"))?.text).toBe("\u001b[31mred\u001b[0m\f\b");
});

test("lines are counted as written, whatever ends them; the pieces of a text are the text", () => {
  const pieced = expectValue(pieceText(utf8ToBytes("a\r\nb\rc\n\nd\n")));
  expect(pieced.facts.lines).toBe(5);
  expect(piecesFrom(pieced, 0, 99).map(({ line, text }) => [line, text])).toEqual([
    [1, "a"],
    [2, "b"],
    [3, "c"],
    [4, ""],
    [5, "d"],
  ]);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 5_000 }), { minLength: 1, maxLength: 5 }), (written) => {
      const lines = written.map((line) => line.replaceAll(/[\r\n\0-\u001f\u007f\ufffd\ufeff]/g, "x"));
      const read = expectValue(pieceText(utf8ToBytes(lines.join("\n") || "x")));
      const joined = piecesFrom(read, 0, 1e6).reduce((text, piece) => text + (piece.isContinued || piece.line === 1 ? "" : "\n") + piece.text, "");
      expect(joined).toBe((lines.join("\n") || "x").replace(/\n$/, ""));
      expect(piecesFrom(read, 0, 1e6).every(({ text }) => text.length <= 2_000 && !/^[\udc00-\udfff]/.test(text))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("a text above the limit is refused before it is decoded", () => {
  expect(pieceText(new Uint8Array(mostTextBytes + 1))).toEqual({ ok: false, error: { kind: "too-large" } });
});

test("places are found without regard to case, Kazakh letters included, and named by their pieces", () => {
  const pieced = expectValue(pieceText(utf8ToBytes("бірінші\nҚҰРМЕТТІ клиент\nқұрметті\nİstanbul İİ құрметті")));
  expect(findInPieces(pieced, "Құрметті").hits.map(({ at }) => at)).toEqual([1, 2, 3]);
  expect(findInPieces(pieced, "absent").hits).toEqual([]);
  expect(findInPieces(pieced, "").hits).toEqual([]);
  const many = expectValue(pieceText(utf8ToBytes("aa\n".repeat(2_000))));
  expect(findInPieces(many, "a")).toMatchObject({ isCut: true });
});

test("words of a page that are broken over runs are found", () => {
  expect(findInRuns(["Жалпы со", "масы 545", " 000 USDT"], "жалпы сомасы")).toEqual([0]);
  expect(findInRuns(["a ", "545", " 000"], "545 000")).toEqual([1]);
  expect(findInRuns(["a"], "  ")).toEqual([]);
});
