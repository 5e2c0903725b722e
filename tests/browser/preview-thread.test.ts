import { afterEach, expect, test } from "vitest";
import { type Bytes, concatBytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import type { Opened, PdfPage } from "../../shared/preview/model.ts";
import { expectValue } from "../kit/agency.ts";
import { deceivingMail, pdfOf, pngHead, textPdf } from "../kit/preview-files.ts";
import { openPreviewDoor } from "../kit/preview-worker.ts";

type Look = ReturnType<typeof openPreviewDoor>;
const looks: Look[] = [];
afterEach(() => {
  for (const { stop } of looks.splice(0)) stop();
});

async function look(bytes: Bytes, fileName = ""): Promise<{ readonly door: Look["door"]; readonly opened: Opened }> {
  const opening = openPreviewDoor();
  looks.push(opening);
  const opened = expectValue(await opening.door.open({ bytes, fileName, transfer: [bytes.buffer] }));
  return { door: opening.door, opened };
}

/** Pixels that are darker than half. */
function darkIn({ rgba }: Pick<PdfPage, "rgba">): number {
  let dark = 0;
  for (let at = 0; at < rgba.length; at += 4) if ((rgba[at] ?? 255) < 128 && (rgba[at + 3] ?? 0) > 0) dark++;
  return dark;
}

async function drawn(type: string, width = 40, height = 20): Promise<Bytes> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#000000";
  context.fillRect(0, 0, width / 2, height / 2);
  return new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
}

/** A JPEG with what a camera notes of how it was held. */
async function turnedJpeg(orientation: number): Promise<Bytes> {
  const jpeg = await drawn("image/jpeg");
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0];
  return concatBytes(jpeg.subarray(0, 2), Uint8Array.of(0xff, 0xe1, 0, exif.length + 2, ...exif), jpeg.subarray(2));
}

test.each(["png", "jpeg", "webp"])("a picture of %s comes as pixels", async (type) => {
  const { door, opened } = await look(await drawn(`image/${type}`), `a.${type}`);
  expect(opened).toMatchObject({
    format: type,
    promised: null,
    refused: null,
    views: ["picture", "bytes"],
    picture: { width: 40, height: 20, isAnimated: false },
  });
  const picture = expectValue(await door.picture({}));
  expect(picture).toMatchObject({ width: 40, height: 20, fullWidth: 40, fullHeight: 20 });
  expect(picture.rgba.length).toBe(40 * 20 * 4);
  expect(darkIn(picture)).toBeGreaterThan(180);
  expect(darkIn(picture)).toBeLessThan(220);
});

test("a photograph is turned as its camera says", async () => {
  const { door } = await look(await turnedJpeg(6));
  const picture = expectValue(await door.picture({}));
  expect(picture).toMatchObject({ width: 20, height: 40 });
  // What was above on the left is now above on the right.
  expect(picture.rgba[4 * 15]).toBeLessThan(100);
  expect(picture.rgba[4 * 3]).toBeGreaterThan(150);
});

