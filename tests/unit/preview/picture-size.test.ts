import { expect, test } from "vitest";
import { pictureFacts } from "../../../shared/preview/picture-size.ts";
import { pngHead } from "../../kit/preview-files.ts";

const at = (length: number, ...parts: readonly (readonly [number, readonly number[]])[]): Uint8Array => {
  const bytes = new Uint8Array(length);
  for (const [offset, values] of parts) bytes.set(values, offset);
  return bytes;
};
const gifFrame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0x44, 0];

test("width and height stand in the header", () => {
  expect(pictureFacts(pngHead(60_000, 50_000), "png")).toEqual({ width: 60_000, height: 50_000, isAnimated: false });
  expect(pictureFacts(at(40, [6, [0x40, 0x01, 0xf0, 0x00]], [13, [...gifFrame, 0x3b]]), "gif")).toEqual({
    width: 320,
    height: 240,
    isAnimated: false,
  });
  expect(pictureFacts(at(60, [6, [0x40, 0x01, 0xf0, 0x00]], [13, [...gifFrame, 0x21, 0xf9, 1, 0, 0, ...gifFrame, 0x3b]]), "gif")?.isAnimated).toBe(
    true,
  );
  expect(pictureFacts(at(30, [14, [40]], [18, [0x80, 0x02, 0, 0, 0x20, 0xfe, 0xff, 0xff]]), "bmp")).toEqual({
    width: 640,
    height: 480,
    isAnimated: false,
  });
  const jpeg = at(40, [0, [0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4, 0xff, 0xff, 0xc2, 0, 17, 8, 0x01, 0xe0, 0x02, 0x80]]);
  expect(pictureFacts(jpeg, "jpeg")).toEqual({ width: 640, height: 480, isAnimated: false });
  const webp = at(32, [12, [0x56, 0x50, 0x38, 0x58]], [20, [0x02]], [24, [0x7f, 0x02, 0, 0xdf, 0x01, 0]]);
  expect(pictureFacts(webp, "webp")).toEqual({ width: 640, height: 480, isAnimated: true });
  expect(pictureFacts(at(32, [12, [0x56, 0x50, 0x38, 0x4c]], [21, [0x7f, 0xc2, 0x77, 0]]), "webp")).toEqual({
    width: 640,
    height: 480,
    isAnimated: false,
  });
});

test("a header that ends too early, or says nothing, has no size", () => {
  for (const format of ["png", "gif", "bmp", "jpeg", "webp"] as const) {
    for (let length = 0; length < 20; length++) expect(pictureFacts(new Uint8Array(length), format)).toBeNull();
    expect(pictureFacts(new Uint8Array(64), format)).toBeNull();
  }
});
