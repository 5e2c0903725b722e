import { type InstantMs, parseInstantMs } from "../kernel/brand.ts";
import { isDay } from "../ontology/kazakh-numbers.ts";

/** Milliseconds of "2025/03/28 06:38:00" (or with hyphens) in UTC; null when no such moment exists. */
export function parseUtc(text: string): InstantMs | null {
  const parts = /^(\d{4})[/-](\d{2})[/-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) return null;
  return parseInstantMs(Date.UTC(year, month - 1, day, hour, minute, second));
}
