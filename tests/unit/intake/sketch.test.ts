import { describe, expect, test } from "vitest";
import { sketchOf } from "../../../shared/intake/sketch.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { resemblanceOf, resemblingAmong, type Sketch } from "../../../shared/projections/resemblance.ts";
import { processorMs } from "../../kit/processor-time.ts";

const read = (text: string, fileName = "a.txt", mediaType = ""): Sketch => {
  const sketch = sketchOf({ bytes: utf8ToBytes(text), fileName, mediaType });
  if (sketch === null) throw new Error("no text");
  return sketch;
};
const words = (from: number, to: number): string => Array.from({ length: to - from }, (_, n) => `word${from + n}x`).join(" ");

describe("resemblance", () => {
  test("of small texts is exact: 97 and 97 sequences, 47 in common, of 147 together", () => {
    // 100 words have 97 sequences of four; from 0 and from 50 they share words 50 to 99, which are 47.
    expect(resemblanceOf(read(words(0, 100)), read(words(50, 150)))).toBe(Math.round((100 * 47) / 147));
    expect(resemblanceOf(read(words(0, 100)), read(words(0, 100)))).toBe(100);
    expect(resemblanceOf(read(words(0, 100)), read(words(200, 300)))).toBe(0);
  });
  test("of long texts is estimated: 60 % in common is seen within three standard errors", () => {
    // 20,000 words each, 15,000 in common: 15/25 = 60 %; the standard error is √(0.6·0.4/256) = 3 %.
    const seen = resemblanceOf(read(words(0, 20_000)), read(words(5_000, 25_000)));
    expect(Math.abs(seen - 60)).toBeLessThanOrEqual(9);
  });
  test("pairs come best first, by name, and only from the least resemblance on", () => {
    const texts = new Map([
      ["c", read(words(0, 100))],
      ["a", read(words(0, 100))],
      ["b", read(words(50, 150))],
      ["d", read(words(900, 1000))],
    ]);
    expect(resemblingAmong(texts, 30)).toEqual([
      { a: "a", b: "c", resemblance: 100 },
      { a: "a", b: "b", resemblance: 32 },
      { a: "b", b: "c", resemblance: 32 },
    ]);
    expect(resemblingAmong(texts, 33)).toHaveLength(1);
  });
});

describe("what is a text", () => {
  test("case, punctuation and the way numbers are written do not matter", () => {
    const one = read("Выявлено 36 схем, оборот 1 234 567,50 тенге за год.");
    expect(resemblanceOf(one, read("ВЫЯВЛЕНО «36» СХЕМ — оборот 1.234.567.50 тенге за год"))).toBe(100);
  });
  test("tags, scripts and the head of an e-mail are none of it", () => {
    const plain = read("the agency closed thirty six exchanges this year");
    const page =
      "<html><style>p { color: red }</style><script>var a = 1 < 2;</script><p>The agency <b>closed</b> thirty&nbsp;six exchanges this year</p>";
    expect(resemblanceOf(plain, read(page, "a.html"))).toBe(100);
    const mail = "From: a@b.kz\r\nSubject: a word and another word\r\n\r\nThe agency closed thirty six exchanges this year";
    expect(resemblanceOf(plain, read(mail, "a.eml"))).toBe(100);
  });
  test("a page made to be slow is read in time", () => {
    const start = processorMs();
    for (const piece of ["<script ", "<!-- ", "< ", "1 , ", "<style>a</style> "]) {
      sketchOf({ bytes: utf8ToBytes(piece.repeat(Math.floor((8 * 1024 * 1024) / piece.length))), fileName: "a.html", mediaType: "" });
    }
    expect(processorMs() - start).toBeLessThan(20_000);
  });
  test("pictures, unknown kinds, few words and what is too long are not compared", () => {
    const bytes = utf8ToBytes(words(0, 100));
    expect(sketchOf({ bytes, fileName: "a.png", mediaType: "image/png" })).toBeNull();
    expect(sketchOf({ bytes, fileName: "a", mediaType: "text/plain" })).not.toBeNull();
    expect(sketchOf({ bytes: utf8ToBytes("three words only"), fileName: "a.txt", mediaType: "" })).toBeNull();
    expect(sketchOf({ bytes: new Uint8Array(8 * 1024 * 1024 + 1).fill(97), fileName: "a.txt", mediaType: "" })).toBeNull();
    expect(sketchOf({ bytes: new Uint8Array([1, 2, 3, 0]), fileName: "a.txt", mediaType: "" })).toBeNull();
  });
});
