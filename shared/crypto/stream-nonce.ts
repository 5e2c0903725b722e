import type { Bytes } from "../kernel/bytes.ts";

/**
 * The nonce of one piece of a sealed stream (STREAM, as age has it): 11 bytes of its number, big-endian, and one that marks the last. A key is of one
 * stream, so no nonce comes twice under it.
 */
export function streamNonce(index: number, isLast: boolean): Bytes {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint32(3, Math.floor(index / 2 ** 32));
  view.setUint32(7, index % 2 ** 32);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
