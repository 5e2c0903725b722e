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

/** What a box seals: 1 ‖ raw DEFLATE of the piece, or 0 ‖ the piece where that is no longer, or where it is small. */
export async function packPiece(piece: Bytes): Promise<Bytes> {
  if (piece.length <= tooSmallToPack) return concatBytes(new Uint8Array([plain]), piece);
  const packed = await deflate(piece);
  return packed.length < piece.length ? concatBytes(new Uint8Array([deflated]), packed) : concatBytes(new Uint8Array([plain]), piece);
}

/** The piece, or null when it is not one of ours. */
export async function unpackPiece(packed: Bytes): Promise<Bytes | null> {
  if (packed[0] === deflated) return inflate(packed.slice(1), boxContentBytes);
  return packed[0] === plain && packed.length <= 1 + boxContentBytes ? packed.slice(1) : null;
}

/** Puts entries together again from pieces in order. */
export class FrameReader {
  #parts: Bytes[] = [];
  #held = 0;
  #needed = lengthBytes;

  /** The entries this piece completes. */
  push(piece: Bytes): readonly Bytes[] {
    this.#parts.push(piece);
    this.#held += piece.length;
    if (this.#held < this.#needed) return [];
    let stream = concatBytes(...this.#parts);
    const entries: Bytes[] = [];
    for (let length = frameLength(stream); stream.length >= length; length = frameLength(stream)) {
      entries.push(stream.slice(lengthBytes, length));
      stream = stream.subarray(length);
    }
    [this.#parts, this.#held, this.#needed] = [[stream], stream.length, frameLength(stream)];
    return entries;
  }

  /** Whether no entry is half read. */
  get isComplete(): boolean {
    return this.#held === 0;
  }
}

function frameLength(stream: Bytes): number {
  return stream.length < lengthBytes ? lengthBytes : lengthBytes + new DataView(stream.buffer, stream.byteOffset, lengthBytes).getUint32(0);
}
