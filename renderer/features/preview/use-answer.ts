import { useEffect, useState } from "react";
import type { Failure, Result } from "../../../shared/kernel/result.ts";

/** What was asked of the preview thread; the last answer stays until the next is there. */
export type Answer<Value> =
  | { readonly kind: "waiting" }
  | { readonly kind: "there"; readonly value: Value; readonly isLate: boolean }
  | { readonly kind: "failed"; readonly error: Failure<string> };

/** Asks anew whenever `asked` changes. An answer to an older ask is let go. */
export function useAnswer<Value>(asked: string, ask: () => Promise<Result<Value, Failure<string>>>): Answer<Value> {
  const [answer, setAnswer] = useState<Answer<Value>>({ kind: "waiting" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` says all that `ask` asks
  useEffect(() => {
    let isShown = true;
    setAnswer((last) => (last.kind === "there" ? { ...last, isLate: true } : { kind: "waiting" }));
    void ask().then((given) => {
      if (isShown) setAnswer(given.ok ? { kind: "there", value: given.value, isLate: false } : { kind: "failed", error: given.error });
    });
    return () => {
      isShown = false;
    };
  }, [asked]);
  return answer;
}
