import { gather, type Rows } from "./case-rows.ts";
import { type InteropFile, type InteropKind, interopPaths, LeftOut } from "./model.ts";
import { writeCase } from "./write-case.ts";
import { writeFtm } from "./write-ftm.ts";
import { writeStix } from "./write-stix.ts";

type Write = (rows: Rows, left: LeftOut) => IterableIterator<string>;
const writers: Readonly<Record<InteropKind, Write>> = { ftm: writeFtm, stix: writeStix, case: writeCase };

/**
 * Says a case in another program's format.
 *
 * Takes   `rows`: what the recipient will see, folded from the disclosed claims and nothing else (`foldAsRecipient`).
 * Gives   the file for the bag. The same rows give the same bytes, in whatever order they were folded.
 * Cost    O(facts), about 30 µs a row and format; memory for the ids of all rows, besides the pieces that are taken.
 */
export function writeInterop(kind: InteropKind, rows: Rows): InteropFile {
  const left = new LeftOut();
  const chunks: Iterable<string> = {
    *[Symbol.iterator]() {
      left.clear();
      yield* gather(writers[kind](rows, left));
    },
  };
  return { path: interopPaths[kind], chunks, left: left.counts };
}
