import { type Bytes, freeBytes } from "../kernel/bytes.ts";
import { fail, type Result } from "../kernel/result.ts";
import { BagReader } from "./bag-reader.ts";
import type { BundleError } from "./model.ts";
import { type BagContents, readParts } from "./read-bag.ts";
import { hashHere, type StartPieceHash } from "../crypto/hash.ts";

/** The reading of a decrypted bag, as a port: in the window it is answered by the thread without keys. Several may be read at once. */
export interface BagPort {
  /** Begins to read a bag; gives the number it is fed by. */
  beginBag(nothing: null): Promise<number>;
  /** Takes the next bytes, whose buffer is moved there. The first problem, or null: go on. */
  feedBag(asked: { readonly bag: number; readonly piece: Bytes; readonly transfer: readonly ArrayBuffer[] }): Promise<BundleError | null>;
  /** After the last byte. */
  endBag(asked: { readonly bag: number }): Promise<Result<BagContents, BundleError>>;
  /** Forgets a bag that is not read on. */
  dropBag(asked: { readonly bag: number }): Promise<null>;
}

/** Answers for one who asks. Takes `startHash` for the evidence: in this thread, in WebAssembly, when left out. */
export function createBagPort(startHash: StartPieceHash = hashHere): BagPort {
  const bags = new Map<number, { readonly reader: BagReader; last: Promise<BundleError | null> }>();
  let lastNumber = 0;
  return {
    beginBag: async () => {
      lastNumber += 1;
      bags.set(lastNumber, { reader: new BagReader(startHash), last: Promise.resolve(null) });
      return lastNumber;
    },
    feedBag: async ({ bag, piece }) => {
      const found = bags.get(bag);
      if (found === undefined) return { kind: "bad-archive", where: "end" };
      // In the order they came, each after the one before.
      found.last = found.last.then((problem) => problem ?? found.reader.feed(piece));
      const problem = await found.last;
      // It was moved here, and nobody else has it: a gibibyte of them would wait for a collection that has no reason to come.
      freeBytes(piece);
      return problem;
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

/** The port answered right here: for that thread, and for the command line. */
export const bagPort: BagPort = createBagPort();

/**
 * Reads a bag behind a port: while one piece is read there, the next is decrypted here.
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
  let done = 0;
  for await (const piece of pieces) {
    const problem = piece.ok ? await reading : piece.error;
    if (problem !== null) return dropped(port, bag, reading, problem);
    if (!piece.ok) continue;
    done += piece.value.length;
    onProgress(done);
    reading = port.feedBag({ bag, piece: piece.value, transfer: [piece.value.buffer] });
  }
  const problem = await reading;
  return problem === null ? port.endBag({ bag }) : dropped(port, bag, reading, problem);
}

async function dropped(port: BagPort, bag: number, reading: Promise<unknown>, error: BundleError): Promise<Result<BagContents, BundleError>> {
  await reading;
  await port.dropBag({ bag });
  return { ok: false, error };
}
