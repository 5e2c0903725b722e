import { BlobReader } from "../kernel/blob-reader.ts";
import type { Bytes } from "../kernel/bytes.ts";

/** A file's bytes from its beginning, as often as asked: most files are read twice, and none is held whole. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** Up to a megabyte at a time; a piece is good until the next is asked for. Throws when the file can no longer be read. */
  pieces(): AsyncIterable<Bytes>;
  /** The same of the bytes from `from` up to `to`, for files that say at their end where their parts are. */
  part(from: number, to: number): AsyncIterable<Bytes>;
}

const pieceBytes = 2 ** 20;

/** A file as a person chose it. */
export function sourceOfBlob(blob: Blob): ByteSource {
  return { sizeBytes: blob.size, pieces: () => blobPieces(blob), part: (from, to) => blobPieces(blob.slice(from, to)) };
}

/** Bytes that are in memory already: an exhibit, opened by the vault, never becomes a Blob (a browser may write one to the disk). */
export function sourceOfBytes(bytes: Bytes): ByteSource {
  return { sizeBytes: bytes.length, pieces: () => bytePieces(bytes), part: (from, to) => bytePieces(bytes.subarray(from, to)) };
}

/** The first bytes of a file, by which its kind is known. */
export async function headOf(source: ByteSource, count: number): Promise<Bytes> {
  for await (const piece of source.pieces()) return piece.slice(0, count);
  return new Uint8Array(0);
}

async function* blobPieces(blob: Blob): AsyncGenerator<Bytes, void, void> {
  const reader = new BlobReader(blob);
  try {
    for (let buffer = new Uint8Array(pieceBytes); ; ) {
      const piece = await reader.fill(buffer);
      if (piece.length === 0) return;
      yield piece;
      buffer = new Uint8Array(piece.buffer);
    }
  } finally {
    reader.stop();
  }
}

async function* bytePieces(bytes: Bytes): AsyncGenerator<Bytes, void, void> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
