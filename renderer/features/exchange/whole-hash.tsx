import type { ReactNode } from "react";
import { CopyButton } from "../../ui/hash-text.tsx";

/** A hash in full: it is written into a letter or read over the phone. */
export function WholeHash({ text }: { readonly text: string }): ReactNode {
  return (
    <span className="exchange-hash">
      <span className="mono">{text}</span>
      <CopyButton text={text} />
    </span>
  );
}
