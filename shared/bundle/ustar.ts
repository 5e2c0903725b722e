import { areBytesEqual, bytesToUtf8, type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";

export const tarBlockBytes = 512;
/** 11 octal digits. */
const largestEntry = 8 ** 11 - 1;

/** A file of the archive: `content` looks into the archive's own bytes. */
export interface TarEntry {
  readonly name: string;
  readonly content: Bytes;
}

/**
 * The header block of a plain file: POSIX ustar, mode 0644, owner 0, no extensions.
 *
 * Takes   an ASCII name of at most 100 bytes; the time in whole seconds since 1970.
 * Source  POSIX.1-2017 pax, "ustar Interchange Format"
 */
export function encodeTarHeader(name: string, sizeBytes: number, modifiedSeconds: number): Bytes {
  invariant(/^[\x21-\x7e]{1,100}$/.test(name), "an archive name is ASCII of at most 100 bytes");
  invariant(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0 && sizeBytes <= largestEntry, "an archive entry fits 11 octal digits");
  const block = new Uint8Array(tarBlockBytes);
  const put = (at: number, text: string): void => block.set(utf8ToBytes(text), at);
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");
  put(0, name);
  put(100, "0000644\0");
  put(108, "0000000\0");
  put(116, "0000000\0");
  put(124, `${octal(sizeBytes, 11)}\0`);
  put(136, `${octal(modifiedSeconds, 11)}\0`);
  put(148, "        ");
  put(156, "0");
  put(257, "ustar\x0000");
  put(
    148,
    `${octal(
      block.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
  );
  return block;
}

/** Zeros up to the next block. */
export function tarPadding(sizeBytes: number): Bytes {
  return new Uint8Array((tarBlockBytes - (sizeBytes % tarBlockBytes)) % tarBlockBytes);
}

/** Bytes of one entry in the archive. */
export function tarEntryBytes(sizeBytes: number): number {
  return tarBlockBytes + Math.ceil(sizeBytes / tarBlockBytes) * tarBlockBytes;
}

/**
 * Reads an archive somebody else wrote. Every header must be, byte for byte, the one `encodeTarHeader` writes for its name, size and time: links,
 * devices, long names, other archivers' extensions, wrong checksums and every second way to say a size are refused by this one rule.
 *
 * Gives   entries in order; names are unique. The archive ends with two zero blocks, and only zeros may follow.
 * Fails   `bad-archive`; `where` is "entry <n>".
 */
export function readTar(archive: Bytes, mostEntries: number): Result<readonly TarEntry[], Failure<"bad-archive">> {
  const entries: TarEntry[] = [];
  const names = new Set<string>();
  let at = 0;
  for (;;) {
    const block = archive.subarray(at, at + tarBlockBytes);
    const where = `entry ${entries.length + 1}`;
    if (block.length < tarBlockBytes || entries.length > mostEntries) return fail("bad-archive", where);
    if (block[0] === 0) break;
    const header = readHeader(block);
    if (header === null || names.has(header.name)) return fail("bad-archive", where);
    const start = at + tarBlockBytes;
    const end = start + header.sizeBytes;
    const next = at + tarEntryBytes(header.sizeBytes);
    if (next > archive.length || !areZeros(archive, end, next)) return fail("bad-archive", where);
    entries.push({ name: header.name, content: archive.subarray(start, end) });
    names.add(header.name);
    at = next;
  }
  const isEnd = archive.length - at >= 2 * tarBlockBytes && areZeros(archive, at, archive.length);
  return isEnd ? succeed(entries) : fail("bad-archive", "end");
}

function readHeader(block: Bytes): { readonly name: string; readonly sizeBytes: number } | null {
  const name = bytesToUtf8(block.subarray(0, 100))?.replace(/\0*$/, "");
  const [sizeBytes, seconds] = [readOctal(block, 124), readOctal(block, 136)];
  if (name === undefined || !/^[\x21-\x7e]{1,100}$/.test(name) || sizeBytes === null || seconds === null) return null;
  return areBytesEqual(encodeTarHeader(name, sizeBytes, seconds), block) ? { name, sizeBytes } : null;
}

function readOctal(block: Bytes, at: number): number | null {
  const text = bytesToUtf8(block.subarray(at, at + 11));
  return text !== null && /^[0-7]{11}$/.test(text) ? Number.parseInt(text, 8) : null;
}

function areZeros(bytes: Bytes, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== 0) return false;
  return true;
}
