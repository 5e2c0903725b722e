import { decodeQR } from "qr/decode.js";
import type { PictureError } from "../../../shared/host/picture-door.ts";
import { fail, type Result, succeed } from "../../../shared/kernel/result.ts";
import { bytesToMeasure, pictureSizeOf } from "./picture-size.ts";

const mostBytes = 24 * 2 ** 20;
const mostPixels = 50_000_000;
/** Longest sides a picture is looked at in: a sharp screenshot reads best as it is, a large photograph when it is smaller. */
const sides = [2000, 1200, 700] as const;
/** What one look may take beyond the plain one. */
const lookMs = 1500;

/** The text of the QR code in a picture. Runs where nothing else lives: the bytes are a stranger's. */
export async function readCodeIn(file: Blob): Promise<Result<string, PictureError>> {
  if (file.size > mostBytes) return fail("picture-too-large");
  const size = pictureSizeOf(new Uint8Array(await file.slice(0, bytesToMeasure).arrayBuffer()));
  if (size === null || size.width * size.height === 0) return fail("no-picture");
  if (size.width * size.height > mostPixels) return fail("picture-too-large");
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return fail("no-picture");
  }
  const longest = Math.max(picture.width, picture.height);
  const looks = [...new Set(sides.map((side) => Math.min(side, longest)))];
  for (const side of looks) {
    const text = codeIn(picture, side / longest);
    if (text !== null) return succeed(text);
  }
  return fail("no-code");
}

function codeIn(picture: ImageBitmap, scale: number): string | null {
  const [width, height] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) return null;
  // A picture without a ground is looked at on white, as it is seen.
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  try {
    return decodeQR({ width, height, data }, { format: "RGBA", timeLimit: lookMs, textDecoder: (bytes) => utf8.decode(bytes) });
  } catch {
    return null;
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
