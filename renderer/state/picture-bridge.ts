import { type Channel, connectDoor } from "../../shared/host/rpc.ts";
import type { PictureDoor, PictureError } from "../../shared/host/picture-door.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Result } from "../../shared/kernel/result.ts";

let start: (() => { readonly channel: Channel; stop(): void }) | null = null;

/** Gives the window the way to start the thread that reads pictures, once, at boot. */
export function attachPictures(starter: NonNullable<typeof start>): void {
  start = starter;
}

/** The text of the QR code in a picture. Reads it in a thread of its own, which holds nothing else and ends with the answer. */
export async function readCode(file: Blob): Promise<Result<string, PictureError>> {
  invariant(start !== null, "the picture worker is attached before the first picture");
  const { channel, stop } = start();
  try {
    return await connectDoor<PictureDoor>(channel).readCode({ file });
  } finally {
    stop();
  }
}
