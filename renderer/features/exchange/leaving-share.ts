import type { ShareReceipt } from "../../../shared/case/share-door.ts";

/** What of bundles that were made is known when the person wants to leave. */
export interface MadeState {
  readonly receipts: readonly Pick<ShareReceipt, "statementHash" | "passphrase">[];
  readonly isSaved: (statementHash: string) => boolean;
  /** Statement hashes of copies whose passphrase was copied, or is said to be written down. */
  readonly kept: ReadonlySet<string>;
}

/**
 * Why to ask before the window of what was made closes: a file is on no disk, or one is whose passphrase nobody has. The passphrase is told only there,
 * and without it nobody can ever open the copy. null = nothing is lost.
 */
export function lossByLeaving({ receipts, isSaved, kept }: MadeState): "file" | "passphrase" | null {
  if (receipts.some(({ statementHash }) => !isSaved(statementHash))) return "file";
  return receipts.some(({ statementHash, passphrase }) => passphrase !== "" && !kept.has(statementHash)) ? "passphrase" : null;
}
