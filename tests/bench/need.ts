import type { Result } from "../../shared/kernel/result.ts";

/** What was asked for; the bench ends when it failed. */
export function need<Value>(answer: Result<Value, { readonly kind: string; readonly where?: string }>): Value {
  if (!answer.ok) throw new Error(`${answer.error.kind} ${answer.error.where ?? ""}`);
  return answer.value;
}
