import type { Value } from "../ledger/model.ts";

/** An instant in UTC with milliseconds, as RFC 3339 writes it. */
export function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}

/** The one ISO text of a date; a span of days that are one year or one month is that year or month; null = no one period. */
export function oneDate(value: Value): string | null {
  if (value.kind !== "date") return null;
  const { from, to } = value;
  if (from === to) return from === "" ? null : from;
  if (from === `${from.slice(0, 4)}-01-01` && to === `${from.slice(0, 4)}-12-31`) return from.slice(0, 4);
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  const isMonth = from.length === 10 && from.endsWith("-01") && month > 0 && to === lastDayOf(year, month);
  return isMonth ? from.slice(0, 7) : null;
}

function lastDayOf(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The instant of a date that names one: a day begins at midnight UTC, a time must say its zone; null = it is less than a day's worth of precise. */
export function instantOf(text: string): string | null {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text}T00:00:00.000Z`;
  if (!/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : isoOf(instant);
}

/** Whether a text names an instant by itself: nothing had to be added. */
export function isExactInstant(text: string): boolean {
  return text.includes("T") && instantOf(text) !== null;
}
