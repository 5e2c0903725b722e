import type words from "../../assets/locales/en/failure.json";
import type { Failure } from "../../shared/kernel/result.ts";
import { hasWords, translate } from "./translate.ts";

/** Every kind that has a sentence. A Failure of a kind without words is refused by the compiler where it is handed over. */
export type FailureKind = keyof typeof words;

/** The locale key of a failure. */
export function failureKey(failure: Failure<FailureKind>): string {
  return `failure:${failure.kind}`;
}

/** The sentence of a failure: what happened, what is safe, what to do next. `where` names a place, never case content. */
export function failureText(failure: Failure<FailureKind>): string {
  const key = failureKey(failure);
  return translate(hasWords(key) ? key : "failure:bug", { where: failure.where ?? "" });
}
