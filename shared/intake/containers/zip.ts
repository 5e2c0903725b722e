import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import type { Bytes } from "../../kernel/bytes.ts";
import type { IntakeError } from "../model.ts";

/** One file of an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  /** Where its local header begins. */
  readonly at: number;
}

const mostEntries = 5000;
const mostDirectoryBytes = 2 ** 22;
/** An archive may unpack to so much, and to so many times its own size: a bomb is refused by what it says of itself, before memory is taken. */
const freeBytes = 32 * 2 ** 20;
const mostTimes = 50;
const longestComment = 0xffff;
const endBytes = 22;

/**
 * The files of a ZIP archive, by their names.
 *
 * Fails   `broken-archive` when it is none or is cut; `encrypted`; `too-complex` when it holds more files, or unpacks to more, than we read.
 * Source  APPNOTE.TXT 6.3 of PKWARE. Archives above 4 GB (ZIP64) are larger than any file we read.
 */
export async function readZip(source: ByteSource): Promise<Result<ReadonlyMap<string, ZipEntry>, IntakeError>> {
  const tailFrom = Math.max(0, source.sizeBytes - endBytes - longestComment);
  const tail = await bytesOf(source, tailFrom, source.sizeBytes);
  const end = endOf(tail);
  if (end === null) return fail("broken-archive");
  const view = viewOf(tail);
  const [count, size, from] = [view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  if (count > mostEntries || size > mostDirectoryBytes) return fail("too-complex");
  if (from + size > source.sizeBytes) return fail("broken-archive");
  return entriesOf(await bytesOf(source, from, from + size), count, source.sizeBytes);
}

function endOf(tail: Bytes): number | null {
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (tail[at] === 0x50 && tail[at + 1] === 0x4b && tail[at + 2] === 5 && tail[at + 3] === 6) return at;
  }
  return null;
}

function entriesOf(directory: Bytes, count: number, archiveBytes: number): Result<ReadonlyMap<string, ZipEntry>, IntakeError> {
  const view = viewOf(directory);
  const decoder = new TextDecoder();
  const entries = new Map<string, ZipEntry>();
  let unpacked = 0;
  let at = 0;
  for (let each = 0; each < count; each++) {
    if (at + 46 > directory.length || view.getUint32(at, true) !== 0x02014b50) return fail("broken-archive");
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const lengths = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const name = decoder.decode(directory.subarray(at + 46, at + 46 + (lengths[0] ?? 0)));
    const entry = {
      name,
      isDeflated: method === 8,
      packedBytes: view.getUint32(at + 20, true),
      sizeBytes: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    };
    if ((flags & 1) !== 0) return fail("encrypted");
    if (method !== 0 && method !== 8) return fail("broken-archive");
    unpacked += entry.sizeBytes;
    entries.set(name, entry);
    at += 46 + lengths.reduce((sum, length) => sum + length, 0);
  }
  return unpacked > freeBytes + mostTimes * archiveBytes ? fail("too-complex") : succeed(entries);
}

/** What an entry holds, as it is unpacked. Never gives more than the archive says. The first failure is the last item. */
export async function* unpack(source: ByteSource, entry: ZipEntry): AsyncGenerator<Result<Bytes, IntakeError>, void, void> {
  const head = await bytesOf(source, entry.at, entry.at + 30);
  const view = viewOf(head);
  if (head.length < 30 || view.getUint32(0, true) !== 0x04034b50) return yield fail("broken-archive");
  const from = entry.at + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  if (from + entry.packedBytes > source.sizeBytes) return yield fail("broken-archive");
  const packed = source.part(from, from + entry.packedBytes);
  let size = 0;
  try {
    for await (const piece of entry.isDeflated ? inflate(packed) : packed) {
      size += piece.length;
      if (size > entry.sizeBytes) return yield fail("broken-archive");
      yield succeed(piece);
    }
  } catch (error) {
    // The platform throws on bytes that do not unpack; a file that can no longer be read throws another.
    if (!(error instanceof TypeError)) throw error;
    return yield fail("broken-archive");
  }
  if (size !== entry.sizeBytes) yield fail("broken-archive");
}

async function* inflate(packed: AsyncIterable<Bytes>): AsyncGenerator<Bytes, void, void> {
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  let trouble: unknown = null;
  const feed = async (): Promise<void> => {
    try {
      for await (const piece of packed) await writer.write(piece);
      await writer.close();
    } catch (error) {
      trouble = error;
      // What could not be read is not unpacked further; what does not unpack has ended the stream already.
      await writer.abort(error).catch(() => undefined);
    }
  };
  const fed = feed();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
    await fed;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (trouble !== null) throw trouble;
}

const viewOf = (bytes: Bytes): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

async function bytesOf(source: ByteSource, from: number, to: number): Promise<Bytes> {
  const whole = new Uint8Array(Math.max(0, Math.min(to, source.sizeBytes) - from));
  let at = 0;
  for await (const piece of source.part(from, from + whole.length)) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
