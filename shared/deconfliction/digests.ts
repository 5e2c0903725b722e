import { bytesToHex, type Bytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/ports.ts";
import { digestBytes, fewestDigests, mostDigests } from "./model.ts";

/** The number of digests a question of so many is padded to: a power of two from 64 on. */
export function paddedCount(count: number): number {
  let padded = fewestDigests;
  while (padded < count) padded *= 2;
  return padded;
}

/** Puts digests among random ones, each once, ascending: neither order nor exact number tells anything. */
export function packDigests(digests: readonly Bytes[], count: number, random: Random): Bytes {
  const byText = new Map(digests.map((digest) => [bytesToHex(digest), digest]));
  invariant(byText.size <= count, "there is room for every digest");
  while (byText.size < count) {
    const digest = random.bytes(digestBytes);
    byText.set(bytesToHex(digest), digest);
  }
  const packed = new Uint8Array(count * digestBytes);
  for (const [i, text] of [...byText.keys()].sort().entries()) packed.set(byText.get(text) ?? [], i * digestBytes);
  return packed;
}

/** The digests of a file as text; null unless they are a power of two within limits, each once, ascending. */
export function unpackDigests(packed: Bytes): readonly string[] | null {
  const count = packed.length / digestBytes;
  if (!Number.isInteger(count) || count < fewestDigests || count > mostDigests || count !== paddedCount(count)) return null;
  const texts = Array.from({ length: count }, (_, i) => bytesToHex(packed.subarray(i * digestBytes, (i + 1) * digestBytes)));
  return texts.every((text, i) => i === 0 || text > (texts[i - 1] ?? "")) ? texts : null;
}
