import type { FileOffer, HostError } from "../../shared/host/host.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";
import { host } from "./bridge.ts";

export type Saved = Result<"saved" | "cancelled", HostError>;

/** Saves a file where the person says, chunk by chunk. "cancelled" when they said no; nothing stands under the name after a failure. */
export async function saveFile(offer: FileOffer, content: Blob): Promise<Saved> {
  const picked = await host().saveFile(offer);
  if (!picked.ok) return picked;
  if (picked.value === "cancelled") return succeed("cancelled");
  const sink = picked.value;
  const reader = content.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const written = await sink.write(ownBytes(value));
    if (!written.ok) {
      await sink.abort();
      return fail(written.error.kind);
    }
  }
  const closed = await sink.close();
  return closed.ok ? succeed("saved") : fail(closed.error.kind);
}

/** Bytes given to the machine at once. */
const pieceBytes = 1 << 20;

/** Saves bytes that are in the clear, without a Blob, which a browser may write to a disk of its own choice. */
export async function saveInClear(offer: FileOffer, bytes: Bytes): Promise<Saved> {
  const picked = await host().saveFile(offer);
  if (!picked.ok) return picked;
  if (picked.value === "cancelled") return succeed("cancelled");
  const sink = picked.value;
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const written = await sink.write(bytes.slice(at, at + pieceBytes));
    if (written.ok) continue;
    await sink.abort();
    return fail(written.error.kind);
  }
  const closed = await sink.close();
  return closed.ok ? succeed("saved") : fail(closed.error.kind);
}

/** Saves a few bytes that are already here. */
export function saveBytes(offer: FileOffer, bytes: Bytes): Promise<Saved> {
  return saveFile(offer, new Blob([bytes], { type: offer.mediaType }));
}

/** A chunk that owns an ordinary buffer, as the host's door takes it. */
function ownBytes(chunk: Uint8Array): Bytes {
  return chunk.buffer instanceof ArrayBuffer ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength) : new Uint8Array(chunk);
}
