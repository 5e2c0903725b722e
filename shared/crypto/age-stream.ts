import { type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { type AgeError, openHeader, sealHeader } from "./age-header.ts";
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
 * Encrypts to every recipient: an age v1 file, as its pieces come.
 *
 * Takes   1 to 64 recipients ("age1…", all of one kind); plain bytes in pieces of any size.
 * Gives   header, nonce and sealed pieces of 64 KiB. Holds one piece at a time; about 500 MiB/s in a worker.
 * Source  C2SP age §Payload; C2SP STREAM construction with ChaCha20-Poly1305 (RFC 8439) by WebCrypto. Any `age` program opens it.
 */
export async function* encryptTo(recipients: readonly string[], plain: AsyncIterable<Bytes>, random: Random): AsyncGenerator<Bytes, void, void> {
  const { header, fileKey } = await sealHeader(recipients);
  const nonce = random.bytes(nonceBytes);
  invariant(nonce.length === nonceBytes, "a payload nonce is 16 bytes");
  const key = await payloadKey(fileKey, nonce);
  yield header;
  yield nonce;
  const piece = new Uint8Array(pieceBytes);
  let used = 0;
  let index = 0;
  for await (const bytes of plain) {
    for (let at = 0; at < bytes.length; ) {
      // A full piece is sealed only when more comes: the last one is sealed as the last.
      if (used === pieceBytes) {
        yield await sealPiece(key, index++, false, piece);
        used = 0;
      }
      const taken = Math.min(pieceBytes - used, bytes.length - at);
      piece.set(bytes.subarray(at, at + taken), used);
      used += taken;
      at += taken;
    }
  }
  yield await sealPiece(key, index, true, piece.subarray(0, used));
}

/** Bytes of plain text in pieces; the first failure is the last item. */
export type PlainPieces = AsyncIterable<Result<Bytes, AgeError>>;

/**
 * Decrypts a file with our identity ("AGE-SECRET-KEY-1…"). The last piece is checked first, so a cut or lengthened file gives no plain text
 * at all; still nothing counts as read until the iteration has ended without a failure.
 *
 * Takes   `isWholeSize`: whether a plain text may be of so many bytes. It tells a cut from a damage in the last piece; any size when left out.
 * Fails   see AgeError.
 * Cost    about 500 MiB/s in a worker; holds a megabyte.
 */
export async function decryptWith(
  identity: string,
  file: Blob,
  isWholeSize: (bytes: number) => boolean = () => true,
): Promise<Result<PlainPieces, AgeError>> {
  const opened = await openHeader(identity, file);
  if (!opened.ok) return opened;
  const { headerBytes, fileKey } = opened.value;
  const nonce = new Uint8Array(await file.slice(headerBytes, headerBytes + nonceBytes).arrayBuffer());
  const payload = file.slice(headerBytes + nonceBytes);
  if (nonce.length < nonceBytes || payload.size < tagBytes) return fail("cut-off");
  const key = await payloadKey(fileKey, nonce);
  const count = Math.ceil(payload.size / sealedPieceBytes);
  const problem = await checkLast(key, payload, count - 1, isWholeSize);
  return problem === null ? succeed(plainPieces(key, payload, count)) : { ok: false, error: problem };
}

/** The whole plain text, or nothing. Holds it once: a sealed file is a little longer than what is in it. */
export async function decryptAll(identity: string, file: Blob, isWholeSize?: IsWholeSize): Promise<Result<Bytes, AgeError>> {
  const pieces = await decryptWith(identity, file, isWholeSize);
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

async function* plainPieces(key: CryptoKey, payload: Blob, count: number): AsyncGenerator<Result<Bytes, AgeError>, void, void> {
  for (let first = 0; first < count; first += piecesPerRead) {
    const start = first * sealedPieceBytes;
    const read = new Uint8Array(await payload.slice(start, start + piecesPerRead * sealedPieceBytes).arrayBuffer());
    for (let index = first; index < Math.min(count, first + piecesPerRead); index++) {
      const sealed = read.subarray((index - first) * sealedPieceBytes, (index - first + 1) * sealedPieceBytes);
      const plain = await openPiece(key, index, index === count - 1, sealed);
      if (plain === null) {
        yield fail("damaged", `piece ${index + 1}`);
        return;
      }
      yield succeed(plain);
    }
  }
}

type IsWholeSize = (bytes: number) => boolean;

/** Null when the last piece is authentic as the last; otherwise what became of the end of the file. */
async function checkLast(key: CryptoKey, payload: Blob, last: number, isWholeSize: IsWholeSize): Promise<AgeError | null> {
  const sealed = await readPiece(payload, last);
  const plain = await openPiece(key, last, true, sealed);
  // Only an empty file may have an empty last piece.
  if (plain !== null && (plain.length > 0 || last === 0)) return null;
  const isPossibleSize = sealed.length > tagBytes && isWholeSize(last * pieceBytes + sealed.length - tagBytes);
  for (let index = last; index >= 0; index--) {
    const piece = index === last ? sealed : await readPiece(payload, index);
    if ((await openPiece(key, index, false, piece)) !== null) break;
    if ((index < last && (await openPiece(key, index, true, piece)) !== null) || (await endsInside(key, index, piece, isWholeSize))) {
      return { kind: "damaged", where: "after-end" };
    }
    if (isPossibleSize) return { kind: "damaged", where: `piece ${index + 1}` };
  }
  return { kind: "cut-off" };
}

/** Whether this piece is the last one with something behind it. Tries whole blocks of possible sizes only: few, and never more than 128. */
async function endsInside(key: CryptoKey, index: number, sealed: Bytes, isWholeSize: IsWholeSize): Promise<boolean> {
  for (let plain = blockBytes; plain + tagBytes < sealed.length; plain += blockBytes) {
    if (isWholeSize(index * pieceBytes + plain) && (await openPiece(key, index, true, sealed.slice(0, plain + tagBytes))) !== null) return true;
  }
  return false;
}

async function readPiece(payload: Blob, index: number): Promise<Bytes> {
  return new Uint8Array(await payload.slice(index * sealedPieceBytes, (index + 1) * sealedPieceBytes).arrayBuffer());
}

const payloadInfo = utf8ToBytes("payload");

/** HKDF-SHA-256 of the file key, salted with the payload nonce. */
async function payloadKey(fileKey: Bytes, nonce: Bytes): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", fileKey, "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: nonce, info: payloadInfo };
  return crypto.subtle.deriveKey(derivation, base, { name: "ChaCha20-Poly1305" }, false, ["encrypt", "decrypt"]);
}

async function sealPiece(key: CryptoKey, index: number, isLast: boolean, plain: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: "ChaCha20-Poly1305", iv: streamNonce(index, isLast) }, key, plain));
}

/** The plain piece, or null when it does not verify. */
async function openPiece(key: CryptoKey, index: number, isLast: boolean, sealed: Bytes): Promise<Bytes | null> {
  if (sealed.length < tagBytes) return null;
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "ChaCha20-Poly1305", iv: streamNonce(index, isLast) }, key, sealed));
  } catch {
    return null;
  }
}
