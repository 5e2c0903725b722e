import { sha256 } from "../crypto/hash.ts";
import {
  deriveSegmentKey,
  openSegment,
  sealedSegmentBytes,
  sealSegment,
  type SegmentKey,
  segmentBytes,
  segmentCheckBytes,
  segmentSaltBytes,
  segmentTagBytes,
} from "../crypto/segments.ts";
import { areBytesEqual, type Bytes, concatBytes, utf8ToBytes } from "../kernel/bytes.ts";
import type { Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { BackupFault, BackupWatch } from "./model.ts";

/** What stands before the segments: magic ‖ length ‖ vault header ‖ salt ‖ key check. */
export interface BackupFront {
  readonly header: Bytes;
  readonly salt: Bytes;
  readonly check: Bytes;
  /** SHA-256 of magic, length and header: part of what the file's key is derived from. */
  readonly before: Bytes;
  /** Where the segments begin. */
  readonly bodyAt: number;
}

/** The line end shows a file that a transfer took for text. */
const magic = utf8ToBytes("dalel.backup.1\r\n");
const family = utf8ToBytes("dalel.backup.");
const lengthBytes = 4;
/** Far above any header there is. */
const largestHeader = 131_072;
/** The plain stream is filled up with zeros to a multiple of this, so that the size tells little. */
const paddingBytes = 65_536;

/** Begins a file: the bytes before the segments, and the key of the segments. */
export async function beginFile(secret: CryptoKey, header: Bytes, random: Random): Promise<{ readonly front: Bytes; readonly key: SegmentKey }> {
  const length = new Uint8Array(lengthBytes);
  new DataView(length.buffer).setUint32(0, header.length);
  const before = concatBytes(magic, length, header);
  const salt = random.bytes(segmentSaltBytes);
  const key = await deriveSegmentKey(secret, salt, sha256(before));
  return { front: concatBytes(before, salt, key.check), key };
}

/** Reads what stands before the segments; needs no key. */
export async function readFront(file: Blob): Promise<Result<BackupFront, BackupFault>> {
  const start = await bytesOf(file, 0, magic.length + lengthBytes);
  if (!areBytesEqual(start.subarray(0, magic.length), magic.subarray(0, start.length))) {
    return fail(areBytesEqual(start.subarray(0, family.length), family) ? "newer-format" : "not-a-backup");
  }
  if (start.length < magic.length + lengthBytes) return fail(start.length < family.length ? "not-a-backup" : "backup-cut-off");
  const length = new DataView(start.buffer).getUint32(magic.length);
  if (length === 0 || length > largestHeader) return fail("backup-damaged", "header");
  const bodyAt = start.length + length + segmentSaltBytes + segmentCheckBytes;
  if (file.size < bodyAt + segmentTagBytes) return fail("backup-cut-off");
  const rest = await bytesOf(file, start.length, bodyAt);
  const header = rest.slice(0, length);
  const salt = rest.slice(length, length + segmentSaltBytes);
  return succeed({ header, salt, check: rest.slice(length + segmentSaltBytes), before: sha256(concatBytes(start, header)), bodyAt });
}

/** The key of a file by the key of its vault, or null: of another vault, or what stands before the segments was altered. */
export async function keyOfFile(secret: CryptoKey, front: BackupFront): Promise<SegmentKey | null> {
  const key = await deriveSegmentKey(secret, front.salt, front.before);
  return areBytesEqual(key.check, front.check) ? key : null;
}

/** Seals a plain stream of any pieces: full segments as they fill, and the last one padded. Holds one segment. */
export class SegmentWriter {
  readonly #key: SegmentKey;
  readonly #segment = new Uint8Array(segmentBytes);
  #used = 0;
  #index = 0;

  constructor(key: SegmentKey) {
    this.#key = key;
  }

  async *push(plain: Bytes): AsyncGenerator<Bytes, void, void> {
    for (let at = 0; at < plain.length; ) {
      // A full segment is sealed only when more comes: the last one is sealed as the last.
      if (this.#used === segmentBytes) {
        yield await sealSegment(this.#key, this.#index++, false, this.#segment);
        this.#used = 0;
      }
      const taken = Math.min(segmentBytes - this.#used, plain.length - at);
      this.#segment.set(plain.subarray(at, at + taken), this.#used);
      this.#used += taken;
      at += taken;
    }
  }

  async finish(): Promise<Bytes> {
    const whole = Math.max(paddingBytes, Math.ceil(this.#used / paddingBytes) * paddingBytes);
    const last = this.#segment.slice(0, whole).fill(0, this.#used);
    return sealSegment(this.#key, this.#index, true, last);
  }
}

/** One plain segment, the sealed bytes it came from, and whether it is the last. */
export interface OpenedSegment {
  readonly plain: Bytes;
  readonly sealed: Bytes;
}

/**
 * The segments in order; the first failure is the last item. The last segment is opened first, so that a file cut at a segment's end gives nothing.
 * Cost: one megabyte held at a time.
 */
export async function* openSegments(
  key: SegmentKey,
  front: BackupFront,
  file: Blob,
  watch: BackupWatch,
): AsyncGenerator<Result<OpenedSegment, BackupFault>, void, void> {
  const count = Math.ceil((file.size - front.bodyAt) / sealedSegmentBytes);
  const last = count - 1;
  if ((await openSegment(key, last, true, await sealedAt(front, file, last))) === null) return yield await faultAtEnd(key, front, file, last);
  for (let index = 0; index < count; index++) {
    if (watch.isStopped()) return yield fail("cancelled");
    const sealed = await sealedAt(front, file, index);
    const plain = await openSegment(key, index, index === last, sealed);
    if (plain === null) return yield fail("backup-damaged", `segment ${index + 1}`);
    yield succeed({ plain, sealed });
    watch.progress(Math.min(file.size, front.bodyAt + (index + 1) * sealedSegmentBytes), file.size);
  }
}

/** Why the end of the file is not the end that was written: cut off where the segment before is sound and no last one. */
async function faultAtEnd(key: SegmentKey, front: BackupFront, file: Blob, last: number): Promise<Result<never, BackupFault>> {
  const sealed = await sealedAt(front, file, last);
  const isInnerOne = (await openSegment(key, last, false, sealed)) !== null;
  const isOdd = (sealed.length - segmentTagBytes) % paddingBytes !== 0;
  return isInnerOne || isOdd || sealed.length < segmentTagBytes ? fail("backup-cut-off") : fail("backup-damaged", `segment ${last + 1}`);
}

function sealedAt(front: BackupFront, file: Blob, index: number): Promise<Bytes> {
  const start = front.bodyAt + index * sealedSegmentBytes;
  return bytesOf(file, start, start + sealedSegmentBytes);
}

async function bytesOf(file: Blob, from: number, to: number): Promise<Bytes> {
  return new Uint8Array(await file.slice(from, to).arrayBuffer());
}
