import { BlobReader } from "../kernel/blob-reader.ts";
import { type Bytes, freeBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { type AgeError, type AgeLock, type AgeSecret, openHeader, sealHeader, type SealKind } from "./age-header.ts";
import { type PieceCipher, startPlatformCipher, type StartPieceCipher } from "./piece-cipher.ts";
import { streamNonce } from "./stream-nonce.ts";

/** age cuts the plain text into pieces of so many bytes, each sealed with a tag of 16. */
const pieceBytes = 64 * 1024;
const tagBytes = 16;
const sealedPieceBytes = pieceBytes + tagBytes;
const nonceBytes = 16;
/** A file is asked for a megabyte at a time: each asking costs a browser more than a piece. */
const piecesPerRead = 16;
/** Plain texts we write are whole blocks of so many bytes (tar). */
const blockBytes = 512;

/**
 * Encrypts to every recipient, or under a passphrase: an age v1 file, as its pieces come.
 *
 * Takes   1 to 64 recipients ("age1…", all of one kind) or a passphrase; plain bytes in pieces of any size.
 * Gives   header, nonce and sealed pieces of 64 KiB, each in a buffer of its own: free it when it is used (`freeBytes`). Holds a piece.
 * Source  C2SP age §Payload; C2SP STREAM construction with ChaCha20-Poly1305 (RFC 8439), by WebCrypto when `startCipher` is left out. Any `age` opens it.
 */
export async function* encryptTo(
  lock: AgeLock,
  plain: AsyncIterable<Bytes>,
  random: Random,
  startCipher: StartPieceCipher = startPlatformCipher,
): AsyncGenerator<Bytes, void, void> {
  const { header, fileKey } = await sealHeader(lock);
  const nonce = random.bytes(nonceBytes);
  invariant(nonce.length === nonceBytes, "a payload nonce is 16 bytes");
  const cipher = await startCipher(await payloadKey(fileKey, nonce));
  yield header;
  yield nonce;
  const gathered = new Uint8Array(pieceBytes);
  let [used, index] = [0, 0];
  for await (const bytes of plain) {
    for (let at = 0; at < bytes.length; ) {
      // What is full is sealed only when more comes: the last piece is sealed as the last.
      if (used === pieceBytes) {
        yield await cipher.seal(streamNonce(index++, false), gathered);
        used = 0;
      }
      const taken = Math.min(pieceBytes - used, bytes.length - at);
      gathered.set(bytes.subarray(at, at + taken), used);
      used += taken;
      at += taken;
    }
  }
  yield await cipher.seal(streamNonce(index, true), gathered.subarray(0, used));
}

/** Bytes of plain text in pieces; the first failure is the last item. */
export type PlainPieces = AsyncIterable<Result<Bytes, AgeError>>;

/** A file that opens with our secret. Each piece is authentic when it is given; the whole is, once `pieces` has ended without a failure. */
export interface AgeFile {
  /** Bytes of plain text. */
  readonly sizeBytes: number;
  readonly sealedAs: SealKind;
  /** From the first to the last, 64 KiB at a time; each in a buffer of its own, which whoever uses it up frees (`freeBytes`). */
  pieces(): PlainPieces;
  /** A part of the plain text. Reads and opens the pieces it lies in, and no others. */
  read(from: number, until: number): Promise<Result<Bytes, AgeError>>;
}

/**
 * Opens a file with our identity ("AGE-SECRET-KEY-1…"), one of several, or a passphrase. The last piece is checked first, so a cut or lengthened file
 * gives no plain text at all; still nothing counts as read until the iteration has ended without a failure.
 *
 * Takes   `isWholeSize`: whether a plain text may be of so many bytes. It tells a cut from a damage in the last piece; any size when left out.
 * Fails   see AgeError.
 * Cost    holds a megabyte, besides what is given and not freed.
 */
export async function openAge(
  secret: AgeSecret,
  file: Blob,
  isWholeSize: IsWholeSize = () => true,
  startCipher: StartPieceCipher = startPlatformCipher,
): Promise<Result<AgeFile, AgeError>> {
  const opened = await openHeader(secret, file);
  if (!opened.ok) return opened;
  const { headerBytes, fileKey, sealedAs } = opened.value;
  const nonce = new Uint8Array(await file.slice(headerBytes, headerBytes + nonceBytes).arrayBuffer());
  const payload = file.slice(headerBytes + nonceBytes);
  if (nonce.length < nonceBytes || payload.size < tagBytes) return fail("cut-off");
  const cipher = await startCipher(await payloadKey(fileKey, nonce));
  const count = Math.ceil(payload.size / sealedPieceBytes);
  const problem = await checkLast(cipher, payload, count - 1, isWholeSize);
  if (problem !== null) return { ok: false, error: problem };
  return succeed({
    sizeBytes: payload.size - count * tagBytes,
    sealedAs,
    pieces: () => plainPieces(cipher, payload, count),
    read: (from, until) => readPart(cipher, payload, count, from, until),
  });
}

/** The plain text of a file as it opens (`openAge`). */
export async function decryptWith(secret: AgeSecret, file: Blob, isWholeSize?: IsWholeSize): Promise<Result<PlainPieces, AgeError>> {
  const opened = await openAge(secret, file, isWholeSize);
  return opened.ok ? succeed(opened.value.pieces()) : opened;
}

/** The whole plain text, or nothing. Holds it once: a sealed file is a little longer than what is in it. */
export async function decryptAll(secret: AgeSecret, file: Blob, isWholeSize?: IsWholeSize): Promise<Result<Bytes, AgeError>> {
  const pieces = await decryptWith(secret, file, isWholeSize);
  if (!pieces.ok) return pieces;
  const whole = new Uint8Array(file.size);
  let used = 0;
  for await (const piece of pieces.value) {
    if (!piece.ok) return piece;
    whole.set(piece.value, used);
    used += piece.value.length;
  }
  return succeed(whole.subarray(0, used));
}

async function* plainPieces(cipher: PieceCipher, payload: Blob, count: number): AsyncGenerator<Result<Bytes, AgeError>, void, void> {
  const reader = new BlobReader(payload);
  let buffer = new Uint8Array(piecesPerRead * sealedPieceBytes);
  try {
    for (let index = 0; index < count; ) {
      const read = await reader.fill(buffer);
      for (let at = 0; at < read.length; at += sealedPieceBytes, index++) {
        const plain = await openPiece(cipher, index, index === count - 1, read.subarray(at, at + sealedPieceBytes));
        if (plain === null) return yield fail("damaged", `piece ${index + 1}`);
        yield succeed(plain);
      }
      // The file was longer when it was opened.
      if (read.length === 0) return yield fail("cut-off");
      buffer = new Uint8Array(read.buffer);
    }
  } finally {
    reader.stop();
  }
}

async function readPart(cipher: PieceCipher, payload: Blob, count: number, from: number, until: number): Promise<Result<Bytes, AgeError>> {
  if (until <= from) return succeed(new Uint8Array(0));
  const [first, end] = [Math.floor(from / pieceBytes), Math.min(count, Math.ceil(until / pieceBytes))];
  const read = new Uint8Array(await payload.slice(first * sealedPieceBytes, end * sealedPieceBytes).arrayBuffer());
  const part = new Uint8Array(until - from);
  for (let index = first; index < end; index++) {
    const at = (index - first) * sealedPieceBytes;
    const plain = await openPiece(cipher, index, index === count - 1, read.subarray(at, at + sealedPieceBytes));
    if (plain === null) return fail("damaged", `piece ${index + 1}`);
    const start = index * pieceBytes - from;
    part.set(plain.subarray(Math.max(0, -start), until - from - start), Math.max(0, start));
    freeBytes(plain);
  }
  freeBytes(read);
  return succeed(part);
}

type IsWholeSize = (bytes: number) => boolean;

/** Null when the last piece is authentic as the last; otherwise what became of the end of the file. */
async function checkLast(cipher: PieceCipher, payload: Blob, last: number, isWholeSize: IsWholeSize): Promise<AgeError | null> {
  const sealed = await readPiece(payload, last);
  const plain = await openPiece(cipher, last, true, sealed);
  // Only an empty file may have an empty last piece.
  if (plain !== null && (plain.length > 0 || last === 0)) return null;
  const isPossibleSize = sealed.length > tagBytes && isWholeSize(last * pieceBytes + sealed.length - tagBytes);
  for (let index = last; index >= 0; index--) {
    const piece = index === last ? sealed : await readPiece(payload, index);
    if ((await openPiece(cipher, index, false, piece)) !== null) break;
    if ((index < last && (await openPiece(cipher, index, true, piece)) !== null) || (await endsInside(cipher, index, piece, isWholeSize))) {
      return { kind: "damaged", where: "after-end" };
    }
    if (isPossibleSize) return { kind: "damaged", where: `piece ${index + 1}` };
  }
  return { kind: "cut-off" };
}

/** Whether this piece is the last one with something behind it. Tries whole blocks of possible sizes only: few, and never more than 128. */
async function endsInside(cipher: PieceCipher, index: number, sealed: Bytes, isWholeSize: IsWholeSize): Promise<boolean> {
  for (let plain = blockBytes; plain + tagBytes < sealed.length; plain += blockBytes) {
    if (isWholeSize(index * pieceBytes + plain) && (await openPiece(cipher, index, true, sealed.slice(0, plain + tagBytes))) !== null) return true;
  }
  return false;
}

async function readPiece(payload: Blob, index: number): Promise<Bytes> {
  return new Uint8Array(await payload.slice(index * sealedPieceBytes, (index + 1) * sealedPieceBytes).arrayBuffer());
}

const payloadInfo = utf8ToBytes("payload");

/** HKDF-SHA-256 of the file key, salted with the payload nonce. */
async function payloadKey(fileKey: Bytes, nonce: Bytes): Promise<Bytes> {
  const base = await crypto.subtle.importKey("raw", fileKey, "HKDF", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: nonce, info: payloadInfo }, base, 256));
}

/** The plain piece, or null when it does not verify. */
function openPiece(cipher: PieceCipher, index: number, isLast: boolean, sealed: Bytes): Promise<Bytes | null> {
  return sealed.length < tagBytes ? Promise.resolve(null) : cipher.open(streamNonce(index, isLast), sealed);
}
