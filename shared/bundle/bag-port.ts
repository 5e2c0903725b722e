import { startHash, type StartStreamHash } from "../crypto/hash.ts";
import { type Bytes, freeBytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { BagReader } from "./bag-reader.ts";
import type { BundleError } from "./model.ts";
import { type BagContents, type PackedContents, readParts, unpackContents } from "./read-bag.ts";

/** The reading of a decrypted bag, as a port: in the window it is answered by the thread without keys. Several may be read at once. */
export interface BagPort {
  /** Begins to read a bag; gives the number it is fed by. */
  beginBag(nothing: null): Promise<number>;
  /** Takes the next bytes, whose buffers are moved there. The first problem, or null: go on. */
  feedBag(asked: { readonly bag: number; readonly pieces: readonly Bytes[]; readonly transfer: readonly ArrayBuffer[] }): Promise<BundleError | null>;
  /** After the last byte. */
  endBag(asked: { readonly bag: number }): Promise<Result<PackedContents, BundleError>>;
  /** Forgets a bag that is not read on. */
  dropBag(asked: { readonly bag: number }): Promise<null>;
}

/** Answers for one who asks. Takes `start`, a hash for the evidence: in WebAssembly when left out. */
export function createBagPort(start: StartStreamHash = startHash): BagPort {
  const bags = new Map<number, { readonly reader: BagReader; last: Promise<BundleError | null> }>();
  let lastNumber = 0;
  return {
    beginBag: async () => {
      lastNumber += 1;
      bags.set(lastNumber, { reader: new BagReader(start), last: Promise.resolve(null) });
      return lastNumber;
    },
    feedBag: async ({ bag, pieces }) => {
      const found = bags.get(bag);
      if (found === undefined) return { kind: "bad-archive", where: "end" };
      // In the order they came, each after the one before.
      found.last = found.last.then((problem) => problem ?? feed(found.reader, pieces));
      return found.last;
    },
    endBag: async ({ bag }) => {
      const found = bags.get(bag);
      bags.delete(bag);
      if (found === undefined) return fail("bad-archive", "end");
      await found.last;
      const parts = found.reader.finish();
      return "kind" in parts ? { ok: false, error: parts } : readParts(parts);
    },
    dropBag: async ({ bag }) => {
      bags.delete(bag);
      return null;
    },
  };
}

async function feed(reader: BagReader, pieces: readonly Bytes[]): Promise<BundleError | null> {
  let problem: BundleError | null = null;
  for (const piece of pieces) {
    problem ??= await reader.feed(piece);
    // They were moved here, and nobody else has them: a gibibyte of them would wait for a collection that has no reason to come.
    freeBytes(piece);
  }
  return problem;
}

/** The port answered right here: for that thread, and for the command line. */
export const bagPort: BagPort = createBagPort();

/** Bytes that are sent together: an asking costs more than a piece. */
const bytesPerFeed = 2 ** 20;

/**
 * Reads a bag behind a port: while some pieces are read there, the next are decrypted here.
 *
 * Gives   as `readBag`.
 */
export async function readBagBehind(
  port: BagPort,
  pieces: AsyncIterable<Result<Bytes, BundleError>>,
  onProgress: (doneBytes: number) => void = () => undefined,
): Promise<Result<BagContents, BundleError>> {
  const bag = await port.beginBag(null);
  let reading: Promise<BundleError | null> = Promise.resolve(null);
  let [gathered, waiting, done]: [Bytes[], number, number] = [[], 0, 0];
  const send = (): void => {
    reading = port.feedBag({ bag, pieces: gathered, transfer: gathered.map(({ buffer }) => buffer) });
    [gathered, waiting] = [[], 0];
  };
  for await (const piece of pieces) {
    if (!piece.ok) return dropped(port, bag, reading, piece.error);
    gathered.push(piece.value);
    waiting += piece.value.length;
    done += piece.value.length;
    if (waiting < bytesPerFeed) continue;
    const problem = await reading;
    if (problem !== null) return dropped(port, bag, reading, problem);
    send();
    onProgress(done);
  }
  let problem = await reading;
  if (problem === null) {
    send();
    problem = await reading;
  }
  onProgress(done);
  if (problem !== null) return dropped(port, bag, reading, problem);
  const packed = await port.endBag({ bag });
  return packed.ok ? succeed(unpackContents(packed.value)) : packed;
}

async function dropped(port: BagPort, bag: number, reading: Promise<unknown>, error: BundleError): Promise<Result<BagContents, BundleError>> {
  await reading;
  await port.dropBag({ bag });
  return { ok: false, error };
}
