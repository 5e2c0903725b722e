import type { FormatName } from "./formats.ts";
import type { PictureFacts } from "./model.ts";

/** Width and height a picture says it has, read from its header before a pixel is decoded; null where the header says none. O(header); of a JPEG and a GIF O(bytes). */
export function pictureFacts(bytes: Uint8Array, format: FormatName): PictureFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const facts = readers[format]?.(view) ?? null;
    return facts === null || facts.width === 0 || facts.height === 0 ? null : facts;
  } catch (thrown) {
    // A header that ends too early: the view refuses to read past the end.
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

const readers: Readonly<Partial<Record<FormatName, (view: DataView) => PictureFacts | null>>> = {
  png: (view) => ({ width: view.getUint32(16), height: view.getUint32(20), isAnimated: hasChunk(view, "acTL") }),
  gif: (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true), isAnimated: countFrames(view) > 1 }),
  bmp: readBitmap,
  jpeg: readJpeg,
  webp: readWebp,
};

function readBitmap(view: DataView): PictureFacts {
  if (view.getUint32(14, true) === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true), isAnimated: false };
  return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)), isAnimated: false };
}

/** Goes from marker to marker until the one that begins a frame. */
function readJpeg(view: DataView): PictureFacts | null {
  for (let at = 2; at < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5), isAnimated: false };
    const standsAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += standsAlone ? 2 : 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}

function readWebp(view: DataView): PictureFacts | null {
  const kind = textAt(view, 12);
  if (kind === "VP8X") {
    const [width, height] = [1 + (view.getUint32(24, true) & 0xff_ff_ff), 1 + ((view.getUint16(27, true) | (view.getUint8(29) << 16)) & 0xff_ff_ff)];
    return { width, height, isAnimated: (view.getUint8(20) & 0x02) !== 0 };
  }
  if (kind === "VP8L") {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), isAnimated: false };
  }
  return kind === "VP8 " ? { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, isAnimated: false } : null;
}

function textAt(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}

/** Whether a chunk of this name stands before the pixels of a PNG. */
function hasChunk(view: DataView, name: string): boolean {
  for (let at = 8; at + 8 <= view.byteLength; ) {
    const kind = textAt(view, at + 4);
    if (kind === name) return true;
    if (kind === "IDAT" || kind === "IEND") return false;
    at += 12 + view.getUint32(at);
  }
  return false;
}

/** Frames of a GIF, counted to two. */
function countFrames(view: DataView): number {
  const tableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1));
  let at = 13 + tableBytes(view.getUint8(10));
  let frames = 0;
  while (at < view.byteLength && frames < 2) {
    const kind = view.getUint8(at);
    if (kind === 0x2c) {
      frames++;
      at = afterBlocks(view, at + 11 + tableBytes(view.getUint8(at + 9)));
    } else if (kind === 0x21) at = afterBlocks(view, at + 2);
    else break;
  }
  return frames;
}

function afterBlocks(view: DataView, start: number): number {
  let at = start;
  while (at < view.byteLength && view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
  return at + 1;
}
