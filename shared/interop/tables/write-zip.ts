import { type Bytes, concatBytes, utf8ToBytes } from "../../kernel/bytes.ts";

/** One file of an archive. */
export interface ZipPart {
  readonly name: string;
  readonly pieces: Iterable<string>;
}

interface Written {
  readonly name: Bytes;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

const deflated = 8;
/** Sizes stand behind the data; names are UTF-8. */
const flags = 0x0808;
const version = 20;
/** 1 January 1980, the first day the format knows: the same table gives the same bytes. */
const noDay = 0x21;
const mostBytes = 2 ** 32 - 1;

/**
 * A ZIP archive of texts, deflated by the platform and given as it is made; nothing is held but the directory.
 * Throws  RangeError above 4 GB, which needs another form of the format than we write.
 * Source  APPNOTE.TXT 6.3 of PKWARE
 */
export async function* writeZip(parts: Iterable<ZipPart>): AsyncGenerator<Bytes, void, void> {
  const directory: Written[] = [];
  let at = 0;
  for (const { name: title, pieces } of parts) {
    const name = utf8ToBytes(title);
    const begun = at;
    const sum = { crc: 0xffffffff, size: 0 };
    const head = concatBytes(local(name), name);
    yield head;
    let packed = 0;
    for await (const piece of deflate(counted(pieces, sum))) {
      packed += piece.length;
      yield piece;
    }
    const written = { name, crc: ~sum.crc >>> 0, packed, size: sum.size, at: begun };
    yield numbers([4, 0x08074b50], [4, written.crc], [4, packed], [4, sum.size]);
    at += head.length + packed + 16;
    if (at > mostBytes || sum.size > mostBytes) throw new RangeError("an archive of this form is at most 4 GB");
    directory.push(written);
  }
  const listed = concatBytes(...directory.flatMap((entry) => [central(entry), entry.name]));
  yield listed;
  yield numbers([4, 0x06054b50], [2, 0], [2, 0], [2, directory.length], [2, directory.length], [4, listed.length], [4, at], [2, 0]);
}

const local = (name: Bytes): Bytes =>
  numbers([4, 0x04034b50], [2, version], [2, flags], [2, deflated], [2, 0], [2, noDay], [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]);

const central = ({ name, crc, packed, size, at }: Written): Bytes =>
  numbers(
    [4, 0x02014b50],
    [2, version],
    [2, version],
    [2, flags],
    [2, deflated],
    [2, 0],
    [2, noDay],
    [4, crc],
    [4, packed],
    [4, size],
    [2, name.length],
    ...Array.from({ length: 4 }, () => [2, 0] as const),
    [4, 0],
    [4, at],
  );

/** Numbers of so many bytes, the lowest byte first. */
function numbers(...all: readonly (readonly [bytes: 2 | 4, value: number])[]): Bytes {
  const bytes = new Uint8Array(all.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of all) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

function* counted(pieces: Iterable<string>, sum: { crc: number; size: number }): IterableIterator<Bytes> {
  for (const piece of pieces) {
    const bytes = utf8ToBytes(piece);
    sum.crc = crcOn(sum.crc, bytes);
    sum.size += bytes.length;
    yield bytes;
  }
}

async function* deflate(pieces: Iterable<Bytes>): AsyncGenerator<Bytes, void, void> {
  const { writable, readable } = new CompressionStream("deflate-raw");
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const feed = async (): Promise<void> => {
    try {
      for (const piece of pieces) await writer.write(piece);
      await writer.close();
    } catch (error) {
      // What the rows could not give ends the archive too: the reader below fails with it.
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
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** CRC-32 of IEEE 802.3, before its last inversion, carried on over more bytes. */
function crcOn(before: number, bytes: Bytes): number {
  let crc = before;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return crc;
}
