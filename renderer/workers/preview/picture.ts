import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { type Result, fail, succeed } from "../../../shared/kernel/result.ts";
import type { FormatName } from "../../../shared/preview/formats.ts";
import { longestSide, mostPicturePixels, mostShownPixels } from "../../../shared/preview/limits.ts";
import type { Picture, Pixels, PreviewError } from "../../../shared/preview/model.ts";
import { pictureFacts } from "../../../shared/preview/picture-size.ts";

/** Why a picture is not decoded, by its header alone; null = it is. */
export function refusedPicture(bytes: Bytes, format: FormatName): PreviewError | null {
  const facts = pictureFacts(bytes, format);
  if (facts === null) return { kind: "damaged" };
  return facts.width * facts.height > mostPicturePixels ? { kind: "too-many-pixels", where: `${facts.width} × ${facts.height}` } : null;
}

/**
 * Decodes a picture with the browser's own decoder, turned as its camera says, and scales it down to what is shown. The first picture of several.
 *
 * Fails   `too-many-pixels` before anything is decoded; `damaged` where the decoder refuses it.
 */
export async function drawPicture(bytes: Bytes, format: FormatName): Promise<Result<Picture, PreviewError>> {
  const refused = refusedPicture(bytes, format);
  if (refused !== null) return { ok: false, error: refused };
  const bitmap = await decoded(new Blob([bytes], { type: `image/${format}` }));
  if (bitmap === null) return fail("damaged");
  const { width, height } = bitmap;
  const scale = Math.min(1, Math.sqrt(mostShownPixels / (width * height)), longestSide / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  invariant(context !== null, "a canvas has a context for pixels");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return succeed({ ...pixelsOf(context), fullWidth: width, fullHeight: height });
}

async function decoded(picture: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(picture, { imageOrientation: "from-image" });
  } catch {
    // The decoder throws on bytes that are no whole picture; here that is an answer.
    return null;
  }
}

/** What is drawn on a canvas, as bytes to be handed over. */
export function pixelsOf(context: OffscreenCanvasRenderingContext2D): Pixels {
  const { width, height } = context.canvas;
  const { data } = context.getImageData(0, 0, width, height);
  const rgba = new Uint8ClampedArray<ArrayBuffer>(data.buffer as ArrayBuffer);
  return { width, height, rgba, transfer: [rgba.buffer] };
}
