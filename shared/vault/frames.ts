import { type Bytes, concatBytes } from "../kernel/bytes.ts";
import { deflate, inflate } from "./deflate.ts";

/** Bytes of entries one box holds, at most, before packing: a long entry runs over several boxes. */
export const boxContentBytes = 1_048_576;
const lengthBytes = 4;
const plain = 0;
const deflated = 1;

/** Entries as one stream of frames (4-byte big-endian length ‖ bytes), cut into pieces for boxes. */
export function entriesToPieces(entries: readonly Bytes[]): readonly Bytes[] {
  const stream = concatBytes(...entries.flatMap((entry) => [lengthOf(entry), entry]));
  return Array.from({ length: Math.ceil(stream.length / boxContentBytes) }, (_, i) => stream.slice(i * boxContentBytes, (i + 1) * boxContentBytes));
}

/** Bytes an entry takes in a box. */
export const frameBytes = (entry: Bytes): number => lengthBytes + entry.length;

function lengthOf(entry: Bytes): Bytes {
  const bytes = new Uint8Array(lengthBytes);
  new DataView(bytes.buffer).setUint32(0, entry.length);
  return bytes;
}

/** A piece of so many bytes is not packed: what a person waits for takes longer by it than it is worth; it is packed when small boxes are united. */
const tooSmallToPack = 2_048;

/** A piece that does not become shorter by half is not packed either: reading it takes no longer than unpacking it would. */
const isWorthPacking = (packed: Bytes, piece: Bytes): boolean => 2 * packed.length <= piece.length;

/** What a box seals: 1 ‖ raw DEFLATE of the piece, or 0 ‖ the piece where packing is not worth it. */
export async function packPiece(piece: Bytes): Promise<Bytes> {
  if (piece.length <= tooSmallToPack) return concatBytes(new Uint8Array([plain]), piece);
  const packed = await deflate(piece);
  return isWorthPacking(packed, piece) ? concatBytes(new Uint8Array([deflated]), packed) : concatBytes(new Uint8Array([plain]), piece);
}

/** The piece, or null when it is not one of ours. */
export async function unpackPiece(packed: Bytes): Promise<Bytes | null> {
  if (packed[0] === deflated) return inflate(packed.subarray(1), boxContentBytes);
  return packed[0] === plain && packed.length <= 1 + boxContentBytes ? packed.subarray(1) : null;
}

/** Puts entries together again from pieces in order. */
export class FrameReader {
  /** What is not read yet. */
  #parts: Bytes[] = [];
  #held = 0;
  /** The length of the entry in front; null while it is not known. */
  #length: number | null = null;

  /** The entries this piece completes, each bytes of its own. */
  push(piece: Bytes): readonly Bytes[] {
    if (piece.length > 0) this.#parts.push(piece);
    this.#held += piece.length;
    const entries: Bytes[] = [];
    for (let entry = this.#next(); entry !== null; entry = this.#next()) entries.push(entry);
    return entries;
  }

  /** Whether no entry is half read. */
  get isComplete(): boolean {
    return this.#held === 0 && this.#length === null;
  }

  #next(): Bytes | null {
    if (this.#length === null) {
      if (this.#held < lengthBytes) return null;
      this.#length = new DataView(this.#take(lengthBytes).buffer).getUint32(0);
    }
    if (this.#held < this.#length) return null;
    const entry = this.#take(this.#length);
    this.#length = null;
    return entry;
  }

  #take(count: number): Bytes {
    const taken = new Uint8Array(count);
    for (let at = 0; at < count; ) {
      const part = this.#parts[0] ?? taken;
      const some = part.subarray(0, count - at);
      taken.set(some, at);
      at += some.length;
      if (some.length === part.length) this.#parts.shift();
      else this.#parts[0] = part.subarray(some.length);
    }
    this.#held -= count;
    return taken;
  }
}
