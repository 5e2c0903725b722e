import type { BundleError } from "../../shared/bundle/model.ts";
import { type BagContents, readBag } from "../../shared/bundle/read-bag.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { type Result, succeed } from "../../shared/kernel/result.ts";

/** Reads a plain archive that lies in memory, fed in pieces of an odd size: what a piece ends with must not matter. */
export function readArchive(archive: Bytes, step = 9973): Promise<Result<BagContents, BundleError>> {
  return readBag(
    (async function* () {
      for (let at = 0; at < archive.length; at += step) yield succeed(archive.slice(at, at + step));
    })(),
  );
}
