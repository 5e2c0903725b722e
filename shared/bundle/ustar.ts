import { areBytesEqual, bytesToUtf8, type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { type Failure, type Result, succeed } from "../kernel/result.ts";

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

export interface TarHeader {
  readonly name: string;
  readonly sizeBytes: number;
  /** Where its content begins in the archive. */
  readonly at: number;
}

/** Takes the files of an archive as they come. A problem ends the reading. */
export interface TarSink<Problem> {
  begin(header: TarHeader): Promise<Problem | null> | Problem | null;
  /** A part of the file that was begun last; never empty. The bytes are looked at now or copied: their buffer is used again. */
  take(piece: Bytes): Promise<void> | void;
  end(): Promise<Problem | null> | Problem | null;
}

type TarProblem = Failure<"bad-archive">;
const badArchive = (where: string): TarProblem => ({ kind: "bad-archive", where });

/**
 * Reads an archive somebody else wrote, as its bytes come. Every header must be, byte for byte, the one `encodeTarHeader` writes for its name, size and
 * time: links, devices, long names, other archivers' extensions, wrong checksums and every second way to say a size are refused by this one rule.
 *
 * Takes   entries in order; names are unique. The archive ends with two zero blocks, and only zeros may follow.
 * Fails   `bad-archive`; `where` is "entry <n>" or "end". What `sink` says.
 */
export class TarReader<Problem> {
  readonly #sink: TarSink<Problem>;
  readonly #mostEntries: number;
  readonly #names = new Set<string>();
  readonly #block = new Uint8Array(tarBlockBytes);
  #state: "header" | "content" | "padding" | "end" = "header";
  /** Bytes of the header gathered, or zeros seen behind the last file. */
  #gathered = 0;
  /** Bytes still to come of the content, or of the padding. */
  #left = 0;
  #padding = 0;
  #at = 0;
  #contentBytes = 0;

  constructor(sink: TarSink<Problem>, mostEntries: number) {
    this.#sink = sink;
    this.#mostEntries = mostEntries;
  }

  /** Takes the next bytes; the first problem, or null. After one, nothing more is to be fed. */
  async feed(bytes: Bytes): Promise<Problem | TarProblem | null> {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + this.#wanted(bytes.length - at));
      at += part.length;
      this.#at += part.length;
      const problem = await this.#take(part);
      if (problem !== null) return problem;
    }
    return null;
  }

  /** Bytes of all files with their headers and padding, once the end was reached. */
  get contentBytes(): number {
    return this.#contentBytes;
  }

  /** After the last byte. */
  finish(): TarProblem | null {
    if (this.#state === "end") return this.#gathered >= 2 * tarBlockBytes ? null : badArchive("end");
    return badArchive(this.#state === "header" ? this.#next() : this.#current());
  }

  #wanted(most: number): number {
    if (this.#state === "end") return most;
    return Math.min(most, this.#state === "header" ? tarBlockBytes - this.#gathered : this.#left);
  }

  #current(): string {
    return `entry ${this.#names.size}`;
  }

  #next(): string {
    return `entry ${this.#names.size + 1}`;
  }

  async #take(part: Bytes): Promise<Problem | TarProblem | null> {
    if (this.#state === "header") return this.#takeHeader(part);
    if (this.#state === "end") {
      this.#gathered += part.length;
      return areZeros(part) ? null : badArchive("end");
    }
    this.#left -= part.length;
    if (this.#state === "padding" && !areZeros(part)) return badArchive(this.#current());
    if (this.#state === "content") await this.#sink.take(part);
    return this.#left === 0 ? this.#endPart() : null;
  }

  async #takeHeader(part: Bytes): Promise<Problem | TarProblem | null> {
    this.#block.set(part, this.#gathered);
    this.#gathered += part.length;
    if (this.#gathered < tarBlockBytes) return null;
    if (this.#block[0] === 0) {
      this.#state = "end";
      this.#contentBytes = this.#at - tarBlockBytes;
      return areZeros(this.#block) ? null : badArchive("end");
    }
    this.#gathered = 0;
    const header = readHeader(this.#block);
    if (header === null || this.#names.has(header.name) || this.#names.size >= this.#mostEntries) return badArchive(this.#next());
    const problem = await this.#sink.begin({ ...header, at: this.#at });
    if (problem !== null) return problem;
    this.#names.add(header.name);
    this.#left = header.sizeBytes;
    this.#padding = tarPadding(header.sizeBytes).length;
    this.#state = "content";
    return this.#left === 0 ? this.#endPart() : null;
  }

  /** Content, then padding, then the next header. */
  async #endPart(): Promise<Problem | null> {
    const isContent = this.#state === "content";
    this.#left = isContent ? this.#padding : 0;
    this.#state = isContent && this.#padding > 0 ? "padding" : "header";
    return isContent ? this.#sink.end() : null;
  }
}

/** Reads a whole archive that lies in memory (`TarReader`). */
export async function readTar(archive: Bytes, mostEntries: number): Promise<Result<readonly TarEntry[], TarProblem>> {
  const entries: TarEntry[] = [];
  const reader = new TarReader<TarProblem>(
    {
      begin: ({ name, sizeBytes, at }) => {
        entries.push({ name, content: archive.subarray(at, at + sizeBytes) });
        return null;
      },
      take: () => undefined,
      end: () => null,
    },
    mostEntries,
  );
  const problem = (await reader.feed(archive)) ?? reader.finish();
  return problem === null ? succeed(entries) : { ok: false, error: problem };
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

function areZeros(bytes: Bytes): boolean {
  // A loop: a call for each byte is many times slower.
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0) return false;
  return true;
}
