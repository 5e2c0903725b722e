import { useState } from "react";
import type { ShareReceipt } from "../../../shared/case/share-door.ts";

export interface KeptPassphrases {
  /** Statement hashes of copies whose passphrase was copied, or is said to be written down. */
  readonly kept: ReadonlySet<string>;
  readonly of: (receipt: Pick<ShareReceipt, "statementHash">) => { readonly isKept: boolean; readonly keep: (isKept: boolean) => void };
}

/** Which passphrases somebody has; `onChange` is told of each change. */
export function useKeptPassphrases(onChange: () => void): KeptPassphrases {
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const keep = (statementHash: string, isKept: boolean): void => {
    setKept((before) => new Set([...before].filter((each) => each !== statementHash).concat(isKept ? [statementHash] : [])));
    onChange();
  };
  return { kept, of: ({ statementHash }) => ({ isKept: kept.has(statementHash), keep: (isKept) => keep(statementHash, isKept) }) };
}
