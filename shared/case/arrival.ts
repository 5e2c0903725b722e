import type { BundleStatement } from "../bundle/model.ts";
import type { FileHash, InstantMs } from "../kernel/brand.ts";

/** A bundle that was opened in this session, whatever was done with it. */
export interface Arrival {
  readonly statement: BundleStatement;
  readonly at: InstantMs;
  /** "" = the file could not be read once more. */
  readonly fileHash: FileHash | "";
  /** The first check that failed; "" = none. */
  readonly failed: string;
}
