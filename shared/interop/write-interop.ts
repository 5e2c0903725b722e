import { gather, type Rows } from "./case-rows.ts";
import { type InteropFile, type InteropKind, LeftOut } from "./model.ts";
import { writeCase } from "./write-case.ts";
import { writeFtm } from "./write-ftm.ts";
import { writeStix } from "./write-stix.ts";

const writers = {
  ftm: { path: "data/interop/ftm.ndjson", write: writeFtm },
  stix: { path: "data/interop/stix.json", write: writeStix },
  case: { path: "data/interop/case.jsonld", write: writeCase },
} as const satisfies Record<InteropKind, unknown>;

/**
 * Says a case in another program's format.
 *
 * Takes   `rows`: what the recipient will see, folded from the disclosed claims and nothing else (`foldAsRecipient`).
 * Gives   the file for the bag. The same rows give the same bytes, in whatever order they were folded.
 * Cost    about 30 µs a row and format; memory for the ids of all rows, besides the pieces that are taken.
 */
export function writeInterop(kind: InteropKind, rows: Rows): InteropFile {
  const { path, write } = writers[kind];
  const left = new LeftOut();
  const chunks: Iterable<string> = {
    *[Symbol.iterator]() {
      left.clear();
      yield* gather(write(rows, left));
    },
  };
  return { path, chunks, left: left.counts };
}
