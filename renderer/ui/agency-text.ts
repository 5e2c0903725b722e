import { safeText } from "./safe-text.tsx";
import { hasWords, translate } from "./translate.ts";

/** Its whole name in the language of the window; what it calls itself where the program does not know it. */
export function agencyNameText(code: string, ownName: string): string {
  const key = `gate:agency.${code}`;
  return /^[a-z]+$/.test(code) && hasWords(key) ? translate(key) : safeText(ownName);
}

/** An agency as it is called here for short: "ҚМА", "АФМ", "AFM"; by its code where the program does not know it. Drawn anew where `useTranslate` is. */
export function agencyText(code: string): string {
  const key = `agency:short.${code}`;
  return /^[a-z]+$/.test(code) && hasWords(key) ? translate(key) : safeText(code).toUpperCase();
}
