import type words from "../../../assets/locales/en/deconfliction.json";
import { failureText } from "../../ui/failure-text.ts";
import type { Format } from "../../ui/format.ts";
import { hasWords, type Translate, translate } from "../../ui/translate.ts";

type Told = Parameters<typeof failureText>[0];
/** A failure of a comparison: with words of its own, or of the core. */
export type HitsTrouble = Told | { readonly kind: keyof typeof words.error; readonly where?: string };

/** The sentence of a failure: what happened, that nothing was done, what to do. */
export function hitsFailureText(trouble: HitsTrouble): string {
  return isOurs(trouble) ? translate(errorKey(trouble)) : failureText(trouble);
}

const errorKey = ({ kind }: HitsTrouble): string => `deconfliction:error.${kind}`;

function isOurs(trouble: HitsTrouble): trouble is Exclude<HitsTrouble, Told> {
  return hasWords(errorKey(trouble));
}

/** Seconds one stretching takes, of a secret and of a single number: as decision 0080 measured. */
const secretSeconds = 2;
const numberSeconds = 0.025;

/** How long so many slow numbers take, in words; null when it is not worth saying. */
export function timeText(slow: number, t: Translate, format: Format): string | null {
  const seconds = secretSeconds + slow * numberSeconds;
  if (seconds < 10) return null;
  const isLong = seconds >= 100;
  return t(isLong ? "deconfliction:time.minutes" : "deconfliction:time.seconds", {
    number: format.number(Math.ceil(isLong ? seconds / 60 : seconds)),
  });
}
