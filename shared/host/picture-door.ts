import type { Failure, Result } from "../kernel/result.ts";

/** What a thread without keys reads in a picture. */
export interface PictureDoor {
  /**
   * The text of the QR code in a picture: PNG, JPEG or WebP of at most 24 MB and 50 million pixels, seen before anything is decoded.
   * Fails   `no-picture`, `picture-too-large`, `no-code`.
   */
  readCode(argument: { readonly file: Blob }): Promise<Result<string, PictureError>>;
}
export type PictureError = Failure<"no-picture" | "picture-too-large" | "no-code">;
