import type { Bytes } from "../kernel/bytes.ts";
import type { ByteLine } from "./model.ts";

const width = 16;

/** Lines of sixteen bytes from one on. */
export function byteLines(bytes: Bytes, from: number, count: number): readonly ByteLine[] {
  const lines: ByteLine[] = [];
  for (let at = Math.max(0, from) * width; at < bytes.length && lines.length < count; at += width) {
    lines.push({ offset: at, bytes: bytes.slice(at, at + width) });
  }
  return lines;
}
