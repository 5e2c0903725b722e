import type { Bytes } from "../kernel/bytes.ts";
import type { Result } from "../kernel/result.ts";
import type { BundleError } from "./model.ts";
import { type BagContents, readBag } from "./read-bag.ts";

/** The reading of a decrypted bag, as a port: in the window it is answered by the thread without keys. */
export interface BagPort {
  readBag(argument: { readonly archive: Bytes }): Promise<Result<BagContents, BundleError>>;
}

/** The port answered right here: for that thread, and for the command line. */
export const bagPort: BagPort = { readBag: ({ archive }) => readBag(archive) };