test("a bomb of pixels is refused by its header, a cut picture is told to be damaged, an SVG is text", async () => {
  const bomb = await look(pngHead(60_000, 60_000), "photo.png");
  expect(bomb.opened).toMatchObject({ views: ["bytes"], refused: { kind: "too-many-pixels", where: "60000 × 60000" } });
  expect(await bomb.door.picture({})).toMatchObject({ ok: false, error: { kind: "too-many-pixels" } });
  const cut = await look((await drawn("image/png")).slice(0, 60), "photo.png");
  expect(await cut.door.picture({})).toEqual({ ok: false, error: { kind: "damaged" } });
  const svg = await look(utf8ToBytes(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "drawing.svg");
  expect(svg.opened).toMatchObject({ format: "svg", views: ["text", "table", "bytes"], picture: null });
});

test("a large picture is scaled down to what is shown", async () => {
  const { door } = await look(await drawn("image/png", 8_000, 4_000));
  const picture = expectValue(await door.picture({}));
  expect(picture).toMatchObject({ fullWidth: 8_000, fullHeight: 4_000 });
  expect(picture.width * picture.height).toBeLessThanOrEqual(24 * 1024 * 1024 * 1.001);
  expect(picture.width / picture.height).toBeCloseTo(2, 2);
});

test("pages of a PDF come as pixels and runs of text with their places; a standard font is the program's own; text is found", async () => {
  const { door, opened } = await look(textPdf(["First page", "Hello Dalel"]), "a.pdf");
  expect(opened).toMatchObject({ format: "pdf", views: ["pdf", "bytes"], pdf: { pages: 2, hasScripts: false, hasForm: false, attachments: [] } });
  const page = expectValue(await door.page({ page: 2, scale: 1 }));
  expect(page).toMatchObject({ width: 612, height: 792, pointsWide: 612, pointsHigh: 792, isTextCut: false });
  expect(darkIn(page)).toBeGreaterThan(300);
  expect(page.items).toMatchObject([{ text: "Hello Dalel", left: 50, height: 24, turn: 0 }]);
  expect(page.items[0]?.top).toBeCloseTo(92 - 24 * 0.9, -1);
  expect(page.items[0]?.width).toBeCloseTo(116, 0);
  expect(expectValue(await door.find({ view: "pdf", text: "dalel" }))).toEqual({ hits: [{ at: 2, item: 0 }], isCut: false });
  expect(await door.page({ page: 3, scale: 1 })).toEqual({ ok: false, error: { kind: "no-such-page" } });
});

test("scripts, forms and files in a PDF are told, and nothing of them runs or opens", async () => {
  const scripts =
    "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.launchURL\\('https://evil.example'\\))>>]>>/EmbeddedFiles<</Names[(drop.exe)<</Type/Filespec/F(drop.exe)/UF(drop.exe)>>]>>>>";
  const page =
    "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 612 792]/A<</S/URI/URI(https://evil.example)>>>>]/AA<</O<</S/JavaScript/JS(app.alert\\(2\\))>>>>";
  const { door, opened } = await look(textPdf(["Pay here"], { catalogue: scripts, page }));
  expect(opened.pdf).toMatchObject({ pages: 1, hasScripts: true, attachments: ["drop.exe"] });
  expect(expectValue(await door.page({ page: 1, scale: 1 })).items).toHaveLength(1);
});

test("a PDF that wants a password, is cut off, or is none behind its header is told so", async () => {
  const noise = `<${"a5".repeat(32)}>`;
  const encrypt = `/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -44/O ${noise}/U ${noise}>>/ID[<00><00>]`;
  expect((await look(textPdf(["secret"], { trailer: encrypt }))).opened).toMatchObject({ views: ["bytes"], refused: { kind: "protected" } });
  expect((await look(utf8ToBytes("%PDF-1.7\nnothing"))).opened).toMatchObject({ views: ["bytes"], refused: { kind: "damaged" } });
  const whole = textPdf(["cut"]);
  for (let length = 20; length < whole.length; length += 190) {
    const { opened } = await look(whole.slice(0, length));
    expect(opened.views.at(-1)).toBe("bytes");
  }
}, 120_000);

test("bombs in a PDF end in a page or a refusal, never in a dead thread: a huge page, pages that hold each other, a stream that unpacks to 288 MB", async () => {
  const huge = await look(textPdf(["x"], { box: "0 0 14000000 14000000" }));
  const page = expectValue(await huge.door.page({ page: 1, scale: 4 }));
  expect(page.width * page.height).toBeLessThanOrEqual(24 * 1024 * 1024 * 1.001);
  const circle = await look(pdfOf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"]));
  expect(circle.opened.views.at(-1)).toBe("bytes");
  if (circle.opened.pdf !== null) expect((await circle.door.page({ page: 5, scale: 1 })).ok).toBe(false);
  const packed = new Blob(Array.from({ length: 9 }, () => new Uint8Array(32 * 1024 * 1024).fill(0x20)))
    .stream()
    .pipeThrough(new CompressionStream("deflate"));
  const stream = new Uint8Array(await new Response(packed).arrayBuffer());
  const bomb = await look(
    pdfOf([
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>",
      ["/Filter/FlateDecode", stream],
    ]),
  );
  expect(stream.length).toBeLessThan(400_000);
  expect(await bomb.door.page({ page: 1, scale: 1 })).toEqual({ ok: false, error: { kind: "unpacks-too-far" } });
  expect(await bomb.door.byteLines({ from: 0, count: 1 })).toMatchObject({ ok: true });
}, 120_000);

test("a mail, a table, a line of text and unknown bytes have their views", async () => {
  const mail = await look(utf8ToBytes(deceivingMail), "letter.eml");
  expect(mail.opened).toMatchObject({ format: "mail", promised: null, views: ["mail", "text", "bytes"] });
  expect(expectValue(await mail.door.mail({})).subject).toBe("Төлем туралы");
  const table = await look(utf8ToBytes("a;b\n1;2\n3;4\n"), "t.csv");
  expect(table.opened.views).toEqual(["table", "text", "bytes"]);
  expect(expectValue(await table.door.rows({ fromRow: 2, count: 50 }))).toMatchObject({ total: 2, rows: [{ row: 2, cells: ["3", "4"] }] });
  const line = await look(utf8ToBytes("one line, only"), "t.txt");
  expect(line.opened.views[0]).toBe("text");
  expect(expectValue(await line.door.pieces({ from: 0, count: 10 }))).toEqual([{ line: 1, isContinued: false, text: "one line, only" }]);
  expect(expectValue(await line.door.find({ view: "text", text: "ONLY" })).hits).toEqual([{ at: 0, item: 0 }]);
  const bytes = await look(Uint8Array.of(1, 2, 0, 3), "a.bin");
  expect(bytes.opened).toMatchObject({ format: "unknown", views: ["bytes"], promised: null });
  expect(expectValue(await bytes.door.byteLines({ from: 0, count: 9 }))).toEqual([{ offset: 0, bytes: Uint8Array.of(1, 2, 0, 3) }]);
  const empty = openPreviewDoor();
  looks.push(empty);
  expect(await empty.door.open({ bytes: new Uint8Array(0), fileName: "", transfer: [] })).toEqual({ ok: false, error: { kind: "empty" } });
});
