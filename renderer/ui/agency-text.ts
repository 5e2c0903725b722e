import { safeText } from "./safe-text.tsx";
import { hasWords, translate } from "./translate.ts";

/** An agency as it is called here for short: "ҚМА", "АФМ", "AFM"; by its code where the program does not know it. Drawn anew where `useTranslate` is. */
export function agencyText(code: string): string {
  const key = `agency:short.${code}`;
  return /^[a-z]+$/.test(code) && hasWords(key) ? translate(key) : safeText(code).toUpperCase();
}
