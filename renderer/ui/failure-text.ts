import type words from "../../assets/locales/en/failure.json";
import { hasWords, translate } from "./translate.ts";

/** Every kind that has a sentence. A Failure of a kind without words is refused by the compiler where it is handed over. */
export type FailureKind = keyof typeof words;

/** A failure as a door gives it. */
interface Told {
  readonly kind: FailureKind;
  readonly where?: string | undefined;
}

/** The locale key of a failure. */
export function failureKey(failure: Told): string {
  return `failure:${failure.kind}`;
}

/** The sentence of a failure: what happened, what is safe, what to do next. `where` names a place, never case content. */
export function failureText(failure: Told): string {
  // What is wrong with a day is told of the day, wherever it stands.
  if (failure.kind === "refused-value" && failure.where?.endsWith("/day-to-come") === true) return translate("failure:day-to-come");
  const key = failureKey(failure);
  return translate(hasWords(key) ? key : "failure:bug", { where: placeText(failure.where ?? "") });
}

/** Boxes are named by the door, from 0 on; people count them from 1 on, in their language. */
function placeText(where: string): string {
  const box = /(?:^| )box (\d+)$/.exec(where)?.[1];
  return box === undefined ? where : translate("common:box", { number: Number(box) + 1 });
}

/** As `failureText`, of a secret that did not open: with a key file it is not known which of the two was wrong, and both are named. */
export function openingFailureText(failure: Told, hasKeyFile: boolean): string {
  return hasKeyFile && failure.kind === "wrong-secret-or-damaged" ? translate("keys:file.wrong") : failureText(failure);
}
