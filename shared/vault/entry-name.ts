import { sha256Hex } from "../crypto/hash.ts";
import type { Bytes } from "../kernel/bytes.ts";

/** What an entry of a run is told by, whatever box it lies in: its SHA-256, hex. */
export const entryName = (entry: Bytes): string => sha256Hex(entry);
